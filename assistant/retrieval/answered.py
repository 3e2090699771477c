"""Who said what was asked for, and whether anything found answers at all. Pure.

The nearest passages of a history always look near: what gives a question away that the notes do not
answer is mostly that its words stand in somebody else's mouth, and else that neither words nor
meaning come close. Measured in docs/retrieval.md, where the figures below come from.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.sources import Passage
from assistant.retrieval.minilm import NAME
from assistant.retrieval.speakers import turns
from assistant.retrieval.terms import terms

LOOKED_AT = 5
"""So many of the best passages are asked."""
FITTED_TO = NAME
"""The embedder whose cosines ``likely`` knows."""


@dataclass(frozen=True)
class Attribution:
    """Of what a question asks about somebody, how much one passage has from whom, 0 to 1 each."""

    own: float
    others: float

    @property
    def balance(self) -> float:
        """Above 0 where the person asked about said more of it than the others."""
        return self.own - self.others


def attribution(
    passage: Passage, asked: Mapping[str, float], names: Collection[str]
) -> Attribution | None:
    """Whose turns hold the terms of the question, which come with their rarity.

    None where the passage is no talk between several, so that nobody's words can be told apart.
    """
    said = turns(passage.text)
    if len({name for name, _ in said}) < 2:
        return None
    own = set(terms(" ".join(text for name, text in said if name in names)))
    others = set(terms(" ".join(text for name, text in said if name not in names)))
    total = sum(asked.values()) or 1.0
    return Attribution(
        sum(rarity for term, rarity in asked.items() if term in own) / total,
        sum(rarity for term, rarity in asked.items() if term in others) / total,
    )


def likely(
    attributions: Sequence[Attribution | None], said: float, meaning: float | None, words: float
) -> float:
    """How likely it is, 0 to 1, that the best passages answer the question.

    ``attributions`` are those of the best passages where the question names somebody, best first;
    ``said`` is the share of the best one that they say. ``meaning`` is the greatest cosine of the
    embedder ``FITTED_TO``, None without it: each has its own level, and that of another says
    nothing here. ``words`` is the greatest word score, as a share of the question's rarity.
    """
    known = [found.balance for found in attributions[:LOOKED_AT] if found is not None]
    near = 3.3 * words - 2.5 if meaning is None else 8.4 * meaning + 2.2 * words - 5.5
    if 2 * len(known) > len(attributions[:LOOKED_AT]):
        near = min(near + 2.0, 1.25 * sum(known) + 4.3 * said - 2.2)
    return 1 / (1 + math.exp(-near))
