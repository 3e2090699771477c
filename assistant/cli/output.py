"""Words to standard output, safe for any terminal; or one JSON object and nothing else."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from assistant.domain.progress import Countdown

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_BOLD, _QUIET, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def safe(text: str) -> str:
    """Text in which no control or direction character is left; line ends and tabs stay."""
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    return _UNSAFE.sub("\ufffd", encodable)


class Output:
    """Where a command speaks. ``plain`` leaves out colour, weight, columns and line breaks inside a
    sentence; ``as_json`` all but data; ``silent`` everything. ``program`` is how the next command
    begins, with the store and the person that were named for this one."""

    def __init__(
        self,
        *,
        as_json: bool = False,
        plain: bool = False,
        silent: bool = False,
        program: str = "viceversa",
    ) -> None:
        self.as_json = as_json
        self._program = program
        self._silent = silent
        self._counting = False
        self.plain = plain
        self._styled = not plain and not as_json and sys.stdout.isatty()

    def data(self, content: Any) -> None:
        """One JSON object. ASCII only, so that no character of anybody's acts on a terminal."""
        if not self._silent:
            print(json.dumps(_jsonable(content)))

    def heading(self, text: str) -> None:
        shown = safe(text)
        self._print(f"{_BOLD}{shown}{_OFF}" if self._styled else shown)

    def quiet(self, text: str, indent: int = 0) -> None:
        """A label or a date: present, not loud."""
        for line in self._lines(text, indent):
            self._print(f"{_QUIET}{line}{_OFF}" if self._styled else line)

    def line(self, text: str = "", indent: int = 0) -> None:
        for line in self._lines(text, indent) if text else [""]:
            self._print(line)

    def way(self, what_for: str, command: str, indent: int = 0) -> None:
        """What to type next, whole and on one line, after what it is for."""
        said = f"{what_for}: " if what_for else ""
        self._print(f"{' ' * indent}{safe(said)}{safe(f'{self._program} {command}')}")

    def exact(self, text: str) -> None:
        """Text as it is, not wrapped anew."""
        for line in safe(text).split("\n"):
            self._print(line)

    def raw(self, fragment: str) -> None:
        """A fragment of a stream, without a line end."""
        if not self._silent:
            print(safe(fragment), end="", flush=True)

    def pairs(self, rows: Iterable[tuple[str, str]], indent: int = 2) -> None:
        """Names and what they say: two columns, or a line each where no eye reads them."""
        listed = list(rows)
        if self.plain:
            for name, says in listed:
                self.line(f"{name}: {says}", indent)
            return
        width = min(max((len(name) for name, _ in listed), default=0), 32)
        for name, says in listed:
            body = textwrap.wrap(safe(says), max(78 - indent - width - 2, 30)) or [""]
            self._print(" " * indent + safe(name).ljust(width) + "  " + body[0])
            for more in body[1:]:
                self._print(" " * (indent + width + 2) + more)

    def progress(self, text: str) -> None:
        """To standard error, so that standard output holds the result alone."""
        counts = isinstance(text, Countdown)
        if not self._silent and not (counts and self._counting):
            more = " Ctrl-C stops; what was kept before is kept." if counts else ""
            print(safe(text) + more, file=sys.stderr, flush=True)
        self._counting = counts

    def _lines(self, text: str, indent: int) -> list[str]:
        return _wrapped(text, indent, sys.maxsize if self.plain else 78)

    def _print(self, text: str) -> None:
        if not self._silent:
            print(text)


def _wrapped(text: str, indent: int, width: int) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    for block in safe(text).split("\n"):
        lines += textwrap.wrap(
            block, width, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False
        ) or [""]
    return lines


def _jsonable(content: Any) -> Any:
    if isinstance(content, BaseModel):
        return content.model_dump(mode="json")
    if isinstance(content, dict):
        return {str(key): _jsonable(value) for key, value in content.items()}
    if isinstance(content, list | tuple | set | frozenset):
        return [_jsonable(value) for value in content]
    return content
