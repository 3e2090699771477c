"""Before anything is widened: the exact text, who will read it, who will not."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.formatting import BOLD, QUIET
from tui.modals.form import PressWord


class SharePreview(ModalScreen[bool]):
    """Given the exact text and its readers; True if it may go to them."""

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep_it", "not now", show=False),
        Binding("enter", "share", "share", show=False),
        Binding("down,j", "scroll(1)", "", show=False),
        Binding("up,k", "scroll(-1)", "", show=False),
        Binding("pagedown", "scroll(10)", "", show=False),
        Binding("pageup", "scroll(-10)", "", show=False),
    ]

    def __init__(self, title: str, page: Content, below: str, does: str, refuses: str) -> None:
        """``does`` and ``refuses`` are the words beside Enter and Esc."""
        super().__init__()
        self._title, self._page, self._below = title, page, below
        self._does, self._refuses = does, refuses

    def compose(self) -> ComposeResult:
        with Vertical(classes="paper"):
            yield Static(Content.styled(self._title, BOLD), classes="head", markup=False)
            with VerticalScroll(classes="page", can_focus=False):
                yield Static(self._page, markup=False)
            yield Static(Content.styled(self._below, QUIET), classes="below", markup=False)
            with Horizontal(classes="foot"):
                yield PressWord("Enter", self._does, "share")
                yield PressWord("Esc", self._refuses, "keep_it")
                yield PressWord("down", "read on", "scroll(10)")

    def action_share(self) -> None:
        self.dismiss(True)

    def action_keep_it(self) -> None:
        self.dismiss(False)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
