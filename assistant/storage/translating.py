"""From the database's errors to ours: what happened, what is safe, what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from assistant.errors import EditedElsewhere, InvalidInput, StorageTrouble, StoreDamaged, StoreInUse

_SAFE = "What you wrote is still here, and nothing saved before was touched."


def store_in_use() -> StoreInUse:
    """Another process writes this store."""
    return StoreInUse(
        "Someone else has this programme open.",
        safe="You can read; writing waits for them.",
        next_step="Close it there, then save again.",
    )


def edited_elsewhere() -> EditedElsewhere:
    """The record changed since it was read."""
    return EditedElsewhere(
        "This was changed elsewhere since you opened it.",
        safe="Both texts are kept: theirs is saved, yours is still here.",
        next_step="Look at theirs, then save yours again.",
    )


def damaged(where: str = "") -> StoreDamaged:
    """The file fails its checks; ``where`` says where backups are."""
    return StoreDamaged(
        "The store is damaged and was not opened.",
        safe="Nothing was written to it.",
        next_step=where or "Restore a backup of the store file.",
    )


def of_sqlite(error: sqlite3.Error) -> StorageTrouble | InvalidInput:
    """Ours for what SQLite says."""
    # Extended codes carry the plain code in their lowest byte.
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StorageTrouble(
                "The disk is full.", safe=_SAFE, next_step="Make space, then save again."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return store_in_use()
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return StorageTrouble(
                "The store cannot be opened or written where it is.",
                safe=_SAFE,
                next_step="Check the folder's rights, or name another place with --store.",
            )
        case sqlite3.SQLITE_IOERR:
            return StorageTrouble(
                "The disk reported an error.", safe=_SAFE, next_step="Save again in a moment."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged()
        case sqlite3.SQLITE_ERROR if "decode" in str(error):
            # Python's own, without a code: bytes in the file that are no text.
            return damaged()
        case sqlite3.SQLITE_TOOBIG:
            return InvalidInput("This text is too long to keep.", safe=_SAFE)
        case _:
            return StorageTrouble("The store refused.", safe=_SAFE, next_step="Save again.")


@contextmanager
def translated() -> Iterator[None]:
    """Raises ours for the database's. Causes that may hold people's words are cut off."""
    try:
        yield
    except UnicodeDecodeError:
        raise damaged() from None
    except IntegrityError:
        raise edited_elsewhere() from None
    except DataError:
        raise InvalidInput("The store cannot keep this text.", safe=_SAFE) from None
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise of_sqlite(error.orig) from error
        raise StorageTrouble(
            "The shared store does not answer.",
            safe=_SAFE,
            next_step="Check the connection, then save again.",
        ) from None
    except sqlite3.Error as error:
        raise of_sqlite(error) from error
    except SQLAlchemyError as error:
        raise StorageTrouble("The store refused.", safe=_SAFE, next_step="Save again.") from error
