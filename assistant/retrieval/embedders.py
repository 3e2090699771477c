"""Which embedder makes the vectors: the bundled one, a model in a folder, an endpoint, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from assistant.domain.ports import Embedder

ENDPOINT = "endpoint"
"""The setting that means the address in ``[meaning]``; ``bootstrap`` makes that one."""


@runtime_checkable
class AsksOtherwise(Protocol):
    """An embedder that makes the vector of a question otherwise than that of a passage."""

    def embed_question(self, text: str) -> list[float]: ...


@runtime_checkable
class LoadsAhead(Protocol):
    """An embedder that takes its time to load, and can begin before it is asked."""

    def load_soon(self) -> None: ...


def question_vector(embedder: Embedder, text: str) -> list[float]:
    """The vector to look for. Raises IndexTrouble."""
    if isinstance(embedder, AsksOtherwise):
        return embedder.embed_question(text)
    return embedder.embed([text])[0]


def choose_embedder(choice: str) -> Embedder | None:
    """``bundled``, ``none`` (words only), or the path of a model's folder."""
    match choice.strip():
        case "none":
            return None
        case "" | "bundled":
            from assistant.retrieval.minilm import bundled_embedder

            return bundled_embedder()
        case path:
            from assistant.retrieval.model_folder import folder_embedder

            return folder_embedder(Path(path).expanduser())
