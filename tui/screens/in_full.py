"""A list beside which, where the window is wide, the selected row stands in full."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui.screens.keeping import KeepingScreen
from tui.widgets.source_view import SourceView


class InFullScreen(KeepingScreen):
    """Subclasses show in ``in_full`` what is selected. In a narrow window nothing stands beside."""

    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss"]

    def compose_middle(self) -> ComposeResult:
        with Horizontal(id="middle"):
            with Vertical(id="body"):
                yield from self.compose_body()
            with Vertical(id="pane"):
                yield SourceView(id="beside")

    @property
    def beside(self) -> SourceView:
        return self.query_one(SourceView)

    def selection_moved(self) -> None:
        self.refresh_keys()
        self.show_in_full()

    def show_in_full(self) -> None:
        """What stands beside the list may be out of date."""
        self.start(self.in_full, "in-full")

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_in_full)

    async def in_full(self) -> None:
        """Show the selected row in ``beside``."""
        raise NotImplementedError

    def action_step_back(self) -> None:
        """From what stands beside back to the list, then back to where one came from."""
        if self.focused is self.beside:
            self.leave_text()
        else:
            super().action_step_back()
