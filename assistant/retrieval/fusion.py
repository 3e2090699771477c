"""From word counts and cosines to one ranking. Pure.

Words are ranked by BM25 over the whole corpus, then filtered; meaning by cosine. Each is put on a
common footing by its mean and spread over everything that may be found (z-scores), and the two are
added with equal weight. Ranks alone (RRF) throw away how sure each side is and did worse
(docs/retrieval.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

K1, B = 1.2, 0.5
"""BM25: saturation of repeated words, and how much long passages are held back."""


@dataclass(frozen=True)
class Corpus:
    """Size of everything that is indexed for a reader."""

    passages: int
    terms: int

    @property
    def mean_length(self) -> float:
        return self.terms / self.passages if self.passages else 1.0


def bm25(
    query: Sequence[str],
    occurrences: Mapping[str, Mapping[str, int]],
    lengths: Mapping[str, int],
    corpus: Corpus,
    allowed: Container[str],
) -> dict[str, float]:
    """Scores above 0 by passage id, for those allowed.

    ``occurrences`` maps a term to its count in each passage of the whole corpus.
    """
    scores: dict[str, float] = {}
    for term, weight in Counter(query).items():
        found = occurrences.get(term, {})
        rarity = math.log(1 + (corpus.passages - len(found) + 0.5) / (len(found) + 0.5))
        for passage, count in found.items():
            if passage in allowed:
                held_back = 1 - B + B * lengths[passage] / max(corpus.mean_length, 1e-9)
                gain = rarity * count * (K1 + 1) / (count + K1 * held_back)
                scores[passage] = scores.get(passage, 0.0) + weight * gain
    return scores


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation of one side's scores."""

    mean: float
    deviation: float

    def z(self, score: float) -> float:
        """How many deviations above the mean; 0 where all are alike."""
        return (score - self.mean) / self.deviation if self.deviation > 1e-9 else 0.0


def spread(scores: Iterable[float], *, zeros: int = 0) -> Spread:
    """Of the scores and so many zeros beside them."""
    known = list(scores)
    count = len(known) + zeros
    if not count:
        return Spread(0.0, 0.0)
    mean = sum(known) / count
    squares = sum((score - mean) ** 2 for score in known) + zeros * mean**2
    return Spread(mean, math.sqrt(squares / count))


def fuse(
    words: Mapping[str, float],
    nearest: Mapping[str, float],
    beyond: Mapping[str, float],
    *,
    candidates: int,
) -> dict[str, float]:
    """Half the z-score of each side, for every passage that either side knows.

    ``nearest`` holds the cosines of the passages nearest in meaning, ``beyond`` those of others
    that words found. The spread is taken over the nearest alone: it must not hang on how many
    passages happen to share a word with the question. ``candidates`` is how many may be found at
    all: those without a word in common count as zeros. A passage whose vector is not made yet
    stands at the mean of meaning.
    """
    by_words = spread(words.values(), zeros=max(0, candidates - len(words)))
    by_meaning = spread(nearest.values())
    meaning = {**beyond, **nearest}
    return {
        passage: 0.5 * by_words.z(words.get(passage, 0.0))
        + 0.5 * by_meaning.z(meaning.get(passage, by_meaning.mean))
        for passage in (*words, *(p for p in meaning if p not in words))
    }


def with_neighbours(
    scores: Mapping[str, float], beside: Mapping[str, Sequence[tuple[str, float]]]
) -> dict[str, float]:
    """Scores plus a share of those of the passages beside: an answer often spans several.

    ``beside`` names the neighbours of a passage, each with its share. What is below the mean lends
    nothing and takes nothing away.
    """
    return {
        passage: score
        + sum(share * max(0.0, scores.get(other, 0.0)) for other, share in beside.get(passage, ()))
        for passage, score in scores.items()
    }


def diverse(ranked: Iterable[str], group: Callable[[str], str], most: int, k: int) -> list[str]:
    """The first ``k`` of a ranking with at most ``most`` of one group."""
    taken: list[str] = []
    seen: Counter[str] = Counter()
    for passage in ranked:
        name = group(passage)
        if seen[name] < most:
            seen[name] += 1
            taken.append(passage)
            if len(taken) == k:
                break
    return taken
