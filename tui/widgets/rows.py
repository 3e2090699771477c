"""A list whose rows are drawn for the width at hand, the selected one opened up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.formatting import BOLD, QUIET
from tui.messages import RowChosen, RowLit

Draw = Callable[[int, bool], Content]
"""Draws a row for a width in cells, selected or not."""


@dataclass(frozen=True, slots=True)
class Row:
    """``id`` is "" for a heading or a blank line, which cannot be selected."""

    id: str
    draw: Draw


def text_row(content: Content | str = "") -> Row:
    """A row that is only read."""
    fixed = Content(content) if isinstance(content, str) else content
    return Row("", lambda _width, _lit: fixed)


def heading_row(words: str) -> Row:
    """What the rows below it have in common."""
    return text_row(Content.styled(f"  {words}", BOLD))


def quiet_row(words: str) -> Row:
    """A sentence between the rows, such as why there are none."""
    return text_row(Content.styled(f"  {words}", QUIET))


class Rows(OptionList):
    """Rows by id. Enter or a second click opens one; ``opens_at_once`` makes one click enough."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "down", show=False),
        Binding("k", "cursor_up", "up", show=False),
        Binding("g", "first", "first", show=False),
        Binding("G", "last", "last", show=False),
    ]

    def __init__(self, *, id: str, opens_at_once: bool = False) -> None:  # noqa: A002
        super().__init__(id=id, markup=False, compact=True)
        self._rows: list[Row] = []
        self._width = 0
        self._lit: int | None = None
        self._opens_at_once = opens_at_once
        self.mover: Callable[[int], None] | None = None
        """While a row is being moved: told -1 or 1 in place of a step of the selection."""

    @property
    def lit(self) -> str:
        """Id of the selected row, "" if there is none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""

    def show(self, rows: Sequence[Row], select: str = "") -> None:
        """Replace all rows; ``select`` or else the row selected before stays selected."""
        wanted = select or self.lit
        before, position = self.lit, self.highlighted
        at = self.scroll_y
        self._rows = list(rows)
        self._width = self._room()
        self._lit = None
        ids = [row.id for row in self._rows]
        if wanted not in ids or not wanted:
            near = [i for i, row_id in enumerate(ids) if row_id and i >= (position or 0)]
            first = next((row_id for row_id in ids if row_id), "")
            wanted = ids[near[0]] if near and position is not None else first
        self.set_options(
            Option(
                row.draw(self._width, bool(row.id) and row.id == wanted), row.id or None, not row.id
            )
            for row in self._rows
        )
        if wanted:
            self._lit = ids.index(wanted)
            self.scroll_y = at
            self.highlighted = self._lit
            if wanted != before:
                # Again once the list knows its length: a new row may lie beyond the old end.
                self.call_after_refresh(self.scroll_to_highlight)

    def select(self, row: str) -> None:
        """Put the selection on a row, if it is there."""
        for index, candidate in enumerate(self._rows):
            if candidate.id == row:
                self.highlighted = index

    def plain(self, width: int, only: str = "") -> str:
        """All rows opened, as text; or the one of that id."""
        wanted = [row for row in self._rows if not only or row.id == only]
        lines = [
            line
            for row in wanted
            for line in row.draw(width, bool(row.id)).plain.replace("> ", "  ", 1).split("\n")
        ]
        return "\n".join(line.rstrip() for line in lines)

    def redraw(self) -> None:
        """Draw every row again, for another width."""
        self.show(self._rows)

    # Headings and closing words cannot be selected: beyond the last row that can, the same keys
    # scroll, so that nothing is out of reach of the keyboard.

    def action_cursor_up(self) -> None:
        if self.mover is not None:
            self.mover(-1)
        elif self._at_end(first=True):
            self.scroll_up(animate=False)
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.mover is not None:
            self.mover(1)
        elif self._at_end(first=False):
            self.scroll_down(animate=False)
        else:
            super().action_cursor_down()

    def action_page_up(self) -> None:
        if self._at_end(first=True):
            self.scroll_page_up(animate=False)
        else:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self._at_end(first=False):
            self.scroll_page_down(animate=False)
        else:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_first(self) -> None:
        super().action_first()
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        super().action_last()
        self.scroll_end(animate=False)

    def _at_end(self, *, first: bool) -> bool:
        """Whether the selection stands on the first or last row that can be selected."""
        ids = [index for index, row in enumerate(self._rows) if row.id]
        return not ids or self.highlighted == (ids[0] if first else ids[-1])

    def watch_highlighted(self, highlighted: int | None) -> None:
        before, self._lit = self._lit, highlighted
        for index in {before, highlighted} - {None}:
            if index is not None and index < len(self._rows):
                row = self._rows[index]
                self.replace_option_prompt_at_index(
                    index, row.draw(self._width or self._room(), index == highlighted)
                )
        super().watch_highlighted(highlighted)

    def on_resize(self, _: events.Resize) -> None:
        if self._rows and self._room() != self._width:
            self.redraw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(RowLit(event.option.id or "", self.id or ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(RowChosen(event.option.id or "", self.id or ""))

    async def _on_click(self, event: events.Click) -> None:
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked >= len(self.options):
            event.prevent_default()  # drawn before the list became shorter
            return
        if clicked is None or clicked == self.highlighted or self._opens_at_once:
            await super()._on_click(event)
            return
        event.prevent_default()
        if not self.options[clicked].disabled:
            self.highlighted = clicked

    def _room(self) -> int:
        return self.scrollable_content_region.width or self.size.width or 80
