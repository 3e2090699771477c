"""From where words stand and from cosines to one ranking. Pure; arrays run over passages.

Words are ranked by BM25 with the rarity of the whole corpus; meaning by cosine. Each is put on a
common footing by its mean and spread (z-scores) and the two are added. Ranks alone (RRF) throw away
how sure each side is and did worse. Every number here has a row in docs/retrieval.md.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical import POSITION_BITS
from assistant.retrieval.places import Places, Rows, first_of_each

Numbers = NDArray[np.floating[Any]]

K1, B = 1.2, 0.5
"""BM25: saturation of repeated words, and how much long passages are held back."""
CLOSE, CLOSE_WITHIN = 0.3, 6
"""What two neighbours of the question are worth where they stand within so many terms."""
COVERED = 1.0
"""What a passage gains by holding all of the question: its words count twice."""
RECORD = 0.3
"""What a passage gains of the best passage in its record: it speaks for the whole."""
NEAREST = 400
"""The spread of meaning is taken over so many: the far ones say nothing of the near ones."""
FAINTEST = 0.03
"""Shares of a neighbour below this are not worth their time."""


def rarities(found: Mapping[str, Places], passages: int) -> dict[str, float]:
    """How much each term tells, by how few passages of the whole corpus hold it."""
    return {
        term: math.log(1 + (passages - at.passages + 0.5) / (at.passages + 0.5))
        for term, at in found.items()
    }


def word_scores(
    query: Sequence[str],
    found: Mapping[str, Places],
    lengths: Numbers,
    spans: Sequence[slice],
    among: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """How well each passage answers by its words; 0 where it shares none, and for those outside
    ``spans``, or not ``among`` those that may be found. How rare a word is, the whole corpus says.

    BM25, plus what neighbours of the question bring that stand close together in the passage
    ("paid leave" is more than "paid" and "leave"), times the share of the question that it holds.
    """
    size = len(lengths)
    scores, covered = np.zeros(size), np.zeros(size)
    held_back = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if size else 1.0, 1e-9))
    rarity = rarities({term: at for term, at in found.items() if at.passages}, size)
    inside = {term: found[term].within(spans, among) for term in rarity}
    for term, times in Counter(query).items():
        if term in rarity:
            each = inside[term] >> POSITION_BITS
            begins = first_of_each(each)
            rows, counts = each[begins], np.diff(np.r_[begins, len(each)])
            gain = counts * (K1 + 1) / (counts + held_back[rows])
            scores[rows] += times * rarity[term] * gain
            covered[rows] += rarity[term]
    for first, second in itertools.pairwise(query):
        if first != second and first in rarity and second in rarity:
            rows, apart = _closest(inside[first], inside[second])
            scores[rows] += (
                CLOSE * min(rarity[first], rarity[second]) / np.sqrt(np.maximum(apart, 1))
            )
    return scores * (1 + COVERED * covered / (sum(rarity.values()) or 1.0))


def _closest(first: Rows, second: Rows) -> tuple[Rows, Rows]:
    """Passages where two terms stand within reach of each other, and how many terms apart."""
    # The same either way, so the rarer one's places are looked up among the other's.
    few, many = sorted((first, second), key=len)
    if not len(few):
        return few, few
    at = np.searchsorted(many, few)
    after = many[np.minimum(at, len(many) - 1)]
    before = many[np.maximum(at - 1, 0)]
    # Most are far from any; only of those near by number it is asked whether the passage is one.
    near = np.minimum(np.abs(after - few), np.abs(few - before)) <= CLOSE_WITHIN
    few, after, before = few[near], after[near], before[near]
    apart = np.minimum(_apart(few, after), _apart(few, before))
    rows, apart = few[apart <= CLOSE_WITHIN] >> POSITION_BITS, apart[apart <= CLOSE_WITHIN]
    if not len(rows):
        return rows, apart
    starts = first_of_each(rows)
    return rows[starts], np.minimum.reduceat(apart, starts)


def _apart(one: Rows, other: Rows) -> Rows:
    """How many terms; beyond reach if in two passages, though their numbers may be near."""
    same = (one >> POSITION_BITS) == (other >> POSITION_BITS)
    return np.where(same, np.abs(one - other), CLOSE_WITHIN + 1)


def standing(scores: Numbers, of: Numbers) -> Numbers:
    """How many deviations each score is above the mean of ``of``; 0 where all are alike."""
    deviation = float(of.std()) if len(of) else 0.0
    if deviation < 1e-9:
        return np.zeros(len(scores))
    found: Numbers = (scores - of.mean()) / deviation
    return found


def fused(words: Numbers, cosines: Numbers) -> Numbers:
    """Both sides on one footing, over the passages that may be found.

    NaN among the cosines means that there is no vector yet: it stands at the mean.
    """
    return 0.5 * standing(words, words) + 0.5 * by_meaning(cosines)


def by_meaning(cosines: Numbers, among: Numbers | None = None) -> Numbers:
    """Standing among the nearest, or the nearest of others; 0 without a vector."""
    known = cosines if among is None else among
    known = known[~np.isnan(known)]
    if len(known) > NEAREST:
        known = np.partition(known, len(known) - NEAREST)[-NEAREST:]
    found: Numbers = np.nan_to_num(standing(cosines, known), nan=0.0)
    return found


def shares(record: Rows, decay: Numbers) -> list[Numbers]:
    """For each step what a passage lends to the one so many further on, 0 where that stands in
    another record. The share falls with each step by the factor ``decay``, one for each record."""
    steps: list[Numbers] = []
    share = decay.astype(np.float64)
    for step in range(1, len(record)):
        share = np.where(share < FAINTEST, 0.0, share)
        lending = np.where(record[step:] == record[:-step], share[:-step], 0.0)
        if not lending.any():
            break
        steps.append(lending)
        share = share * decay
    return steps


def lent(scores: Numbers, steps: Sequence[Numbers]) -> Numbers:
    """What each passage gains from those beside it in the same record, by their ``shares``.

    What may not be found counts as 0, and what is below the mean lends nothing.
    """
    giving = np.maximum(scores, 0.0)
    gained = np.zeros(len(scores))
    for step, lending in enumerate(steps, 1):
        gained[:-step] += lending * giving[step:]
        gained[step:] += lending * giving[:-step]
    return gained


def of_record(scores: Numbers, record: Rows) -> Numbers:
    """What each passage gains of the best one in its record; nothing where that is below 0."""
    if not len(scores):
        return np.zeros(0)
    starts = first_of_each(record)
    best = np.maximum.reduceat(scores, starts)
    sizes = np.diff(np.r_[starts, len(scores)])
    return RECORD * np.repeat(np.maximum(best, 0.0), sizes)


def weight_of(decay: Numbers) -> Numbers:
    """What a passage's sum of its own and its neighbours' scores is divided by.

    The sum of the squared shares: a long record must not win by its length alone.
    """
    return 1 + 2 * decay**2 / (1 - decay**2)


def diverse(ranked: Iterable[int], group: Callable[[int], str], most: int, k: int) -> list[int]:
    """The first ``k`` of a ranking with at most ``most`` of one group."""
    taken: list[int] = []
    seen: Counter[str] = Counter()
    for passage in ranked:
        name = group(passage)
        if seen[name] < most:
            seen[name] += 1
            taken.append(passage)
            if len(taken) == k:
                break
    return taken
