"""Vectors of the shipped guidance cards, so that a first run need not embed them.

``python -m benchmarks.shipped_vectors`` makes the file anew from the cards; a test says when that
is due.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from assistant.domain.ports import Embedder
from assistant.domain.sources import Source
from assistant.retrieval.ledger import with_checksum
from assistant.retrieval.splitting import body_hash, embedded_text, split

FILE = "vectors.npz"


def read_shipped(path: Path, embedder: str) -> Mapping[str, bytes]:
    """Vectors by body hash; none if the file is missing, damaged or of another embedder.

    They would then be made as for any other text: slower, never wrong.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["embedder"]) != embedder:
                return {}
            bodies, vectors = file["bodies"].tolist(), file["vectors"].astype("<f4")
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if vectors.ndim != 2 or len(bodies) != len(vectors):
        return {}
    blobs = (with_checksum(vector.tobytes()) for vector in vectors)
    return {str(body): blob for body, blob in zip(bodies, blobs, strict=True)}


def write_shipped(path: Path, embedder: Embedder, cards: Iterable[Source]) -> int:
    """Embed all passages of the cards into a file; how many there are."""
    import numpy as np

    passages = [passage for card in cards for passage in split(card)]
    vectors = embedder.embed([embedded_text(passage) for passage in passages])
    np.savez_compressed(
        path,
        embedder=np.array(embedder.name),
        bodies=np.array([body_hash(passage) for passage in passages]),
        vectors=np.array(vectors, dtype="<f4"),
    )
    return len(passages)
