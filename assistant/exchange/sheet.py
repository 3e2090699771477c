"""A document ready for paper: what every format is drawn from, with its sources numbered.

A ``Sheet`` holds text alone, no markup of any kind. Each format draws the same blocks in its own
way, so that a Word file, a printed page and the preview on the screen say the same. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "strong", "text", "quiet", "quote", "item", "ask", "table"]

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Control and direction characters, and what XML cannot hold. Joiners stay: words need them."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def words(text: str) -> str:
    """Anybody's text as one line that any format can hold."""
    blank = text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
    safe = _SURROGATE.sub("\ufffd", _UNSAFE.sub("\ufffd", blank))
    return " ".join(safe.split())


def reads_from_right(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


@dataclass(frozen=True)
class SourceNote:
    """A citation at the foot: [1] who or what is quoted, and the very words."""

    number: int
    says: str
    quote: str

    def line(self) -> str:
        """As it stands at the foot."""
        return f"[{self.number}] {self.says}: \u201c{self.quote}\u201d"


@dataclass(frozen=True)
class Block:
    """One paragraph or table. ``lead`` is set in bold before the text, ``aside`` quietly after it.

    ``marks`` are the numbers of the sources that it rests on. A table's first row is its head.
    """

    kind: BlockKind
    text: str = ""
    lead: str = ""
    aside: str = ""
    marks: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def line(self) -> str:
        """The paragraph as one line of text."""
        marks = " ".join(f"[{number}]" for number in self.marks)
        aside = f"({self.aside})" if self.aside else ""
        return " ".join(part for part in (self.lead, self.text, marks, aside) if part)


@dataclass(frozen=True)
class Sheet:
    """A document: title, small print, blocks, numbered sources, and who may read it."""

    title: str
    facts: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    who_reads: str = ""
    draft: bool = False
    one_page: bool = False
    """Whether it is meant to be read on one side of paper: sources are then kept short."""

    @property
    def foot(self) -> str:
        """The last line of every format: whether it is a draft, and who may read it."""
        says = self.who_reads
        return f"Draft. {says}" if self.draft and not says.startswith("A draft") else says


SOURCES = "Sources"
"""The heading above the numbered sources."""


def plain_sheet(sheet: Sheet) -> str:
    """The whole sheet as text, for the preview, the clipboard and a calendar."""
    out = [sheet.title, *sheet.facts]
    for block in sheet.blocks:
        if block.kind == "heading":
            out += ["", block.text, *([block.aside] if block.aside else [])]
        elif block.kind == "table":
            out += ["  " + " | ".join(row) for row in block.rows]
        else:
            out.append(_START.get(block.kind, "") + block.line())
    if sheet.sources:
        out += ["", SOURCES, *(note.line() for note in sheet.sources)]
    return "\n".join([*out, "", sheet.foot]).strip() + "\n"


_START = {"quote": "  ", "item": "- ", "ask": "    - "}
