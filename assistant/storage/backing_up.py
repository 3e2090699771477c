"""Copies of a local store that have been checked."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.errors import StorageTrouble
from assistant.storage.translating import translated


def is_sound(store: Path) -> bool:
    """Whether SQLite finds the file's pages, indexes and constraints in order. Only looks, so a
    store with a journal that a crash left is not sound until it has been opened."""
    try:
        with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
            answers = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return bool(answers == [("ok",)])


def backups_of(store: Path) -> list[Path]:
    """The backups beside a store, newest first."""
    found = store.parent.glob(store.name.replace("[", "[[]") + ".backup-*")
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def back_up(store: Path, name: str) -> Path:
    """A copy ``STORE.backup-NAME`` beside the store, complete and checked before it has that name.

    Returns its path. StorageTrouble if it could not be written or does not pass the check.
    """
    target = store.with_name(f"{store.name}.backup-{name}")
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            translated(),
            closing(sqlite3.connect(store)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
        if not is_sound(unfinished):
            raise StorageTrouble(
                "The backup did not pass its check, so the store was not changed.",
                safe="The store is as it was.",
                next_step="Check the disk, then open it again.",
            )
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise StorageTrouble(
            "The backup could not be written, so the store was not changed.",
            safe="The store is as it was.",
            next_step="Check the folder's rights and space, then open it again.",
        ) from error
    return target
