"""What two people's notes say of one thing: learnt, agreed, seen differently, left open.

Sections of a page for both. Agreement takes two quotes; a difference stands in both wordings; what
only one of them wrote is left open and says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from assistant.domain.documents import Line, Section
from assistant.domain.sessions import Voice
from assistant.domain.wording import words
from assistant.drafting.candidates import EVERYDAY, Candidate, goal_name, open_goals
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask
from assistant.drafting.released import PURPOSE
from assistant.drafting.triggers import broken_off, differences
from assistant.drafting.voices import ToldByBoth, agreed, hedged
from assistant.drafting.wishes import left_over

_VOICES: tuple[Voice, Voice] = ("mentee", "mentor")
_MOST = {"learnt": 2, "we-agree": 3, "differently": 3, "left-open": 4}
_LONGEST_ANSWER = 40
"""Words of an answer that is quoted whole, with the question that it answers."""
_AHEAD = re.compile(r"\bwill you\b|\bnext session\b|\bbefore (?:the|you)\b", re.IGNORECASE)
_ALL_AGREED = re.compile(
    r"\bwe (?:both|all) (?:said|say|think|thought|agreed|see|saw)\b|\bboth of us\b"
    r"|\bwe(?:['\u2019]ve| have)? (?:agreed|decided|settled)\b",
    re.IGNORECASE,
)
_SPEAKS_FOR_SELF = re.compile(r"\b(?:i|we|my|our|me|us)\b|\bi['\u2019]", re.IGNORECASE)
_OF_THE_OTHER = re.compile(r"^\W*(?:s?he|they|him|her|them)\b", re.IGNORECASE)
_SAYS_ENOUGH = 2
"""Words that carry meaning, without which a doubt says nothing to whoever reads it alone."""


# --- learnt -----------------------------------------------------------------------------------


def learnt_section(desk: Desk, asked: Mapping[str, str]) -> Section:
    """What each of them looks back on, in their own words; a question where one is silent."""
    lines: list[Line] = []
    silent: list[Voice] = []
    for voice in _VOICES:
        found = _answers(desk, voice, asked)[: _MOST["learnt"]] or _noticed(desk, voice)
        lines += found
        if not found:
            silent.append(voice)
    for voice in silent:
        name = desk.name(voice)
        lines.append(
            Line(
                id=f"learnt-gap-{voice}",
                kind="question",
                who=voice,
                lead=f"{name}.",
                text=f"Nothing of this is in what {name} shares so far.",
                prompts=(f"{name}: what do you see differently since you began?",),
                fixed=True,
            )
        )
    return Section(
        id="learnt",
        title="What we both learnt",
        lines=tuple(lines),
        open=True,
        own_words=True,
        most=5,
    )


def _answers(desk: Desk, voice: Voice, asked: Mapping[str, str]) -> list[Line]:
    """Answers of shared reflections that look back, newest first, under their questions."""
    lines: list[Line] = []
    mine = [s for s in desk.sources if s.kind == "reflection" and s.voice == voice]
    for source in sorted(mine, key=lambda s: -(s.session or 0)):
        at = 0
        for answer in source.text.split("\n\n"):
            start, at = at, at + len(answer) + 2
            question = asked.get(answer.strip(), "")
            fits = len(words(answer)) <= _LONGEST_ANSWER and not _AHEAD.search(question)
            if (
                not fits
                or not desk.printable(answer)
                or not desk.free_at(source.id, start, start + len(answer))
            ):
                continue
            lines.append(
                Line(
                    id=f"learnt-{source.id}-{start}",
                    who=voice,
                    lead=f"{desk.name(voice)}.",
                    text=question,
                    citations=(desk.cite_part(source, start, start + len(answer.rstrip())),),
                )
            )
    return lines


def _noticed(desk: Desk, voice: Voice) -> list[Line]:
    lines: list[Line] = []
    while len(lines) < _MOST["learnt"]:
        span = desk.best(
            (s for s in desk.newest if s.voice == voice and s.source.kind == "note"),
            wanted=("learnt",),
            where=lambda s: "learnt" in s.tags and bool(_SPEAKS_FOR_SELF.search(s.text)),
            floor=4.0,
        )
        if span is None:
            break
        lines.append(_quoted(desk, f"learnt-{span.start}", f"{desk.name(voice)}.", voice, (span,)))
    return lines


# --- agree, differ, open ------------------------------------------------------------------------


def agreed_section(desk: Desk, pairs: Sequence[ToldByBoth]) -> Section:
    """What both wrote, each in their own words."""
    lines: list[Line] = []
    for pair in pairs:
        if agreed(desk, pair) and all(desk.free(span) for span in pair.both):
            lines.append(both_line(desk, f"agree-{pair.mentor.start}", large(pair.lead), pair.both))
        if len(lines) == _MOST["we-agree"]:
            break
    return Section(
        id="we-agree",
        title="We agree",
        lines=tuple(lines),
        gap="No two lines were found that say the same. Add one if there is.",
        open=True,
        voices=2,
        most=4,
    )


def differing_section(desk: Desk) -> Section:
    """Where the two put one thing differently, side by side."""
    return Section(
        id="differently",
        title="We see it differently",
        lines=tuple(differing_lines(desk)[: _MOST["differently"]]),
        gap="No two lines were found that say it differently. Add one if there is.",
        open=True,
        voices=2,
        most=4,
    )


def differing_lines(desk: Desk, sessions: range | None = None) -> list[Line]:
    """Each difference in both wordings; of these sessions, all if None."""
    lines: list[Line] = []
    for found in differences(desk):
        if found.trigger != "difference" or len(lines) >= _MOST["differently"]:
            continue
        told = [span for span, _ in found.spans]
        within = sessions is None or told[0].sentence.session in sessions
        if within and all(desk.free(span) for span in told):
            lines.append(both_line(desk, f"differ-{told[0].start}", _subject(found, told), told))
    return lines


def _subject(found: Candidate, told: Sequence[Span]) -> str:
    if any(PURPOSE.search(span.text) for span in told):
        return "What this is for."
    if found.goal is not None:
        return f"{large(goal_name(found.goal))}"
    return f"{large(found.thing)}" if found.thing else ""


def open_section(desk: Desk, pairs: Sequence[ToldByBoth]) -> Section:
    """What is not settled: thoughts, leftovers, doubts, goals without a measure, questions."""
    lines: list[Line] = []
    for pair in pairs:
        if hedged(desk, pair) and all(desk.free(span) for span in pair.both):
            lines.append(both_line(desk, f"open-{pair.mentor.start}", large(pair.lead), pair.both))
            break
    lines += islice(claimed_lines(desk), 1)
    for found in (*broken_off(desk), *_one_sided(desk), *left_over(desk)):
        span = found.spans[0][0]
        if desk.free(span) and _voice(span):
            trigger = "parked" if found.trigger in ("parked", "broke-off") else "one-sided"
            lead = found.topic if trigger == "parked" else ""
            lines.append(one_line(desk, span, lead))
    lines += _doubted(desk)
    lines += _unmeasured(desk)
    lines += _boxed(desk)
    return Section(
        id="left-open",
        title="Left open",
        lines=tuple(lines[: _MOST["left-open"]]),
        gap="Nothing is written down as open.",
        open=True,
        most=6,
    )


def _one_sided(desk: Desk) -> list[Candidate]:
    """Differences that only one of them tells, where they speak for themselves as well."""
    told = [
        found
        for found in differences(desk)
        if found.trigger == "one-sided" and _SPEAKS_FOR_SELF.search(found.spans[0][0].text)
    ]
    return told[:2]


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
        enough = len(sentence.stems - EVERYDAY) >= _SAYS_ENOUGH
        mine = _SPEAKS_FOR_SELF.search(sentence.text) and not _OF_THE_OTHER.search(sentence.text)
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


def _boxed(desk: Desk) -> list[Line]:
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


# --- lines --------------------------------------------------------------------------------------


def both_line(desk: Desk, line_id: str, lead: str, told: Sequence[Span]) -> Line:
    """One thing in two voices, the mentor's words first."""
    ordered = sorted(told, key=lambda span: span.sentence.voice, reverse=True)
    citations = tuple(desk.cite(s, f"{desk.name(s.sentence.voice)}:") for s in ordered)
    lead = f"{lead.rstrip('.')}." if lead else ""
    return Line(id=line_id, lead=lead, who="both", citations=citations)


def one_line(desk: Desk, span: Span, lead: str) -> Line:
    """What one of the two wrote."""
    voice = _voice(span)
    name = desk.name(span.sentence.voice)
    return Line(
        id=f"open-{span.sentence.source.id}-{span.start}",
        lead=f"{lead.rstrip('.')}." if lead else "",
        who=voice,
        citations=(desk.cite(span, f"{name}:"),),
    )


def _quoted(desk: Desk, line_id: str, lead: str, voice: Voice, told: Sequence[Span]) -> Line:
    return Line(id=line_id, lead=lead, who=voice, citations=tuple(desk.cite(s) for s in told))


def _voice(span: Span) -> Voice | str:
    return span.sentence.voice


def large(text: str) -> str:
    """The text with a large first letter."""
    return text[:1].upper() + text[1:]
