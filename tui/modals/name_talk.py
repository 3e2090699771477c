"""Another name for a talk."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from tui.modals.form import FormModal, labelled


class NameTalkModal(FormModal[str]):
    """Gives the new name, or None."""

    TITLE_WORDS = "What this talk is called"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._called = name

    def compose_fields(self) -> Iterable[Widget]:
        yield labelled("Name", Input(self._called, id="name", compact=True, max_length=80))

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def action_do_it(self) -> None:
        name = self.query_one(Input).value.strip()
        if name:
            self.dismiss(name)
        else:
            self.say("A talk needs a name.")
