"""What a shelf holds, in one SQLite file: ids, hashes, words and a copy of each vector.

It holds no readable sentence: words stand as unordered stems for FTS5, and a hit's text comes from
the records at hand. The copy of the vectors is what Chroma is rebuilt from, so that damage or an
erasure costs no second embedding.
"""

from __future__ import annotations

import itertools
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import IndexTrouble
from assistant.retrieval import lexical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ADDED_AT_ONCE = 500
"""Passages whose text and terms are in memory while they are added."""

_SCHEMA = """
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    labels TEXT NOT NULL,
    length INTEGER NOT NULL,
    vector BLOB
);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """``body`` and ``labels`` are hashes; ``vector`` says whether there is one."""

    row: int
    body: str
    labels: str
    vector: bool


@dataclass(frozen=True)
class NewEntry:
    """A passage to be added. ``text`` is what is searched; it is not kept as it stands."""

    id: str
    body: str
    labels: str
    text: str
    vector: bytes | None = None


class Ledger:
    """The open file, or memory for ``path`` None. Methods raise IndexTrouble if it is damaged."""

    def __init__(self, path: Path | None) -> None:
        self.entries: dict[str, Entry] = {}
        self.lengths: dict[str, int] = {}
        """Terms in each passage, by id."""
        self._next = 1
        new = path is None or not path.exists()
        self._database = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False, timeout=2
        )
        self._words = lexical.WordIndex(self._database)
        try:
            with translated():
                if new:
                    self._database.executescript(_SCHEMA + lexical.SCHEMA)
                else:
                    self._load()
        except IndexTrouble:
            self._database.close()
            raise

    def _load(self) -> None:
        if self._database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise trouble()
        for row, name, body, labels, length, vector in self._database.execute(
            "SELECT row, id, body, labels, length, vector IS NOT NULL FROM passages"
        ):
            self.entries[name] = Entry(row, body, labels, bool(vector))
            self.lengths[name] = length
            self._next = max(self._next, row + 1)

    def add(self, new: Iterable[NewEntry]) -> None:
        """All or, in trouble, none; they are asked for a few at a time."""
        added: dict[str, Entry] = {}
        lengths: dict[str, int] = {}
        coming, following = iter(new), self._next
        with self._transaction():
            while some := list(itertools.islice(coming, ADDED_AT_ONCE)):
                numbered = list(enumerate(some, following))
                counts = self._words.add((row, entry.text) for row, entry in numbered)
                self._database.executemany(
                    "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        (row, entry.id, entry.body, entry.labels, counts[row], entry.vector)
                        for row, entry in numbered
                    ],
                )
                for row, entry in numbered:
                    has_vector = entry.vector is not None
                    added[entry.id] = Entry(row, entry.body, entry.labels, has_vector)
                    lengths[entry.id] = counts[row]
                following += len(some)
        self._next = following
        self.entries |= added
        self.lengths |= lengths

    def relabel(self, labels: Mapping[str, str]) -> None:
        with self._transaction():
            self._database.executemany(
                "UPDATE passages SET labels = ? WHERE id = ?",
                [(label, name) for name, label in labels.items()],
            )
        for name, label in labels.items():
            old = self.entries[name]
            self.entries[name] = Entry(old.row, old.body, label, old.vector)

    def remove(self, names: Sequence[str]) -> None:
        rows = [self.entries[name].row for name in names]
        with self._transaction():
            self._words.remove(rows)
            self._database.executemany("DELETE FROM passages WHERE row = ?", [(r,) for r in rows])
        for name in names:
            del self.entries[name], self.lengths[name]

    def set_vectors(self, vectors: Mapping[str, bytes]) -> None:
        with self._transaction():
            self._database.executemany(
                "UPDATE passages SET vector = ? WHERE id = ?",
                [(vector, name) for name, vector in vectors.items()],
            )
        for name in vectors:
            old = self.entries[name]
            self.entries[name] = Entry(old.row, old.body, old.labels, vector=True)

    def vectors(self, names: Iterable[str]) -> dict[str, list[float]]:
        """Copies of vectors by id; damaged ones are left out."""
        found: dict[str, list[float]] = {}
        with translated():
            for name in names:
                blob = self._database.execute(
                    "SELECT vector FROM passages WHERE id = ?", (name,)
                ).fetchone()
                if blob and blob[0] and (vector := unpacked(blob[0])):
                    found[name] = vector
        return found

    def vectors_by_body(self) -> dict[str, bytes]:
        """Copies of sound vectors by the hash of what was embedded."""
        with translated():
            rows = self._database.execute(
                "SELECT body, vector FROM passages WHERE vector IS NOT NULL"
            ).fetchall()
        return {body: blob for body, blob in rows if unpacked(blob)}

    def places(self, term: str) -> NDArray[np.int64]:
        """Each place of a term, in any order; see ``lexical.POSITION_BITS``."""
        with translated():
            return self._words.places(term)

    def counts(self) -> list[tuple[str, int]]:
        """Each term, with the number of its places."""
        with translated():
            return self._words.counts()

    def vectors_by_row(self) -> Iterator[tuple[int, bytes]]:
        """Copies of all sound vectors, as 32-bit floats."""
        with translated():
            rows = self._database.execute(
                "SELECT row, vector FROM passages WHERE vector IS NOT NULL"
            )
            for row, blob in rows:
                if numbers := _checked(blob):
                    yield row, numbers

    def held(self) -> list[str]:
        """Ids that have a vector."""
        return [name for name, entry in self.entries.items() if entry.vector]

    def missing(self) -> list[str]:
        """Ids that have none."""
        return [name for name, entry in self.entries.items() if not entry.vector]

    def sound(self) -> bool:
        """Whether the words can be trusted; reads all of them."""
        return self._words.sound()

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with translated():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")


def sound_vectors(path: Path) -> dict[str, bytes]:
    """Vectors by body hash of a file that is in use or damaged; {} if it cannot be read now."""
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    except sqlite3.Error:
        return {}
    try:
        rows = database.execute("SELECT body, vector FROM passages WHERE vector IS NOT NULL")
        return {body: blob for body, blob in rows if unpacked(blob)}
    except sqlite3.Error:
        return {}
    finally:
        database.close()


def packed(vector: Sequence[float]) -> bytes:
    """As 32-bit floats with a checksum of four bytes."""
    return with_checksum(array("f", vector).tobytes())


def with_checksum(numbers: bytes) -> bytes:
    """The same of 32-bit floats that are bytes already."""
    return numbers + zlib.crc32(numbers).to_bytes(4, "little")


def unpacked(blob: bytes) -> list[float]:
    """The vector, or [] if it is not what was stored."""
    return array("f", _checked(blob)).tolist()


def _checked(blob: bytes) -> bytes:
    numbers, check = blob[:-4], blob[-4:]
    if len(numbers) % 4 or zlib.crc32(numbers).to_bytes(4, "little") != check:
        return b""
    return numbers


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as IndexTrouble."""
    try:
        yield
    except sqlite3.Error as error:
        raise trouble() from error


def trouble() -> IndexTrouble:
    """The word index is damaged or cannot be written."""
    return IndexTrouble(
        "The search index could not be read or written.",
        safe="Your records are safe: the index is only a copy.",
        next_step="Rebuild it with `viceversa index rebuild`.",
    )
