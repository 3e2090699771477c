"""Statements to hold oneself against: a digit answers the selected one and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui.formatting import BOLD, FOCUS, QUIET, marked, row, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.screens.keeping import KeepingScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Draw, Row, Rows, quiet_row, text_row


class ScaleScreen(KeepingScreen):
    """Subclasses load ``statements``, ``given`` and ``words`` of the answers, and keep them."""

    SEES: ClassVar[str] = "Who sees this: only you, ever."
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.statements: tuple[str, ...] = ()
        self.given: list[int] = []
        self.words: tuple[str, ...] = ()
        self.lead = ""

    def compose_body(self) -> ComposeResult:
        yield Rows(id="statements")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(self.TITLE_WORDS, self.here.who)
        self.query_one(WhoSees).show(self.SEES, "(only you)")
        self.query_one(Rows).focus()
        self.start(self.load, "load")

    async def load(self) -> None:
        """Fetch what there is, then ``show_all``."""
        raise NotImplementedError

    def show_all(self, after: Sequence[Row] = ()) -> None:
        """Draw the statements with what is answered, and ``after`` them what comes of it."""
        scale = ",  ".join(f"{n} {word}" for n, word in enumerate(self.words, start=1) if word)
        rows = [
            Row("", lambda w, _lit: stacked(wrapped(self.lead, w - 4, indent=2))),
            quiet_row(scale),
            text_row(),
        ]
        rows += [Row(f"s{n}", self._drawn(n)) for n in range(len(self.statements))]
        self.query_one(Rows).show([*rows, *after])
        self.refresh_keys()

    @property
    def at(self) -> int | None:
        """Which statement is selected, from 0."""
        lit = self.query_one(Rows).lit if self.is_mounted else ""
        return int(lit[1:]) if lit[:1] == "s" and lit[1:].isdecimal() else None

    def action_answer(self, value: int) -> None:
        """Answer the selected statement and go on to the next."""
        at = self.at
        if at is None:
            return
        self.given[at] = int(value)
        rows = self.query_one(Rows)
        rows.redraw()
        if at + 1 < len(self.statements):
            rows.select(f"s{at + 1}")
        else:
            self.answered_last()
        self.refresh_keys()

    def answered_last(self) -> None:
        """The last statement was answered."""
        self.say("Enter keeps it, only for you.")

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep the answers; subclasses say how."""

    def _drawn(self, n: int) -> Draw:
        def draw(width: int, lit: bool) -> Content:
            value = self.given[n]
            word = self.words[value - 1] if value else ""
            said = f"{value} {word}".strip() if value else "-"
            lines = wrapped(self.statements[n], width - 20, style=BOLD if lit else "")
            end = Content.styled(said, FOCUS if value else QUIET)
            return marked(stacked([row(lines[0], end, width - 4), *lines[1:]]), lit, width)

        return draw
