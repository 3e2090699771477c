"""The first run: what this is, what leaves the computer, and where to begin."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui.actions import Action
from tui.formatting import BOLD, QUIET, fit, marked, row, stacked, wrapped
from tui.messages import DemoAsked, RowChosen
from tui.screens.in_full import InFullScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Draw, Row, Rows, text_row

_OFFERS = (
    ("demo", "Look around first", "a demo programme; nothing of yours is needed"),
    ("start", "Start a pairing of my own", "two names are enough, under a minute"),
    ("join", "I was invited to a pairing", "you need the invitation, a file or a line"),
    ("found", "I run a programme", "start one from a template, about 10 minutes"),
    ("connect", "Connect a language model", "optional: everything works without one"),
)
_MORE = {
    "demo": (
        "You are Ana, who mentors Martin, in the middle of their time together. Enter on Home "
        "prepares their next session.",
        "W makes you somebody else: Martin, who learns, or Oonagh, who runs the programme.",
        "O leads here again whenever you want to begin something of your own.",
    ),
    "start": (
        "You give two names. Home then says what is next: a first agenda, dates, how you two work "
        "together.",
        "The other one need not use Viceversa. An invitation lets them join later: W, then i.",
    ),
    "join": (
        "Somebody sent you a file, or a line that begins with viceversa1. You see whom it is for "
        "before you join.",
        "Three short pages follow, and each of them can wait.",
    ),
    "found": (
        "You name the programme, then you pair people and save an invitation for each.",
        "You see that pairs met, moved or missed a session, and never what they said.",
    ),
    "connect": (
        "Rules draft everything from your notes and the guidance. A model may word it better: one "
        "on this computer, or at an address that you choose.",
        "Nothing goes to another computer before you agreed to it by name.",
    ),
}
"""Beside the list in a wide window: what follows from each choice."""
_PROMISES = (
    ("What is kept, and where", "on this computer only, in your own folder"),
    ("What is sent", "nothing, unless you connect a model"),
    ("What is never done", "recording, scoring people, reports about people"),
)


class WelcomeScreen(InFullScreen):
    """Where everybody begins; each row does what it says. Open to whoever is here already, too."""

    PLACE = "welcome"
    TITLE_WORDS = "Welcome"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("welcome.open", "enter", "choose", "Do what is selected.", in_palette=False),
    )
    more_keys: ClassVar = ("app.step-back", "app.leave")

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

    async def in_full(self) -> None:
        lit, room = self.query_one(Rows).lit, self.beside.room
        head = next((words for name, words, _ in _OFFERS if name == lit), "")
        lines: list[Content] = []
        for words in _MORE.get(lit, ()):
            lines += [*([Content("")] if lines else []), *wrapped(words, room)]
        self.beside.show_lines(head, lines)

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
