"""What two people's notes leave open: offers, thoughts, claims for both, leftovers, doubts.

What only one of them wrote says whose it is. What a promise that was kept has settled since is not
open any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from assistant.domain.documents import Line, Section
from assistant.domain.wording import words
from assistant.drafting.candidates import EVERYDAY, Candidate, goal_name, open_goals
from assistant.drafting.choosing import Span
from assistant.drafting.common_ground import SPEAKS_FOR_SELF, large, one_line, voice_of
from assistant.drafting.desk import Desk
from assistant.drafting.promised import only_a_thought, only_thoughts
from assistant.drafting.questions import ask
from assistant.drafting.settled import settled_by
from assistant.drafting.triggers import broken_off, differences
from assistant.drafting.voices import ToldByBoth, agreed, hedged, offered
from assistant.drafting.wishes import left_over

_MOST = 4
_MOST_OFFERED = 2
_MOST_ONE_SIDED = 2
_ADDED_WORDS = 8
_GOES_ON = 2
"""Lines after an offer in which its writer may say what they make of it."""
_ALL_AGREED = re.compile(
    r"\bwe (?:both|all) (?:said|say|think|thought|agreed|see|saw)\b|\bboth of us\b"
    r"|\bwe(?:['\u2019]ve| have)? (?:agreed|decided|settled)\b",
    re.IGNORECASE,
)
_OF_THE_OTHER = re.compile(r"^\W*(?:s?he|they|him|her|them)\b", re.IGNORECASE)
A_THOUGHT = "A thought, not a promise."
_SAYS_ENOUGH = 2
"""Words that carry meaning, without which a doubt says nothing to whoever reads it alone."""


def open_section(desk: Desk, pairs: Sequence[ToldByBoth]) -> Section:
    """What is not settled: thoughts, leftovers, doubts, goals without a measure, questions."""
    lines = offered_lines(desk, pairs)
    thoughts = thought_lines(desk, desk.last, still_open=True)
    lines += [thought for thought in thoughts if not lines]
    lines += islice(claimed_lines(desk), 1)
    lines += _left_off(desk, broken_off(desk))
    lines += one_sided_lines(desk)
    lines += _left_off(desk, left_over(desk))
    lines += _doubted(desk)
    lines += _unmeasured(desk)
    lines += boxed_lines(desk)
    return Section(
        id="left-open",
        title="Left open",
        lines=tuple(lines[:_MOST]),
        gap="Nothing is written down as open.",
        open=True,
        most=6,
    )


def offered_lines(desk: Desk, pairs: Sequence[ToldByBoth]) -> list[Line]:
    """What one asked or offered, or told as a perhaps, and both wrote down: in both voices, each
    with what its writer added to it. What a kept promise settled is no longer open."""
    lines: list[Line] = []
    for pair in pairs:
        thought = hedged(desk, pair) and not lines
        waits = thought or (offered(desk, pair) and not agreed(desk, pair))
        settled = any(settled_by(desk, span.sentence) for span in pair.both)
        if not waits or settled or not all(desk.free(span) for span in pair.both):
            continue
        citations = []
        thinks = any(only_a_thought(span.text) for span in pair.both)
        for span in pair.both:
            citations.append(desk.cite(span, f"{desk.name(span.sentence.voice)}:"))
            added = _added(desk, span)
            citations += [desk.cite(added)] if added is not None else []
            thinks = thinks or (added is not None and only_a_thought(added.text))
        lead = f"{large(pair.lead).rstrip('.')}." if pair.lead else ""
        after = A_THOUGHT if thinks else ""
        line = Line(id=f"open-{pair.mentor.start}", lead=lead, who="both", after=after)
        lines.append(line.model_copy(update={"citations": tuple(citations)}))
        if len(lines) == _MOST_OFFERED:
            break
    return lines


def thought_lines(
    desk: Desk, session: int, known: Sequence[str] = (), *, still_open: bool = False
) -> list[Line]:
    """What one of them said they would think about, with what they had been asked; what a promise
    that the page tells of (``known``) says already is not denied beside it. ``still_open`` leaves
    out what a promise that was kept has settled since."""
    lines: list[Line] = []
    promises = [desk.stems(text) - EVERYDAY for text in known]
    for told in only_thoughts(desk, session):
        about = desk.stems(*(span.sentence.text for span in told))
        if any(len(stems & about) >= _SAYS_ENOUGH for stems in promises):
            continue
        if still_open and any(settled_by(desk, span.sentence, least=1) for span in told):
            continue
        if all(desk.free(span) for span in told):
            name = desk.name(told[0].sentence.voice)
            cited = (desk.cite(s, "" if n else f"{name}:") for n, s in enumerate(told))
            ident = f"thought-{told[0].sentence.source.id}-{told[0].start}"
            who = voice_of(told[0])
            lines.append(
                Line(id=ident, lead=A_THOUGHT, who=who, citations=tuple(cited), fixed=True)
            )
    return lines


def _added(desk: Desk, span: Span) -> Span | None:
    """What the writer goes on to say of it: a doubt or a thought, in the next lines."""
    thought = desk.bank.cues.patterns.get("not_promise")
    found: list[tuple[bool, Span]] = []
    for sentence in desk.sentences:
        after = sentence.order - span.sentence.order
        if sentence.source.id != span.sentence.source.id or not 0 < after <= _GOES_ON:
            continue
        says_so = "doubt" in sentence.tags or (thought and thought.search(sentence.text))
        short = len(words(sentence.text)) <= _ADDED_WORDS
        if not says_so or not short or _OF_THE_OTHER.search(sentence.text):
            continue
        run = Span(sentence, sentence.start, sentence.end, True)
        fits = len(run.words) > _SAYS_ENOUGH and desk.free(run) and desk.quotable(run)
        if fits and sentence.voice == span.sentence.voice:
            # What they said that they would do with it is firmer than a doubt.
            found.append(("doubt" in sentence.tags, run))
    return min(found, key=lambda one: one[0])[1] if found else None


def _left_off(desk: Desk, found: Iterable[Candidate]) -> list[Line]:
    """What was parked or broke off, in the words of whoever wrote so."""
    lines: list[Line] = []
    told: list[frozenset[str]] = []
    for candidate in found:
        span = candidate.spans[0][0]
        about = desk.stems(candidate.topic)
        if not desk.free(span) or not voice_of(span) or (about and about in told):
            continue
        told.append(about)
        lines.append(one_line(desk, span, candidate.topic))
    return lines


def one_sided_lines(desk: Desk, sessions: range | None = None) -> list[Line]:
    """Differences that only one of them tells, where they speak for themselves as well, each with a
    question to the other."""
    lines: list[Line] = []
    for found in differences(desk):
        span = found.spans[0][0]
        here = sessions is None or span.sentence.session in sessions
        own = SPEAKS_FOR_SELF.search(span.text) and voice_of(span) and desk.free(span)
        # What the other one may mean is theirs to say.
        own = own and not _OF_THE_OTHER.search(span.text)
        if found.trigger == "one-sided" and here and own and len(lines) < _MOST_ONE_SIDED:
            other = desk.name(desk.other(span.sentence.voice))
            owner = desk.name(span.sentence.voice)
            prompts = ask(desk, "one-sided", 1, len(lines), owner=owner, other=other)
            lines.append(one_line(desk, span, "").model_copy(update={"prompts": prompts}))
    return lines


def claimed_lines(desk: Desk, sessions: range | None = None) -> list[Line]:
    """What one of them says that both think or settled, for the other to confirm."""
    lines: list[Line] = []
    recorded = [desk.stems(c.text) for c in desk.briefing.commitments]
    for sentence in desk.newest:
        lately = sentence.session in (sessions or range(desk.last - 1, desk.last + 1))
        if not lately or not sentence.voice or not _ALL_AGREED.search(sentence.text):
            continue
        span = desk.best([sentence], wanted=sentence.tags, floor=2.0)
        if span is None or not _ALL_AGREED.search(span.text):
            continue
        if any(len(stems & sentence.stems) >= _SAYS_ENOUGH for stems in recorded):
            continue
        other = desk.name(desk.other(sentence.voice))
        after = f"This waits for {other}'s word."
        lines.append(one_line(desk, span, "").model_copy(update={"after": after}))
    return lines


def _doubted(desk: Desk) -> list[Line]:
    lines: list[Line] = []
    for sentence in desk.newest:
        fits = "doubt" in sentence.tags and sentence.session >= desk.last - 1
        fits = fits and settled_by(desk, sentence) is None
        enough = len(sentence.stems - EVERYDAY) >= _SAYS_ENOUGH
        mine = SPEAKS_FOR_SELF.search(sentence.text) and not _OF_THE_OTHER.search(sentence.text)
        if fits and enough and mine:
            span = desk.best([sentence], wanted=("doubt",), floor=3.0)
            if span is not None:
                prompts = ask(desk, "doubt", 1, len(lines), owner=desk.name(sentence.voice))
                lines.append(one_line(desk, span, "").model_copy(update={"prompts": prompts}))
    return lines


def _unmeasured(desk: Desk) -> list[Line]:
    lines: list[Line] = []
    for goal in open_goals(desk):
        citation = desk.cite_text(goal.id, goal.text, keep=True) if not goal.success else None
        if citation is not None:
            lines.append(
                Line(
                    id=f"open-{goal.id}",
                    text=f"{large(goal_name(goal))} has no measure yet:",
                    citations=(citation,),
                    prompts=("By which sign would both of you know that it has been reached?",),
                )
            )
    return lines


def boxed_lines(desk: Desk) -> list[Line]:
    """Questions from the box that their author shares and nobody has answered."""
    lines: list[Line] = []
    for question in desk.briefing.questions:
        voice = desk.briefing.pairing.voice_of(question.author)
        citation = desk.cite_text(question.id, question.text, keep=True)
        if voice and citation is not None and not question.answered:
            lines.append(
                Line(
                    id=f"open-{question.id}",
                    who="mentor" if voice == "mentor" else "mentee",
                    lead=f"{desk.name(voice)} asks:",
                    citations=(citation,),
                    after=f"{desk.name(desk.other(voice))}'s to take or to leave.",
                )
            )
    return lines
