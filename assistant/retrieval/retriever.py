"""Opening the index of one reader: which folder, whose lock, which vectors are at hand."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.domain.ports import Embedder
from assistant.domain.sources import Source
from assistant.errors import IndexTrouble
from assistant.retrieval.elsewhere import VectorStore
from assistant.retrieval.embedders import LoadsAhead
from assistant.retrieval.generations import (
    BESIDE,
    adopt_beside,
    borrow_vectors,
    make_folder,
    unwritable,
)
from assistant.retrieval.manifest import manifest_for
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
    *,
    beside: bool = False,
    kept: VectorStore | None = None,
    guidance_server: str = "",
) -> ShelfIndex:
    """The index of one reader, over ``guidance`` and what it is brought in line with later.

    ``folder`` None keeps everything in memory. ``kept`` does so with the reader's own, and keeps
    their vectors: for a store that many share. ``guidance_server`` is the address of a Chroma
    server that keeps the vectors of ``guidance`` for all programs. ``embedder`` None searches by
    words alone. ``shipped`` is the file of ready vectors for guidance; one for other cards or
    another embedder is passed over. Two processes never write one folder: the second takes the
    vectors that are there, keeps its own shelf in memory and says so in ``notice``. ``beside``
    builds another shelf beside the one that this process has open; once it is finished and closed,
    the next opening takes it. Raises IndexTrouble.
    """
    owner = hashlib.sha256(reader_person.encode()).hexdigest()[:32]
    if isinstance(embedder, LoadsAhead):
        # In native code, so meanwhile the words are gathered: half of what a start waits for.
        embedder.load_soon()
    guidance = list(guidance)
    cards, close_cards = _cards(folder if guidance else None, embedder, shipped, guidance_server)
    if folder is None or kept is not None:
        own = Shelf(None, owner, embedder, labels_of, kept=kept)
        return ShelfIndex(cards, own, embedder, guidance, release=close_cards)
    place = folder / owner
    if beside:
        made = Shelf(place / BESIDE, owner, embedder, labels_of)
        return ShelfIndex(cards, made, embedder, guidance, release=close_cards)
    lock = _lock(place)
    if lock is None:
        borrowed = borrow_vectors(place) if embedder else {}
        own = Shelf(None, owner, embedder, labels_of, ready=borrowed)
        return ShelfIndex(cards, own, embedder, guidance, notice=IN_USE, release=close_cards)

    def release() -> None:
        lock.release()
        close_cards()

    try:
        adopt_beside(place, manifest_for(owner, embedder))
        own = Shelf(place, owner, embedder, labels_of)
    except IndexTrouble:
        release()
        raise
    return ShelfIndex(cards, own, embedder, guidance, release=release)


def forget_others(folder: Path, reader_person: str) -> None:
    """Delete the shelves of all but one person: theirs are made anew when they come. One that
    another process has open stays, and follows the store at its reader's next act."""
    mine = hashlib.sha256(reader_person.encode()).hexdigest()[:32]
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name not in (mine, "guidance") and place.is_dir():
            lock = _lock(place)
            if lock is not None:
                for part in place.iterdir():
                    if part.is_dir():
                        shutil.rmtree(part, ignore_errors=True)
                lock.release()


def _cards(
    folder: Path | None, embedder: Embedder | None, shipped: Path | None, server: str
) -> tuple[Shelf, Callable[[], None]]:
    """The shelf of shipped guidance, and what lets go of it.

    In memory where its vectors are shipped, or a server keeps them; else on disk, so that they are
    made only once, one
    folder for each embedder and the same for all readers.
    """
    ready = read_shipped(shipped, embedder.name) if shipped and embedder else {}
    if server and embedder is not None and not ready:
        from assistant.retrieval.chroma_server import GuidanceServer

        kept = GuidanceServer(server, embedder.name)
        return Shelf(None, "guidance", embedder, labels_of, kept=kept), lambda: None
    if folder is None or embedder is None or ready:
        return Shelf(None, "guidance", embedder, labels_of, ready=ready), lambda: None
    place = folder / "guidance" / hashlib.sha256(embedder.name.encode()).hexdigest()[:16]
    lock = _lock(place)
    if lock is None:
        borrowed = borrow_vectors(place)
        return Shelf(None, "guidance", embedder, labels_of, ready=borrowed), lambda: None
    return Shelf(place, "guidance", embedder, labels_of), lock.release


def _lock(place: Path) -> FileLock | None:
    """The right to write a shelf's folder; None while another process, or window, has it."""
    make_folder(place)
    lock = FileLock(place / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    except OSError as error:
        raise unwritable() from error
    return lock
