"""The vectors of one shelf: Chroma, held against the ledger's copies before it is trusted."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexTrouble
from assistant.retrieval.ledger import Ledger
from assistant.retrieval.matrix import Matrix

if TYPE_CHECKING:
    from assistant.retrieval.chroma import ChromaVectors, Labels, Where

PROBES = 16
"""Vectors asked for at opening: of a file that lost half, all 16 pass once in 65,536 times."""


class Meaning:
    """Chroma in a folder of the generation, or in memory; opened at the first need.

    (Its import alone takes most of a second.) Its files are opened only if they are ``as_written``;
    what Chroma lacks then is put in from the ledger, what it has too much is taken out, and some
    vectors are asked to find themselves. ``opened`` is called when all is well. Methods raise
    IndexTrouble if it is not.
    """

    def __init__(
        self,
        generation: Path | None,
        dimension: int,
        ledger: Ledger,
        labels: Callable[[str], Labels],
        *,
        as_written: Callable[[], bool],
        opened: Callable[[], None],
    ) -> None:
        self._place = generation / "chroma" if generation else None
        self._dimension = dimension
        self._ledger = ledger
        self._labels = labels
        self._as_written, self._opened = as_written, opened
        self._chroma: ChromaVectors | None = None
        self._matrix: Matrix | None = None

    def open(self) -> ChromaVectors:
        """Chroma, holding what the ledger says."""
        if self._chroma is None:
            from assistant.retrieval.chroma import ChromaVectors

            there = self._place is not None and self._place.exists()
            if there and not self._as_written():
                raise _lost("The vector files were damaged or unfinished.")
            chroma = ChromaVectors(self._place, self._dimension)
            try:
                held = set(self._ledger.held())
                found = chroma.ids() if there else set()
                chroma.remove(sorted(found - held))
                self._put(chroma, [name for name in self._ledger.held() if name not in found])
                if there and (problem := _problem(chroma, self._ledger, PROBES)):
                    raise _lost(problem)
            except IndexTrouble:
                chroma.close()
                raise
            self._chroma = chroma
            self._opened()
        return self._chroma

    @property
    def is_open(self) -> bool:
        return self._chroma is not None

    def added(self, names: Sequence[str]) -> None:
        """The ledger has vectors for these now."""
        if self._matrix is not None:
            entries = self._ledger.entries
            made = self._ledger.vectors(names)
            self._matrix.put((entries[name].row, vector) for name, vector in made.items())
        if self._chroma is not None:
            self._put(self._chroma, names)

    def removed(self, names: Sequence[str]) -> None:
        """These are about to leave the ledger; in memory only, on disk a generation ends."""
        if self._matrix is not None:
            self._matrix.remove(self._ledger.entries[name].row for name in names)
        if self._chroma is not None:
            self._chroma.remove(names)

    def relabelled(self, names: Sequence[str]) -> None:
        """These have other labels now. Opens Chroma where it holds any: labels that lag would be a
        wrong filter."""
        if names and (self.is_open or (self._place is not None and self._place.exists())):
            self.open().relabel(names, [self._labels(name) for name in names])

    def nearest(self, vector: Sequence[float], where: Where, n: int) -> dict[str, float]:
        """Cosine, by id, of the nearest that pass the filter."""
        return self.open().nearest(vector, where, n)

    def cosines(self, vector: Sequence[float], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosine of each row of the ledger, from its copies; NaN where there is no vector.

        Exact, and ten times as fast as a graph with a filter (docs/decisions/0008).
        """
        return self.fill().cosines(vector, rows)

    def fill(self) -> Matrix:
        """The ledger's copies in memory."""
        if self._matrix is None:
            last = max((entry.row for entry in self._ledger.entries.values()), default=0)
            self._matrix = Matrix(self._dimension, last + 64)
            self._matrix.put(self._ledger.vectors_by_row())
        return self._matrix

    def problem(self) -> str:
        """What is amiss with any vector, in plain words; "" if nothing."""
        try:
            return _problem(self.open(), self._ledger, len(self._ledger.entries))
        except IndexTrouble as trouble:
            return trouble.happened

    def close(self) -> None:
        self._matrix = None
        if self._chroma is not None:
            chroma, self._chroma = self._chroma, None
            chroma.close()

    def _put(self, chroma: ChromaVectors, names: Sequence[str]) -> None:
        vectors: Mapping[str, Sequence[float]] = self._ledger.vectors(names)
        chroma.upsert(
            list(vectors), list(vectors.values()), [self._labels(name) for name in vectors]
        )


def _problem(chroma: ChromaVectors, ledger: Ledger, probes: int) -> str:
    held = ledger.held()
    if chroma.count() != len(held):
        return "The vector index does not hold what it should."
    sample = random.sample(held, min(probes, len(held)))
    vectors = ledger.vectors(sample)
    if len(vectors) < len(sample):
        return "Some vectors are damaged."
    if chroma.probe(vectors) < len(sample):
        return "The vector index has lost vectors."
    return ""


def _lost(problem: str) -> IndexTrouble:
    return IndexTrouble(problem, next_step="Rebuild it with `viceversa index rebuild`.")
