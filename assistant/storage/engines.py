"""Engines for the two databases, with what keeps them safe set on every connection."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from assistant.errors import InvalidInput, StorageTrouble

WRITES = "viceversa_writes"
"""Execution option of a connection that will write."""

_BUSY_SECONDS = 5.0
_CONNECT_SECONDS = 5


@dataclass(frozen=True)
class Store:
    """Where the records are. ``path`` is None in memory and for a database by URL."""

    engine: Engine
    path: Path | None
    in_memory: bool = False

    @property
    def shared(self) -> bool:
        """Whether the database itself arbitrates between several writers."""
        return self.path is None and not self.in_memory


def store_at(place: str | Path) -> Store:
    """The engine for a path, ``:memory:``, or a URL; connects to nothing yet.

    InvalidInput if the URL cannot be used; a URL's text is never repeated, it may hold a password.
    StorageTrouble if the folder cannot be made.
    """
    if isinstance(place, str) and "://" in place:
        url = _url(place)
        if url.get_backend_name() == "postgresql":
            return Store(_postgresql(url), None)
        place = url.database or ":memory:"
    if str(place) == ":memory:":
        return Store(_sqlite(":memory:"), None, in_memory=True)
    try:
        path = Path(place).expanduser().absolute()
    except RuntimeError:
        raise InvalidInput("There is no home folder for a path that begins with ~.") from None
    _make_private(path)
    return Store(_sqlite(str(path)), path)


def _url(text: str) -> URL:
    if text.startswith("postgres://"):
        text = "postgresql" + text.removeprefix("postgres")
    try:
        url = make_url(text)
        known = url.get_backend_name() in ("sqlite", "postgresql")
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise InvalidInput(
            "This address of a store cannot be used.",
            next_step="Name a file, or postgresql://person@host/database.",
        ) from None
    return url


def _make_private(path: Path) -> None:
    """Make the folder and an empty file that only their owner may open: it will hold diaries."""
    if path.is_dir():
        raise StorageTrouble(
            "This is a folder, not a store.", next_step="Name a file in it, such as store.sqlite."
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageTrouble(
            "The store's folder cannot be made or written.",
            safe="Nothing was lost.",
            next_step="Check the folder's rights and space, or name another with --store.",
        ) from error


def _sqlite(database: str) -> Engine:
    in_memory = database == ":memory:"
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=database),
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
        **({"poolclass": StaticPool} if in_memory else {}),
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's own BEGIN comes late and never before a schema change: we begin by ourselves.
    connection.isolation_level = None
    for pragma in (
        # This SQLite's write-ahead log can lose a reset (before 3.51.2); the journal cannot.
        "journal_mode = DELETE",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What is erased is overwritten with zeros, not merely forgotten.
        "secure_delete = ON",
        # Scratch pages hold people's words: they stay out of the temporary folder.
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes its place at once: two that read first and wrote later would deadlock.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engine:
    if "+" not in url.drivername:
        url = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(
            url,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
            hide_parameters=True,
            pool_pre_ping=True,
        )
    except (ImportError, NoSuchModuleError):
        raise StorageTrouble(
            "PostgreSQL's driver is not installed.",
            next_step="Install it: pip install 'viceversa[postgres]'.",
        ) from None
