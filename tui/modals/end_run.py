"""Before a session ends: what its note will hold, the partner's part of it word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.domain.amounts import counted
from tui.formatting import BOLD, QUIET, stacked, wrapped
from tui.modals.form import PressWord
from tui.modals.paper import PAGE_WIDTH

if TYPE_CHECKING:
    from assistant.domain.run_views import RunEnd


class EndRunModal(ModalScreen[bool | None]):
    """True: end it and share; False: end it and keep all to oneself; None: go on."""

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close(None)", "not yet", show=False),
        Binding("enter", "close(True)", "end it", show=False),
        Binding("k", "close(False)", "keep to myself", show=False),
        Binding("down,j", "scroll(1)", "", show=False),
        Binding("up", "scroll(-1)", "", show=False),
    ]

    def __init__(self, preview: RunEnd) -> None:
        super().__init__()
        self._preview = preview

    def compose(self) -> ComposeResult:
        end = self._preview
        title = f"What {end.partner} will see" if end.shared else "End the session"
        with Vertical(classes="paper"):
            yield Static(Content.styled(title, BOLD), classes="head", markup=False)
            with VerticalScroll(classes="page", can_focus=False):
                yield Static(self._page(), markup=False)
            yield Static(Content.styled(self._below(), QUIET), classes="below", markup=False)
            with Horizontal(classes="foot"):
                if end.shared:
                    words = counted(sum(len(text.split()) for text in end.shared), "word")
                    yield PressWord("Enter", f"end, share {words}", "close(True)")
                    yield PressWord("k", "end, all is mine", "close(False)")
                else:
                    yield PressWord("Enter", "end it", "close(True)")
                yield PressWord("Esc", "not yet", "close(None)")

    def _page(self) -> Content:
        if not self._preview.shared:
            return Content(f"{self._preview.partner} will see nothing of what you kept.")
        return stacked(line for text in self._preview.shared for line in wrapped(text, PAGE_WIDTH))

    def _below(self) -> str:
        end = self._preview
        states = [
            f"{number} {words}"
            for number, words in (
                (end.done, "done"),
                (end.parked, "parked"),
                (end.not_reached, "not reached"),
            )
            if number
        ]
        lines = f"Lines: {', '.join(states)}. " if states else ""
        private = f"Only yours: {counted(end.private, 'bullet')}. " if end.private else ""
        return f"{lines}{private}The coordinator sees that you met, not what you said."

    def action_close(self, answer: bool | None) -> None:
        self.dismiss(answer)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
