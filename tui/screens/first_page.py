"""The first of three short pages: what reverse mentoring is, for whoever begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui.actions import Action
from tui.formatting import BOLD, QUIET, marked, row, stacked, wrapped
from tui.messages import RowChosen
from tui.screens.keeping import KeepingScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.beginnings import FirstPage


class FirstPageScreen(KeepingScreen):
    """Enter goes on to the boundary card; nothing here has to be done."""

    PLACE = "first-page"
    TITLE_WORDS = "Page 1 of 3: what this is"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("first-page.go-on", "enter", "go on", "On to the topics that you keep out."),
        Action("first-page.later", "l", "later", "Leave all three pages for another day."),
    )

    def compose_body(self) -> ComposeResult:
        yield Rows(id="first-page")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.TITLE_WORDS, self.here.who)
        self.query_one(WhoSees).show("Who sees this: only you.")
        self.query_one(Rows).focus()
        self.refresh_keys()
        self.start(self._load, "first-page")

    async def _load(self) -> None:
        page = await self.here.assistant.first_page(self.here.pairing_id or "")
        rows = [text_row(), Row("", lambda w, _lit: _drawn(page, w)), text_row()]
        self.query_one(Rows).show([*rows, Row("boundaries", _next), Row("home", _later)])

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        self.go(event.row)

    def action_go_on(self) -> None:
        self.go("boundaries")

    def action_later(self) -> None:
        self.go("home")


def _next(width: int, lit: bool) -> Content:
    words = Content.styled("Next: topics that you keep out", BOLD if lit else "")
    return marked(row(words, Content.styled("a minute", QUIET), width - 4), lit, width)


def _later(width: int, lit: bool) -> Content:
    words = Content.styled("All of this later", BOLD if lit else "")
    return marked(row(words, Content.styled("Home reminds you", QUIET), width - 4), lit, width)


def _drawn(page: FirstPage, width: int) -> Content:
    title = f"Reverse mentoring, and you as {page.role}"
    lines = [Content.styled(f"  {title}", BOLD)]
    for line in page.lines:
        lines += [Content(""), *wrapped(line, width - 4, indent=2)]
    return stacked(lines)
