"""Another name for a talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from tui.modals.form import FormModal, labelled
from tui.widgets.text_line import TextLine


class NameTalkModal(FormModal[str]):
    """Gives the new name, or None."""

    TITLE_WORDS = "What this talk is called"

    def __init__(
        self, name: str, *, typed: str, keep: Callable[[str], None], since: str = ""
    ) -> None:
        """``typed`` is what was being typed here before; ``keep`` keeps it."""
        super().__init__(since)
        self._called, self._typed, self._keep = name, typed, keep

    def compose_fields(self) -> Iterable[Widget]:
        called = self._typed or self._called
        yield labelled("Name", TextLine(called, id="name", max_length=80))

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._keep("" if event.value == self._called else event.value)

    def action_do_it(self) -> None:
        name = self.query_one(Input).value.strip()
        if name:
            self.taken()
            self.dismiss(name)
        else:
            self.say("A talk needs a name.")
