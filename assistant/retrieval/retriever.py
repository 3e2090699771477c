"""Opening the index of one reader: which folder, whose lock, which vectors are at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.domain.ports import Embedder
from assistant.domain.sources import Source
from assistant.errors import IndexTrouble
from assistant.retrieval.generations import borrow_vectors, make_folder, unwritable
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.shelf_index import ShelfIndex
from assistant.retrieval.shipped import read_shipped
from assistant.retrieval.walls import labels_of

IN_USE = (
    "Another window has the search index open; this one keeps a copy in memory until it is closed."
)


def open_index(
    folder: Path | None,
    reader_person: str,
    embedder: Embedder | None,
    guidance: Iterable[Source] = (),
    shipped: Path | None = None,
) -> ShelfIndex:
    """The index of one reader, over ``guidance`` and what it is brought in line with later.

    ``folder`` None keeps everything in memory. ``embedder`` None searches by words alone.
    ``shipped`` is the file of ready vectors for guidance; one for other cards or another embedder
    is passed over. Two processes never write one folder: the second takes the vectors that are
    there, keeps its own shelf in memory and says so in ``notice``. Raises IndexTrouble.
    """
    owner = hashlib.sha256(reader_person.encode()).hexdigest()[:32]
    ready = read_shipped(shipped, embedder.name) if shipped and embedder else {}
    cards = Shelf(None, "guidance", embedder, labels_of, ready=ready)
    if folder is None:
        return ShelfIndex(cards, Shelf(None, owner, embedder, labels_of), embedder, guidance)
    place = folder / owner
    make_folder(place)
    lock = FileLock(place / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        borrowed = borrow_vectors(place) if embedder else {}
        own = Shelf(None, owner, embedder, labels_of, ready=borrowed)
        return ShelfIndex(cards, own, embedder, guidance, notice=IN_USE)
    except OSError as error:
        raise unwritable() from error
    try:
        own = Shelf(place, owner, embedder, labels_of)
    except IndexTrouble:
        lock.release()
        raise
    return ShelfIndex(cards, own, embedder, guidance, release=lock.release)
