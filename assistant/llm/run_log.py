"""The log of exchanges with a model, on this computer alone: one JSON object a line.

It holds ids, sizes, codes, durations and the prompt's digest, so that trouble can be looked into
and costs added up. It never holds content: what is no known field of ``Exchange`` is not written.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.domain.connections import Usage
from assistant.llm.exchanges import Exchange

_MOST_BYTES = 500_000
_KEPT = 3


class Totals(BaseModel):
    """What the log adds up to over some days."""

    model_config = ConfigDict(frozen=True)

    exchanges: int = 0
    answered: int = 0
    usage: Usage = Usage()
    last_trouble: str = ""
    """How the last exchange that failed ended, such as ModelBusy; "" if none did."""


class RunLog:
    """Appends to ``file``, which its owner alone may read; three older ones are kept beside it.

    It never raises: a log that cannot be written is no reason to lose an answer.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._lock = threading.Lock()

    def note(self, exchange: Exchange) -> None:
        """Write one line."""
        if self.file is None:
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": at, **exchange.model_dump(mode="json")}, sort_keys=True) + "\n"
        with self._lock:
            try:
                self._turn_over(self.file)
                self._append(self.file, line)
            except OSError:
                return

    def totals(self, since: datetime) -> Totals:
        """What was noted since then."""
        found, answered, usage, trouble = 0, 0, Usage(), ""
        for at, exchange in self._lines():
            if at < since:
                continue
            found += 1
            answered += exchange.ended == "answered"
            usage += exchange.usage
            trouble = exchange.ended if exchange.ended not in ("answered", "stopped") else trouble
        return Totals(exchanges=found, answered=answered, usage=usage, last_trouble=trouble)

    def _lines(self) -> Iterator[tuple[datetime, Exchange]]:
        if self.file is None:
            return
        for file in (*reversed(self._older(self.file)), self.file):
            try:
                text = file.read_text(encoding="utf-8")
            except (OSError, UnicodeError):
                continue
            for line in text.splitlines():
                try:
                    fields = json.loads(line)
                    yield datetime.fromisoformat(fields.pop("at")), Exchange(**fields)
                except (ValueError, TypeError, KeyError, AttributeError):
                    # A line that was cut or written by another version counts for nothing.
                    continue

    @staticmethod
    def _older(file: Path) -> list[Path]:
        return [file.with_name(f"{file.name}.{number}") for number in range(1, _KEPT + 1)]

    def _turn_over(self, file: Path) -> None:
        try:
            if file.stat().st_size < _MOST_BYTES:
                return
        except FileNotFoundError:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return
        places = [file, *self._older(file)]
        for newer, older in reversed(list(pairwise(places))):
            if newer.exists():
                newer.replace(older)

    @staticmethod
    def _append(file: Path, line: str) -> None:
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(file, flags, 0o600)
        try:
            # One write for one line, so that two processes never mix theirs.
            os.write(handle, line.encode("utf-8"))
        finally:
            os.close(handle)
