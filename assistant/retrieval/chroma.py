"""Vectors in Chroma; the only module that knows it.

Chroma is a cache here, never the truth: it loses data without a word when files are damaged, so
``probe`` and ``count`` are asked before its answers are trusted. Every search takes a filter,
because Chroma without one returns everybody's. It makes no vectors itself (its default downloads a
model) and sends no telemetry.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from assistant.errors import IndexTrouble

Labels = Mapping[str, str | bool]
Where = dict[str, Any]
Vector = Sequence[float]

BATCH = 32
"""``upsert`` holds the interpreter's lock: a larger batch would stall the screen."""
_SAME = 1e-3
"""Cosine distance below which a vector found itself (32-bit arithmetic)."""


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (ChromaError, ValueError, TypeError, KeyError, OSError, RuntimeError) as error:
        raise _trouble() from error
    except BaseException as error:
        # A panic of Chroma's Rust half is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _trouble() from error


def _trouble() -> IndexTrouble:
    return IndexTrouble(
        "The vector index could not be used.",
        safe="Your records are safe: the index is only a copy, and search by words still works.",
        next_step="Rebuild it with `viceversa index rebuild`.",
    )


class ChromaVectors:
    """One collection with cosine distance, in a folder or in memory.

    Memory is shared by the whole process, so a collection in memory has a name of its own and goes
    when it is closed. All methods raise IndexTrouble.
    """

    def __init__(self, folder: Path | None, dimension: int) -> None:
        self._dimension = dimension
        self._kept = folder is not None
        name = "passages" if self._kept else f"passages-{secrets.token_hex(8)}"
        settings = Settings(anonymized_telemetry=False)
        with _translated():
            # Typed Any: ClientAPI, the declared type, lacks the close that both clients have.
            self._client: Any = (
                chromadb.PersistentClient(path=str(folder), settings=settings)
                if folder is not None
                else chromadb.EphemeralClient(settings=settings)
            )
            self._collection = self._client.get_or_create_collection(
                name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )

    def upsert(
        self, ids: Sequence[str], vectors: Sequence[Vector], labels: Sequence[Labels]
    ) -> None:
        """Add or replace, in small batches. A vector of another dimension is refused."""
        if any(len(vector) != self._dimension for vector in vectors):
            raise _trouble()
        for i in range(0, len(ids), BATCH):
            part = slice(i, i + BATCH)
            with _translated():
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                    metadatas=[dict(label) for label in labels[part]],
                )

    def relabel(self, ids: Sequence[str], labels: Sequence[Labels]) -> None:
        """Replace labels and leave the vectors."""
        for i in range(0, len(ids), BATCH):
            part = slice(i, i + BATCH)
            with _translated():
                self._collection.update(
                    ids=list(ids[part]), metadatas=[dict(label) for label in labels[part]]
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Take out of the search. In a folder the bytes stay until it is rebuilt."""
        for i in range(0, len(ids), 1000):
            with _translated():
                self._collection.delete(ids=list(ids[i : i + 1000]))

    def nearest(self, vector: Vector, where: Where, n: int) -> dict[str, float]:
        """Cosine similarity of the ``n`` nearest that pass the filter, best first.

        ``where`` cannot be left out; an empty one is refused.
        """
        if not where:
            raise _trouble()
        if n < 1:
            return {}
        with _translated():
            found = self._collection.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=n,
                where=where,
                include=["distances"],
            )
            ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return {name: 1.0 - far for name, far in zip(ids, distances, strict=True)}

    def count(self) -> int:
        with _translated():
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """All ids that Chroma says it holds; it may say so of vectors that it has lost."""
        with _translated():
            return set(self._collection.get(include=[])["ids"])

    def probe(self, samples: Mapping[str, Vector]) -> int:
        """How many of these vectors find themselves."""
        if not samples:
            return 0
        with _translated():
            found = self._collection.query(
                query_embeddings=np.asarray(list(samples.values()), dtype=np.float32),
                n_results=3,
                include=["distances"],
            )
            distances = found["distances"] or []
        # Equal texts have equal vectors, so any at distance 0 counts.
        return sum(bool(row) and row[0] < _SAME for row in distances)

    def close(self) -> None:
        """Let go of files and memory; the object is of no use afterwards."""
        with _translated():
            if not self._kept:
                self._client.delete_collection(self._collection.name)
            self._client.close()
