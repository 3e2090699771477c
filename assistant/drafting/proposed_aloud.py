"""What was proposed in a meeting whose words were taken down as they fell. Pure.

Speech decides little in so many words, and a page that waits for them stays empty. What somebody
proposed is quoted as theirs; whether it was settled is asked of the two, never concluded.
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

_MOST_EACH = 3
_LEAST_WORDS, _MOST_WORDS = 6, 28
_SAYS_ENOUGH = 3
"""Words of weight without which nobody would know later what was meant."""
_WARMING_UP = re.compile(
    r"(?:(?:um+|uh+|erm|mm|okay|right|yeah|yes|well|so|and|but|oh)\b[\s,.]*)*", re.IGNORECASE
)
_NOTE = (
    "Here is speech as it fell. What was proposed stands as it was said; what of it was settled is "
    "for the two of you to say."
)


def proposed_aloud(desk: Desk, number: int) -> Section:
    """Proposals of either in speech of that session, each in whole sentences of their own."""
    found = [_best(desk, number, voice) for voice in ("mentor", "mentee")]
    told = [span for span in chain.from_iterable(zip_longest(*found)) if span is not None]
    lines: list[Line] = []
    for span in told:
        line = one_line(desk, span, "")
        lines.append(
            line.model_copy(update={"id": f"aloud-{span.sentence.source.id}-{span.start}"})
        )
    if lines:
        prompts = ask(desk, "proposed-aloud", 1)
        lines[-1] = lines[-1].model_copy(update={"prompts": prompts})
    return Section(id="aloud", title="Proposed aloud", lines=tuple(lines))


def as_it_fell(desk: Desk, number: int) -> str:
    """An honest word on a session of which speech is all there is; "" otherwise."""
    notes = {s.source.id for s in desk.sentences if s.session == number and s.source.kind == "note"}
    return _NOTE if notes and notes <= desk.spoken else ""


def _best(desk: Desk, number: int, voice: str) -> list[Span]:
    cue = desk.bank.cues.patterns.get("proposes")
    spans: list[Span] = []
    for sentence in desk.sentences:
        fits = sentence.source.id in desk.spoken and sentence.session == number
        if not fits or sentence.voice != voice or sentence.text.rstrip().endswith("?"):
            continue
        if cue is None or not cue.search(sentence.text):
            continue
        start = sentence.start + _WARMING_UP.match(sentence.text).end()  # type: ignore[union-attr]
        end = sentence.start + len(sentence.text.rstrip(" ,;:"))
        span = Span(sentence, start, end, True)
        says = desk.stems(span.text) - EVERYDAY
        fits = _LEAST_WORDS <= len(span.words) <= _MOST_WORDS and len(says) >= _SAYS_ENOUGH
        if fits and desk.free(span) and desk.quotable(span):
            spans.append(span)
    # Later in a talk is nearer to what came of it.
    return sorted(spans[-_MOST_EACH:], key=lambda span: span.start)
