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
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical import LAST_POSITION, POSITION_BITS

Numbers = NDArray[np.floating[Any]]
Rows = NDArray[np.int64]

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


@dataclass(frozen=True)
class Places:
    """Where one term stands: row and position of each instance in one number, ascending."""

    keys: Rows
    rows: Rows
    """Passages that hold it, ascending."""
    counts: Rows


def placed(keys: Rows) -> Places:
    """From numbers as in ``Places.keys``, in any order."""
    keys = np.sort(keys)
    each = keys >> POSITION_BITS
    first = _first_of_each(each)
    return Places(keys, each[first], np.diff(np.r_[first, len(keys)]))


def rows_mapped(keys: Rows, to: Rows) -> Rows:
    """Keys with other rows; those that ``to`` maps to -1, or does not reach, are left out."""
    keys = keys[keys >> POSITION_BITS < len(to)]
    there = to[keys >> POSITION_BITS]
    known = there >= 0
    mapped: Rows = (there[known] << POSITION_BITS) | (keys[known] & LAST_POSITION)
    return mapped


def _first_of_each(ascending: Rows) -> NDArray[np.intp]:
    """Where another number begins."""
    return np.flatnonzero(np.r_[True, ascending[1:] != ascending[:-1]][: len(ascending)])


def rarities(found: Mapping[str, Places], passages: int) -> dict[str, float]:
    """How much each term tells, by how few passages of the whole corpus hold it."""
    return {
        term: math.log(1 + (passages - len(at.rows) + 0.5) / (len(at.rows) + 0.5))
        for term, at in found.items()
    }


def word_scores(
    query: Sequence[str],
    found: Mapping[str, Places],
    lengths: Numbers,
    among: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """How well each passage answers by its words; 0 where it shares none, and unless ``among``
    those that may be found. How rare a word is, the whole corpus says.

    BM25, plus what neighbours of the question bring that stand close together in the passage
    ("paid leave" is more than "paid" and "leave"), times the share of the question that it holds.
    """
    size = len(lengths)
    scores, covered = np.zeros(size), np.zeros(size)
    held_back = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if size else 1.0, 1e-9))
    rarity = {
        term: weight for term, weight in rarities(found, size).items() if len(found[term].rows)
    }
    for term, times in Counter(query).items():
        if term in rarity:
            there = among[found[term].rows]
            rows, counts = found[term].rows[there], found[term].counts[there]
            gain = counts * (K1 + 1) / (counts + held_back[rows])
            scores[rows] += times * rarity[term] * gain
            covered[rows] += rarity[term]
    for first, second in itertools.pairwise(query):
        if first != second and first in rarity and second in rarity:
            rows, apart = _closest(found[first], found[second], among)
            scores[rows] += (
                CLOSE * min(rarity[first], rarity[second]) / np.sqrt(np.maximum(apart, 1))
            )
    return scores * (1 + COVERED * covered / (sum(rarity.values()) or 1.0))


def _closest(first: Places, second: Places, among: NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """Passages where two terms stand within reach of each other, and how many terms apart."""
    # The same either way, so the rarer one's places are looked up among the other's.
    few, many = sorted((first.keys, second.keys), key=len)
    few = few[among[few >> POSITION_BITS]]
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
    starts = _first_of_each(rows)
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


def lent(scores: Numbers, record: Rows, decay: Numbers) -> Numbers:
    """What each passage gains from those beside it in the same record.

    ``scores`` run in the order of the records; what may not be found counts as 0 there, and what is
    below the mean lends nothing. The share falls with each step by the factor ``decay``.
    """
    giving = np.maximum(scores, 0.0)
    gained = np.zeros(len(scores))
    share = decay.astype(np.float64)
    for step in range(1, len(scores)):
        share = np.where(share < FAINTEST, 0.0, share)
        beside = record[step:] == record[:-step]
        if not share.any() or not beside.any():
            break
        gained[:-step] += np.where(beside, share[:-step] * giving[step:], 0.0)
        gained[step:] += np.where(beside, share[step:] * giving[:-step], 0.0)
        share = share * decay
    return gained


def of_record(scores: Numbers, record: Rows) -> Numbers:
    """What each passage gains of the best one in its record; nothing where that is below 0."""
    if not len(scores):
        return np.zeros(0)
    starts = _first_of_each(record)
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
