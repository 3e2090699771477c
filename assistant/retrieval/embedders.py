"""Which embedder makes the vectors: the bundled one, a model in a folder, or none."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from assistant.domain.ports import Embedder
from assistant.errors import IndexTrouble, InvalidInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pooling = Literal["mean", "cls"]
MAX_TOKENS = 256
"""The window that all-MiniLM-L6-v2 is used with; about 190 English words."""


class OnnxEmbedder:
    """Any sentence-transformer as ONNX, run by onnxruntime on the processor.

    Nothing is loaded before the first ``embed``. Where a checksum is given, a model file that
    differs from it is refused: vectors of an unknown model would be silently wrong.
    """

    def __init__(
        self,
        name: str,
        dimension: int,
        model: Path,
        tokenizer: Path,
        *,
        pooling: Pooling = "mean",
        checksum: str = "",
        threads: int = 0,
    ) -> None:
        self._name = name
        self._dimension = dimension
        self._model = model
        self._tokenizer = tokenizer
        self._pooling = pooling
        self._checksum = checksum
        self._threads = threads or min(4, os.cpu_count() or 1)
        self._loaded: tuple[Any, Any, list[str]] | None = None
        self._loading = Lock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text, in order; texts beyond 256 word pieces are cut.

        Raises IndexTrouble if the model file is missing, damaged or of another dimension.
        """
        if not texts:
            return []
        tokenizer, session, inputs = self._load()
        # Lone surrogates are legal in a Python string and fatal to the tokenizer.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [self._run(tokenizer, session, inputs, text).tolist() for text in clean]

    def _run(
        self, tokenizer: Any, session: Any, inputs: list[str], text: str
    ) -> NDArray[np.float32]:
        # One at a time: on a processor that is faster than padded batches, and with 8-bit weights
        # a text's vector would otherwise depend on the texts beside it.
        import numpy as np

        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        states = session.run(None, {name: feeds[name] for name in inputs})[0][0]
        pooled = states[0] if self._pooling == "cls" else states.mean(axis=0)
        if pooled.shape != (self._dimension,):
            raise IndexTrouble(
                f"The embedding model gives vectors of {pooled.shape[-1]} numbers, "
                f"not {self._dimension}.",
                next_step="Check the model's folder, or choose the bundled model.",
            )
        unit: NDArray[np.float32] = (pooled / max(float(np.linalg.norm(pooled)), 1e-12)).astype(
            np.float32
        )
        return unit

    def _load(self) -> tuple[Any, Any, list[str]]:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._open()
            return self._loaded

    def _open(self) -> tuple[Any, Any, list[str]]:
        import onnxruntime
        from onnxruntime.capi.onnxruntime_pybind11_state import (
            Fail,
            InvalidArgument,
            InvalidGraph,
            InvalidProtobuf,
            NoSuchFile,
        )
        from tokenizers import Tokenizer

        broken = IndexTrouble(
            "The embedding model could not be loaded.",
            safe="Search by words still works.",
            next_step="Install the program again, or choose another model in the settings.",
        )
        try:
            weights = self._model.read_bytes()
            # 22 MB hash in 40 ms, once per process: cheaper than keeping a note of it honest.
            if self._checksum and hashlib.sha256(weights).hexdigest() != self._checksum:
                raise broken
            tokenizer = Tokenizer.from_str(self._tokenizer.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise broken from error
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # Waiting threads would otherwise burn a core that the screen needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4
        try:
            session = onnxruntime.InferenceSession(
                weights, sess_options=options, providers=["CPUExecutionProvider"]
            )
        except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile) as error:
            raise broken from error
        return tokenizer, session, [node.name for node in session.get_inputs()]


def folder_embedder(folder: Path) -> OnnxEmbedder:
    """A sentence-transformer from a folder: model.onnx, tokenizer.json, config.json.

    InvalidInput names what is missing. The name holds the weights' digest, so that a changed model
    makes other vectors rather than wrong ones.
    """
    places = (folder / "model.onnx", folder / "onnx" / "model.onnx")
    model = next((place for place in places if place.is_file()), None)
    tokenizer, config = folder / "tokenizer.json", folder / "config.json"
    missing = [
        name
        for name, there in (
            ("model.onnx", model is not None),
            ("tokenizer.json", tokenizer.is_file()),
            ("config.json", config.is_file()),
        )
        if not there
    ]
    if model is None or missing:
        raise InvalidInput(
            f"The folder of the embedding model lacks {', '.join(missing)}.",
            next_step="Choose a folder with an ONNX sentence-transformer, or the bundled model.",
        )
    try:
        dimension = int(json.loads(config.read_text(encoding="utf-8"))["hidden_size"])
        pooling = _pooling(folder / "1_Pooling" / "config.json")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(
            "The configuration of the embedding model cannot be read.",
            next_step="config.json must name hidden_size.",
        ) from error
    with model.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return OnnxEmbedder(
        f"onnx-{digest[:16]}-{pooling}", dimension, model, tokenizer, pooling=pooling
    )


def _pooling(config: Path) -> Pooling:
    if not config.is_file():
        return "mean"
    said = json.loads(config.read_text(encoding="utf-8"))
    return "cls" if said.get("pooling_mode_cls_token") else "mean"


def choose_embedder(choice: str) -> Embedder | None:
    """``bundled``, ``none`` (words only), or the path of a model's folder."""
    match choice.strip():
        case "none":
            return None
        case "" | "bundled":
            from assistant.retrieval.minilm import bundled_embedder

            return bundled_embedder()
        case path:
            return folder_embedder(Path(path).expanduser())
