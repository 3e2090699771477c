"""What was said in a meeting of more than two, as a note records it. Pure."""

from __future__ import annotations

import re

from assistant.domain.documents import Line, Section
from assistant.domain.sessions import Voice
from assistant.domain.wording import words
from assistant.drafting.choosing import Span, spans
from assistant.drafting.desk import Desk
from assistant.drafting.reading import REPORTED, Sentence

_VOICES: tuple[Voice, Voice] = ("mentor", "mentee")
_MOST = 6
_DATED = re.compile(
    r"\d|\b(?:(?:next|this) (?:week|month)|end of|tomorrow|today|\w+day)\b", re.IGNORECASE
)
_SPEAKERS = re.compile(r"^([A-Z][\w'\u2019-]*)[^:\n]{0,30}: \S", re.MULTILINE)
_AT_A_PLACE = re.compile(r"\b(?:at|in) (?:the )?([A-Z][\w'\u2019]+)")


def heard_section(desk: Desk, number: int) -> Section:
    """What others said in a meeting that a note records, for all: dates and places first."""
    cues = desk.bank.cues.patterns
    told = [
        s
        for s in desk.sentences
        if s.session == number
        and s.source.kind == "note"
        and not s.text.endswith("?")
        and (REPORTED in s.tags or many_voices(desk, s))
    ]
    kinds = [cues[kind] for kind in ("worth_knowing", "decided") if kind in cues]
    lines: list[Line] = []
    for pattern in (*kinds, None):
        for sentence in told:
            if len(lines) >= _MOST:
                break
            if not (pattern or _DATED).search(sentence.text):
                continue
            span = _said(desk, sentence, least=4.0 if pattern is not None else 6.0)
            if span is not None:
                citation = desk.cite(span)
                lines.append(Line(id=f"heard-{span.start}", citations=(citation,)))
    return Section(
        id="heard",
        title="Said in the meeting, for all",
        lines=tuple(lines),
        # Where two people talked alone, nothing was said to all.
        open=bool(told),
        most=10,
    )


def meetings_of_many(desk: Desk) -> frozenset[str]:
    """Sources that record more voices than their author's, or speech as it fell."""
    return desk.spoken | {
        s.source.id for s in (*desk.sentences, *desk.held_back) if REPORTED in s.tags
    }


def many_voices(desk: Desk, sentence: Sentence) -> bool:
    return any(
        REPORTED in other.tags for other in desk.sentences if other.source.id == sentence.source.id
    )


def _others_there(desk: Desk, sentence: Sentence) -> set[str]:
    """First names of those who speak in a meeting, in lower case, the two of the pair aside."""
    named = {found.casefold() for found in _SPEAKERS.findall(sentence.source.text)}
    all_of_them = {"everyone", "everybody", "all"}
    return named - all_of_them - {desk.name(voice).casefold() for voice in _VOICES}


def _said(desk: Desk, sentence: Sentence, *, least: float) -> Span | None:
    """The whole of what was said, if it names nobody; a place is no person."""
    if set(words(sentence.text)) & _others_there(desk, sentence):
        return None
    span = desk.best([sentence], floor=least)
    if span is not None and (span.whole or least > 5):
        return span
    places = {found.group(1) for found in _AT_A_PLACE.finditer(sentence.text)}
    for run in sorted(spans(sentence), key=lambda r: -len(r.words)):
        bare = run.text
        for place in places:
            bare = bare.replace(place, place.lower())
        if desk.free(run) and not desk.names_outsider(bare) and not desk.guesses(bare):
            return run
    return span
