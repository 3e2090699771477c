"""The first frame: drawn before anything heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from assistant.errors import AssistantError


class OpeningScreen(Screen[None]):
    """Says that the records are being opened, or why they cannot be."""

    BINDINGS = [("Q", "app.quit", "leave")]  # noqa: RUF012
    DEFAULT_CSS = """
    OpeningScreen { background: $background; color: $foreground; }
    OpeningScreen #title { height: 1; background: $v-band; }
    OpeningScreen #words { padding: 1 2; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content.assemble(" ", ("Viceversa", "bold")), id="title", markup=False)
        yield Static(Content("Opening your records ..."), id="words", markup=False)

    def report(self, error: AssistantError) -> None:
        """The store cannot be opened: what happened, what is safe, what to do."""
        words = f"{error.sentences()}\n\nQ leaves."
        self.query_one("#words", Static).update(Content(words))
