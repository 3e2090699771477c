"""A file, by its path or from the folders of this computer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DirectoryTree, Input, Static

from tui.modals.folders import documents_folder, dropped_path
from tui.modals.form import FormModal, PressWord, labelled
from tui.widgets.text_line import TextLine

SUFFIXES = (
    *(".md", ".markdown", ".txt", ".text", ""),
    *(".docx", ".pptx", ".pdf", ".html", ".htm"),
)


class TextFiles(DirectoryTree):
    """Folders and files that may hold text that can be read in; hidden ones are left out."""

    # Signs that each terminal has, one cell wide: a folder that is closed or open, and a file.
    ICON_NODE = "+ "
    ICON_NODE_EXPANDED = "- "
    ICON_FILE = "  "

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        return (
            path
            for path in paths
            if not path.name.startswith(".") and (path.suffix.lower() in SUFFIXES or path.is_dir())
        )


class ChooseFileModal(FormModal[Path]):
    """Type a path, or walk through folders and press Enter on a file."""

    def __init__(self, title: str, *, does: str, folder: Path | None = None) -> None:
        super().__init__()
        self._title, self._does = title, does
        self._folder = folder or documents_folder()

    def compose_fields(self) -> Iterable[Widget]:
        yield Static(Content.styled(self._title, "bold"), markup=False, classes="below")
        yield labelled("File", TextLine("", id="path", placeholder="a path, or below"))
        yield TextFiles(self._folder, id="tree")

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("Enter", self._does, "do_it")
        yield PressWord("Tab", "to the folders", "app.focus_next")
        yield PressWord("Esc", "not now", "not_now")

    def on_mount(self) -> None:
        self.query_one("#path", Input).focus()

    @on(DirectoryTree.FileSelected)
    def _selected(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        self.query_one("#path", Input).value = str(event.path)
        self.query_one("#path", Input).focus()
        self.say(f"Enter: {self._does}.")

    def action_do_it(self) -> None:
        typed = self.query_one("#path", Input).value.strip().strip("'\"")
        if not typed or "\x00" in typed:
            self.say("Type a path, or choose a file below.")
        else:
            self.dismiss(dropped_path(typed) or Path(typed).expanduser())
