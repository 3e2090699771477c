"""A list of lines that cite: the source of the selected one stands below it and beside it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.domain.drafts import Citation
from tui.actions import EVERYWHERE, Action
from tui.formatting import QUIET, cited
from tui.here import Here
from tui.messages import RowChosen
from tui.numbers import Numbers
from tui.screens.beside import BesideScreen
from tui.widgets.rows import Rows

_NEXT = next(action for action in EVERYWHERE if action.id == "app.next")


class CitingScreen(BesideScreen):
    """Enter opens the selected line's source, ``action_next`` turns to its next one. Subclasses
    give ``lit_citations`` and ``lit_suggested``, and set ``numbers`` when they draw."""

    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss", "agenda.tcss"]
    LIST: ClassVar[str]
    """Id of the rows."""

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.numbers: Numbers | None = None
        self._nth = 0
        self._was = ""
        """Row that was selected when the pane was last looked at."""

    def compose_body(self) -> ComposeResult:
        yield Rows(id=self.LIST)
        yield Static(Content(""), id="cited", markup=False)

    @property
    def lit(self) -> str:
        """Id of the selected row."""
        return self.query_one(f"#{self.LIST}", Rows).lit if self.is_mounted else ""

    @property
    def lit_citations(self) -> tuple[Citation, ...]:
        """Sources of the selected row."""
        return ()

    @property
    def lit_suggested(self) -> bool:
        """Whether the selected row says that it is a suggestion."""
        return False

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.numbers.citations if self.numbers is not None else ()

    def wide_actions(self) -> list[Action]:
        """The next source, where the pane shows one of several."""
        several = self.wide and not self.replying and len(self.lit_citations) > 1
        return [_NEXT] if several else []

    def selection_moved(self) -> None:
        self._nth = 0
        moved, self._was = self.lit != self._was, self.lit
        if moved and self.turned_by_question and self.wide and not self.replying:
            # The talk took the pane for one question; whoever goes on along the lines wants theirs.
            self.turned_by_question = False
            if self.pane.page == "talk":
                self.show_page("source")
        self.refresh_keys()
        self._show_lit()

    def _show_lit(self) -> None:
        citations = self.lit_citations
        below = self.query_one("#cited", Static)
        if not citations or self.numbers is None:
            words = "  No source: this line is a suggestion." if self.lit_suggested else ""
            below.update(Content.styled(words, QUIET))
            self.pane.source.say("This line has no source." if self.lit else "")
            return
        citation = citations[self._nth % len(citations)]
        number = self.numbers.of(citation)
        below.update(cited(number, citation, max(self.query_one(Rows).size.width - 4, 40)))
        position = f"{number} of {len(self.citations)}"
        self.start(partial(self.show_source, citation, position), "source")

    def action_next(self) -> None:
        """Turn to the next source of the selected row; where none is in view, open the one below
        the list first."""
        if self.wide or self.pane_over:
            self._nth += 1
        self._show_lit()
        if not self.wide:
            self.show_page("source")

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        if self.lit_citations:
            self._show_lit()
            self.show_page("source")
        else:
            why = ": it is a suggestion" if self.lit_suggested else ""
            self.say(f"This line has no source{why}.")
