"""Row 2 of a session's places: its four tabs, the one in front underlined."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.formatting import FOCUS, QUIET
from tui.messages import KeyWordPressed

_TABS = (
    ("P", "Prepare", "prepare"),
    ("R", "Run", "run"),
    ("E", "Reflect", "reflect"),
    ("F", "Feedback", "feedback"),
)


class SessionTab(Static):
    """One of them; a click goes there."""

    def __init__(self, key: str, words: str, call: str, *, here: bool) -> None:
        style = "bold underline" if here else QUIET
        text = Content.assemble((key, f"bold {FOCUS}"), " ", (words, style))
        super().__init__(text, markup=False, classes="tab")
        self._call = call

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(KeyWordPressed(self._call))


class SessionTabs(Horizontal):
    """Given the tab in front: prepare, run, reflect or feedback."""

    def __init__(self, front: str) -> None:
        super().__init__(id="tabs")
        self._front = front

    def compose(self) -> ComposeResult:
        for key, words, call in _TABS:
            yield SessionTab(key, words, call, here=call == self._front)
