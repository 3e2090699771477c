"""The first run: what this is, what leaves the computer, and where to begin."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui.actions import Action
from tui.formatting import BOLD, QUIET, fit, marked, row, stacked, wrapped
from tui.here import Here
from tui.messages import DemoAsked, RowChosen
from tui.screens.place import PlaceScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Draw, Row, Rows, text_row

_OFFERS = (
    ("demo", "Look around first", "a demo programme; nothing of yours is needed"),
    ("start", "Start a pairing of my own", "two names are enough, under a minute"),
    ("join", "I was invited to a pairing", "you need the invitation, a file or a line"),
    ("found", "I run a programme", "start one from a template, about 10 minutes"),
    ("connect", "Connect a language model", "optional: everything works without one"),
)
_PROMISES = (
    ("What is kept, and where", "on this computer only, in your own folder"),
    ("What is sent", "nothing, unless you connect a model"),
    ("What is never done", "recording, scoring people, reports about people"),
)


class WelcomeScreen(PlaceScreen):
    """Where everybody begins; each row does what it says. Open to whoever is here already, too."""

    PLACE = "welcome"
    TITLE_WORDS = "Welcome"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("welcome.open", "enter", "choose", "Do what is selected.", in_palette=False),
    )
    more_keys: ClassVar = ("app.step-back", "app.leave")

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.here = here

    def compose_body(self) -> ComposeResult:
        yield Rows(id="welcome-rows", opens_at_once=True)

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Welcome")
        self.query_one(WhoSees).show("Who sees this: only you.")
        rows = [Row("", _opening), text_row()]
        rows += [Row(name, _offer(words, more)) for name, words, more in _OFFERS]
        rows.append(text_row())
        for what, answer in _PROMISES:
            rows.append(text_row(Content.assemble("  ", fit(what, 27, QUIET), answer)))
        self.query_one(Rows).show(rows)
        self.query_one(Rows).focus()
        self.refresh_keys()

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row == "demo":
            self.post_message(DemoAsked())
        else:
            self.go(event.row)

    def action_open(self) -> None:
        self.query_one(Rows).action_select()


def _opening(width: int, _lit: bool) -> Content:
    words = (
        "Viceversa helps two people learn from each other: a junior mentors a senior. It prepares "
        "sessions, says where each line comes from, and shows nobody what is not theirs."
    )
    return stacked([Content(""), *wrapped(words, width - 4, indent=2)])


def _offer(words: str, more: str) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        left = Content.styled(words, BOLD if lit else "")
        return marked(row(left, Content.styled(more, QUIET), width - 4), lit, width)

    return draw
