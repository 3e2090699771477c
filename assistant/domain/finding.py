"""What a search says of itself: why a passage came, and whether anything answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.sources import Hit
from assistant.domain.visibility import Visibility

LIKELY = 0.4
"""Below it nothing seems to answer. On the development part of LoCoMo it doubts one answerable
question in nine and notices six unanswerable ones in ten (docs/retrieval.md)."""
NEAREST_ONLY = "Nothing in your notes or the guidance seems to answer this. The nearest passages:"

_FAINT = 0.05


def seems_answered(hits: Iterable[Hit]) -> bool:
    """Whether what was found seems to answer the question; False for nothing found."""
    return any(hit.likely >= LIKELY for hit in hits)


def why(hit: Hit) -> list[str]:
    """Why a passage came, most telling first, in plain words with the figures behind them."""
    parts = hit.reasons
    words, meaning = parts.get("words", 0.0), parts.get("meaning", 0.0)
    lines = [
        f"words: {words:.1f}" if words else "words: none in common",
        f"meaning: {meaning:.2f} of 1" if meaning else "meaning: not compared",
    ]
    told = (
        ("time", "from the days that you name"),
        ("speaker", "words of the person that you name"),
        ("neighbours", "what stands beside it fits too"),
        ("record", "the record that it stands in fits"),
    )
    lines += [
        f"{name}: {said} ({parts[name]:+.2f})"
        for name, said in told
        if parts.get(name, 0.0) > _FAINT
    ]
    if parts.get("speaker", 0.0) < -_FAINT:
        lines.append(f"speaker: mostly somebody else's words ({parts['speaker']:+.2f})")
    lines.append(f"place: {_place(hit)}")
    lines.append(f"filter: {_allowed(hit)}")
    return lines


def _place(hit: Hit) -> str:
    return hit.passage.context or hit.source.name_at(hit.passage.start) or hit.source.kind


def _allowed(hit: Hit) -> str:
    if hit.source.is_guidance:
        return "guidance, for anyone"
    return {
        Visibility.PRIVATE: "only you may read it",
        Visibility.PAIR: "you two may read it",
        Visibility.PROGRAMME: "your programme may read it",
    }[hit.source.visibility]
