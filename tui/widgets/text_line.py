"""A line of words that are changed, not replaced."""

from __future__ import annotations

from textual.geometry import Region
from textual.widgets import Input


class TextLine(Input):
    """The cursor stands behind the words that are there, in sight. A figure is a plain
    field: it stands selected and goes with the first key."""

    def __init__(
        self,
        value: str = "",
        *,
        id: str,  # noqa: A002
        placeholder: str = "",
        max_length: int = 0,
    ) -> None:
        super().__init__(
            value,
            id=id,
            placeholder=placeholder,
            max_length=max_length,
            compact=True,
            highlighter=None,
            select_on_focus=False,
        )

    def on_focus(self) -> None:
        self.call_after_refresh(self._see_cursor)

    def on_blur(self) -> None:
        self.call_after_refresh(self._see_cursor)

    def on_resize(self) -> None:
        self.call_after_refresh(self._see_cursor)

    def _see_cursor(self) -> None:
        """Words may be longer than the field, and were there before it had a width. Where
        nobody writes, they are read from their beginning."""
        at = self.cursor_screen_offset.x - self.content_region.x + self.scroll_offset.x
        if not self.has_focus:
            at = 0
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)
