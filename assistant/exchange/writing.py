"""Files out: new ones only, never through a link, named by the person and not by their text."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from assistant.errors import InvalidInput, StorageTrouble


def slug(text: str, *, fallback: str = "untitled") -> str:
    """A file name's stem from any text: lower-case letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    reserved = re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", joined)
    return fallback if not joined or reserved else joined


def write_new(path: Path, text: str) -> Path:
    """Write ``text`` to ``path``, or beside it as "name-2.md" if that exists; gives the path used.

    Raises InvalidInput if the folder is missing, StorageTrouble if it cannot be written.
    """
    folder = path.parent
    if not folder.is_dir():
        raise InvalidInput(
            "That folder does not exist.",
            safe="Nothing was written.",
            next_step="Make it first, or choose another.",
        )
    for number in range(1, 1000):
        target = path if number == 1 else folder / f"{path.stem}-{number}{path.suffix}"
        try:
            _write(target, text)
            return target
        except FileExistsError:
            continue
        except OSError as error:
            raise StorageTrouble(
                "The file could not be written.",
                safe="Your draft is kept here.",
                next_step="Choose another folder, or make space.",
            ) from error
    raise InvalidInput("There are a thousand files of that name.", next_step="Choose another name.")


def _write(target: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(target, flags, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
