"""A list that is a place of its own, with one thing that Enter does to the selected row."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from tui.messages import RowChosen
from tui.screens.keeping import KeepingScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Rows


class ShortListScreen(KeepingScreen):
    """Subclasses name what Enter does, and load the rows when they are mounted."""

    LIST: ClassVar[str] = ""
    """Id of the rows."""
    ON_ENTER: ClassVar[str] = ""
    """The method that Enter calls, less its ``action_``."""
    SEES: ClassVar[str] = "Who sees this: only you."
    BADGE: ClassVar[str] = ""
    ONE_CLICK: ClassVar[bool] = False
    """Whether one click does it."""
    more_keys: ClassVar[tuple[str, ...]] = ("app.step-back",)

    def compose_body(self) -> ComposeResult:
        yield Rows(id=self.LIST, opens_at_once=self.ONE_CLICK)

    def on_mount(self) -> None:
        """Beside what a subclass does itself: Textual calls both."""
        self.query_one(TitleBar).show(self.TITLE_WORDS, self.here.who)
        self.query_one(WhoSees).show(self.SEES, self.BADGE)
        self.query_one(Rows).focus()

    @property
    def lit(self) -> str:
        """Id of the selected row; "" for none, and before there are any."""
        return self.query_one(Rows).lit if self.is_mounted else ""

    @on(RowChosen)
    async def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        await self.run_action(self.ON_ENTER)
