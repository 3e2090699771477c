"""What a programme has for everybody: notes, "you said, we did", somebody to talk to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from assistant.domain.programme_notes import Ask
from tui.actions import Action
from tui.here import Here, first_name
from tui.messages import RowChosen
from tui.programme_lines import (
    ask_row,
    call_row,
    close_rows,
    contact_row,
    milestone_row,
    note_row,
    offer_row,
    quiet,
    told_row,
)
from tui.screens.beside import BesideScreen
from tui.screens.programme_acts import ProgrammeActs
from tui.widgets.frame import WhoSees
from tui.widgets.rows import Rows, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.views import CallView, MilestoneView


def _coordinates(screen: ProgrammeScreen) -> bool:
    return screen.coordinates


def _answers(screen: ProgrammeScreen) -> bool:
    return screen.coordinates and screen.asked is not None


def _ticks(screen: ProgrammeScreen) -> bool:
    return screen.coordinates and screen.milestone is not None


class ProgrammeScreen(BesideScreen):
    """Enter reads a note, answers a request (for a coordinator), or asks for a call."""

    PLACE = "programme"
    TITLE_WORDS = "For everybody in the programme"
    FIRST_PAGE = "who"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("programme.open", "enter", "open", "Read, answer, or ask.", in_palette=False),
        Action("programme.answer", "e", "answer", "Say what was done, and when.", _answers),
        Action("programme.tick", "space", "done", "Tick a milestone off, or not yet.", _ticks),
        Action("programme.insert", "i", "ask", "Ask something of the organisation.", _coordinates),
        Action("programme.undo", "z", "undo", "Take the last act back.", in_line=False),
    )
    more_keys: ClassVar = ("app.home", "app.library", "app.ask")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.acts = ProgrammeActs(self, self)
        self.callers: list[str] = []
        self.coordinates = False
        self._asks: dict[str, Ask] = {}
        self._calls: dict[str, CallView] = {}
        self._milestones: dict[str, MilestoneView] = {}
        self._shown_before = False

    def compose_body(self) -> ComposeResult:
        yield Rows(id="for-all")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        self.start(self._load, "programme")

    async def _load(self) -> None:
        core = self.here.assistant
        notes, asks, calls = (
            await core.summary_notes(),
            await core.asks(),
            await core.call_requests(),
        )
        names, contacts = await core.who_could_call(), await core.contacts()
        self.coordinates = await core.coordinates()
        self._asks = {f"ask-{ask.id}": ask for ask in asks}
        self._calls = {f"call-{call.id}": call for call in calls}
        milestones = await core.milestones()
        self._milestones = {f"milestone-{one.id}": one for one in milestones}
        rows = [row for close in await core.closed_programmes() for row in close_rows(close)]
        told = await core.told_programmes()
        rows += [row for one in told for row in (told_row(one), text_row())]
        rows += [heading_row("Notes to everybody")]
        rows += [note_row(note) for note in notes[-1:]]
        rows += [] if notes else [quiet("No note has been released yet.")]
        rows += [text_row(), heading_row("You said, we did")]
        rows += [ask_row(ask) for ask in asks]
        rows += [] if asks else [quiet("Nothing has been asked of the organisation yet.")]
        if milestones:
            rows += [text_row(), heading_row("Milestones")]
        rows += [milestone_row(one) for one in milestones]
        rows += [text_row(), heading_row("Somebody to talk to")]
        rows += [call_row(call) for call in calls]
        if names and not any(call.mine for call in calls):
            rows.append(offer_row(" or ".join(first_name(name) for name in names)))
        rows += [contact_row(contact) for contact in contacts]
        listed = self.query_one(Rows)
        listed.show(rows, select="" if self._shown_before else await self._wanted())
        if not self._shown_before and self.here.subject == "calls":
            # People to turn to are only read: they stand below the last row that can be selected.
            self.call_after_refresh(listed.scroll_end, animate=False)
        self._shown_before = True
        self.callers = names
        self._say_who()
        self.refresh_keys()

    async def _wanted(self) -> str:
        """Id of the row that somebody came for, else of what waits for its coordinator: a call, or
        a milestone; "" for none."""
        if self.here.subject == "calls":
            return next(iter(self._calls), "offer")
        if self.here.subject == "asks":
            waiting = [row for row, ask in self._asks.items() if not ask.answer]
            return next(iter([*(waiting if self.coordinates else ()), *self._asks]), "")
        if not self.coordinates:
            return ""
        today = await self.here.assistant.today()
        calls = [row for row, call in self._calls.items() if not call.mine]
        found = [row for row, m in self._milestones.items() if not m.done and m.on <= today]
        return next(iter([*calls, *found]), "")

    async def load_again(self) -> None:
        self.give_up("programme")
        await self._load()

    @property
    def asked(self) -> Ask | None:
        """The selected request."""
        return self._asks.get(self.query_one(Rows).lit) if self.is_mounted else None

    @property
    def milestone(self) -> MilestoneView | None:
        """The selected milestone."""
        return self._milestones.get(self.query_one(Rows).lit) if self.is_mounted else None

    def _say_who(self) -> None:
        lit = self.query_one(Rows).lit
        words = "Who sees this: everybody in the programme."
        if lit == "offer" or lit in self._calls:
            words = "Who sees this: the one who asked and the coordinator. Nobody else, no note."
        self.query_one(WhoSees).show(words)

    def selection_moved(self) -> None:
        self._say_who()
        self.refresh_keys()

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row == "notes":
            self.go("released-notes")
        elif event.row == "offer":
            self.start(self.acts.ask_for_call, "modal")
        elif event.row in self._calls:
            self.start(partial(self.acts.end_call, self._calls[event.row]), "modal")
        elif self.coordinates and self.asked is not None:
            self.action_answer()
        elif self.coordinates and self.milestone is not None:
            self.action_tick()

    def action_open(self) -> None:
        self.query_one(Rows).action_select()

    def action_answer(self) -> None:
        self.acts.answer()

    def action_tick(self) -> None:
        self.acts.tick()

    def action_insert(self) -> None:
        self.acts.insert()

    def action_undo(self) -> None:
        self.acts.undo()
