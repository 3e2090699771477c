"""Generations of a shelf on disk: numbered folders of which the newest finished one counts.

Neither SQLite nor Chroma forgets the bytes of what it deletes. So text is taken out by making a
new folder without it and deleting the old one. A folder counts once its manifest is written, which
happens last: a crash in between leaves the older one in force.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexTrouble
from assistant.retrieval.fingerprints import as_written, fingerprints
from assistant.retrieval.ledger import Ledger, sound_vectors
from assistant.retrieval.manifest import FILE, Manifest, read_manifest, write_manifest

LEDGER = "words.db"
BESIDE = "beside"
"""Folder in a shelf's in which the next one is built while this one is used."""


class Generation:
    """One numbered folder, and the manifest that was last written in it (None before that)."""

    def __init__(self, folder: Path, manifest: Manifest | None = None) -> None:
        self.folder = folder
        self.manifest = manifest

    def as_written(self, part: str = "") -> bool:
        """Whether all files, or those of one part, are byte by byte as the manifest says."""
        return self.manifest is not None and as_written(self.folder, part, self.manifest.files)

    def write(self, kind: Manifest, ledger: Ledger) -> None:
        """Write the manifest, which makes the generation count; then the older ones go."""
        try:
            manifest = kind.model_copy(
                update={
                    "changes": self.manifest.changes + 1 if self.manifest else 1,
                    "passages": len(ledger.entries),
                    "vectors": len(ledger.held()),
                    "files": fingerprints(self.folder),
                }
            )
            write_manifest(self.folder, manifest)
        except OSError as error:
            raise unwritable() from error
        self.manifest = manifest
        sweep(self.folder.parent, self.folder)

    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


@dataclass(frozen=True)
class Opened:
    """A ledger with its generation (None in memory), and why it is empty if it should not be."""

    ledger: Ledger
    generation: Generation | None = None
    made_anew: str = ""
    vectors: dict[str, bytes] | None = None
    """Vectors that were saved from a ledger that could not be used."""


def open_newest(shelf: Path | None, expected: Manifest) -> Opened:
    """The newest generation if it is sound and of the expected kind, else an empty new one."""
    if shelf is None:
        return Opened(Ledger(None))
    make_folder(shelf)
    newest = next((folder for folder in _all(shelf) if _finished(folder)), None)
    if newest is None:
        return begin(shelf)
    manifest = read_manifest(newest)
    if manifest is None:
        return begin(shelf, made_anew="its manifest could not be read")
    if other := manifest.made_like(expected):
        return begin(shelf, made_anew=other)
    if as_written(newest, LEDGER, manifest.files):
        try:
            ledger = Ledger(newest / LEDGER)
        except IndexTrouble:
            return begin(shelf, made_anew="its word index was damaged")
        sweep(shelf, newest)
        return Opened(ledger, Generation(newest, manifest))
    # A crash before the manifest was written, or damage: each vector is asked for its checksum.
    saved = sound_vectors(newest / LEDGER)
    return begin(shelf, made_anew="its word index was damaged or unfinished", vectors=saved)


def begin(
    shelf: Path | None, *, made_anew: str = "", vectors: dict[str, bytes] | None = None
) -> Opened:
    """An empty generation after the newest; the older ones stay until ``sweep``."""
    if shelf is None:
        return Opened(Ledger(None))
    last = next((_number(folder) for folder in _all(shelf)), 0)
    folder = shelf / f"g{last + 1:06d}"
    make_folder(folder)
    return Opened(Ledger(folder / LEDGER), Generation(folder), made_anew, vectors)


def borrow_vectors(shelf: Path) -> dict[str, bytes]:
    """Vectors by body hash of a shelf that another process writes; read only."""
    newest = next((folder for folder in _all(shelf) if _finished(folder)), None)
    return sound_vectors(newest / LEDGER) if newest else {}


def adopt_beside(shelf: Path, expected: Manifest) -> bool:
    """Take a finished generation that was built beside, if it is of the expected kind, as the
    newest; whatever else stands there is deleted. Whether one was taken."""
    beside = shelf / BESIDE
    if not beside.is_dir():
        return False
    built = next((folder for folder in _all(beside) if _finished(folder)), None)
    manifest = read_manifest(built) if built else None
    fitting = built is not None and manifest is not None and not manifest.made_like(expected)
    try:
        if built is not None and fitting:
            last = next((_number(folder) for folder in _all(shelf)), 0)
            built.rename(shelf / f"g{last + 1:06d}")
    except OSError as error:
        raise unwritable() from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return fitting


def sweep(shelf: Path, keep: Path) -> None:
    """Delete all generations but one. What the system still holds open goes the next time."""
    for folder in _all(shelf):
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make a folder that its owner alone may enter; IndexTrouble if that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise unwritable() from error


def unwritable() -> IndexTrouble:
    """No room, or no right to write."""
    return IndexTrouble(
        "The search index could not be written.",
        safe="Your records are safe: the index is only a copy.",
        next_step="Check that the disk has room and that the data folder can be written.",
    )


def _all(shelf: Path) -> list[Path]:
    """Newest first, finished or not."""
    found = [folder for folder in shelf.glob("g*") if _number(folder) and folder.is_dir()]
    return sorted(found, key=_number, reverse=True)


def _number(folder: Path) -> int:
    digits = folder.name[1:]
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def _finished(folder: Path) -> bool:
    return (folder / f"{FILE}.json").exists()
