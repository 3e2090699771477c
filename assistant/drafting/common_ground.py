"""What two people's notes say of one thing: learnt, agreed, seen differently.

Sections of a page for both. Agreement takes two quotes that say the same; a difference stands in
both wordings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.domain.documents import Line, Section, Who
from assistant.domain.sessions import Voice
from assistant.domain.wording import words
from assistant.drafting.candidates import Candidate, goal_name
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.released import PURPOSE
from assistant.drafting.settled import settled_by
from assistant.drafting.triggers import differences
from assistant.drafting.voices import ToldByBoth, agreed, weighs

_VOICES: tuple[Voice, Voice] = ("mentee", "mentor")
_MOST = {"learnt": 2, "we-agree": 3, "differently": 3}
_LONGEST_ANSWER = 40
"""Words of an answer that is quoted whole, with the question that it answers."""
_AHEAD = re.compile(r"\bwill you\b|\bnext session\b|\bbefore (?:the|you)\b", re.IGNORECASE)
SPEAKS_FOR_SELF = re.compile(r"\b(?:i|we|my|our|me|us)\b|\bi['\u2019]", re.IGNORECASE)


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
    if len(silent) == len(_VOICES):
        # One question serves both.
        lines.append(_to_hear("both", f"{desk.name('mentor')} and {desk.name('mentee')}"))
    else:
        lines += [_to_hear(voice, desk.name(voice)) for voice in silent]
    return Section(
        id="learnt",
        title="What we both learnt",
        lines=tuple(lines),
        open=True,
        own_words=True,
        most=5,
    )


def _to_hear(who: Who, name: str) -> Line:
    """The question to whoever has not written of it: asked, and not called missing."""
    text = f"{name}: what do you see differently since you began?"
    return Line(id=f"learnt-gap-{who}", kind="question", who=who, text=text, fixed=True)


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
                    text=f"Asked: {question}" if question else "",
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
            where=lambda s: "learnt" in s.tags and bool(SPEAKS_FOR_SELF.search(s.text)),
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
    for pair, line in agreed_lines(desk, (p for p in pairs if weighs(desk, p)), "agree"):
        promise = any("promise" in desk.tags(span.text) for span in pair.both)
        kept = promise and any(settled_by(desk, span.sentence) for span in pair.both)
        lines.append(line.model_copy(update={"after": "Kept since." if kept else ""}))
        if len(lines) == _MOST["we-agree"]:
            break
    return Section(
        id="we-agree",
        title="We agree",
        lines=tuple(lines),
        gap="Nothing yet in the words of both. What would you both put your names to?",
        open=True,
        voices=2,
        agrees=True,
        most=4,
    )


def agreed_lines(
    desk: Desk, pairs: Iterable[ToldByBoth], name: str
) -> Iterator[tuple[ToldByBoth, Line]]:
    """What both say alike and no line quotes yet, each with its line in both voices, one by one:
    who takes one has quoted it."""
    for pair in pairs:
        if agreed(desk, pair) and all(desk.free(span) for span in pair.both):
            yield pair, both_line(desk, f"{name}-{pair.mentor.start}", large(pair.lead), pair.both)


def differing_section(desk: Desk) -> Section:
    """Where the two put one thing differently, side by side."""
    return Section(
        id="differently",
        title="We see it differently",
        lines=tuple(differing_lines(desk)[: _MOST["differently"]]),
        gap="Nothing yet in the words of both. What looks different from where each of you sits?",
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


# --- lines --------------------------------------------------------------------------------------


def both_line(desk: Desk, line_id: str, lead: str, told: Sequence[Span]) -> Line:
    """One thing in two voices, the mentor's words first."""
    ordered = sorted(told, key=lambda span: span.sentence.voice, reverse=True)
    citations = tuple(desk.cite(s, f"{desk.name(s.sentence.voice)}:") for s in ordered)
    lead = f"{lead.rstrip('.')}." if lead else ""
    return Line(id=line_id, lead=lead, who="both", citations=citations)


def one_line(desk: Desk, span: Span, lead: str) -> Line:
    """What one of the two wrote."""
    voice = voice_of(span)
    name = desk.name(span.sentence.voice)
    return Line(
        id=f"open-{span.sentence.source.id}-{span.start}",
        lead=f"{lead.rstrip('.')}." if lead else "",
        who=voice,
        citations=(desk.cite(span, f"{name}:"),),
    )


def _quoted(desk: Desk, line_id: str, lead: str, voice: Voice, told: Sequence[Span]) -> Line:
    return Line(id=line_id, lead=lead, who=voice, citations=tuple(desk.cite(s) for s in told))


def voice_of(span: Span) -> Voice | str:
    """Whose words a run is."""
    return span.sentence.voice


def large(text: str) -> str:
    """The text with a large first letter."""
    return text[:1].upper() + text[1:]
