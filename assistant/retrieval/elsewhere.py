"""Vectors that outlive a shelf in memory: kept with the records, where a store is shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from assistant.domain.sources import Passage
from assistant.errors import StorageTrouble
from assistant.retrieval.ledger import Ledger, packed


class VectorStore(Protocol):
    """Where they are kept; StorageTrouble where it cannot be asked."""

    def find(self, wanted: Mapping[str, Iterable[str]]) -> Mapping[str, bytes]:
        """Vectors by ``body_hash``; ``wanted`` names the hashes of each record."""
        ...

    def keep(self, made: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep (record, ``body_hash``, vector)."""
        ...


class Elsewhere:
    """A shelf's view of that place; nothing is kept where there is none.

    Vectors can be made again, so a store that cannot give or take them stops nothing.
    """

    def __init__(self, store: VectorStore | None) -> None:
        self._store = store

    def find(self, ledger: Ledger, passages: Mapping[str, Passage]) -> Mapping[str, bytes]:
        """For passages that have no vector, by ``body_hash``."""
        wanted: dict[str, set[str]] = {}
        for name in ledger.missing() if self._store is not None else ():
            bodies = wanted.setdefault(passages[name].source.record, set())
            bodies.add(ledger.entries[name].body)
        if self._store is not None and wanted:
            with suppress(StorageTrouble):
                return self._store.find(wanted)
        return {}

    def keep(
        self, ledger: Ledger, passages: Mapping[str, Passage], vectors: Mapping[str, bytes]
    ) -> None:
        """Keep vectors that were just made, by id of their passage."""
        if self._store is not None and vectors:
            made = [
                (passages[name].source.record, ledger.entries[name].body, blob)
                for name, blob in vectors.items()
            ]
            with suppress(StorageTrouble):
                self._store.keep(made)

    def keep_again(
        self, ledger: Ledger, passages: Mapping[str, Passage], new: Sequence[str]
    ) -> None:
        """Those of records with ``new`` passages: the store forgets all vectors of a record that
        changes, and most of its text did not."""
        if self._store is not None:
            touched = {passages[name].source.record for name in new}
            held = [name for name in ledger.held() if passages[name].source.record in touched]
            found = ledger.vectors(held)
            self.keep(ledger, passages, {name: packed(vector) for name, vector in found.items()})
