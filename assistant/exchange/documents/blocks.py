"""What a document is turned into: blocks of text, in reading order, each with its page."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["pdf", "office", "html"]
"""What a file is, by its first bytes; "office" is Word or PowerPoint, told apart inside."""
Refusal = Literal[
    "locked", "damaged", "pictures", "empty", "large", "slow", "macros", "entities", "archive",
    "spreadsheet", "opendocument",
]  # fmt: skip
MOST_TEXT = 5_000_000
"""Characters of one document, about 800,000 words: beyond it, this is no document for people."""


class Block(NamedTuple):
    """A heading (``# `` before it), a paragraph, a list or a table, as Markdown.

    ``page`` is "p. 4" or "slide 4" as a reader of the file would find it; "" where the file has no
    pages until it is printed.
    """

    text: str
    page: str = ""


class Refused(Exception):
    """The file is whole, or not, but nothing of it may or can be taken in."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


def heading(text: str, level: int) -> str:
    """As Markdown; levels beyond six are six."""
    return f"{'#' * min(max(level, 1), 6)} {' '.join(text.split())}"


def table(rows: list[list[str]]) -> str:
    """As Markdown, the first row as its head; "" if no cell says anything."""
    kept = [[" ".join(cell.split()).replace("|", "/") for cell in row] for row in rows if any(row)]
    if not any(cell for row in kept for cell in row):
        return ""
    width = max(len(row) for row in kept)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in kept]
    if len(lines) > 1:
        lines.insert(1, f"|{' --- |' * width}")
    return "\n".join(lines)


def checked(blocks: list[Block]) -> list[Block]:
    """Blocks with words, surrogates replaced. Refused if there are none, or far too many."""
    kept: list[Block] = []
    size = 0
    for block in blocks:
        text = block.text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()
        size += len(text)
        if size > MOST_TEXT:
            raise Refused("large")
        if any(c.isalnum() for c in text):
            kept.append(Block(text, block.page))
    if not kept:
        raise Refused("empty")
    return kept
