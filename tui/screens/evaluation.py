"""What a programme came to, in protected figures: for its coordinator, to read."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.visibility import Visibility
from assistant.errors import NotAllowed
from tui.actions import Action
from tui.formatting import stacked, wrapped
from tui.messages import RowChosen
from tui.modals.fields import Field, FieldsModal
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.numbers import Numbers
from tui.page_lines import no_page, page_rows
from tui.screens.beside import BesideScreen
from tui.widgets.frame import WhoSees, who_sees
from tui.widgets.rows import Rows


class EvaluationScreen(BesideScreen):
    """Sessions, hours, ratings before and now, and how little they can carry; ``c`` closes."""

    PLACE = "evaluation"
    TITLE_WORDS = "Evaluation"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("evaluation.note", "p", "the note", "The note at the end, with these figures."),
        Action("evaluation.close", "c", "close it", "Thank everybody and close the programme."),
    )
    more_keys: ClassVar = ("app.programme", "app.home", "app.ask")

    def compose_body(self) -> ComposeResult:
        yield Rows(id="page")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.start(self._load, "evaluation")

    async def _load(self) -> None:
        try:
            with self.waiting("Counting, and protecting small groups ..."):
                page = await self.here.assistant.evaluation()
        except NotAllowed as error:
            self.query_one(Rows).show(no_page(error.sentences()))
            await self.show_audience(Visibility.PRIVATE)
            return
        self.query_one(Rows).show(page_rows(page, "only you", Numbers(page.citations)))
        self.query_one(WhoSees).show(who_sees(page.who_reads))
        self.refresh_keys()

    @on(RowChosen)
    def _row(self, event: RowChosen) -> None:
        event.stop()

    def action_note(self) -> None:
        self.go("end-note")

    def action_close(self) -> None:
        self.start(self._close, "modal")

    async def _close(self) -> None:
        core = self.here.assistant
        field = Field("thanks", "Thanks", "", "what you say to everybody", "It needs words.")
        modal = FieldsModal(
            "Close the programme",
            (field,),
            does="look at it",
            says="Thank people for what they did. Name no pair's topic.",
            **await self.kept_field("thanks"),
        )
        said = await self.app.push_screen_wait(modal)
        if said is None:
            return
        close = await core.preview_close(said["thanks"])
        lines = [*wrapped(close.thanks, PAGE_WIDTH), Content("")]
        for sentence in close.becomes:
            lines += wrapped(sentence, PAGE_WIDTH)
        preview = SharePreview(
            "Everybody in the programme will read this",
            stacked(lines),
            "Whoever joined in a store of their own hears of it by a new invitation (W, i). You "
            "can open it again: viceversa summary close --reopen",
            "close it",
            "not now",
        )
        if await self.app.push_screen_wait(preview):
            await core.close_programme(said["thanks"])
            self.say("Closed. Everybody in the programme can read your thanks (U).")
