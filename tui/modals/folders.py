"""Folders of whoever sits here, and how a path reads."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote


def documents_folder() -> Path:
    """The documents folder, or home where there is none."""
    home = Path.home()
    documents = home / "Documents"
    return documents if documents.is_dir() else home


def shown_path(path: Path) -> str:
    """A path as people write it: ``~/Documents/agenda.docx``."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def saved_words(path: Path, *, older_left: bool) -> str:
    """What was done, for whoever asked: the name, where it is, and what was left alone."""
    folder = path.absolute().parent
    if folder == documents_folder() and folder != Path.home():
        where = "in your documents"
    elif folder == Path.home():
        where = "in your home folder"
    else:
        where = f"in {shown_path(folder)}"
    left = " The older file was left alone." if older_left else ""
    return f"Saved as {path.name} {where}.{left}"


def dropped_path(text: str) -> Path | None:
    """The file that a pasted text names, as terminals write one that is dropped on them: bare,
    quoted, with escaped blanks, or as an address. None where it names no file."""
    line = text.strip()
    if not line or "\x00" in line or "\n" in line or len(line) > 4096:
        return None
    forms = [line, unquote(line.removeprefix("file://")) if line.startswith("file://") else line]
    with suppress(ValueError):
        forms += shlex.split(line)[:1]
    for form in forms:
        with suppress(OSError, RuntimeError):
            path = Path(form).expanduser()
            if path.is_absolute() and path.is_file():
                return path
    return None
