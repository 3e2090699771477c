"""Where a file shall be written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input, Static

from tui.modals.form import FormModal, labelled
from tui.widgets.text_line import TextLine


class SaveFileModal(FormModal[Path]):
    """A path to type over. Nothing that exists is written over: the core sees to that."""

    TITLE_WORDS = "Save"
    DOES = "save"

    def __init__(self, proposed: Path) -> None:
        super().__init__()
        self._proposed = proposed

    def compose_fields(self) -> Iterable[Widget]:
        yield labelled("File", TextLine(str(self._proposed), id="path"))
        words = "A file that is there already is left alone. This is a file of yours: whoever "
        words += "opens it reads it."
        yield Static(words, markup=False, classes="below")

    def on_mount(self) -> None:
        self.query_one("#path", Input).focus()

    def action_do_it(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        if not typed or "\x00" in typed:
            self.say("Type where the file shall be.")
        else:
            self.dismiss(Path(typed).expanduser())


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """A name in ``folder`` that is not taken: agenda.md, agenda-2.md ..."""
    path = folder / f"{stem}.{ending}"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.{ending}"
        number += 1
    return path
