"""Points of feedback while they are typed: under which name they are kept, and in which form."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.domain.reflections import FeedbackLine

PARTS = ("situation", "behaviour", "impact", "intent")
"""The parts of a point, in the order in which they are asked."""


def typing_place(pairing: str, number: int) -> str:
    """Where the form of a round keeps what is being typed."""
    return f"feedback/{pairing}/{number}"


def as_typed(lines: Sequence[FeedbackLine]) -> str:
    """Points as the form keeps them while they are typed."""
    return json.dumps([line.model_dump(include=set(PARTS)) for line in lines], ensure_ascii=False)


def from_typed(text: str) -> list[FeedbackLine]:
    """What was being typed; nothing where it cannot be read."""
    try:
        kept = json.loads(text or "[]")
        return [
            FeedbackLine(id=f"l{n}", **{part: str(point.get(part, "")) for part in PARTS})
            for n, point in enumerate(kept, start=1)
        ]
    except (ValueError, AttributeError, TypeError):
        return []
