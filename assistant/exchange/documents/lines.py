"""From pieces of text at places on a page to headings, paragraphs, lists and tables. Pure.

A PDF knows where letters stand, not what they are. Larger letters than the text's are headings, a
wider gap than between lines ends a paragraph, a wide gap inside a line parts the cells of a table,
and what comes back at the head or foot of most pages is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.exchange.documents.blocks import Block, heading, table

_LARGER = 1.15
"""Times the text's size: what is set larger, and short, is a heading."""
_GAP = 1.35
"""Times the usual distance of lines: a wider one ends a paragraph."""
_CELL = 2.0
"""Times the letters' size: a wider gap inside a line parts two cells."""
_LETTER, _LEEWAY = 0.5, 0.2
"""Width of a letter, times its size, on average, and how far a font may differ from it."""
_HEADING_WORDS = 16
_SIGNS = "[\u2022\u25aa\u25e6\u25cf\u25cb\u25a0\u25a1\u2023\u2043\u2219\u00b7*\u2013\u2014-]"
_BULLET = re.compile(rf"^(?:{_SIGNS}|\(?\d{{1,2}}[.)]|[a-z][.)])\s+(?=\S)")
_SIGN = re.compile(rf"^{_SIGNS}\s+")


@dataclass(frozen=True)
class Piece:
    """A run of text; ``x`` and ``y`` in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True)
class Line:
    cells: tuple[str, ...]
    y: float
    size: float
    bold: bool

    @property
    def text(self) -> str:
        return " ".join(self.cells)


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """Pieces that follow each other at one height are a line."""
    lines: list[Line] = []
    row: list[Piece] = []
    for piece in pieces:
        if row and abs(piece.y - row[-1].y) > 0.4 * max(piece.size, row[-1].size):
            lines.append(_line(row))
            row = []
        row.append(piece)
    if row:
        lines.append(_line(row))
    return [line for line in lines if line.text]


def _line(row: Sequence[Piece]) -> Line:
    cells = [""]
    end = row[0].x
    for piece in row:
        wide = _LETTER * row[0].size * len(cells[-1].strip())
        if cells[-1].strip() and piece.x - end > _CELL * piece.size + _LEEWAY * wide:
            cells.append("")
        cells[-1] += piece.text
        end = piece.x + _LETTER * piece.size * len(piece.text.strip())
    longest = max(row, key=lambda piece: len(piece.text.strip()))
    said = tuple(kept for cell in cells if (kept := " ".join(cell.split())))
    return Line(said, row[0].y, longest.size, all(piece.bold for piece in row))


def blocks_of(pages: Sequence[tuple[str, list[Line]]]) -> list[Block]:
    """All pages in order, each block with the name of its page."""
    pages = _without_running_lines(pages)
    lines = [line for _, found in pages for line in found]
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    sizes = sorted({round(n.size) for n in lines if _is_large(n, usual)}, reverse=True)[:4]
    distance = _distance(pages)
    return [
        Block(text, name)
        for name, found in pages
        for part in _parts(found, usual, distance)
        for text in _texts(part, usual, sizes)
    ]


def _is_large(line: Line, usual: float) -> bool:
    return line.size >= _LARGER * usual and len(line.text.split()) <= _HEADING_WORDS


def _distance(pages: Iterable[tuple[str, list[Line]]]) -> float:
    """The usual distance of two lines, in line heights."""
    steps = Counter(
        round((above.y - below.y) / max(above.size, 1.0), 1)
        for _, lines in pages
        for above, below in pairwise(lines)
        if above.y > below.y and round(above.size) == round(below.size)
    )
    return steps.most_common(1)[0][0] if steps else 1.2


def _parts(lines: Sequence[Line], usual: float, distance: float) -> list[list[Line]]:
    """Lines that belong together: one heading, one paragraph or list, or one table."""
    parts: list[list[Line]] = []
    for line in lines:
        before = parts[-1][-1] if parts else None
        if before is not None and _goes_on(before, line, distance, usual):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _goes_on(before: Line, line: Line, distance: float, usual: float) -> bool:
    step = before.y - line.y
    is_row = len(before.cells) > 1 and len(line.cells) > 1
    near = 0 < step <= (2 if is_row else _GAP) * distance * max(before.size, line.size)
    same = abs(before.size - line.size) < 0.08 * usual and before.bold == line.bold
    # A word or two in bold at the start of a line is no heading, nor is a table's head.
    return near and (same or is_row) and is_row == (len(before.cells) > 1 or len(line.cells) > 1)


def _texts(part: list[Line], usual: float, sizes: Sequence[int]) -> list[str]:
    first = part[0]
    words = " ".join(line.text for line in part)
    if len(first.cells) > 1 and len(part) > 1:
        return [table([list(line.cells) for line in part])]
    if _is_large(replace(first, cells=(words,)), usual):
        level = sizes.index(round(first.size)) + 1 if round(first.size) in sizes else 4
        return [heading(words, level)]
    if first.bold and len(words.split()) <= _HEADING_WORDS and words[-1] not in ".,;:":
        return [heading(words, min(len(sizes) + 1, 5))]
    return [_joined([line.text for line in part])]


def _joined(lines: Sequence[str]) -> str:
    """A paragraph as one line, a list as one line for each item; words cut at line ends whole."""
    told = ""
    for line in lines:
        if _BULLET.match(line):
            told += ("\n" if told else "") + _SIGN.sub("- ", line)
        elif re.search(r"[^\W\d_]-$", told) and line[:1].islower():
            told = told[:-1] + line
        else:
            told += (" " if told else "") + line
    return told


def _without_running_lines(
    pages: Sequence[tuple[str, list[Line]]],
) -> list[tuple[str, list[Line]]]:
    """Without the first and last lines that most pages share, their numbers aside."""

    def sign(line: Line) -> str:
        words = re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())
        return words if words != "#" else ""

    ends = Counter(
        each for _, lines in pages if lines for each in {sign(lines[0]), sign(lines[-1])}
    )
    often = {each for each, n in ends.items() if n >= max(3, len(pages) / 2)}
    if len(pages) > 1:
        often.add("")  # a number alone counts the pages
    kept: list[tuple[str, list[Line]]] = []
    for name, lines in pages:
        first = 1 if lines and sign(lines[0]) in often else 0
        last = len(lines) - 1 if len(lines) > first and sign(lines[-1]) in often else len(lines)
        kept.append((name, lines[first:last]))
    return kept
