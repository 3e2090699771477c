"""Passages in another language than the question: ranked by what they can have. Pure.

Their words cannot be the question's, so against one that shares a common word they would lose
whatever they say; and a model of many languages still puts texts of one language nearer together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.fusion import Numbers

FEW = 10
"""Of fewer passages a mean says little: in the question's language too few to measure by, in
another one the mean counts as one of so many."""

Which = NDArray[np.bool_]
Tongues = NDArray[np.integer[Any]]


def fused_across(words: Numbers, cosines: Numbers, foreign: Tongues) -> Numbers:
    """``fusion.fused``, in which a foreign passage stands where its meaning alone would put it.

    ``foreign`` numbers the language of each, 0 for the question's. The third nearest of all ranks
    as the third best of those in the question's language do, unless names and numbers that it
    shares bring it higher. Those in the question's language stand to each other as if there were
    nothing else.
    """
    known = ~np.isnan(cosines)
    own, others = known & (foreign == 0), known & (foreign != 0)
    if not others.any():
        return fusion.fused(words, cosines)
    if own.sum() < FEW:
        meaning = fusion.by_meaning(cosines)
        by_words = fusion.standing(words, words)
        by_words[others] = np.maximum(by_words, meaning)[others]
        return 0.5 * by_words + 0.5 * meaning
    meaning = fusion.by_meaning(_level(cosines, own, np.where(known, foreign, 0)), cosines[own])
    scores = 0.5 * fusion.standing(words, words[own]) + 0.5 * meaning
    instead = _in_place(meaning[others], meaning[own], scores[own])
    scores[others] = np.maximum(scores[others], instead)
    return scores


def _level(cosines: Numbers, own: Which, foreign: Tongues) -> Numbers:
    """With each other language as near on the whole as the question's: what sets them apart says
    nothing about a passage."""
    moved, level = cosines.copy(), float(cosines[own].mean())
    for language in np.unique(foreign[foreign != 0]):
        these = foreign == language
        number = int(these.sum())
        moved[these] += max(level - float(cosines[these].mean()), 0.0) * number / (number + FEW)
    return moved


def _in_place(meaning: Numbers, of_own: Numbers, scores: Numbers) -> Numbers:
    """For each nearness the score of the own passage that is as far up by score as this one is by
    meaning; what is nearer than all of them stands above by as much."""
    near, best = np.sort(of_own), np.sort(scores)
    found: Numbers = np.interp(meaning, near, best) + 0.5 * np.maximum(meaning - near[-1], 0.0)
    return found
