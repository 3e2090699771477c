"""Any ONNX sentence-transformer from a folder, as such models are published."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from assistant.errors import InvalidInput
from assistant.retrieval.onnx import MAX_TOKENS, OnnxEmbedder, Pooling, Prefixes

_MODELS = (
    "model.onnx",
    "onnx/model.onnx",
    "onnx/model_quantized.onnx",
    "model_quantized.onnx",
    "model_int8.onnx",
    "onnx/model_int8.onnx",
)
LONGEST_WINDOW = 512
"""Pieces of a text that are embedded at most: passages are shorter, and longer is slow."""
_SAMPLES, _SAMPLE = 32, 65_536
_OTHER = "Choose a folder with an ONNX sentence-transformer, or the bundled model."


def folder_embedder(folder: Path) -> OnnxEmbedder:
    """A model from a folder: a ``.onnx`` file, ``tokenizer.json`` and ``config.json``.

    Pooling, window and the words that it wants before questions and passages come from the
    configuration of sentence-transformers where that lies beside them. InvalidInput names what is
    missing or not served. The name holds a digest of weights, pooling and prefixes, so that a
    changed model makes other vectors rather than wrong ones.
    """
    if not folder.is_dir():
        raise InvalidInput(
            f"There is no folder {folder.name or folder}.",
            safe="The search stays as it was.",
            next_step=f"{_OTHER} Also: none (words alone), or an address.",
        )
    model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
    missing = [] if model is not None else ["model.onnx"]
    missing += [n for n in ("tokenizer.json", "config.json") if not (folder / n).is_file()]
    if model is None or missing:
        raise InvalidInput(
            f"The folder of that model lacks {', '.join(missing)}.",
            safe="The search stays as it was.",
            next_step=_OTHER,
        )
    try:
        config = _read(folder / "config.json")
        dimension = int(config["hidden_size"])
        pooling = _pooling(_read(folder / "1_Pooling" / "config.json"))
        window = _window(_read(folder / "sentence_bert_config.json"), config)
        prefixes = _prefixes(_read(folder / "config_sentence_transformers.json"))
        parts = (
            json.loads((folder / "modules.json").read_text("utf-8")) if _has_parts(folder) else []
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(
            "The configuration of that model cannot be read.",
            safe="The search stays as it was.",
            next_step="config.json must name hidden_size.",
        ) from error
    if any("Dense" in str(part) for part in parts):
        raise _not_served("a dense layer after pooling")
    digest = _digest(model, f"{pooling}{prefixes}{window}")
    return OnnxEmbedder(
        f"onnx-{digest}-{pooling}",
        dimension,
        model,
        folder / "tokenizer.json",
        pooling=pooling,
        prefixes=prefixes,
        window=window,
    )


def _read(file: Path) -> dict[str, Any]:
    """What a file of settings says; nothing if it is not there."""
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _has_parts(folder: Path) -> bool:
    return (folder / "modules.json").is_file()


def _pooling(said: dict[str, Any]) -> Pooling:
    chosen = [name for name, on in said.items() if name.startswith("pooling_mode_") and on is True]
    if said.get("pooling_mode") in ("cls", "mean"):
        chosen = [f"pooling_mode_{said['pooling_mode']}"]
    if chosen in ([], ["pooling_mode_mean_tokens"], ["pooling_mode_mean"]):
        return "mean"
    if chosen in (["pooling_mode_cls_token"], ["pooling_mode_cls"]):
        return "cls"
    raise _not_served("this way of pooling (mean and cls are)")


def _window(said: dict[str, Any], config: dict[str, Any]) -> int:
    most = int(config.get("max_position_embeddings") or LONGEST_WINDOW)
    wanted = int(said.get("max_seq_length") or MAX_TOKENS)
    # Some count two positions that hold no piece.
    return max(16, min(wanted, most - 2 if most > 2 else wanted, LONGEST_WINDOW))


def _prefixes(said: dict[str, Any]) -> Prefixes:
    prompts = said.get("prompts") or {}
    passage = prompts.get("passage") or prompts.get("document") or ""
    return Prefixes(str(prompts.get("query") or ""), str(passage))


def _digest(model: Path, settings: str) -> str:
    """Of samples of the weights and of how they are used: a large model need not be read whole."""
    made = hashlib.sha256(settings.encode())
    for file in (model, *sorted(model.parent.glob(f"{model.name}*data"))):
        size = file.stat().st_size
        made.update(str(size).encode())
        with file.open("rb") as opened:
            for sample in range(_SAMPLES):
                opened.seek(size * sample // _SAMPLES)
                made.update(opened.read(_SAMPLE))
    return made.hexdigest()[:16]


def _not_served(what: str) -> InvalidInput:
    return InvalidInput(
        f"That model needs {what}, which is not served.",
        safe="The search stays as it was.",
        next_step=_OTHER,
    )
