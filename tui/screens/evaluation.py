"""What a programme came to, in protected figures: for its coordinator, to read."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from tui.actions import Action
from tui.messages import RowChosen, RowLit
from tui.page_lines import PageNumbers, page_rows
from tui.screens.beside import BesideScreen
from tui.widgets.frame import WhoSees
from tui.widgets.rows import Rows


class EvaluationScreen(BesideScreen):
    """Sessions, hours, ratings before and now, and how little they can carry."""

    PLACE = "evaluation"
    TITLE_WORDS = "Evaluation"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("evaluation.note", "p", "the note", "The note at the end, with these figures."),
    )
    more_keys: ClassVar = ("app.programme", "app.home", "app.ask")

    def compose_body(self) -> ComposeResult:
        yield Rows(id="page")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.start(self._load, "evaluation")

    async def _load(self) -> None:
        with self.waiting("Counting, and protecting small groups ..."):
            page = await self.here.assistant.evaluation()
        self.query_one(Rows).show(page_rows(page, "only you", PageNumbers(page)))
        self.query_one(WhoSees).show(f"Who sees this: {page.who_reads}")
        self.refresh_keys()

    @on(RowLit)
    @on(RowChosen)
    def _row(self, event: RowLit | RowChosen) -> None:
        event.stop()

    def action_note(self) -> None:
        self.go("end-note")
