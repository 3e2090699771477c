"""A page with fields: what all small decisions share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from assistant.domain.amounts import counted
from tui.formatting import BOLD, FOCUS, QUIET
from tui.widgets.kept import KEEP_AFTER

R = TypeVar("R")


class PressWord(Static):
    """A key and its word, in the foot of a modal; a click does it."""

    def __init__(self, key: str, words: str, call: str) -> None:
        text = Content.assemble((key, f"bold {FOCUS}"), " ", (words, QUIET))
        super().__init__(text, markup=False, classes="press")
        self._call = call

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.screen.run_action(self._call)


class FormModal(ModalScreen[R | None]):
    """Esc is "not now" and gives None. Enter in a one-line field, or a click, does it."""

    CSS_PATH = "modals.tcss"
    TITLE_WORDS: ClassVar[str] = ""
    DOES: ClassVar[str] = "keep"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "not_now", "not now", show=False),
        Binding("enter", "do_it", "do it", show=False),
    ]

    def __init__(self, since: str = "") -> None:
        """``since`` is when the words were typed that stand in the fields, where that was before
        this start."""
        super().__init__()
        self._since = since
        self._keep: Callable[[str], None] = lambda _: None
        self._waiting: Timer | None = None

    def on_mount(self) -> None:
        """Beside what each form does itself: Textual calls both."""
        if self._since:
            typed = [field.value for field in self.query(Input)]
            typed += [field.text for field in self.query(TextArea)]
            lines = sum(len(text.splitlines()) for text in typed)
            self.say(f"Restored: {counted(lines, 'line')} from {self._since}.")

    def compose(self) -> ComposeResult:
        with Vertical(classes="paper"):
            yield Static(Content.styled(self.TITLE_WORDS, BOLD), classes="head", markup=False)
            with Vertical(classes="fields"):
                yield from self.compose_fields()
            yield Static(Content(""), classes="said", markup=False)
            with Horizontal(classes="foot"):
                yield from self.compose_foot()

    def compose_fields(self) -> Iterable[Widget]:
        """What there is to fill in."""
        return ()

    def compose_foot(self) -> Iterable[Widget]:
        """Keys of the last line."""
        yield PressWord("Enter", self.DOES, "do_it")
        yield PressWord("Tab", "next field", "app.focus_next")
        yield PressWord("Esc", "not now", "not_now")

    def say(self, words: str) -> None:
        """Something about what was typed."""
        self.query_one(".said", Static).update(Content(words))

    def keep_now(self) -> None:
        """Keep what is being typed, where it is kept at all."""

    def typing(self) -> None:
        """A letter was typed. It is kept from the first one on, not after the last: who writes
        without a pause is kept too."""
        if self._waiting is None:
            self._waiting = self.set_timer(KEEP_AFTER, self._waited)

    def _waited(self) -> None:
        self._waiting = None
        self.keep_now()

    def taken(self) -> None:
        """What was typed is given back now. It is kept first, its last letters too, and forgotten
        when what is done with it went well: what is refused then stands here the next time."""
        if self._waiting is not None:
            self._waiting.stop()
        self.keep_now()
        self._keep("")

    async def flush(self) -> None:
        """The application is being left."""
        self.keep_now()

    def action_not_now(self) -> None:
        self.keep_now()
        self.dismiss(None)

    def action_do_it(self) -> None:
        """Check what was typed and give it back; subclasses say how."""

    def on_input_submitted(self, event: events.Event) -> None:
        event.stop()
        self.action_do_it()


def labelled(label: str, widget: Widget, after: str = "") -> Horizontal:
    """A field with its name before it, and quiet words after it."""
    parts: list[Widget] = [Static(Content(label), classes="label", markup=False), widget]
    if after:
        parts.append(Static(Content.styled(after, QUIET), classes="after", markup=False))
    return Horizontal(*parts, classes="field")
