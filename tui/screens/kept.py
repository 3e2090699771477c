"""What is kept about whoever looks: who reads it, until when, and erasing it with a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import stacked, wrapped
from tui.here import Here
from tui.kept_lines import (
    ALL,
    CHOICE,
    COPIES,
    GROUP,
    MONTHS,
    OVER,
    RECEIPT,
    going_page,
    kept_rows,
    receipt_page,
)
from tui.messages import RowChosen
from tui.modals.fields import Field, FieldsModal
from tui.modals.paper import PAGE_WIDTH, PaperModal
from tui.modals.share import SharePreview
from tui.screens.keeping import KeepingScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.domain.keeping import KeptLine, KeptView

_NO_WAY_BACK = (
    "It cannot be brought back. Afterwards every file is looked through for it, and you get a "
    "receipt."
)


class KeptScreen(KeepingScreen):
    """Enter looks at what would be erased; a second Enter erases it."""

    PLACE = "kept"
    TITLE_WORDS = "What is kept about you"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("kept.erase", "enter", "open", "Erase it after a look, or read a receipt."),
        Action("kept.written", "v", "part by part", "What you wrote, and who reads each part."),
    )
    more_keys: ClassVar = ("app.home", "app.settings", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: KeptView | None = None

    def compose_body(self) -> ComposeResult:
        yield Rows(id="kept")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.TITLE_WORDS, self.here.who)
        self.query_one(Rows).focus()
        self.refresh_keys()

    def on_screen_resume(self) -> None:
        self.start(self._load, "kept")

    async def _load(self) -> None:
        audience = await self.here.assistant.audience(Visibility.PRIVATE)
        self.query_one(WhoSees).show(audience.sentence, audience.badge)
        self.view = await self.here.assistant.kept()
        self.query_one(Rows).show(kept_rows(self.view))

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if self.view is None:
            return
        row, lines = event.row, self.view.lines
        if row == ALL:
            self.start(partial(self._erase, lines), "modal")
        elif row == COPIES:
            self.start(self._delete_copies, "modal")
        elif row.startswith(GROUP):
            chosen = [line for line in lines if f"{GROUP}{line.group.value}" == row]
            self.start(partial(self._erase, chosen), "modal")
        elif row.startswith(RECEIPT):
            self.start(partial(self._read, int(row.removeprefix(RECEIPT))), "modal")
        elif row.startswith(CHOICE):
            self.start(partial(self._choose, row.removeprefix(CHOICE)), "act")
        elif row.startswith(MONTHS):
            self.start(partial(self._months, row.removeprefix(MONTHS)), "modal")
        elif row.startswith(OVER):
            self.start(partial(self._carry_out, row.removeprefix(OVER)), "modal")

    def action_written(self) -> None:
        self.go("written")

    def action_erase(self) -> None:
        self.query_one(Rows).action_select()

    # --- erasing -----------------------------------------------------------------------------

    async def _erase(self, lines: Sequence[KeptLine]) -> None:
        from assistant.domain.keeping import STAYS

        what = lines[0].words if len(lines) == 1 else "all of your own"
        preview = SharePreview(
            f"Erase {what}?", going_page(lines, STAYS), _NO_WAY_BACK, "erase it", "keep it"
        )
        if await self.app.push_screen_wait(preview):
            with self.waiting("Erasing, and looking through every file ..."):
                receipt = await self.here.assistant.erase_own([line.group for line in lines])
            await self._load()
            self.say(f"Erased everywhere, also from search. Proof: receipt {receipt.number}.")
            title = f"Receipt {receipt.number}"
            self.app.push_screen(PaperModal(title, receipt_page(receipt)))

    async def _delete_copies(self) -> None:
        copies = self.view.copies if self.view is not None else ()
        words = [Content(name) for name in copies]
        below = "They hold what everybody here had written by then. It cannot be brought back."
        preview = SharePreview(
            "Delete these copies?", stacked(words), below, "delete", "leave them"
        )
        if await self.app.push_screen_wait(preview):
            receipt = await self.here.assistant.erase_own([], copies=True)
            await self._load()
            self.say(f"Deleted. Receipt {receipt.number}.")

    async def _read(self, number: int) -> None:
        receipt = await self.here.assistant.erasure(number)
        self.app.push_screen(PaperModal(f"Receipt {number}", receipt_page(receipt)))

    # --- in time -----------------------------------------------------------------------------

    async def _choose(self, programme: str) -> None:
        ends = self.view.ends if self.view is not None else ()
        now = next((end.choice for end in ends if end.programme == programme), "keep")
        end = await self.here.assistant.choose_end("keep" if now == "erase" else "erase", programme)
        await self._load()
        goes = "goes on that day" if end.choice == "erase" else "stays until you erase it"
        self.say(f"Kept: what else is yours {goes}. Enter changes it back.")

    async def _months(self, programme: str) -> None:
        ends = self.view.ends if self.view is not None else ()
        now = next((str(end.months) for end in ends if end.programme == programme), "")
        field = Field("months", "Months", now, "1 to 120", "It needs a number.")
        modal = FieldsModal(
            "How long does the programme keep what it asked for?",
            (field,),
            does="keep it",
            says="Counted from its close. Everybody in the programme reads it here.",
            **await self.kept_field("months"),
        )
        said = await self.app.push_screen_wait(modal)
        if said is None:
            return
        if not said["months"].isdecimal():
            self.say("That is no number. Nothing was changed.", kind="wrong")
            return
        end = await self.here.assistant.keep_for(int(said["months"][:4]), programme)
        await self._load()
        self.say(f"Kept: {end.months} months after the close.")

    async def _carry_out(self, programme: str) -> None:
        words = (
            "What people gave to the programme, with quotes of it in notes. All ratings. Requests "
            "for a call. What else is their own of those who chose that it goes on this day: you "
            "are not told who they are."
        )
        preview = SharePreview(
            "The time to keep is over. Erase this?",
            stacked(wrapped(words, PAGE_WIDTH)),
            "Notes that were released stay, and so does what was asked and done. It cannot be "
            "brought back.",
            "erase it",
            "not now",
        )
        if await self.app.push_screen_wait(preview):
            with self.waiting("Erasing ..."):
                await self.here.assistant.end_keeping(programme)
            await self._load()
            self.say("Erased, for everybody. What was released stays.")
