"""A change of the agenda, before and after: one key takes it, one key leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.change_lines import change_page
from tui.formatting import BOLD, QUIET, one_line
from tui.modals.form import PressWord
from tui.modals.paper import PAGE_WIDTH

if TYPE_CHECKING:
    from assistant.domain.changes import TalkedChange
    from tui.agenda_lines import Names

Answer = Literal["use", "keep", "again", "leave"]


class ChangeModal(ModalScreen[Answer]):
    """``use`` makes or sends it, ``keep`` is not now, ``again`` says it differently, ``leave``
    refuses a proposal for good."""

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('keep')", "keep mine", show=False),
        Binding("enter", "answer('use')", "use it", show=False),
        Binding("t", "answer('again')", "say it differently", show=False),
        Binding("d", "answer('leave')", "leave it", show=False),
        Binding("down,j", "scroll(1)", "", show=False),
        Binding("up,k", "scroll(-1)", "", show=False),
        Binding("pagedown", "scroll(10)", "", show=False),
        Binding("pageup", "scroll(-10)", "", show=False),
    ]

    def __init__(
        self,
        change: TalkedChange,
        names: Names,
        *,
        said_by: str = "You",
        below: str = "",
        does: str = "use it",
        refuses: str = "keep mine",
        last: tuple[str, str, str] = ("t", "say it differently", "again"),
    ) -> None:
        """``last`` is the third key, with its words and its answer."""
        super().__init__()
        self._change, self._names = change, names
        self._said_by, self._below = said_by, below
        self._does, self._refuses, self._last = does, refuses, last

    def compose(self) -> ComposeResult:
        said = f"{self._said_by} said: {one_line(self._change.words)}"
        page = change_page(self._change, self._names, PAGE_WIDTH)
        with Vertical(classes="paper"):
            yield Static(Content.styled(said, BOLD), classes="head", markup=False)
            with VerticalScroll(classes="page", can_focus=False):
                yield Static(page, markup=False)
            if self._below:
                yield Static(Content.styled(self._below, QUIET), classes="below", markup=False)
            with Horizontal(classes="foot"):
                yield PressWord("Enter", self._does, "answer('use')")
                yield PressWord("Esc", self._refuses, "answer('keep')")
                key, words, answer = self._last
                yield PressWord(key, words, f"answer('{answer}')")

    def action_answer(self, answer: Answer) -> None:
        if answer in ("use", "keep", self._last[2]):
            self.dismiss(answer)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
