"""One shelf: words and vectors of some passages, in step with each other, on disk or in memory."""

from __future__ import annotations

import hashlib
import random
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.domain.ports import Embedder
from assistant.domain.sources import Passage
from assistant.errors import IndexTrouble
from assistant.retrieval.elsewhere import Elsewhere, VectorStore
from assistant.retrieval.generations import Opened, begin, open_newest
from assistant.retrieval.ledger import NewEntry, packed
from assistant.retrieval.manifest import Manifest, manifest_for
from assistant.retrieval.meaning import Meaning
from assistant.retrieval.places import Rows
from assistant.retrieval.splitting import body_hash, embedded_text, searched_text

if TYPE_CHECKING:
    from assistant.retrieval.chroma import Labels, Where

EMBED_AT_ONCE = 16
SAMPLE, ALIKE = 4, 0.99
"""Vectors embedded anew to test the others, and the cosine they must reach: processors differ."""
LabelsOf = Callable[[Passage], "Labels"]


@dataclass(frozen=True)
class Holdings:
    """Counts of a shelf, its place, its size on disk in bytes, why it was made anew."""

    passages: int
    vectors: int
    kept: Literal["memory", "disk"]
    bytes: int
    made_anew: tuple[str, ...]


class Shelf:
    """Holds exactly the passages it was last brought in line with.

    ``folder`` None keeps it in memory. ``ready`` are vectors, by ``body_hash``, that need no
    embedding; ``kept`` keeps them for a shelf in memory. Methods raise IndexTrouble where even
    making the shelf anew did not help.
    """

    def __init__(
        self,
        folder: Path | None,
        owner: str,
        embedder: Embedder | None,
        labels_of: LabelsOf,
        *,
        ready: Mapping[str, bytes] | None = None,
        kept: VectorStore | None = None,
    ) -> None:
        self._folder, self._owner = folder, owner
        self._embedder, self._labels_of = embedder, labels_of
        self._ready = dict(ready or {})
        self._kept = Elsewhere(kept)
        self._lock = RLock()
        self._passages: dict[str, Passage] = {}
        self.made_anew: list[str] = []
        """Why the shelf was made anew since it was opened: damage, another version or embedder."""
        self.numbering = 0
        """Another number means that rows were counted anew."""
        self._use(open_newest(folder, self._manifest()))

    def _use(self, opened: Opened) -> None:
        self._ledger, self._generation = opened.ledger, opened.generation
        self.numbering += 1
        self._ready |= opened.vectors or {}
        if opened.made_anew:
            self.made_anew.append(opened.made_anew)
        self._meaning = (
            Meaning(
                self._generation.folder if self._generation else None,
                self._embedder.dimension,
                self._ledger,
                self._labels,
                as_written=self._chroma_as_written,
                opened=self._write_if_changed,
            )
            if self._embedder
            else None
        )

    # -- in line with the records

    def bring_in_line(self, passages: Iterable[Passage]) -> dict[str, int]:
        """Hold exactly these; counts of added, removed, unchanged.

        Words can be searched when it returns, and vectors that were made before.
        """
        with self._lock:
            self._passages = {passage.id: passage for passage in passages}
            old = dict(self._ledger.entries)
            bodies = {name: body_hash(passage) for name, passage in self._passages.items()}
            new = [n for n in bodies if n not in old or old[n].body != bodies[n]]
            gone = [n for n, entry in old.items() if bodies.get(n) != entry.body]
            labels = {n: self._label_hash(n) for n in bodies if n in old and n not in set(gone)}
            changed = {n: label for n, label in labels.items() if old[n].labels != label}
            if gone and self._folder is not None:
                self._renew(self._ledger.vectors_by_body())
            else:
                self._take_out(gone)
                self._ledger.add(self._entry(name) for name in new)
                if self._embedder is not None:
                    self._ready |= self._kept.find(self._ledger, self._passages)
                placed = self._place_ready()
                if new and gone:
                    self._kept.keep_again(self._ledger, self._passages, new)
                self._relabel(changed)
                if new or gone or changed or placed or not self._counts():
                    self._write()
            return {"added": len(new), "removed": len(gone), "unchanged": len(labels)}

    def _take_out(self, gone: Sequence[str]) -> None:
        if self._meaning:
            self._meaning.removed([n for n in gone if self._ledger.entries[n].vector])
        self._ledger.remove(gone)

    def _relabel(self, labels: Mapping[str, str]) -> None:
        self._ledger.relabel(labels)
        if self._meaning:
            held = [name for name in labels if self._ledger.entries[name].vector]
            try:
                self._meaning.relabelled(held)
            except IndexTrouble as trouble:
                self._mend(trouble)

    def _renew(self, vectors: Mapping[str, bytes]) -> None:
        """A new generation with what is wanted now and nothing else; then the old one goes."""
        self._let_go()
        self._ready |= vectors
        self._use(begin(self._folder))
        self._ledger.add(self._entry(name) for name in self._passages)
        self._place_ready()
        self._write()

    def _mend(self, trouble: IndexTrouble) -> None:
        """Chroma is damaged: make it anew from the ledger's copies."""
        self.made_anew.append(trouble.happened)
        self._renew(self._ledger.vectors_by_body())

    def _entry(self, name: str) -> NewEntry:
        passage = self._passages[name]
        return NewEntry(name, body_hash(passage), self._label_hash(name), searched_text(passage))

    def _labels(self, name: str) -> Labels:
        return self._labels_of(self._passages[name])

    def _label_hash(self, name: str) -> str:
        return hashlib.sha256(repr(sorted(self._labels(name).items())).encode()).hexdigest()[:16]

    # -- vectors

    @property
    def vectors_ready(self) -> bool:
        """Whether every passage can be found by meaning."""
        return self._embedder is not None and not self._ledger.missing()

    def embed_pending(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Make missing vectors, a few at a time, until done or told to stop; how many were made.

        Meant for a thread: searching goes on meanwhile.
        """
        embedder, made = self._embedder, 0
        if embedder is None:
            return 0
        while not stop():
            with self._lock:
                names = self._ledger.missing()[:EMBED_AT_ONCE]
                batch = [self._passages[name] for name in names if name in self._passages]
            if not batch:
                break
            vectors = embedder.embed([embedded_text(passage) for passage in batch])
            with self._lock:
                # What was withdrawn or changed while it was embedded is not put back.
                entries = self._ledger.entries
                fresh = {
                    passage.id: packed(vector)
                    for passage, vector in zip(batch, vectors, strict=True)
                    if passage.id in entries and entries[passage.id].body == body_hash(passage)
                }
                self._place(fresh)
                self._kept.keep(self._ledger, self._passages, fresh)
            made += len(batch)
        if made:
            with self._lock:
                self._write()
        return made

    def _place_ready(self) -> int:
        """Use vectors that are at hand for passages that lack one; how many."""
        if not self._ready or self._embedder is None:
            return 0
        size = len(packed([0.0] * self._embedder.dimension))
        bodies = {name: self._ledger.entries[name].body for name in self._ledger.missing()}
        found = {name: self._ready[body] for name, body in bodies.items() if body in self._ready}
        self._place({name: blob for name, blob in found.items() if len(blob) == size})
        self._ready.clear()
        return len(found)

    def _place(self, vectors: Mapping[str, bytes]) -> None:
        self._ledger.set_vectors(vectors)
        if self._meaning:
            self._meaning.added(list(vectors))

    # -- searching

    def held_rows(self) -> dict[str, tuple[int, int]]:
        """Row and number of terms of each passage, by id."""
        with self._lock:
            lengths = self._ledger.lengths
            return {name: (e.row, lengths[name]) for name, e in self._ledger.entries.items()}

    def places(self, term: str) -> Rows:
        """Where a term stands, as in ``Places.keys`` but in any order; nothing is filtered yet."""
        with self._lock:
            return self._ledger.places(term)

    def counts(self) -> list[tuple[str, int]]:
        """Each term, with the number of its places."""
        with self._lock:
            return self._ledger.counts()

    def nearest(self, vector: Sequence[float], where: Where, n: int) -> dict[str, float]:
        """Cosine, by id, of the nearest that pass the filter; none while no vector is made."""
        with self._lock:
            meaning = self._opened_meaning()
            return meaning.nearest(vector, where, n) if meaning else {}

    @property
    def is_warm(self) -> bool:
        """Whether the vector index is open already."""
        return self._meaning is not None and self._meaning.is_open

    def warm_up(self, *, graph: bool) -> None:
        """Have the vectors at hand, so that the first search need not wait for them; the ``graph``
        is Chroma's, which takes minutes and a gigabyte at 50,000."""
        with self._lock:
            if self._meaning is not None:
                self._meaning.fill()
            if graph:
                self._opened_meaning()

    def _opened_meaning(self) -> Meaning | None:
        if self._meaning is None or not self._ledger.held():
            return None
        try:
            self._meaning.open()
        except IndexTrouble as trouble:
            self._mend(trouble)
        return self._meaning

    def cosines(self, vector: Sequence[float], rows: Rows) -> NDArray[np.float32]:
        """Cosine of each row; NaN where there is no vector."""
        with self._lock:
            if self._meaning is None:
                return np.full(len(rows), np.nan, dtype=np.float32)
            return self._meaning.cosines(vector, rows)

    # -- care

    def verify(self) -> list[str]:
        """Ask every vector and every word; problems in plain words."""
        with self._lock:
            problems = [] if self._ledger.sound() else ["The word index is damaged."]
            if self._meaning and self._ledger.held() and (problem := self._meaning.problem()):
                problems.append(problem)
            elif self._foreign_vectors():
                problems.append("The vectors were made by another model.")
            elif self._generation and not self._generation.as_written():
                problems.append("The files of the index are not as they were last written.")
            return problems

    def rebuild(self) -> None:
        """Make words and vectors anew from the records at hand.

        Copies of vectors whose checksum is right are used again if a sample, embedded anew, agrees.
        """
        with self._lock:
            self._ready.clear()
            try:
                kept = {} if self._foreign_vectors() else self._ledger.vectors_by_body()
            except IndexTrouble:
                kept = {}
            self._renew(kept)
        self.embed_pending()

    def _foreign_vectors(self) -> bool:
        """Whether the vectors held are not what the embedder makes of the same text."""
        if self._embedder is None:
            return False
        held = [name for name in self._ledger.held() if name in self._passages]
        sample = self._ledger.vectors(random.sample(held, min(SAMPLE, len(held))))
        again = self._embedder.embed([embedded_text(self._passages[name]) for name in sample])
        return any(
            sum(map(mul, before, now)) < ALIKE
            for before, now in zip(sample.values(), again, strict=True)
        )

    def vector_bytes(self, names: Iterable[str]) -> list[bytes]:
        """Vectors as they lie in files, without their checksums."""
        with self._lock:
            return [array("f", vector).tobytes() for vector in self._ledger.vectors(names).values()]

    def status(self) -> Holdings:
        """What the shelf holds, and where."""
        return Holdings(
            passages=len(self._ledger.entries),
            vectors=len(self._ledger.held()),
            kept="memory" if self._folder is None else "disk",
            bytes=self._generation.size() if self._generation else 0,
            made_anew=tuple(self.made_anew),
        )

    def close(self) -> None:
        """Let go of files and memory."""
        with self._lock:
            used = self._meaning is not None and self._meaning.is_open
            self._let_go()
            if used:
                self._write_if_changed()

    def _counts(self) -> bool:
        """Whether what is held would be found again; always so in memory."""
        return self._generation is None or self._generation.manifest is not None

    def _let_go(self) -> None:
        if self._meaning:
            self._meaning.close()
        self._ledger.close()

    def _manifest(self) -> Manifest:
        return manifest_for(self._owner, self._embedder)

    def _write(self) -> None:
        if self._generation is not None:
            self._generation.write(self._manifest(), self._ledger)

    def _write_if_changed(self) -> None:
        # Chroma changes its files by being opened.
        if self._generation is not None and not self._generation.as_written():
            self._write()

    def _chroma_as_written(self) -> bool:
        return self._generation is not None and self._generation.as_written("chroma")
