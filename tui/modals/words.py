"""Other words for one line of a page: its quotes stay, what is typed is kept until it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Static, TextArea

from tui.modals.form import FormModal, PressWord
from tui.widgets.writing import Writing


class WordsModal(FormModal[str]):
    """Gives the new words, or None; Esc keeps what was typed for the next time."""

    TITLE_WORDS = "Your words for this line"

    def __init__(
        self, words: str, *, typed: str, keep: Callable[[str], None], since: str = ""
    ) -> None:
        """``typed`` is what was being typed here before; ``keep`` keeps it."""
        super().__init__(since)
        self._words, self._typed, self._keep = words, typed, keep

    def compose_fields(self) -> Iterable[Widget]:
        yield Writing(self._typed or self._words, id="words", compact=True, soft_wrap=True)
        says = "Quotes and their sources stay as they are. Undo brings the old words back."
        yield Static(says, markup=False, classes="below")

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("F5", "keep", "do_it")
        yield PressWord("Esc", "close", "not_now")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        self.call_after_refresh(area.move_cursor, area.document.end)
        area.focus()

    def key_f5(self) -> None:
        self.action_do_it()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.typing()

    def keep_now(self) -> None:
        text = self.query_one(TextArea).text
        self._keep("" if text == self._words else text)

    def action_do_it(self) -> None:
        text = self.query_one(TextArea).text.strip()
        if not text:
            self.say("A line needs words. To leave it out: Esc, then d.")
            return
        self.taken()
        self.dismiss(text)
