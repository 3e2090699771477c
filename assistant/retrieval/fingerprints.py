"""Hashes of an index's files: how damage is seen before a library trusts the file.

SQLite and Chroma read many damaged files without complaint, and Chroma's vector files can end the
whole process when they are wrong. So nothing is opened whose bytes are not those last written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from assistant.retrieval.manifest import FILE


def fingerprints(folder: Path, part: str = "") -> dict[str, str]:
    """Hash by path (``/`` between parts) of all files in a folder, or in one ``part`` of it.

    The manifest and what is being written beside it are left out. OSError if one cannot be read.
    """
    start = folder / part
    files = [start] if start.is_file() else start.rglob("*")
    return {
        file.relative_to(folder).as_posix(): _hash(file)
        for file in sorted(files)
        if file.is_file() and not file.name.startswith(FILE) and not file.name.endswith("-journal")
    }


def as_written(folder: Path, part: str, written: Mapping[str, str]) -> bool:
    """Whether a file or folder holds exactly the bytes that the manifest names."""
    wanted = {
        name: value
        for name, value in written.items()
        if not part or name == part or name.startswith(f"{part}/")
    }
    try:
        return fingerprints(folder, part) == wanted
    except OSError:
        return False


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        # Against damage, not against forgers: whoever can write here can write the manifest.
        return hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
