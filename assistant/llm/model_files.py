"""Model files: whether one can be run here, and what to expect of it."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from assistant.errors import InvalidInput

_INSTALL = "Install it with: pip install 'viceversa[local]', or connect a server by its address."


def can_run_files() -> bool:
    """Whether model files can be run here."""
    return importlib.util.find_spec("xllamacpp") is not None


def read_model_file(file: Path) -> Path:
    """The absolute path of a model file that can be run here; InvalidInput with the reason if it
    cannot."""
    if not can_run_files():
        raise InvalidInput(
            "Model files cannot be run here: the package xllamacpp is missing.", next_step=_INSTALL
        )
    path = file.expanduser().absolute()
    try:
        with path.open("rb") as opened:
            begins = opened.read(4)
    except OSError as error:
        raise InvalidInput(
            "The model file cannot be read.", next_step="Check where it is and its rights."
        ) from error
    if begins != b"GGUF":
        raise InvalidInput(
            "That file is not a model in GGUF form.", next_step="Name one that ends in .gguf."
        )
    return path


def warnings_about(file: Path) -> tuple[str, ...]:
    """What to expect of a model of that size on this computer, in sentences."""
    try:
        size = file.stat().st_size / 1e9
    except OSError:
        return ("The model file is not there any more.",)
    said = []
    if size < 1.0:
        said.append(
            f"At {size:.1f} GB this model is far too small to word a draft: expect the rules' "
            "words to stand. It is good for a test."
        )
    elif size < 3.0:
        said.append(
            f"At {size:.1f} GB this model is small: it rewords little, and many lines will go back "
            "to the rules' words."
        )
    memory = _memory() / 1e9
    if memory and size > 0.7 * memory:
        said.append(
            f"The model takes about {size:.1f} GB and this computer has {memory:.1f} GB of memory: "
            "it may become very slow, or the model may not start."
        )
    elif size > 3.0:
        said.append("A draft may take minutes; allow more time in settings if it does.")
    return tuple(said)


def _memory() -> float:
    """Bytes of memory that this computer has; 0 where it does not say."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0.0
