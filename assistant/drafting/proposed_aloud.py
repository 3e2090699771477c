"""What was proposed in a meeting whose words were taken down as they fell. Pure.

Speech decides little in so many words, and a page that waits for them stays empty. What somebody
proposed, called settled or asked is quoted as theirs; what holds of it is asked, never concluded.
"""

from __future__ import annotations

import re
from itertools import chain, zip_longest

from assistant.domain.documents import Line, Section
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span
from assistant.drafting.common_ground import one_line
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask

_MOST_EACH, _FEW = 3, 2
_LEAST_WORDS, _MOST_WORDS = 6, 28
_SAYS_ENOUGH, _TOLD_ENOUGH = 3, 2
"""Words of weight without which nobody would know later what was meant: by a proposal, and by what
was called settled or asked."""
_WARMING_UP = re.compile(
    r"(?:(?:um+|uh+|erm|mm|okay|right|yeah|yes|well|so|and|but|oh|also|I mean)\b[\s,.]*)*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:what|how|which|who|where|when|do|does|did|are|is|should|shall|can|could|have)\b",
    re.IGNORECASE,
)
_NOTE = (
    "Here is speech as it fell. What was proposed stands as it was said; what of it was settled is "
    "for the two of you to say."
)


def proposed_aloud(desk: Desk, number: int) -> Section:
    """Proposals of either in speech of that session, each in whole sentences of their own."""
    lines = _lines(desk, number, "proposes", "proposed-aloud", most=_MOST_EACH)
    return Section(id="aloud", title="Proposed aloud", lines=tuple(lines))


def settled_aloud(desk: Desk, number: int) -> list[Line]:
    """What either said, as it fell, to be settled: theirs alone, until both say so."""
    lines = _lines(desk, number, "settled_aloud", "settled-aloud", most=_FEW)
    return [
        line.model_copy(update={"text": f"Only {desk.name(line.who)} said so, aloud."})
        for line in lines
        if line.who in ("mentor", "mentee")
    ]


def asked_aloud(desk: Desk, number: int) -> list[Line]:
    """What either asked all of them, or said to be still undecided; whether it has been answered
    speech does not tell."""
    return _lines(desk, number, "asked_aloud", "asked-aloud", most=_FEW)


def _lines(desk: Desk, number: int, cue: str, then: str, *, most: int) -> list[Line]:
    """The latest such sentences of either, with a question below the last."""
    found = [_best(desk, number, voice, cue, most) for voice in ("mentor", "mentee")]
    told = [span for span in chain.from_iterable(zip_longest(*found)) if span is not None]
    lines = [
        one_line(desk, span, "").model_copy(
            update={"id": f"{then}-{span.sentence.source.id}-{span.start}"}
        )
        for span in told
    ]
    if lines:
        lines[-1] = lines[-1].model_copy(update={"prompts": ask(desk, then, 1)})
    return lines


def as_it_fell(desk: Desk, number: int) -> str:
    """An honest word on a session of which speech is all there is; "" otherwise."""
    notes = {s.source.id for s in desk.sentences if s.session == number and s.source.kind == "note"}
    return _NOTE if notes and notes <= desk.spoken else ""


def _best(desk: Desk, number: int, voice: str, named: str, most: int) -> list[Span]:
    cue = desk.bank.cues.patterns.get(named)
    asks = named == "asked_aloud"
    spans: list[Span] = []
    for sentence in desk.sentences:
        fits = sentence.source.id in desk.spoken and sentence.session == number
        if not fits or sentence.voice != voice:
            continue
        if sentence.text.rstrip().endswith("?") and not asks:
            continue
        if cue is None or not cue.search(sentence.text):
            continue
        start = sentence.start + _WARMING_UP.match(sentence.text).end()  # type: ignore[union-attr]
        end = sentence.start + len(sentence.text.rstrip(" ,;:"))
        span = Span(sentence, start, end, True)
        says = desk.stems(span.text) - EVERYDAY
        enough = _SAYS_ENOUGH if named == "proposes" else _TOLD_ENOUGH
        fits = _LEAST_WORDS <= len(span.words) <= _MOST_WORDS and len(says) >= enough
        # A question that does not begin as one was begun as something else.
        fits = fits and (not span.text.endswith("?") or bool(_ASKING.match(span.text)))
        if fits and desk.free(span) and desk.quotable(span):
            spans.append(span)
    # Later in a talk is nearer to what came of it.
    return sorted(spans[-most:], key=lambda span: span.start)
