"""Vectors of passages, kept with the records that they are of, for readers without a shelf on disk.

A vector is asked for by its record and the hash of its text: who can name that has read the text.
It is sealed like the text, since a text can be guessed from it, and goes when its record goes or
changes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.domain.visibility import Reader
from assistant.errors import StorageTrouble
from assistant.storage.narrowing import readable_in_part
from assistant.storage.sealing import Labels, seal, unseal
from assistant.storage.tables import passage_vectors as table
from assistant.storage.tables import records
from assistant.storage.transactions import Transactions

_AT_ONCE = 500
"""Records named in one query: databases take only so many values."""


class KeptVectors:
    """``records`` are ids; a vector's bytes are its index's own affair."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def find(
        self, reader: Reader, embedder: str, wanted: Mapping[str, Iterable[str]]
    ) -> dict[str, bytes]:
        """Vectors by hash of their text, of records that the reader may read some of; damaged ones
        are left out. ``wanted`` names the hashes of each record."""
        asked = {name: frozenset(bodies) for name, bodies in wanted.items()}
        found: dict[str, bytes] = {}
        with self._transactions.reading() as connection:
            for names in _some(asked):
                rows = connection.execute(
                    select(*_OWNER, table.c.body, table.c.vector)
                    .join(table, table.c.sequence == records.c.sequence)
                    .where(
                        records.c.id.in_(names),
                        table.c.embedder == _hash(embedder),
                        readable_in_part(reader),
                    )
                )
                for row in rows:
                    if row.body in asked[row.id] and (vector := _opened(row)) is not None:
                        found[row.body] = vector
        return found

    def keep(self, reader: Reader, embedder: str, made: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep (record, hash, vector); those of records that are gone by now are dropped."""
        if not made:
            return
        with self._transactions.writing() as connection:
            owners: dict[str, Any] = {}
            for names in _some({name for name, _, _ in made}):
                chosen = select(*_OWNER).where(records.c.id.in_(names), readable_in_part(reader))
                owners |= {row.id: row for row in connection.execute(chosen)}
            rows = [
                {
                    "sequence": owners[name].sequence,
                    "body": body,
                    "embedder": _hash(embedder),
                    "vector": seal(base64.b64encode(vector).decode(), _labels(owners[name])),
                }
                for name, body, vector in made
                if name in owners
            ]
            if rows:
                dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
                connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


_OWNER = tuple(
    records.c[name] for name in ("sequence", "id", "programme", "pairing", "session", "author")
)


def _some(names: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(names)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _labels(owner: Any) -> Labels:
    return Labels(
        kind="vector",
        id=owner.id,
        programme=owner.programme,
        pairing=owner.pairing,
        session=owner.session,
        author=owner.author,
        version=0,
    )


def _opened(row: Any) -> bytes | None:
    try:
        return base64.b64decode(unseal(str(row.vector), _labels(row)), validate=True)
    except (StorageTrouble, ValueError):
        return None


def _hash(embedder: str) -> str:
    return hashlib.sha256(embedder.encode()).hexdigest()[:32]
