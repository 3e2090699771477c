"""A topic to keep out, in its owner's words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Input, Static

from tui.modals.form import FormModal, labelled
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from assistant.domain.beginnings import BoundaryView

_SAYS = (
    "A single word works in all its forms. Keep it narrow: whatever touches it is left out, "
    "without a sign."
)


class TopicModal(FormModal[tuple[str, list[str]]]):
    """Gives the topic and its other words, or None; Esc keeps what was typed for the next time."""

    TITLE_WORDS = "A topic that stays out"
    DOES = "keep it out"

    def __init__(
        self, one: BoundaryView | None, *, typed: str, keep: Callable[[str], None], since: str = ""
    ) -> None:
        super().__init__(since)
        before = [one.topic, ", ".join(one.terms)] if one is not None else ["", ""]
        try:
            topic, words = json.loads(typed) if typed else before
        except (ValueError, TypeError):
            topic, words = before
        self._topic, self._words, self._keep = str(topic), str(words), keep

    def compose_fields(self) -> Iterable[Widget]:
        yield labelled("Topic", TextLine(self._topic, id="topic", max_length=120))
        words = TextLine(self._words, id="words", placeholder="such as: salary, bonus")
        yield labelled("Also", words)
        yield Static(_SAYS, markup=False, classes="below")

    def on_mount(self) -> None:
        self.query_one("#topic", Input).focus()

    def on_input_changed(self) -> None:
        self.typing()

    def keep_now(self) -> None:
        topic, words = self._said()
        self._keep(json.dumps([topic, words], ensure_ascii=False) if topic or words else "")

    def _said(self) -> tuple[str, str]:
        topic = self.query_one("#topic", Input).value.strip()
        return topic, self.query_one("#words", Input).value.strip()

    def action_do_it(self) -> None:
        topic, words = self._said()
        if not topic:
            self.say("A topic needs a word.")
            return
        self.taken()
        self.dismiss((topic, [word for word in words.split(",") if word.strip()]))
