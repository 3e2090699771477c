"""Files out: new ones only, whole or not at all, never through a link, under safe names."""

from __future__ import annotations

import errno
import os
import re
import secrets
import unicodedata
from pathlib import Path

from assistant.errors import InvalidInput, StorageTrouble

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[\d\u00b9\u00b2\u00b3]|lpt[\d\u00b9\u00b2\u00b3])(\..*)?",
    re.IGNORECASE,
)
"""Names that Windows keeps for devices, whatever their ending."""
_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f]')
_LONGEST = 200
"""Bytes of a name: file systems hold 255, and a number may have to be added."""
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def slug(text: str, *, fallback: str = "untitled") -> str:
    """A file name's stem from any text: lower-case letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return fallback if not joined or _RESERVED.fullmatch(joined) else joined


def write_new(path: Path, content: str | bytes) -> Path:
    """Write ``content`` to ``path``, or beside it as "name-2.md" if that exists; gives the path
    used. The file appears whole or not at all.

    Raises InvalidInput if the folder is missing or the name could not be kept on every computer,
    StorageTrouble if it cannot be written.
    """
    _refuse_name(path.name)
    try:
        there = path.parent.is_dir()
    except (OSError, ValueError):
        there = False
    if not there:
        raise InvalidInput(
            "That folder does not exist.",
            safe="Nothing was written.",
            next_step="Make it first, or choose another.",
        )
    encoded = content.encode("utf-8", "replace") if isinstance(content, str) else content
    aside = path.parent / f".viceversa-{secrets.token_hex(6)}.part"
    try:
        _write(aside, encoded)
        return _named(aside, path, encoded)
    except OSError as error:
        raise _trouble(error) from error
    finally:
        aside.unlink(missing_ok=True)


def _refuse_name(name: str) -> None:
    odd = _FORBIDDEN.search(name) or name != name.rstrip(". ") or _RESERVED.fullmatch(name)
    if not name or odd or len(name.encode("utf-8", "replace")) > _LONGEST:
        raise InvalidInput(
            "Not every computer can keep a file of that name.",
            safe="Nothing was written.",
            next_step='Use a short name without < > : " / \\ | ? * and not one such as con or nul.',
        )


def _named(aside: Path, path: Path, content: bytes) -> Path:
    """Give the finished file the first name that is free."""
    for number in range(1, 1000):
        target = path if number == 1 else path.parent / f"{path.stem}-{number}{path.suffix}"
        try:
            os.link(aside, target, follow_symlinks=False)
        except FileExistsError:
            continue
        except (OSError, NotImplementedError):
            # Memory sticks and some shared folders have no links: then the name is taken first.
            try:
                _write(target, content)
            except FileExistsError:
                continue
        return target
    raise InvalidInput("There are a thousand files of that name.", next_step="Choose another name.")


def _write(target: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(target, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _trouble(error: OSError) -> StorageTrouble:
    if error.errno in _FULL:
        happened, next_step = "The disk is full.", "Make space, or choose a folder elsewhere."
    elif error.errno in _CLOSED:
        happened, next_step = "That folder may not be written to.", "Choose another folder."
    else:
        happened, next_step = "The file could not be written.", "Choose another folder."
    return StorageTrouble(
        happened, safe="Nothing was written, and your text is kept here.", next_step=next_step
    )
