"""What was proposed in a meeting whose words were taken down as they fell. Pure.

Speech decides little in so many words, and a page that waits for them stays empty. What somebody
proposed, called settled or asked is quoted as theirs; what holds of it is asked, never concluded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, zip_longest

from assistant.domain.cue_patterns import CuePattern
from assistant.domain.documents import Line, Section
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span
from assistant.drafting.common_ground import one_line
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask
from assistant.drafting.reading import Sentence

_LEAST_WORDS, _MOST_WORDS = 6, 28
_WARMING_UP = re.compile(
    r"(?:(?:um+|uh+|erm|mm|okay|right|yeah|yes|well|so|and|but|oh|also|I mean)\b[\s,.]*)*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:what|how|which|who|where|when|do|does|did|are|is|should|shall|can|could|have)\b",
    re.IGNORECASE,
)
_BEGUN_TWICE = re.compile(
    r"\b(\w+(?:['\u2019]\w+)?(?: \w+(?:['\u2019]\w+)?){1,3}),? (?=\1\b)", re.IGNORECASE
)
_AS_SETTLED = re.compile(r"\b(?:since|because|as) (?=we\b)[^,.;:?!\n]+(?=,)", re.IGNORECASE)
"""What somebody takes for settled on the way to something else, up to its comma."""
_NOTE = (
    "Here is speech as it fell. What was proposed stands as it was said; what of it was settled is "
    "for the two of you to say."
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is looked for in speech."""

    cue: str
    """Name of its cue."""
    then: str
    """Name of the question that is put below the last, and beginning of its lines' ids."""
    most: int
    """How many of either."""
    weight: int
    """Words of weight without which nobody would know later what was meant."""
    asked: bool = False
    """Whether it may be a question."""


_PROPOSED = _Kind("proposes", "proposed-aloud", most=3, weight=3)
_SETTLED = _Kind("settled_aloud", "settled-aloud", most=2, weight=2)
_ASKED = _Kind("asked_aloud", "asked-aloud", most=2, weight=2, asked=True)


def proposed_aloud(desk: Desk, number: int) -> Section:
    """Proposals of either in speech of that session, each in whole sentences of their own."""
    lines = _lines(desk, number, _PROPOSED)
    return Section(id="aloud", title="Proposed aloud", lines=tuple(lines))


def settled_aloud(desk: Desk, number: int) -> list[Line]:
    """What either said, as it fell, to be settled: theirs alone, until both say so."""
    lines = _lines(desk, number, _SETTLED)
    return [
        line.model_copy(update={"text": f"Only {desk.name(line.who)} said so, aloud."})
        for line in lines
        if line.who in ("mentor", "mentee")
    ]


def asked_aloud(desk: Desk, number: int) -> list[Line]:
    """What either asked all of them, or said to be still undecided; whether it has been answered
    speech does not tell."""
    return _lines(desk, number, _ASKED)


def _lines(desk: Desk, number: int, kind: _Kind) -> list[Line]:
    """The latest such sentences of either, with a question below the last."""
    found = [_best(desk, number, voice, kind) for voice in ("mentor", "mentee")]
    told = [span for span in chain.from_iterable(zip_longest(*found)) if span is not None]
    lines = [
        one_line(desk, span, "").model_copy(
            update={"id": f"{kind.then}-{span.sentence.source.id}-{span.start}"}
        )
        for span in told
    ]
    if lines:
        lines[-1] = lines[-1].model_copy(update={"prompts": ask(desk, kind.then, 1)})
    return lines


def as_it_fell(desk: Desk, number: int) -> str:
    """An honest word on a session of which speech is all there is; "" otherwise."""
    notes = {s.source.id for s in desk.sentences if s.session == number and s.source.kind == "note"}
    return _NOTE if notes and notes <= desk.spoken else ""


def _best(desk: Desk, number: int, voice: str, kind: _Kind) -> list[Span]:
    cue = desk.bank.cues.patterns.get(kind.cue)
    spans: list[Span] = []
    for sentence in desk.sentences:
        fits = sentence.source.id in desk.spoken and sentence.session == number
        if not fits or sentence.voice != voice:
            continue
        if sentence.text.rstrip().endswith("?") and not kind.asked:
            continue
        if cue is None or not cue.search(sentence.text):
            continue
        span = _run(desk, sentence, cue if kind.cue == "settled_aloud" else None)
        says = desk.stems(span.text) - EVERYDAY
        fits = _LEAST_WORDS <= len(span.words) <= _MOST_WORDS and len(says) >= kind.weight
        # A question that does not begin as one was begun as something else.
        fits = fits and (not span.text.endswith("?") or bool(_ASKING.match(span.text)))
        if fits and desk.free(span) and desk.quotable(span):
            spans.append(span)
    # Later in a talk is nearer to what came of it.
    return sorted(spans[-kind.most :], key=lambda span: span.start)


def _run(desk: Desk, sentence: Sentence, settled: CuePattern | None) -> Span:
    """The sentence without what warmed it up. Where it stumbles and ``settled`` is wanted: from
    where it was begun anew, or the clause that takes something for settled, if either is clean."""
    text = sentence.text
    first, last = _WARMING_UP.match(text).end(), len(text.rstrip(" ,;:"))  # type: ignore[union-attr]
    ends = [(first, last)]
    if settled is not None:
        ends += [(found.end(), last) for found in _BEGUN_TWICE.finditer(text)]
        ends += [found.span() for found in _AS_SETTLED.finditer(text)]
    runs = [
        Span(sentence, sentence.start + start, sentence.start + end, True)
        for start, end in ends
        if settled is None or settled.search(text[start:end])
    ]
    whole = Span(sentence, sentence.start + first, sentence.start + last, True)
    return next((run for run in runs if desk.quotable(run)), whole)
