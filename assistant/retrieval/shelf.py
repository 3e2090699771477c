"""One shelf: words and vectors of some passages, in step with each other, on disk or in memory.

On disk a shelf is a *generation*: a folder ``g000001`` with the ledger (SQLite), Chroma's files and
a manifest that is written last. Taking text out makes a new generation and deletes the old one,
because neither SQLite nor Chroma forgets what it deletes; so does damage. Vectors are carried over.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from assistant.domain.ports import Embedder
from assistant.domain.sources import Passage
from assistant.errors import IndexTrouble
from assistant.retrieval.ledger import Ledger, NewEntry, borrow_vectors, packed
from assistant.retrieval.manifest import Manifest, read_manifest, write_manifest

if TYPE_CHECKING:
    from assistant.retrieval.chroma import ChromaVectors, Labels, Where

PROBES = 16
"""Vectors asked for at opening: of a file that lost half, all 16 pass once in 65,536 times."""
EMBED_AT_ONCE = 32

LabelsOf = Callable[[Passage], "Labels"]


def searched_text(passage: Passage) -> str:
    """What words are taken from: the passage and where it stands."""
    return f"{passage.context}\n{passage.text}"


def embedded_text(passage: Passage) -> str:
    """What the vector is made of."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


class Shelf:
    """Holds exactly the passages it was last brought in line with.

    ``folder`` None keeps it in memory. ``shipped`` are vectors by passage id that need no
    embedding. Methods raise IndexTrouble where even a rebuild did not help.
    """

    def __init__(
        self,
        folder: Path | None,
        owner: str,
        embedder: Embedder | None,
        labels_of: LabelsOf,
        *,
        ready: Mapping[str, bytes] | None = None,
    ) -> None:
        self._folder = folder
        self._owner = owner
        self._embedder = embedder
        self._labels_of = labels_of
        self._ready = dict(ready or {})
        """Vectors by the hash of what was embedded, not yet placed."""
        self._lock = RLock()
        self._passages: dict[str, Passage] = {}
        self._chroma: ChromaVectors | None = None
        self._changes = 0
        self.mended: list[str] = []
        """What was found damaged or outdated and made anew since the shelf was opened."""
        self._generation: Path | None = None
        self._ledger = self._open()

    # -- opening

    def _open(self) -> Ledger:
        if self._folder is None:
            return Ledger(None)
        self._folder.mkdir(parents=True, exist_ok=True)
        newest = next(iter(self._generations()), None)
        if newest is None:
            return self._begin()
        manifest = read_manifest(newest)
        reason = "its manifest cannot be read"
        if manifest is not None:
            reason = manifest.made_like(self._manifest(""))
            self._changes = manifest.changes
        if not reason:
            try:
                ledger = Ledger(newest / "words.db")
            except IndexTrouble:
                reason = "its word index is damaged"
            else:
                if manifest is not None and ledger.digest() == manifest.digest:
                    self._generation = newest
                    self._sweep()
                    return ledger
                ledger.close()
                reason = "it does not hold what its manifest says"
        self.mended.append(reason)
        if manifest is not None and not manifest.made_like(self._manifest("")):
            self._ready |= borrow_vectors(newest / "words.db")
        return self._begin()

    def _generations(self) -> list[Path]:
        """Finished and unfinished ones, newest first."""
        if self._folder is None:
            return []
        found = [p for p in self._folder.glob("g[0-9]*") if p.is_dir() and p.name[1:].isdecimal()]
        return sorted(found, key=lambda p: int(p.name[1:]), reverse=True)

    def _begin(self) -> Ledger:
        """An empty generation after the newest one. The older ones go when this one is written."""
        if self._folder is None:
            return Ledger(None)
        newest = next((int(p.name[1:]) for p in self._generations()), 0)
        self._generation = self._folder / f"g{newest + 1:06d}"
        self._generation.mkdir(parents=True)
        return Ledger(self._generation / "words.db")

    def _sweep(self) -> None:
        """Delete every generation but this one; what the system still holds goes next time."""
        for old in self._generations():
            if old != self._generation:
                shutil.rmtree(old, ignore_errors=True)

    # -- bringing in line

    def bring_in_line(self, passages: Iterable[Passage]) -> dict[str, int]:
        """Hold exactly these; words at once, vectors with ``embed_pending``."""
        with self._lock:
            wanted = {passage.id: passage for passage in passages}
            entries = self._ledger.entries
            self._passages = wanted
            bodies = {name: body_hash(passage) for name, passage in wanted.items()}
            labels = {name: self._label_hash(passage) for name, passage in wanted.items()}
            gone = [n for n, e in entries.items() if n not in wanted or e.body != bodies[n]]
            new = [n for n in wanted if n not in entries or entries[n].body != bodies[n]]
            counts = {
                "added": len(new),
                "removed": len(gone),
                "unchanged": len(wanted) - len(new),
            }
            if gone and self._folder is not None:
                self._renew(self._ledger.vectors_by_body())
                return counts
            if gone:
                self._drop_from_chroma(gone)
                self._ledger.remove(gone)
            changed = [n for n in wanted if n in entries and entries[n].labels != labels[n]]
            if changed:
                self._ledger.relabel({name: labels[name] for name in changed})
                self._relabel_in_chroma(changed)
            if new:
                self._ledger.add([self._entry(name) for name in new])
            if new or gone or changed or not self._written():
                self._write()
            return counts

    def _entry(self, name: str) -> NewEntry:
        passage = self._passages[name]
        return NewEntry(
            id=name,
            body=body_hash(passage),
            labels=self._label_hash(passage),
            text=searched_text(passage),
        )

    def _label_hash(self, passage: Passage) -> str:
        labels = sorted(self._labels_of(passage).items())
        return hashlib.sha256(repr(labels).encode()).hexdigest()[:16]

    def _drop_from_chroma(self, names: Sequence[str]) -> None:
        held = [name for name in names if self._ledger.entries[name].vector]
        if held and (chroma := self._open_chroma()):
            chroma.remove(held)

    def _relabel_in_chroma(self, names: Sequence[str]) -> None:
        held = [name for name in names if self._ledger.entries[name].vector]
        if held and (chroma := self._open_chroma()):
            chroma.relabel(held, [self._labels_of(self._passages[name]) for name in held])

    def _renew(self, vectors: Mapping[str, bytes]) -> None:
        """A new generation with what is wanted now, and nothing else; then the old one goes."""
        self._close_chroma()
        self._ledger.close()
        self._ready |= vectors
        self._ledger = self._begin()
        self._ledger.add([self._entry(name) for name in self._passages])
        self._place_ready()
        self._write()
        self._sweep()

    # -- vectors

    @property
    def vectors_ready(self) -> bool:
        """Whether every passage can be found by meaning."""
        return self._embedder is not None and all(
            entry.vector for entry in self._ledger.entries.values()
        )

    def embed_pending(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Make missing vectors, a few at a time, until done or told to stop; how many were made.

        For a thread: searching goes on meanwhile.
        """
        embedder, made = self._embedder, 0
        if embedder is None:
            return 0
        with self._lock:
            placed = self._place_ready()
        while not stop():
            with self._lock:
                names = self._missing()[:EMBED_AT_ONCE]
                batch = [(name, self._passages[name]) for name in names]
            if not batch:
                break
            vectors = embedder.embed([embedded_text(passage) for _, passage in batch])
            with self._lock:
                # What was withdrawn while it was embedded is not put back.
                entries = self._ledger.entries
                self._place(
                    {
                        name: packed(vector)
                        for (name, passage), vector in zip(batch, vectors, strict=True)
                        if name in entries and entries[name].body == body_hash(passage)
                    }
                )
            made += len(batch)
        if made or placed:
            with self._lock:
                self._write()
        return made

    def _missing(self) -> list[str]:
        return [name for name, entry in self._ledger.entries.items() if not entry.vector]

    def _place_ready(self) -> int:
        """Put vectors that are at hand where they are missing."""
        if not self._ready or self._embedder is None:
            return 0
        missing = {name: self._ledger.entries[name].body for name in self._missing()}
        found = {name: self._ready[body] for name, body in missing.items() if body in self._ready}
        size = 4 * self._embedder.dimension
        self._place({name: blob for name, blob in found.items() if len(blob) == size})
        self._ready.clear()
        return len(found)

    def _place(self, vectors: Mapping[str, bytes]) -> None:
        if not vectors:
            return
        chroma = self._open_chroma()
        self._ledger.set_vectors(vectors)
        if chroma is not None:
            self._to_chroma(chroma, list(vectors))

    def _to_chroma(self, chroma: ChromaVectors, names: Sequence[str]) -> None:
        held = self._ledger.vectors(names)
        chroma.upsert(
            list(held), list(held.values()), [self._labels_of(self._passages[n]) for n in held]
        )

    def _open_chroma(self) -> ChromaVectors | None:
        """Chroma, opened at the first need (its import alone takes most of a second).

        What is on disk is probed first; if it lost anything, it is made anew from the ledger.
        """
        if self._embedder is None:
            return None
        if self._chroma is None:
            from assistant.retrieval.chroma import ChromaVectors

            place = self._generation / "chroma" if self._generation else None
            there = place is not None and place.exists()
            try:
                self._chroma = ChromaVectors(place, self._embedder.dimension)
                sound = not there or not self._chroma_problem(PROBES)
            except IndexTrouble:
                sound = False
            if not sound:
                self.mended.append("its vectors were damaged")
                self._renew(self._ledger.vectors_by_body())
        return self._chroma

    def _chroma_problem(self, probes: int) -> str:
        """Compare Chroma with the ledger; "" if nothing is amiss."""
        if self._chroma is None:
            return ""
        held = [name for name, entry in self._ledger.entries.items() if entry.vector]
        if self._chroma.count() != len(held):
            return "the vector index does not hold what the ledger says"
        samples = self._ledger.vectors(random.sample(held, min(probes, len(held))))
        if len(samples) < min(probes, len(held)):
            return "the ledger's copies of some vectors are damaged"
        if self._chroma.probe(samples) < len(samples):
            return "the vector index has lost vectors"
        return ""

    def _close_chroma(self) -> None:
        if self._chroma is not None:
            chroma, self._chroma = self._chroma, None
            chroma.close()

    # -- searching

    def occurrences(self, term: str) -> dict[str, int]:
        """Ids of all passages with a term, with how often; nothing is filtered yet."""
        with self._lock:
            return self._ledger.occurrences(term)

    def lengths(self) -> dict[str, int]:
        """Terms in each passage."""
        return {name: entry.length for name, entry in self._ledger.entries.items()}

    def nearest(
        self, vector: Sequence[float], where: Where, n: int, *, among: Sequence[str] | None = None
    ) -> dict[str, float]:
        """Cosine by id of the nearest that pass the filter; nothing while no vector is made."""
        with self._lock:
            if not any(entry.vector for entry in self._ledger.entries.values()):
                return {}
            chroma = self._open_chroma()
            return chroma.nearest(vector, where, n, among=among) if chroma else {}

    # -- care

    def verify(self) -> list[str]:
        """Every vector and every word; problems in plain words."""
        with self._lock:
            problems: list[str] = []
            if not self._ledger.sound():
                problems.append("the word index is damaged")
            if self._generation is not None:
                manifest = read_manifest(self._generation)
                if manifest is None:
                    problems.append("the manifest cannot be read")
                elif manifest.digest != self._ledger.digest():
                    problems.append("the index does not hold what its manifest says")
            if self._embedder is not None and any(e.vector for e in self._ledger.entries.values()):
                self._open_chroma()
                problem = self._chroma_problem(len(self._ledger.entries))
                problems += [problem] if problem else []
            return problems + [f"made anew: {reason}" for reason in self.mended]

    def rebuild(self) -> None:
        """Make words and vectors anew from the records at hand, trusting no copy."""
        with self._lock:
            self._ready.clear()
            self._renew({})
            self.mended.clear()
        self.embed_pending()

    def status(self) -> dict[str, object]:
        """Counts, the place, and the size on disk in bytes."""
        entries = self._ledger.entries.values()
        files = self._generation.rglob("*") if self._generation else ()
        return {
            "passages": len(entries),
            "vectors": sum(entry.vector for entry in entries),
            "kept": "memory" if self._folder is None else "disk",
            "bytes": sum(file.stat().st_size for file in files if file.is_file()),
            "made_anew": list(self.mended),
        }

    def close(self) -> None:
        with self._lock:
            self._close_chroma()
            self._ledger.close()

    def _manifest(self, digest: str) -> Manifest:
        return Manifest(
            owner=self._owner,
            embedder=self._embedder.name if self._embedder else "",
            dimension=self._embedder.dimension if self._embedder else 0,
            changes=self._changes,
            passages=len(self._passages),
            vectors=sum(e.vector for e in self._ledger.entries.values()) if digest else 0,
            digest=digest,
        )

    def _written(self) -> bool:
        return self._generation is None or (self._generation / "manifest.json").exists()

    def _write(self) -> None:
        if self._generation is None:
            return
        self._changes += 1
        try:
            write_manifest(self._generation, self._manifest(self._ledger.digest()))
        except OSError as error:
            raise IndexTrouble(
                "The search index could not be written.",
                safe="Your records are safe: the index is only a copy.",
                next_step="Check that the disk has room and the folder can be written.",
            ) from error
        self._sweep()


def body_hash(passage: Passage) -> str:
    """Of all that is searched in a passage: the same hash, the same words and vector."""
    text = f"{searched_text(passage)}\x00{embedded_text(passage)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
