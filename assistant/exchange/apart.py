"""Documents are read in a child process, so that a hostile file can break nothing here."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import assistant
from assistant.errors import UnreadableFile
from assistant.exchange.documents.blocks import Block, Kind, Refusal

SECONDS = 11.0
"""How long a document may take; at 15 to 50 pages a second that is a book."""
SAFE = "Nothing was added, and the file was left as it is."
_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from assistant.exchange.documents.child import main; main(sys.argv[2])"
)
_SAID: dict[Refusal, tuple[str, str]] = {
    "locked": ("is locked with a password.", "Save a copy without a password, or paste its text."),
    "damaged": (
        "is damaged, or not what its name says.",
        "Open it in the program that made it and save it again, or paste its text.",
    ),
    "pictures": (
        "holds pictures of pages and no text, as a scanner makes them.",
        "Let a program for text recognition make a copy with text, or type what matters.",
    ),
    "empty": ("has no text in it.", ""),
    "large": (
        "unpacks to far more than a document holds.",
        "Keep only the part that matters, or paste its text.",
    ),
    "slow": (
        f"took longer than {SECONDS:.0f} seconds to read.",
        "Split it, or paste the part that matters.",
    ),
    "macros": (
        "carries a program (macros), which a note has no need of.",
        "Save it as .docx or .pptx without macros.",
    ),
    "entities": (
        "carries instructions that fetch or multiply text.",
        "Open it in the program that made it and save it again, or paste its text.",
    ),
    "archive": ("is an archive, not a document.", "Unpack it and name the document inside."),
    "spreadsheet": ("is a spreadsheet.", "Copy the part that matters into a text file."),
    "opendocument": ("is an OpenDocument file.", "Save it as .docx, .pptx or .pdf."),
}


def read_apart(data: bytes, kind: Kind, name: str, *, seconds: float = SECONDS) -> list[Block]:
    """The blocks of a document. UnreadableFile says what is wrong with it; nothing else escapes."""
    root = str(Path(assistant.__file__).parent.parent)
    command = [sys.executable, "-I", "-c", _START, root, kind]
    # No key and no proxy of this process is any business of a parser's.
    kept = {k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR")}
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, our own words)
            command, input=data, capture_output=True, timeout=seconds, env=kept, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise refusal("slow", name) from error
    except OSError as error:
        raise UnreadableFile(
            f"{name} could not be read: this computer would not start the reader.", safe=SAFE
        ) from error
    if done.returncode == -getattr(signal, "SIGXCPU", 0) != 0:
        raise refusal("slow", name)
    if done.returncode != 0:
        raise refusal("damaged", name)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise refusal(answer["refused"], name)
    return [Block(text, page) for text, page in answer["blocks"]]


def refusal(why: Refusal, name: str) -> UnreadableFile:
    """What to tell the person whose file it is."""
    happened, next_step = _SAID[why]
    return UnreadableFile(f"{name} {happened}", safe=SAFE, next_step=next_step)
