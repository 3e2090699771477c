"""The rows around every place: where and who, who sees this, what is said, keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.actions import Action
from tui.formatting import BADGE_STYLES, FOCUS, QUIET, row
from tui.messages import KeyWordPressed

_BETWEEN = 2
"""Cells between two words of the key line."""


class TitleBar(Static):
    """Row 1: the place on the left, the person and their role on the right."""

    def __init__(self) -> None:
        super().__init__(Content(""), id="title", markup=False)
        self._where, self._who = "", ""

    def show(self, where: str, who: str = "") -> None:
        self._where, self._who = where, who
        self.on_resize()

    def on_resize(self) -> None:
        left = Content.assemble(" ", ("Viceversa", "bold"), "   ", self._where)
        right, width = Content.styled(self._who, QUIET), max(self.size.width - 1, 20)
        self.update(row(left, right, width), layout=False)


def who_sees(words: str) -> str:
    """The sentence of row 22 from a page's own words: "Only you ..." goes on after a colon."""
    return f"Who sees this: {words[:1].lower()}{words[1:]}"


class WhoSees(Static):
    """Row 22: who can read what is on the screen, in a sentence of the core."""

    def __init__(self) -> None:
        super().__init__(Content(""), id="who-sees", markup=False)

    def show(self, sentence: str, badge: str = "") -> None:
        style = BADGE_STYLES.get(badge, QUIET)
        text = f" {sentence}" if sentence else ""
        self.update(Content.styled(text, style), layout=False)


class Notice(Static):
    """Row 21: what happened, what is safe, what to do next. Errors stay until the next key."""

    SECONDS: ClassVar[float] = 8.0

    def __init__(self) -> None:
        super().__init__(Content(""), id="notice", markup=False)
        self._count = 0
        self._said: tuple[str, str] | None = None
        """What is shown or lies under a word of waiting: its words and kind."""

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said now."""
        return not self.has_class("-shown")

    def say(self, words: str, *, kind: str = "said") -> int:
        """``kind``: said, wrong or waiting. The last two stay until something replaces them.

        Gives a number by which this notice, and no later one, can be taken away.
        """
        self._count += 1
        if kind != "waiting":
            self._said = (words, kind)
        self.set_classes(f"-shown -{kind}")
        self.update(Content(words))
        if kind == "said":
            shown = self._count
            self.set_timer(self.SECONDS, lambda: self._fade(shown))
        return self._count

    def hush(self, number: int) -> None:
        """Take a waiting notice away; what was said before it comes back."""
        if number == self._count:
            if self._said is None:
                self._clear()
            else:
                self.say(self._said[0], kind=self._said[1])

    def _fade(self, shown: int) -> None:
        if shown == self._count:
            self._clear()

    def _clear(self) -> None:
        self._count += 1
        self._said = None
        self.set_classes("")
        self.update(Content(""))


class KeyLine(Static):
    """Row 24: what can be done here, now. What does not fit is in the palette.

    One text, not a widget for each word: it changes with each move of the focus, and then nothing
    is mounted, styled or laid out anew.
    """

    under: reactive[int] = reactive(-1)
    """Which word the pointer is on; -1 for none."""

    def __init__(self) -> None:
        super().__init__(Content(""), id="keys", markup=False)
        self._wanted: tuple[Action, ...] = ()
        self._always: tuple[Action, ...] = ()
        self.shown: tuple[Action, ...] = ()

    def show(self, actions: Sequence[Action], always: Sequence[Action] = ()) -> None:
        """As many of ``actions`` as there is room for, then ``always``."""
        self._wanted, self._always = tuple(actions), tuple(always)
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        room = self.size.width - sum(map(_cells, self._always))
        shown: list[Action] = []
        for action in self._wanted:
            room -= _cells(action)
            if room < 0:
                break
            shown.append(action)
        if (fitting := (*shown, *self._always)) != self.shown:
            self.shown = fitting
            self._draw()

    def _draw(self) -> None:
        hover = "reverse" if self.app.no_color else "on $v-selected"
        words: list[Content] = []
        for number, action in enumerate(self.shown):
            key = Content.styled(action.first_key, f"bold {FOCUS}")
            word = Content.assemble(key, " ", (action.words, QUIET))
            words.append(word.stylize(hover) if number == self.under else word)
        self.update(Content(" " * _BETWEEN).join(words), layout=False)

    def watch_under(self) -> None:
        self._draw()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.under = self.word_at(event.screen_x)

    def on_leave(self) -> None:
        self.under = -1

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if (number := self.word_at(event.screen_x)) >= 0:
            self.post_message(KeyWordPressed(self.shown[number].call))

    def word_at(self, column: int) -> int:
        """The number of the word in a column of the screen; -1 between two and beside all."""
        left = column - self.content_region.x
        for number, action in enumerate(self.shown):
            if 0 <= left < _cells(action) - _BETWEEN:
                return number
            left -= _cells(action)
        return -1


def _cells(action: Action) -> int:
    return cell_len(f"{action.first_key} {action.words}") + _BETWEEN


class TooSmall(Static):
    """One sentence in place of everything where the window cannot hold the page."""

    def __init__(self) -> None:
        words = "Please make the window at least 80 by 24. Your text is kept."
        super().__init__(Content(words), id="too-small", markup=False)
