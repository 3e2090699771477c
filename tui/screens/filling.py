"""A page to fill in, from the first field to the last: Enter goes on, and at the end does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.domain.amounts import counted
from assistant.domain.days import read_day
from assistant.domain.views import KeptWords
from tui.actions import Action
from tui.formatting import QUIET, stacked, wrapped
from tui.here import Here
from tui.modals.form import labelled
from tui.screens.keeping import KeepingScreen
from tui.widgets.choice import Choice
from tui.widgets.frame import KeyLine, TitleBar, WhoSees
from tui.widgets.kept import KeptInput

_UNKNOWN = (
    Action("text.go-on", "tab", "next field", "Go to the next field."),
    Action("app.step-back", "escape", "leave the text", "Leave the text."),
)


Day = tuple[date, time | None]
"""A day, and the time of day if one was written."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in. With ``options`` (value and words) one of them is taken."""

    id: str
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()


def form_actions(place: str, does: str, says: str) -> tuple[Action, Action]:
    """Enter and F5 of a form: through its fields, and at once."""
    return (
        Action(f"{place}.go-on", "enter", "go on", f"To the next field, then {does}."),
        Action(f"{place}.do-it", "f5", does, says),
    )


class FillingScreen(KeepingScreen):
    """Subclasses give ``BLANKS``, ``LEAD`` and ``fill``; their action ``go-on`` is on Enter."""

    CSS_PATH: ClassVar = ["place.tcss", "filling.tcss"]
    BLANKS: ClassVar[tuple[Blank, ...]] = ()
    LEAD: ClassVar[str] = ""
    BELOW: ClassVar[str] = ""
    SEES: ClassVar[str] = "Who sees this: only you."
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._filling = False

    def compose_body(self) -> ComposeResult:
        yield Static(stacked(wrapped(self.LEAD, 74)), markup=False, classes="lead")
        yield from (labelled(blank.label, _field(blank)) for blank in self.BLANKS)
        yield from self.compose_below()
        yield Static(stacked(wrapped(self.BELOW, 74, style=QUIET)), markup=False, classes="told")

    def compose_below(self) -> Iterable[Widget]:
        """What stands between the fields and the last words."""
        return ()

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.TITLE_WORDS, self.here.who)
        self.query_one(WhoSees).show(self.SEES)
        for field in self.query(KeptInput).results(KeptInput):
            field.awaits = self.place_of(field.id or "")
        self._fields()[0].focus()
        self.start(self._restore, "restore")
        self.refresh_keys()

    def refresh_keys(self) -> None:
        if self.here.person or not isinstance(self.focused, Input):
            super().refresh_keys()
            return
        # Nobody is known yet in whose name the text could be kept, so nothing promises it.
        here = [action for action in self.TEXT_ACTIONS if action.enabled(self)]
        self.query_one(KeyLine).show([*here, *_UNKNOWN])

    async def _restore(self) -> None:
        """What was typed here before, where somebody is known whose words they would be."""
        if not self.here.person:
            return
        lines, since = 0, KeptWords()
        for field in self.query(KeptInput).results(KeptInput):
            place = self.place_of(field.id or "")
            kept = await self.here.assistant.kept_words(place)
            if kept.text and not field.place:
                field.restore(kept.text)
                lines, since = lines + 1, kept if kept.when else since
            field.place = place
        self.refresh_keys()
        self.say_restored(counted(lines, "line"), since)

    def _fields(self) -> list[Widget]:
        return [self.query_one(f"#{blank.id}") for blank in self.BLANKS]

    def said(self, blank: str) -> str:
        """What was typed, or the option that was taken."""
        field = self.query_one(f"#{blank}")
        return field.taken if isinstance(field, Choice) else getattr(field, "value", "").strip()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """To the next field; from the last one, or from none, do it."""
        fields = self._fields()
        at = next((n for n, field in enumerate(fields) if field.has_focus), len(fields) - 1)
        if at + 1 < len(fields):
            fields[at + 1].focus()
        else:
            self.action_do_it()

    def action_do_it(self) -> None:
        if not self._filling:
            self._filling = True
            self.start(self._fill_once, "fill")

    async def _fill_once(self) -> None:
        try:
            await self.fill()
        finally:
            self._filling = False

    def go(
        self,
        place: str,
        pairing: str | None = None,
        session: int | None = None,
        subject: str = "",
    ) -> None:
        """Not while it is being done: whoever left now would have begun, and not know it."""
        if not self._filling:
            super().go(place, pairing, session, subject)

    async def fill(self) -> None:
        """Do what the page is for. AssistantError is said, and what was typed stays."""
        raise NotImplementedError

    async def forget_typed(self) -> None:
        """Once it became something: the fields are empty when somebody comes back."""
        for field in self.query(KeptInput).results(KeptInput):
            place, field.place, field.value = field.place, "", ""
            if place:
                await self.forget(place)
                field.place = place

    async def dated(self, blank: str, example: str) -> tuple[bool, Day | None]:
        """Whether a field can be read as a day, and the day; an empty one is none. Where it cannot
        be, it gets the focus and ``example`` is said."""
        said = self.said(blank)
        day = read_day(said, await self.here.assistant.today()) if said else None
        if said and day is None:
            self.query_one(f"#{blank}").focus()
            self.say(f'That is no date. Write it like "{example}", or leave it empty.')
        return not said or day is not None, day

    def missing(self, blank: str, words: str) -> bool:
        """Whether a field is empty; if so it gets the focus, and ``words`` are said."""
        if self.said(blank):
            return False
        self.query_one(f"#{blank}").focus()
        self.say(words)
        return True

    def leave_text(self) -> None:
        self.set_focus(None)
        self.refresh_keys()


def _field(blank: Blank) -> Widget:
    if blank.options:
        return Choice(blank.options, blank.options[0][0], id=blank.id)
    return KeptInput(id=blank.id, placeholder=blank.hint)
