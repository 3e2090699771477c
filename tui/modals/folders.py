"""Folders of whoever sits here, and how a path reads."""

from __future__ import annotations

from pathlib import Path


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
