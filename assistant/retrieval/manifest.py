"""The manifest of a shelf on disk: what made it, for whom, and what it must hold."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain.ports import Embedder
from assistant.retrieval.splitting import SPLITTER_VERSION
from assistant.retrieval.terms import TERMS_VERSION

FORMAT = 1
FILE = "manifest"


class Manifest(BaseModel):
    """Written last: a generation without one was never finished."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    splitter: int = SPLITTER_VERSION
    terms: int = TERMS_VERSION
    owner: str
    """Hash of the reader's id."""
    embedder: str = ""
    """"" for words only."""
    dimension: int = 0
    changes: int = 0
    passages: int = 0
    vectors: int = 0
    files: dict[str, str] = Field(default_factory=dict)
    """Hash of each file of the generation, by its path in it."""

    def made_like(self, other: Manifest) -> str:
        """ "" if both describe an index of the same kind for the same person, else what differs."""
        differences = (
            ("it was made by another version", self._versions() != other._versions()),
            ("it is somebody else's", self.owner != other.owner),
            (
                "it was made with another embedder",
                (self.embedder, self.dimension) != (other.embedder, other.dimension),
            ),
        )
        return next((words for words, differs in differences if differs), "")

    def _versions(self) -> tuple[int, int, int]:
        return self.format, self.splitter, self.terms


def manifest_for(owner: str, embedder: Embedder | None) -> Manifest:
    """An empty one of this reader and embedder, by this version."""
    return Manifest(
        owner=owner,
        embedder=embedder.name if embedder else "",
        dimension=embedder.dimension if embedder else 0,
    )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder, or None if there is none that can be read."""
    try:
        return Manifest.model_validate_json((folder / f"{FILE}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Whole or not at all, even if the power fails."""
    unfinished = folder / f"{FILE}.tmp"
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(manifest.model_dump_json(indent=1))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / f"{FILE}.json")
