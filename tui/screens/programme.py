"""What a programme has for everybody: notes, "you said, we did", somebody to talk to."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.programme_notes import Ask, AskState
from assistant.errors import AssistantError
from tui.actions import Action
from tui.here import Here, first_name
from tui.messages import RowChosen, RowLit
from tui.modals.fields import Field, FieldsModal
from tui.modals.share import SharePreview
from tui.programme_lines import (
    STATES,
    ask_row,
    call_row,
    close_rows,
    contact_row,
    heading,
    note_row,
    offer_row,
    quiet,
)
from tui.screens.beside import BesideScreen
from tui.widgets.frame import WhoSees
from tui.widgets.rows import Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.views import CallView


def _coordinates(screen: ProgrammeScreen) -> bool:
    return screen.coordinates


def _answers(screen: ProgrammeScreen) -> bool:
    return screen.coordinates and screen.asked is not None


class ProgrammeScreen(BesideScreen):
    """Enter reads a note, answers a request (for a coordinator), or asks for a call."""

    PLACE = "programme"
    TITLE_WORDS = "For everybody in the programme"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("programme.open", "enter", "open", "Read, answer, or ask.", in_palette=False),
        Action("programme.answer", "e", "answer", "Say what was done, and when.", _answers),
        Action("programme.insert", "i", "ask", "Ask something of the organisation.", _coordinates),
    )
    more_keys: ClassVar = ("app.home", "app.library", "app.ask")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.coordinates = False
        self._asks: dict[str, Ask] = {}
        self._names: list[str] = []
        self._calls: dict[str, CallView] = {}

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
        rows = [row for close in await core.closed_programmes() for row in close_rows(close)]
        rows += [heading("Notes to everybody")]
        rows += [note_row(note) for note in notes[-1:]]
        rows += [] if notes else [quiet("No note has been released yet.")]
        rows += [text_row(), heading("You said, we did")]
        rows += [ask_row(ask) for ask in asks]
        rows += [] if asks else [quiet("Nothing has been asked of the organisation yet.")]
        rows += [text_row(), heading("Somebody to talk to")]
        rows += [call_row(call) for call in calls]
        if names and not any(call.mine for call in calls):
            rows.append(offer_row(" or ".join(first_name(name) for name in names)))
        rows += [contact_row(contact) for contact in contacts]
        self.query_one(Rows).show(rows)
        self._names = names
        self._say_who()
        self.refresh_keys()

    async def _load_again(self) -> None:
        self.give_up("programme")
        await self._load()

    @property
    def asked(self) -> Ask | None:
        """The selected request."""
        return self._asks.get(self.query_one(Rows).lit)

    def _say_who(self) -> None:
        lit = self.query_one(Rows).lit
        words = "Who sees this: everybody in the programme."
        if lit == "offer" or lit in self._calls:
            words = "Who sees this: the one who asked and the coordinator. Nobody else, no note."
        self.query_one(WhoSees).show(words)

    @on(RowLit)
    def _lit(self, event: RowLit) -> None:
        event.stop()
        self._say_who()
        self.refresh_keys()

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row == "notes":
            self.go("released-notes")
        elif event.row == "offer":
            self.start(self._ask_for_call, "modal")
        elif event.row in self._calls:
            self.start(partial(self._end_call, self._calls[event.row]), "modal")
        elif self.coordinates and self.asked is not None:
            self.start(self._answer, "modal")

    def action_open(self) -> None:
        self.query_one(Rows).action_select()

    # --- you said, we did --------------------------------------------------------------------

    def action_answer(self) -> None:
        self.start(self._answer, "modal")

    async def _answer(self) -> None:
        ask = self.asked
        assert ask is not None
        states = tuple(STATES.items())
        on = str(ask.answered_on or "")
        fields = (
            Field("answer", "Done", ask.answer, "what was done, or why not", "It needs words."),
            Field(
                "state", "It is", (ask.state if ask.answer else AskState.DONE).value, "", "", states
            ),
            Field("on", "On", on, "a day such as 3 June; empty means today"),
        )
        modal = FieldsModal(
            "What came of it?",
            fields,
            does="go on",
            says=f"Asked: {ask.text} Everybody in the programme reads the answer.",
            **await self.kept_field(f"answer-{ask.id}"),
        )
        said = await self.app.push_screen_wait(modal)
        if said is not None:
            state = AskState(said["state"])
            act = partial(
                self.here.assistant.answer_ask, ask.id, said["answer"], state, on=said["on"]
            )
            await self._do(act, f"answer-{ask.id}", said)
            self.say("Kept. Everybody in the programme can read it now.")

    def action_insert(self) -> None:
        self.start(self._add, "modal")

    async def _add(self) -> None:
        fields = (
            Field("text", "We ask for", "", "one thing that somebody can do", "It needs words."),
            Field("whom", "Of whom", "", "a role, such as line managers"),
            Field("by", "By", "", "a day such as 1 September, or empty"),
        )
        modal = FieldsModal(
            "What do we ask of the organisation?",
            fields,
            does="go on",
            says="Everybody in the programme reads it. Name no pair.",
            **await self.kept_field("new-ask"),
        )
        said = await self.app.push_screen_wait(modal)
        if said is not None:
            act = partial(
                self.here.assistant.add_ask, said["text"], of_whom=said["whom"], by=said["by"]
            )
            await self._do(act, "new-ask", said)
            self.say("Asked. Everybody in the programme can read it now.")

    async def _do(
        self, act: Callable[[], Coroutine[Any, Any, Ask]], field: str, said: dict[str, str]
    ) -> None:
        """Do it and show it; what was typed is kept where it cannot be done."""
        try:
            await act()
        except AssistantError:
            kept = await self.kept_field(field)
            kept["keep"](json.dumps(said, ensure_ascii=False))
            raise
        await self._load_again()

    # --- somebody to talk to -----------------------------------------------------------------

    async def _ask_for_call(self) -> None:
        names = " and ".join(first_name(name) for name in self._names)
        me = self.here.me
        preview = SharePreview(
            f"What {names} will see",
            Content(f"{me} asked for a call."),
            "That, the day, and nothing else: no reason, nothing that you wrote. It is never "
            "counted. You can take it back; once you have talked it is erased.",
            "ask for a call",
            "not now",
        )
        if await self.app.push_screen_wait(preview):
            await self.here.assistant.ask_for_call()
            await self._load_again()
            self.say(f"Asked. {names} can see that you did, and nothing else.")

    async def _end_call(self, call: CallView) -> None:
        name = first_name(call.name)
        preview = SharePreview(
            "Take it back?" if call.mine else f"Have you talked with {name}?",
            Content("You asked for a call." if call.mine else f"{call.name} asked for a call."),
            "It is erased, and nothing of it is kept.",
            "take it back" if call.mine else "yes, erase it",
            "leave it",
        )
        if await self.app.push_screen_wait(preview):
            await self.here.assistant.end_call_request(call.id)
            await self._load_again()
            self.say("Erased. Nothing of it is kept.")
