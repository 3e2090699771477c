"""One promise: say yes to it, in other words or by another date, or that nobody made it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.modals.fields import read_typed
from tui.modals.form import FormModal, PressWord, labelled
from tui.widgets.text_line import TextLine


@dataclass(frozen=True, slots=True)
class Promise:
    """What was agreed to. ``nobody`` says that this was never promised."""

    text: str = ""
    due: date | None = None
    nobody: bool = False


class PromiseModal(FormModal[Promise]):
    """Given the words and the date as they stand; Enter agrees, F3 says nobody promised this."""

    TITLE_WORDS = "One promise"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "nobody", "nobody promised this", show=False),
        Binding("f6", "later", "a week later", show=False),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        due: date | None,
        today: date,
        *,
        typed: str = "",
        keep: Callable[[str], None] = lambda _: None,
        since: str = "",
        does: str = "yes",
        refusable: bool = False,
    ) -> None:
        """``typed`` is what was being typed here before; ``keep`` keeps it."""
        super().__init__(since)
        self._title, self._today = title, today
        self._before = {"words": text, "due": due.isoformat() if due else ""}
        self._typed, self._keep = read_typed(typed), keep
        self._does, self._refusable = does, refusable

    def compose_fields(self) -> Iterable[Widget]:
        yield Static(self._title, classes="below", markup=False)
        shown = {**self._before, **self._typed}
        yield labelled("Promise", TextLine(shown["words"], id="words"))
        hint = "no date; write 2026-06-18, 18.6. or +7"
        yield labelled("By", TextLine(shown["due"], id="due", placeholder=hint))

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("Enter", self._does, "do_it")
        yield PressWord("Tab", "date", "app.focus_next")
        yield PressWord("F6", "week later", "later")
        if self._refusable:
            yield PressWord("F3", "nobody did", "nobody")
        yield PressWord("Esc", "not now", "not_now")

    def on_mount(self) -> None:
        field = self.query_one(
            "#words" if not self._before["words"] or self._refusable else "#due", Input
        )
        self.set_focus(field)
        field.action_end()

    def on_input_changed(self) -> None:
        self.typing()

    def keep_now(self) -> None:
        typed = {name: self.query_one(f"#{name}", Input).value for name in self._before}
        self._keep("" if typed == self._before else json.dumps(typed, ensure_ascii=False))

    def action_later(self) -> None:
        """A week after the date, or after today where that has passed."""
        try:
            day = date_of(self.query_one("#due", Input).value, self._today)
        except ValueError:
            day = None
        later = max(day or self._today, self._today) + timedelta(days=7)
        self.query_one("#due", Input).value = later.isoformat()

    def action_nobody(self) -> None:
        if self._refusable:
            self.taken()
            self.dismiss(Promise(nobody=True))

    def action_do_it(self) -> None:
        text = self.query_one("#words", Input).value.strip()
        if not text:
            self.say("A promise needs words.")
            return
        try:
            due = date_of(self.query_one("#due", Input).value, self._today)
        except ValueError:
            self.say("That is no date. Write it like 2026-06-18, 18.6. or +7 for a week from now.")
            return
        self.taken()
        self.dismiss(Promise(text, due))


def date_of(words: str, today: date) -> date | None:
    """A day as people type it: 2026-06-18, 18.6., 18/6, +7; None for nothing. ValueError.

    A day without a year is the next one of that name.
    """
    asked = words.strip().rstrip(".")
    if not asked:
        return None
    if asked.startswith("+"):
        return today + timedelta(days=int(asked[1:]))
    parts = asked.replace("/", ".").split(".")
    if len(parts) == 1:
        return date.fromisoformat(asked)
    numbers = [int(part) for part in parts]
    if len(numbers) == 3:
        return date(numbers[2], numbers[1], numbers[0])
    if len(numbers) != 2:
        raise ValueError("neither a day nor a date")
    day = date(today.year, numbers[1], numbers[0])
    return day if day >= today else date(today.year + 1, numbers[1], numbers[0])
