"""How long the session shall be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.domain.drafts import Length
from tui.modals.form import FormModal, labelled
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from assistant.domain.drafts import Agenda

_WORDS = {Length.SHORT: "short, 15", Length.STEADY: "steady, 60", Length.DEEP: "deep, 90"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """``keep_lines`` changes the minutes of the lines that there are; else a fresh draft."""

    length: Length
    minutes: int | None = None
    keep_lines: bool = False


class LengthModal(FormModal[Wanted]):
    """Three lengths, or other minutes."""

    TITLE_WORDS = "How long shall it be?"
    DOES = "use it"

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self._agenda = agenda

    def compose_fields(self) -> Iterable[Widget]:
        options = [(length.value, words) for length, words in _WORDS.items()]
        yield labelled("Length", Choice(options, self._agenda.length.value, id="length"))
        field = Input("", id="minutes", compact=True, type="integer", max_length=3)
        yield labelled("Minutes", field, "other than these; 10 to 240")
        lines = [("fresh", "draft it anew"), ("keep", "keep these lines")]
        yield labelled("Lines", Choice(lines, "fresh", id="lines"))
        words = "Left and right choose. Whatever you take, z brings the old agenda back."
        yield Static(words, markup=False, classes="below")

    def on_mount(self) -> None:
        self.query_one("#length", Choice).focus()

    def action_do_it(self) -> None:
        length = Length(self.query_one("#length", Choice).taken)
        typed = self.query_one("#minutes", Input).value
        minutes = int(typed) if typed.isdecimal() else None
        if typed and (minutes is None or not 10 <= minutes <= 240):
            self.say("Minutes are a number from 10 to 240.")
            return
        keep = self.query_one("#lines", Choice).taken == "keep"
        self.dismiss(Wanted(length, minutes, keep))
