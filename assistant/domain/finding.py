"""What a search says of itself: why a passage came, and whether anything answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean, pstdev

from assistant.domain.sources import Hit
from assistant.domain.visibility import Visibility

LIKELY = 0.4
"""Below it nothing seems to answer. On the development part of LoCoMo it doubts one answerable
question in nine and notices six unanswerable ones in ten (docs/retrieval.md)."""
NEAREST_ONLY = "Nothing in your notes or the guidance seems to answer this. The nearest passages:"
CANDIDATES = 40
"""So many of the best passages a reranker judges anew: some 6,000 words in one request."""

_FAINT = 0.05


def seems_answered(hits: Iterable[Hit]) -> bool:
    """Whether what was found seems to answer the question; False for nothing found."""
    return any(hit.likely >= LIKELY for hit in hits)


def reordered(hits: Sequence[Hit], liked: Sequence[float]) -> list[Hit]:
    """Hits by their own score and another judge's together, half each.

    The judge's scale does not matter: each side counts by how far it stands from its mean.
    """
    both = [
        own / 2 + other / 2
        for own, other in zip(_standing([hit.score for hit in hits]), _standing(liked), strict=True)
    ]
    order = sorted(range(len(hits)), key=lambda n: -both[n])
    return [
        hits[n].model_copy(update={"reasons": {**hits[n].reasons, "reranker": liked[n]}})
        for n in order
    ]


def _standing(scores: Sequence[float]) -> list[float]:
    spread = pstdev(scores) if scores else 0.0
    middle = fmean(scores) if scores else 0.0
    return [(score - middle) / spread if spread > 1e-9 else 0.0 for score in scores]


def why(hit: Hit) -> list[str]:
    """Why a passage came, most telling first, in plain words with the figures behind them."""
    parts = hit.reasons
    words, meaning = parts.get("words", 0.0), parts.get("meaning", 0.0)
    lines = [
        f"words: {', '.join(hit.words)} ({words:.1f})" if words else "words: none in common",
        f"meaning: {meaning:.2f}, where 1 is the same" if meaning else "meaning: not compared",
    ]
    told = (
        ("time", "from the days or the session that you name"),
        ("speaker", "words of the person that you name"),
        ("neighbours", "what stands beside it fits too"),
        ("record", "another part of the same record fits better"),
    )
    lines += [
        f"{name}: {said} ({parts[name]:+.2f})"
        for name, said in told
        if parts.get(name, 0.0) > _FAINT
    ]
    if parts.get("speaker", 0.0) < -_FAINT:
        lines.append(f"speaker: mostly somebody else's words ({parts['speaker']:+.2f})")
    if "reranker" in parts:
        lines.append(f"reranker: it judged this too ({parts['reranker']:.2f})")
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
