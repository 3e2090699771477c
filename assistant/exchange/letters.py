"""Which fonts draw a text on paper: the two that come along, then what this computer has.

DejaVu Sans holds Latin, Greek, Cyrillic, Hebrew, Arabic and most signs. Chinese, Japanese, Korean
and Indic letters are drawn with a font of the computer where one is found; a letter that no font
holds is drawn as an empty box, and whoever asked is told.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REGULAR = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
BOLD = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"
BOX = "\u25a1"
"""Drawn for a letter that no font holds."""

_KNOWN = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "DroidSansFallbackFull.ttf"),
    *("wqy-microhei.ttc", "wqy-zenhei.ttc", "msyh.ttc", "malgun.ttf", "YuGothM.ttc", "Nirmala.ttc"),
    *("Nirmala.ttf", "LeelawUI.ttf", "seguisym.ttf", "arialuni.ttf", "Arial Unicode.ttf"),
    *("AppleSDGothicNeo.ttc", "Hiragino Sans GB.ttc", "FreeSans.ttf", "unifont.ttf"),
    "NotoSans*-Regular.ttf",
)
_MOST_FONTS = 4
_UNDRAWN = frozenset("\n\u200c\u200d\ufe0e\ufe0f")
"""Ends of lines, joiners and variants, which no font needs to draw."""


@dataclass(frozen=True)
class Letters:
    """Fonts beside the two that come along, and the letters that none of them holds."""

    fonts: tuple[tuple[Path, int], ...]
    """Path, and the number of the font within its file."""
    missing: frozenset[str]

    def drawable(self, text: str) -> str:
        """The text, with a box in place of each letter that cannot be drawn."""
        if not self.missing:
            return text
        return "".join(BOX if letter in self.missing else letter for letter in text)


def letters_for(text: str) -> Letters:
    """The fonts that draw ``text``. Imports fontTools; looks through the computer's fonts only if
    the text needs them."""
    wanted = {ord(letter) for letter in set(text) - _UNDRAWN}
    lacking = wanted - set(_held_by(REGULAR, 0))
    if not lacking:
        return Letters((), frozenset())
    fonts: list[tuple[Path, int]] = []
    for path in _fonts_here():
        held = lacking & _held_by(path, 0)
        if held:
            fonts.append((path, 0))
            lacking -= held
        if not lacking or len(fonts) == _MOST_FONTS:
            break
    return Letters(tuple(fonts), frozenset(map(chr, lacking)))


def needs_shaping(text: str) -> bool:
    """Whether letters join or run from right to left: Hebrew, Arabic, Indic and their like."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN")
        or 0x0900 <= ord(letter) < 0x1100
        or 0x1780 <= ord(letter) < 0x1800
        for letter in set(text)
    )


def _held_by(path: Path, number: int) -> set[int]:
    """Code points that a font file holds; none where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=number, lazy=True) as font:
            return set(font.getBestCmap() or ())
    except (TTLibError, OSError, KeyError, ValueError, AssertionError):
        return set()


def _fonts_here() -> Iterator[Path]:
    """Font files of this computer that hold what DejaVu does not, the likeliest first."""
    folders = [folder for folder in _folders() if folder.is_dir()]
    for pattern in _KNOWN:
        for folder in folders:
            yield from sorted(folder.rglob(pattern))


def _folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"
    elif sys.platform == "darwin":
        yield from map(Path, ("/System/Library/Fonts", "/Library/Fonts"))
        yield Path.home() / "Library" / "Fonts"
    else:
        yield Path.home() / ".local" / "share" / "fonts"
        yield from map(Path, ("/usr/local/share/fonts", "/usr/share/fonts"))
