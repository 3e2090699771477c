"""``NO_COLOR``: no colour at all, not even greys. What is selected is reversed, what
is a key is underlined; bold stays, and every state is a word anyway.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_Colour = tuple[int, int, int]


class NoColours(LineFilter):
    """Textual's own filter for this leaves greys, in which a ground can hide what stands on it."""

    def __init__(self, colours: Callable[[], tuple[str, str]]) -> None:
        """``colours`` gives the theme's own for keys and for what is selected."""
        super().__init__()
        self._colours = colours

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        focus, selected = (Color.parse(c).rich_color.get_truecolor() for c in self._colours())
        return [
            Segment(
                segment.text, _uncoloured(segment.style, segment.text, focus, (focus, selected))
            )
            for segment in segments
        ]


def _uncoloured(
    style: Style | None, text: str, focus: _Colour, grounds: tuple[_Colour, ...]
) -> Style | None:
    if style is None:
        return None
    front = style.color.get_truecolor() if style.color is not None else None
    behind = style.bgcolor.get_truecolor() if style.bgcolor is not None else None
    is_key = front == focus and bool(text.strip())
    # The meta data stays: clicks are found by it.
    return style.without_color + Style(
        underline=True if is_key else None,
        reverse=True if behind in grounds or style.reverse else None,
        meta=style.meta,
    )
