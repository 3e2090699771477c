"""Where in a document something stands, as a reader of the file would look for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict, Field

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S[^\n]*?)[ \t#]*$", re.MULTILINE)
_LONGEST = 60
"""Characters of a heading that a citation shows."""


class PageMark(BaseModel):
    """From character ``start`` on, the text stands on this page: "p. 4", "slide 3"."""

    model_config = ConfigDict(frozen=True)

    start: int = Field(ge=0)
    name: str


def place_of(text: str, at: int, pages: Sequence[PageMark] = (), *, title: str = "") -> str:
    """Page and path of headings above a character: "p. 4, Ground rules \u203a Listening".

    "" where there is neither. A heading that only repeats the document's title is left out.
    """
    page = next((mark.name for mark in reversed(pages) if mark.start <= at), "")
    path = [words for words in _path(text, at) if words != title]
    return ", ".join(part for part in (page, " \u203a ".join(path)) if part)


def _path(text: str, at: int) -> list[str]:
    open_now: list[tuple[int, str]] = []
    for match in _HEADING.finditer(text, 0, max(at, 0)):
        level = len(match.group(1))
        open_now = [(n, words) for n, words in open_now if n < level]
        words = match.group(2).strip(" *_")
        short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "\u2026"
        open_now.append((level, short))
    return [words for _, words in open_now]


def joined(blocks: Iterable[tuple[str, str]]) -> tuple[str, tuple[PageMark, ...]]:
    """Blocks of (text, page) as one text with blank lines between, and where each page starts."""
    parts: list[str] = []
    marks: list[PageMark] = []
    at = 0
    for text, page in blocks:
        if page and (not marks or marks[-1].name != page):
            marks.append(PageMark(start=at, name=page))
        parts.append(text)
        at += len(text) + 2
    return "\n\n".join(parts), tuple(marks)
