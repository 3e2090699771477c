"""Fields whose text is kept while it is typed, so that none is ever lost."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input, TextArea

from tui.messages import AskSent, TextTyped
from tui.widgets.text_line import TextLine
from tui.widgets.writing import Writing

KEEP_AFTER = 0.5
"""Seconds from the first unkept keystroke on; what is promised is one second."""


class KeptInput(TextLine):
    """A line of text that belongs to ``place``; "" keeps nothing."""

    def __init__(self, *, id: str, place: str = "", placeholder: str = "") -> None:  # noqa: A002
        super().__init__(id=id, placeholder=placeholder)
        self.place = place
        self.awaits = ""
        """The place whose words are being fetched; what is typed meanwhile follows them."""
        self.given = ""
        """What stands here though nobody typed it; it is not kept as typed."""
        self._waiting: Timer | None = None

    @property
    def is_kept(self) -> bool:
        """Whether what is typed here outlives the screen."""
        return bool(self.place)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.place and self._waiting is None and event.input is self:
            self._waiting = self.set_timer(KEEP_AFTER, self.keep)

    @property
    def unkept(self) -> str:
        """What must not be lost now."""
        return "" if self.value == self.given else self.value

    def restore(self, text: str) -> None:
        """What was typed here before; letters that were quicker than it follow, as the next do."""
        self.value = f"{text}{self.value}"
        self.cursor_position = len(self.value)

    def keep(self) -> None:
        """Say what stands here now."""
        self._waiting = None
        if self.place:
            self.post_message(TextTyped(self.place, self.unkept))


class SentLine(KeptInput):
    """A line that Enter sends: it is empty at once for the next words, and a second Enter in haste
    sends nothing twice."""

    def __init__(self, *, id: str, place: str = "", placeholder: str = "") -> None:  # noqa: A002
        super().__init__(id=id, place=place, placeholder=placeholder)
        self.sent = ""
        """Words on their way, which nothing else holds yet."""

    @property
    def unkept(self) -> str:
        return super().unkept or self.sent

    async def key_enter(self, event: events.Key) -> None:
        # In its turn: as a binding it would be found only once the next letters have arrived.
        event.stop()
        event.prevent_default()
        await self.action_submit()

    async def action_submit(self) -> None:
        # Taken here: by the time that a message arrives, the next letters may stand behind them.
        self.post_message(self.Submitted(self, self.take()))

    def take(self) -> str:
        """What stands here, for sending; "" where nothing does. It is kept here as a whole until
        whoever takes it says ``arrived``, or gives it back."""
        words = self.value.strip()
        if words:
            if self._waiting is not None:
                self._waiting.stop()
            self.keep()
            self.sent = words
            with self.prevent(Input.Changed):
                self.value = ""
        return words

    def arrived(self) -> None:
        """Something else holds the words."""
        self.sent = ""

    def give_back(self, words: str) -> None:
        """Nothing holds them: they stand here again, unless the next ones are typed already."""
        self.sent = ""
        self.value = self.value or words


class AskLine(SentLine):
    """Row 23: a question, from anywhere."""

    def __init__(self) -> None:
        super().__init__(id="ask", placeholder="t  ask a question, answered from sources")

    async def key_up(self) -> None:
        """In the empty line: the last question, to be changed."""
        if not self.value:
            await self.run_action("screen.edit_last")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value:
            self.post_message(AskSent(event.value))


class KeptArea(Writing):
    """Several lines of text that belong to ``place``. Tab goes on to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "app.focus_next", show=False)]

    def __init__(self, *, id: str, place: str = "", text: str = "") -> None:  # noqa: A002
        super().__init__(text, id=id, tab_behavior="focus", soft_wrap=True, compact=True)
        self.place = place
        self.awaits = ""
        """The place whose words are being fetched; what is typed meanwhile follows them."""
        self._waiting: Timer | None = None

    @property
    def is_kept(self) -> bool:
        """Whether what is typed here outlives the screen."""
        return bool(self.place)

    @property
    def unkept(self) -> str:
        """What must not be lost now."""
        return self.text

    def restore(self, text: str) -> None:
        """What was typed here before; letters that were quicker than it follow, as the next do."""
        self.text = f"{text}{self.text}"
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if self.place and self._waiting is None and event.text_area is self:
            self._waiting = self.set_timer(KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Say what stands here now."""
        self._waiting = None
        if self.place:
            self.post_message(TextTyped(self.place, self.text))
