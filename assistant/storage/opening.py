"""Making a store ready: check it, create it, or bring its schema up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from assistant.errors import StorageTrouble
from assistant.storage.backing_up import back_up, backups_of
from assistant.storage.engines import WRITES, Store
from assistant.storage.locking import WriterLock
from assistant.storage.tables import CHANGES, STANDING_CHANGES, metadata, store_facts
from assistant.storage.translating import damaged, of_sqlite, translated

MIGRATIONS = "assistant.storage:migrations"
REVISIONS = ("0001", "0002")
"""All revisions, oldest first, so that opening a store of today needs no Alembic (0.3 s)."""

_ANY_NUMBER = 7_463_001
"""Names the PostgreSQL advisory lock under which one program at a time changes the schema."""


def make_ready(store: Store, lock: WriterLock, revisions: tuple[str, ...] = REVISIONS) -> None:
    """Leave ``store`` sound and with the schema of this program.

    StoreDamaged if the file fails its check; StoreInUse if it has to be changed and another
    process writes it; StorageTrouble if it is of a newer program or no store at all.
    """
    # An empty file is a new store, unless backups say that something was in it.
    if store.path is not None and (store.path.stat().st_size or backups_of(store.path)):
        _check(store.path)
    with translated(), store.engine.connect() as connection:
        revision = _revision(connection)
    if revision == revisions[-1]:
        return
    if revision is not None and revision not in revisions:
        raise StorageTrouble(
            "This store was written by a newer Viceversa.",
            safe="Nothing was changed.",
            next_step="Install the newest version, then open it again.",
        )
    had_lock = lock.held
    lock.hold()
    try:
        if revision is not None and store.path is not None:
            back_up(store.path, f"before-{revisions[-1]}")
        with _changing_schema(store) as connection:
            # Another program may have been faster.
            revision = _revision(connection)
            if revision is None:
                _create(connection, revisions[-1])
            elif revision != revisions[-1]:
                _upgrade(connection)
    finally:
        if not had_lock:
            lock.release()


def _check(path: Path) -> None:
    backups = backups_of(path)
    where = (
        f"Restore a backup: {', '.join(backup.name for backup in backups[:3])}, beside it."
        if backups
        else "No backup was found beside it. Restore your own copy of the file."
    )
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise damaged(where)
    try:
        # Not read-only: a journal left by a crash is rolled back first, which is no damage.
        with closing(sqlite3.connect(path, timeout=5.0)) as connection:
            # Not quick_check: it would not see that a label in a row is no longer the one in its
            # index, and such a record would silently be found by nobody. 66 ms for 10,000 notes.
            answers = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except UnicodeDecodeError:
        # The complaint quotes damaged bytes that are no text.
        raise damaged(where) from None
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise of_sqlite(error) from error
        raise damaged(where) from None
    if answers != [("ok",)]:
        raise damaged(where)


def _revision(connection: Connection) -> str | None:
    """The schema's revision, None if nothing of ours is there."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "records" in tables:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if tables and connection.dialect.name == "sqlite":
        raise StorageTrouble(
            "This file belongs to another program: it is not a store of Viceversa.",
            safe="Nothing was changed.",
            next_step="Name another file with --store.",
        )
    return None


@contextmanager
def _changing_schema(store: Store) -> Iterator[Connection]:
    """One transaction for the whole change: cut off half-way, the store is as it was."""
    engine = store.engine.execution_options(**{WRITES: True})
    with translated(), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _ANY_NUMBER})
        yield connection


def _create(connection: Connection, revision: str) -> None:
    """What all migrations together would make, without loading Alembic; a test compares the two."""
    metadata.create_all(connection, checkfirst=False)
    for key in (CHANGES, STANDING_CHANGES):
        connection.execute(store_facts.insert().values(key=key, value=0))
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
