"""The settings' file: where a setting stands in it, changing it in place, writing it whole."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import StorageTrouble
from assistant.locations import private_folder


def line_of(where: list[str], text: str) -> int | None:
    """The line on which a setting stands, None where it is written in an unusual way."""
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            table = [part.strip().strip("\"'") for part in header[1].split(".")]
            if table == where:
                return number
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            parts = [part.strip("\"'") for part in key[1].split(".")]
            if [*table, *parts] == where[: len(table) + len(parts)]:
                return number
    return None


def merge(document: Any, written: Mapping[str, Any]) -> None:
    """Make a tomlkit table hold exactly ``written``, with its comments where a key stays."""
    for name in [name for name in document if name not in written]:
        del document[name]
    for name, value in written.items():
        if isinstance(value, Mapping) and name in document:
            merge(document[name], value)
        else:
            document[name] = value


def write_whole(target: Path, text: str) -> None:
    """Replace a file by ``text``, whole or not at all; its owner alone may read it."""
    private_folder(target.parent)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise StorageTrouble(
            "The settings could not be written.",
            safe="The old ones are as they were.",
            next_step="Check the folder's rights and space.",
        ) from error
