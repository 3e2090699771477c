"""Where terms stand: read from the shelves once, and kept for the next question. Pure but for that.

A place is one number, the row and in its last bits the position among the passage's terms, so what
a request may look into is a run of an ascending array.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical import LAST_POSITION, POSITION_BITS

Rows = NDArray[np.int64]
KEPT = 4_000_000
"""Places that are kept, at 8 bytes each: all of 50,000 passages. What was not asked for the longest
goes first."""
FEW = 100
"""A term that stands in so few places is read in no time when it is asked for."""


@dataclass(frozen=True)
class Places:
    """Where one term stands: row and position of each instance in one number, ascending."""

    keys: Rows
    passages: int
    """How many hold it."""

    def within(self, spans: Sequence[slice], among: NDArray[np.bool_] | None = None) -> Rows:
        """The keys in these runs of rows, which ascend; if given, of rows ``among`` them alone."""
        ends = [end << POSITION_BITS for span in spans for end in (span.start, span.stop)]
        at = np.searchsorted(self.keys, ends).tolist()
        parts = [self.keys[a:b] for a, b in zip(at[::2], at[1::2], strict=True) if a < b]
        keys = parts[0] if len(parts) == 1 else np.concatenate(parts or [self.keys[:0]])
        return keys if among is None else keys[among[keys >> POSITION_BITS]]

    def stands_in(self, rows: Rows) -> NDArray[np.bool_]:
        """Whether each of these passages holds it."""
        at = np.searchsorted(self.keys, rows << POSITION_BITS)
        later = self.keys[np.minimum(at, len(self.keys) - 1)] if len(self.keys) else rows - 1
        found: NDArray[np.bool_] = (at < len(self.keys)) & (later >> POSITION_BITS == rows)
        return found


def placed(keys: Rows) -> Places:
    """From numbers as in ``Places.keys``, in any order."""
    # Mostly in order already, or in a few runs that are, which this kind of sorting makes use of.
    keys = np.sort(keys, kind="stable")
    return Places(keys, len(first_of_each(keys >> POSITION_BITS)))


def rows_mapped(keys: Rows, to: Rows) -> Rows:
    """Keys with other rows; those that ``to`` maps to -1, or does not reach, are left out."""
    keys = keys[keys >> POSITION_BITS < len(to)]
    there = to[keys >> POSITION_BITS]
    known = there >= 0
    mapped: Rows = (there[known] << POSITION_BITS) | (keys[known] & LAST_POSITION)
    return mapped


def first_of_each(ascending: Rows) -> NDArray[np.intp]:
    """Where another number begins."""
    return np.flatnonzero(np.r_[True, ascending[1:] != ascending[:-1]][: len(ascending)])


class PlacesKept:
    """Places by term, read at the first need; several threads may ask."""

    def __init__(self, read: Callable[[str], Rows]) -> None:
        self._read = read
        self._kept: dict[str, Places] = {}
        self._count = 0
        self._lock = Lock()

    def of(self, term: str) -> Places:
        """Where a term stands."""
        with self._lock:
            found = self._kept.pop(term, None)
            if found is not None:
                self._kept[term] = found
                return found
        found = placed(self._read(term))
        with self._lock:
            if term not in self._kept:
                self._make_room(len(found.keys))
                self._count += len(found.keys)
                self._kept[term] = found
        return found

    def read_ahead(self, counts: Iterable[tuple[str, int]]) -> None:
        """Read the terms that stand in most places, given with how many those are, while they fit:
        the first question with a common word would else take 10 to 50 ms more."""
        total: Counter[str] = Counter()
        for term, count in counts:
            total[term] += count
        fitting, left = [], KEPT - self._count
        for term, count in total.most_common():
            left -= count
            if count <= FEW or left < 0:
                break
            fitting.append(term)
        for term in reversed(fitting):  # so that the commonest is the last to go
            self.of(term)

    def _make_room(self, needed: int) -> None:
        while self._kept and self._count + needed > KEPT:
            oldest = next(iter(self._kept))
            self._count -= len(self._kept.pop(oldest).keys)
