"""Proof of an erasing: each file of a local store is looked through for what went, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_RUN = re.compile(r'[^\x00-\x1f"\\]+')
"""What stands in a file as it was written: a body is JSON, which writes the rest otherwise."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_SHORTEST, _LONGEST = 12, 60
MOST = 400
"""Pieces that are looked for: of more, every so-and-so-many-th."""


@dataclass(frozen=True)
class Looked:
    """Files and their bytes, and how many pieces were looked for and found."""

    files: int
    size: int
    traces: int
    left: int


def pieces_of(texts: Iterable[str]) -> list[bytes]:
    """The longest run of each sentence as it stands in a file; a few letters are anybody's."""
    found: dict[bytes, None] = {}
    for text in (part for whole in texts for part in _SENTENCE.split(whole)):
        run = max((match.strip() for match in _RUN.findall(text)), key=len, default="")
        if len(run) >= _SHORTEST:
            found[run[:_LONGEST].encode("utf-8", "replace")] = None
    return list(found)


def look_through(places: Iterable[Path], pieces: Sequence[bytes]) -> Looked:
    """Read all files of ``places`` (files and folders) for any of the pieces."""
    step = max(-(-len(pieces) // MOST), 1)
    wanted = list(pieces[::step])
    found: set[bytes] = set()
    files = size = 0
    for path in _files(places):
        try:
            content = path.read_bytes()
        except OSError:
            # Gone since it was listed: a journal, or an older generation of the index.
            continue
        files, size = files + 1, size + len(content)
        found |= {piece for piece in wanted if piece in content}
    return Looked(files=files, size=size, traces=len(wanted), left=len(found))


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(path for path in place.rglob("*") if path.is_file())
        elif place.is_file():
            yield place
