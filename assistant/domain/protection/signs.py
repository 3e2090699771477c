"""Before and after of the same few people: what an exact test can say, and how little that is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from pydantic import BaseModel, ConfigDict

_MOST = 16
"""2 to the 16 patterns of signs take a fraction of a second; more people need no exact test."""


class Change(BaseModel):
    """A mean change between two ratings of the same people."""

    model_config = ConfigDict(frozen=True)

    people: int
    mean: float
    p: float | None
    """Two-sided, by turning the signs of the changes in every way; None above 16 people."""
    at_most: bool = False
    """True where p is told as an upper bound: the smallest values would say that each and every
    one of the few rose."""

    @property
    def ways(self) -> int:
        """How many patterns of signs there are."""
        return int(2**self.people)


def change_of(before: Sequence[float], after: Sequence[float]) -> Change:
    """The mean change and its exact p. Both lists name the same people in the same order."""
    changes = [late - early for early, late in zip(before, after, strict=True)]
    people = len(changes)
    mean = sum(changes) / people
    if people > _MOST:
        return Change(people=people, mean=mean, p=None)
    least = 6 / 2**people
    p = sign_flip_p(changes)
    return Change(people=people, mean=mean, p=max(p, least), at_most=p < least)


def sign_flip_p(changes: Sequence[float]) -> float:
    """The share of all ways of turning the signs that give a mean at least as far from 0.

    Exact, two-sided (Fisher's randomisation test for paired differences).
    """
    seen = abs(sum(changes)) - 1e-9
    patterns = product((1, -1), repeat=len(changes))
    far = sum(
        abs(sum(sign * value for sign, value in zip(signs, changes, strict=True))) >= seen
        for signs in patterns
    )
    return float(far / 2 ** len(changes))
