"""The last wall before the terminal: no text of a person, file or model can steer it.

Textual draws the characters that it is given. A note that holds an escape sequence would
otherwise reach the terminal and set its title, write its clipboard or clear the screen.
"""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_RANGES = (
    (0x00, 0x1F),  # C0: escape, bell, carriage return ...
    (0x7F, 0x9F),  # delete and C1, which some terminals obey as escape sequences
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),
    (0x200B, 0x200B),  # zero-width space; joiners (200C, 200D) spell words and stay
    (0x200E, 0x200F),  # direction marks
    (0x2028, 0x202E),  # line and paragraph separators, bidirectional overrides
    (0x2060, 0x206F),  # invisible operators, bidirectional isolates
    (0xD800, 0xDFFF),  # lone surrogates cannot be encoded for a terminal at all
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE0FFF),  # tag characters: text that nobody sees
)


def _replacements() -> dict[int, str]:
    """What each character becomes: as many cells as the layout counted, so no line shifts."""
    return {
        code: "\ufffd" * cell_len(chr(code))
        for first, last in _RANGES
        for code in range(first, last + 1)
    }


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    return _replacements()


def harmless(text: str) -> str:
    """``text`` without characters that a terminal obeys or that hide or reorder others."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_table())


class HarmlessLines(LineFilter):
    """Takes control, direction and invisible characters and hyperlinks out of every line drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(harmless(text), _unlinked(style)) for text, style, _ in segments]


def _unlinked(style: Style | None) -> Style | None:
    # A hyperlink is an escape sequence that carries an address of the text's choosing.
    return style.update_link(None) if style is not None and style.link else style
