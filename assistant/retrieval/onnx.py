"""Sentence-transformers in ONNX form, run by onnxruntime on the processor."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from assistant.errors import IndexTrouble

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pooling = Literal["mean", "cls"]
MAX_TOKENS = 256
"""The window that all-MiniLM-L6-v2 is used with; about 190 English words."""


class Prefixes(NamedTuple):
    """What some models (E5) want before a question and before a passage."""

    question: str = ""
    passage: str = ""


class _Loaded(NamedTuple):
    tokenizer: Any
    session: Any
    inputs: list[str]
    output: str


def _broken() -> IndexTrouble:
    return IndexTrouble(
        "The model that finds by meaning could not be loaded.",
        safe="Search by words still works.",
        next_step="Install the program again, or choose another model in the settings.",
    )


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
        prefixes: Prefixes = Prefixes(),  # noqa: B008 (a tuple of nothing)
        window: int = MAX_TOKENS,
        checksum: str = "",
        threads: int = 0,
    ) -> None:
        self._name = name
        self._dimension = dimension
        self._model = model
        self._tokenizer = tokenizer
        self._pooling = pooling
        self._prefixes = prefixes
        self._window = window
        self._checksum = checksum
        self._threads = threads or min(4, os.cpu_count() or 1)
        self._loaded: _Loaded | None = None
        self._session: Any = None
        self._loading, self._making = Lock(), Lock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def load_soon(self) -> None:
        """Begin to load the weights in a thread; whoever embeds first reads the vocabulary
        meanwhile, waits for the rest, and is told of trouble."""
        if self._loaded is None:
            # No daemon: what ends in the middle of native code may take the process with it.
            Thread(target=self._load_quietly, name="loading the embedder").start()

    def _load_quietly(self) -> None:
        with suppress(IndexTrouble):
            self._weights()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text, in order; what is beyond the model's window is cut.

        Raises IndexTrouble if the model file is missing, damaged or of another dimension.
        """
        return self._all(texts, self._prefixes.passage)

    def embed_question(self, text: str) -> list[float]:
        """The vector of what somebody asks, which some models make otherwise."""
        return self._all([text], self._prefixes.question)[0]

    def _all(self, texts: Sequence[str], prefix: str) -> list[list[float]]:
        if not texts:
            return []
        loaded = self._load()
        # Lone surrogates are legal in a Python string and fatal to the tokenizer.
        clean = [(prefix + text).encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [self._run(loaded, text).tolist() for text in clean]

    def _run(self, loaded: _Loaded, text: str) -> NDArray[np.float32]:
        # One at a time: on a processor that is faster than padded batches, and with many 8-bit
        # models a text's vector would otherwise depend on the texts beside it.
        import numpy as np

        ids = np.array([loaded.tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.arange(ids.shape[1], dtype=np.int64)[None],
        }
        states = loaded.session.run([loaded.output], {name: feeds[name] for name in loaded.inputs})
        pooled = states[0][0]
        if pooled.ndim == 2:
            pooled = pooled[0] if self._pooling == "cls" else pooled.mean(axis=0)
        if pooled.shape != (self._dimension,):
            raise IndexTrouble(
                f"The model that finds by meaning gives {pooled.shape[-1]} numbers for a text, "
                f"not {self._dimension}.",
                safe="Search by words still works.",
                next_step="Check the model's folder, or choose the bundled model.",
            )
        unit: NDArray[np.float32] = (pooled / max(float(np.linalg.norm(pooled)), 1e-12)).astype(
            np.float32
        )
        return unit

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._put_together()
            return self._loaded

    def _check(self) -> None:
        """ValueError if the model's bytes are not those that the checksum is of."""
        # 22 MB hash in 20 to 40 ms, once per process: cheaper than keeping a note of it honest.
        with self._model.open("rb") as weights:
            if hashlib.file_digest(weights, "sha256").hexdigest() != self._checksum:
                raise ValueError("other weights")

    def _weights(self) -> Any:
        with self._making:
            if self._session is None:
                self._session = self._open()
            return self._session

    def _open(self) -> Any:
        import onnxruntime
        from onnxruntime.capi.onnxruntime_pybind11_state import (
            Fail,
            InvalidArgument,
            InvalidGraph,
            InvalidProtobuf,
            NoSuchFile,
        )

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # Waiting threads would otherwise burn a core that the screen needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The arena keeps what the longest text took: 25 MB, and is no faster.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        try:
            if self._checksum:
                self._check()
            # By its path: from bytes it keeps them too, and large models keep weights beside it.
            return onnxruntime.InferenceSession(
                str(self._model), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except (
            *(Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile),
            *(OSError, ValueError),
        ) as error:
            raise _broken() from error

    def _put_together(self) -> _Loaded:
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_str(self._tokenizer.read_text(encoding="utf-8"))
        except Exception as error:  # (tokenizers raises no narrower one)
            raise _broken() from error
        tokenizer.enable_truncation(self._window)
        tokenizer.no_padding()
        session = self._weights()
        inputs = [node.name for node in session.get_inputs()]
        known = {"input_ids", "attention_mask", "token_type_ids", "position_ids"}
        if not known.issuperset(inputs):
            raise _broken()
        outputs = [node.name for node in session.get_outputs()]
        pooled = "sentence_embedding"
        return _Loaded(tokenizer, session, inputs, pooled if pooled in outputs else outputs[0])
