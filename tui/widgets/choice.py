"""A few words of which exactly one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.messages import OptionTaken


class Choice(Horizontal):
    """A few words of which one is taken. Left and right or a click take another one."""

    BINDINGS: ClassVar = [("left", "step(-1)", ""), ("right", "step(1)", "")]
    can_focus = True

    def __init__(self, options: Sequence[tuple[str, str]], taken: str, *, id: str) -> None:  # noqa: A002
        """``options``: value and words of each."""
        super().__init__(id=id)
        self._options = list(options)
        self.taken = taken

    def compose(self) -> ComposeResult:
        yield from (ChoiceWord(value, words) for value, words in self._options)

    def on_mount(self) -> None:
        self.take(self.taken, tell=False)

    def take(self, value: str, *, tell: bool = True) -> None:
        """Take a value; tells the screen unless ``tell`` is False."""
        self.taken = value
        for word in self.query(ChoiceWord):
            word.set_class(word.value == value, "-taken")
        if tell:
            self.post_message(OptionTaken(self.id or "", value))

    def action_step(self, step: int) -> None:
        values = [value for value, _ in self._options]
        self.take(values[(values.index(self.taken) + step) % len(values)])


class ChoiceWord(Static):
    """One word of a choice."""

    def __init__(self, value: str, words: str) -> None:
        super().__init__(Content(words), markup=False)
        self.value = value

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if isinstance(self.parent, Choice):
            self.parent.focus()
            self.parent.take(self.value)
