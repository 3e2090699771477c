"""What is done on the page for everybody: requests and answers, milestones, calls; and undone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from textual.content import Content

from assistant.domain.programme_notes import Ask, AskState
from tui.formatting import one_line
from tui.here import first_name
from tui.modals.fields import Field, FieldsModal
from tui.modals.share import SharePreview
from tui.programme_lines import STATES
from tui.screens.beside import BesideScreen

if TYPE_CHECKING:
    from assistant.domain.views import CallView, MilestoneView


class Listed(Protocol):
    """What the page lists, and what of it is selected."""

    @property
    def asked(self) -> Ask | None:
        """The selected request."""
        ...

    @property
    def milestone(self) -> MilestoneView | None:
        """The selected milestone."""
        ...

    @property
    def callers(self) -> Sequence[str]:
        """Names of those who would call."""
        ...

    async def load_again(self) -> None:
        """Show what is so now."""
        ...


class ProgrammeActs:
    """A part of the page for everybody. ``undo`` takes the last act back, but for a request for a
    call that was seen to: that was erased, and nothing of it is kept."""

    def __init__(self, screen: BesideScreen, listed: Listed) -> None:
        self._screen, self._listed = screen, listed
        self._core = screen.here.assistant
        self._undo: Callable[[], Coroutine[Any, Any, object]] | None = None

    def undo(self) -> None:
        if self._undo is None:
            self._screen.say("Nothing to undo here.")
        else:
            self._screen.start(partial(self._undone, self._undo), "act")

    async def _undone(self, undo: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._undo = None
        await undo()
        await self._listed.load_again()
        self._screen.say("Taken back.")

    # --- milestones --------------------------------------------------------------------------

    def tick(self) -> None:
        if self._listed.milestone is not None:
            self._screen.start(partial(self._tick, self._listed.milestone), "act")

    async def _tick(self, one: MilestoneView) -> None:
        tick = self._core.tick_milestone
        await tick(one.id, done=not one.done)
        self._undo = partial(tick, one.id, done=one.done)
        await self._listed.load_again()
        words = "is open again" if one.done else "is ticked off, by you today"
        self._screen.say(f"{one_line(one.title)} {words}. z takes it back.")

    # --- you said, we did --------------------------------------------------------------------

    def answer(self) -> None:
        self._screen.start(self._answer, "modal")

    async def _answer(self) -> None:
        ask = self._listed.asked
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
            **await self._screen.kept_field(f"answer-{ask.id}"),
        )
        said = await self._screen.app.push_screen_wait(modal)
        if said is not None:
            state = AskState(said["state"])
            await self._core.answer_ask(ask.id, said["answer"], state, on=said["on"])
            await self._listed.load_again()
            self._undo = partial(self._core.put_ask_back, ask)
            self._screen.say("Kept. Everybody in the programme can read it now. z takes it back.")

    def insert(self) -> None:
        self._screen.start(self._add, "modal")

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
            **await self._screen.kept_field("new-ask"),
        )
        said = await self._screen.app.push_screen_wait(modal)
        if said is not None:
            made = await self._core.add_ask(said["text"], of_whom=said["whom"], by=said["by"])
            await self._listed.load_again()
            self._undo = partial(self._core.remove_ask, made.id)
            self._screen.say("Asked. Everybody in the programme can read it now. z takes it back.")

    # --- somebody to talk to -----------------------------------------------------------------

    async def ask_for_call(self) -> None:
        names = " and ".join(first_name(name) for name in self._listed.callers)
        me = self._screen.here.me
        preview = SharePreview(
            f"What {names} will see",
            Content(f"{me} asked for a call."),
            "That, the day, and nothing else: no reason, nothing that you wrote. It is never "
            "counted. You can take it back; once you have talked it is erased.",
            "ask for a call",
            "not now",
        )
        if await self._screen.app.push_screen_wait(preview):
            await self._core.ask_for_call()
            self._undo = self._core.end_call_request
            await self._listed.load_again()
            self._screen.say(
                f"Asked. {names} can see that you did, and nothing else. z takes it back."
            )

    async def end_call(self, call: CallView) -> None:
        name = first_name(call.name)
        preview = SharePreview(
            "Take it back?" if call.mine else f"Have you talked with {name}?",
            Content("You asked for a call." if call.mine else f"{call.name} asked for a call."),
            "It is erased, and nothing of it is kept.",
            "take it back" if call.mine else "yes, erase it",
            "leave it",
        )
        if await self._screen.app.push_screen_wait(preview):
            await self._core.end_call_request(call.id)
            self._undo = self._core.ask_for_call if call.mine else None
            await self._listed.load_again()
            again = " z asks again." if call.mine else ""
            self._screen.say(f"Erased. Nothing of it is kept.{again}")
