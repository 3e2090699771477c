"""Copies of the vectors of one shelf as one array in memory: exact cosines in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_MOST_PICKED = 0.25
"""Above this share of all rows, the product with all is faster than picking them out first."""
_LONG = 64
"""Where rows follow one another by so many, they need not be picked out."""


class Matrix:
    """Unit vectors by row; rows count from 0 and may have gaps."""

    def __init__(self, dimension: int, rows: int = 64) -> None:
        self._numbers = np.zeros((rows, dimension), dtype=np.float32)
        self._held = np.zeros(rows, dtype=bool)
        self._size = 0

    def put(self, vectors: Iterable[tuple[int, Sequence[float] | bytes]]) -> None:
        """Add or replace, numbers or 32-bit floats; one of another dimension is passed over."""
        for row, given in vectors:
            vector = np.frombuffer(given, np.float32) if isinstance(given, bytes) else given
            if len(vector) != self._numbers.shape[1]:
                continue
            if row >= len(self._held):
                self._grow(row + 1)
            self._numbers[row] = vector
            self._held[row] = True
            self._size = max(self._size, row + 1)

    def _grow(self, least: int) -> None:
        more = max(least, 2 * len(self._held)) - len(self._held)
        self._numbers = np.pad(self._numbers, ((0, more), (0, 0)))
        self._held = np.pad(self._held, (0, more))

    def remove(self, rows: Iterable[int]) -> None:
        """Forget, and leave no copy of the numbers behind."""
        for row in rows:
            if row < len(self._held):
                self._numbers[row] = 0.0
                self._held[row] = False

    def cosines(self, vector: Sequence[float], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Of each row, NaN where there is no vector."""
        asked = np.asarray(vector, dtype=np.float32)
        found = np.full(len(rows), np.nan, dtype=np.float32)
        here = (rows >= 0) & (rows < self._size)
        here[here] = self._held[rows[here]]
        wanted = rows[here]
        breaks = np.flatnonzero(np.diff(wanted) != 1) + 1
        if len(wanted) > _LONG * (len(breaks) + 1):
            starts, ends = np.r_[0, breaks], np.r_[breaks, len(wanted)]
            blocks = zip(wanted[starts].tolist(), wanted[ends - 1].tolist(), strict=True)
            products = [_products(self._numbers[a : b + 1], asked) for a, b in blocks]
            found[here] = np.concatenate(products)
        elif len(wanted) > _MOST_PICKED * self._size:
            found[here] = _products(self._numbers[: self._size], asked)[wanted]
        else:
            found[here] = _products(self._numbers[wanted], asked)
        return found


def _products(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    # Not ``@``: its threads wait for each other, which costs 15 ms where the cores are busy.
    found: NDArray[np.float32] = np.einsum("ij,j->i", rows, vector)
    return found
