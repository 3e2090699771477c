"""Transactions on one store, and the few questions that are asked within them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.storage.engines import WRITES, Store
from assistant.storage.envelopes import from_row, to_row
from assistant.storage.locking import WriterLock
from assistant.storage.sealing import LABELS
from assistant.storage.tables import CHANGES, STANDING_CHANGES, passage_vectors, store_facts
from assistant.storage.tables import records as table
from assistant.storage.translating import edited_elsewhere, translated

R = TypeVar("R", bound=Record)

_STANDING_KINDS = (Programme, Participant, Pairing)


class Transactions:
    """Reading and writing transactions, from any thread; errors come out as ours."""

    def __init__(self, store: Store, lock: WriterLock) -> None:
        self._engine = store.engine
        self._writing_engine = store.engine.execution_options(**{WRITES: True})
        self._lock = lock
        # In memory there is one connection for all threads: one of them at a time.
        self._turn = threading.RLock() if store.in_memory else nullcontext()

    @property
    def writable(self) -> bool:
        """Whether a write could begin now."""
        return self._lock.available()

    def close(self) -> None:
        """Let go of the database and of the right to write."""
        self._engine.dispose()
        self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._turn, translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, records: Iterable[Record] = ()) -> Iterator[Connection]:
        """One transaction, durable at the end of the block, undone if that raises. ``records`` are
        those that it changes: they say which counters rise. StoreInUse if another process writes.
        """
        self._lock.hold()
        changed = list(records)
        with self._turn, translated(), self._writing_engine.begin() as connection:
            # First of all: in PostgreSQL this row makes writers take turns, so that what is read
            # below is the latest, and two of them cannot wait for each other.
            if changed:
                _raise_fact(connection, CHANGES)
            if any(isinstance(record, _STANDING_KINDS) for record in changed):
                _raise_fact(connection, STANDING_CHANGES)
            yield connection


SEALED = select(*(table.c[name] for name in LABELS), table.c.body)
"""What a record is made from. All else in a row is a copy, and may be damaged without harm."""


def select_records(
    connection: Connection, kind: type[R], *conditions: ColumnElement[bool]
) -> list[R]:
    """Whole records, before anybody's rights, in the order in which they were first saved."""
    rows = connection.execute(
        SEALED.where(table.c.kind == kind.kind, *conditions).order_by(table.c.sequence)
    )
    return [from_row(kind, row) for row in rows.mappings()]


def select_kinds(
    connection: Connection, kinds: Sequence[type[Record]], *conditions: ColumnElement[bool]
) -> list[Record]:
    """The same of several kinds, which come one after the other in their order."""
    found: dict[str, list[Record]] = {kind.kind: [] for kind in kinds}
    by_name = {kind.kind: kind for kind in kinds}
    rows = connection.execute(
        SEALED.where(table.c.kind.in_(list(found)), *conditions).order_by(table.c.sequence)
    )
    for row in rows.mappings():
        found[row["kind"]].append(from_row(by_name[row["kind"]], row))
    return [record for kind in kinds for record in found[kind.kind]]


def stored_record(connection: Connection, kind: type[R], record_id: str) -> R | None:
    """One whole record, before anybody's rights."""
    found = select_records(connection, kind, table.c.id == record_id)
    return found[0] if found else None


def add_records(connection: Connection, records: Iterable[Record]) -> None:
    """New rows. EditedElsewhere where one of that kind and id is there already."""
    connection.execute(insert(table), [to_row(record) for record in records])


def replace_record(connection: Connection, record: Record, *, version: int) -> None:
    """Put ``record`` over the row that has ``version``. EditedElsewhere if it has another."""
    changed = connection.execute(
        update(table).where(*is_row_of(record), table.c.version == version).values(to_row(record))
    )
    if changed.rowcount != 1:
        raise edited_elsewhere()
    # Its texts may have changed, and a text can be guessed from its vector.
    row = select(table.c.sequence).where(*is_row_of(record))
    connection.execute(delete(passage_vectors).where(passage_vectors.c.sequence.in_(row)))


def is_row_of(record: Record) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition for a record's own row."""
    return table.c.kind == record.kind, table.c.id == record.id


def fact(connection: Connection, key: str) -> int:
    """The value of a counter."""
    value: Any = connection.scalar(select(store_facts.c.value).where(store_facts.c.key == key))
    return int(value)


def _raise_fact(connection: Connection, key: str) -> None:
    connection.execute(
        update(store_facts).where(store_facts.c.key == key).values(value=store_facts.c.value + 1)
    )
