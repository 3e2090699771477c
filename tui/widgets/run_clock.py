"""The clock of a session: what is left, large; amber and bold for the last five minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Digits, Static

from tui.formatting import BOLD, QUIET, stacked

NEARLY = 300
"""Seconds before the end from which on it is nearly time."""


@dataclass
class TimeNearlyUp(Message):
    """Five minutes are left; said once."""


@dataclass
class TimeUp(Message):
    """The time is over; said once. Nothing ends by itself."""


class RunClock(Horizontal):
    """Given the seconds left at a moment, it counts on by itself."""

    clock: Callable[[], float] = staticmethod(time.monotonic)
    """Counts seconds; a test may put another one here."""

    def __init__(self) -> None:
        super().__init__(id="clock")
        self._left, self._seen = 0, 0.0
        self._ends, self._state = "", "ready"
        self._hidden = False
        self.off_record = False
        self._told: set[type[Message]] = set()

    def compose(self) -> ComposeResult:
        yield Digits("", id="left")
        yield Static(Content(""), id="clock-words", markup=False)

    def on_mount(self) -> None:
        self.set_interval(1.0, self.tick)

    def show(self, left: int, ends: str, state: str, *, hidden: bool) -> None:
        """``state``: ready, running or ended; ``ends`` is its local time, such as 16:00."""
        first = not self._seen
        self._left, self._seen = left, self.clock()
        self._ends, self._state, self._hidden = ends, state, hidden
        if left > NEARLY:
            self._told.clear()
        elif first:
            # What was so before anybody looked is in the clock's own words, and no news.
            self._told |= {TimeNearlyUp} if left > 0 else {TimeNearlyUp, TimeUp}
        self.tick()

    @property
    def gone(self) -> float:
        """Seconds since the screen was told how it stands."""
        return self.clock() - self._seen if self._state == "running" else 0.0

    @property
    def left(self) -> int:
        """Seconds left, below 0 once the time is over."""
        return round(self._left - self.gone)

    def tick(self) -> None:
        """Show what is left now, and say once that it is nearly time, or that it is over."""
        left, running = self.left, self._state == "running"
        nearly = running and left <= NEARLY
        self.set_class(nearly, "-nearly")
        self.set_class(self._hidden or self._state == "ended", "-hidden")
        self.query_one(Digits).update(_clock(left))
        words = [self._first_line(left), self._record()]
        self.query_one("#clock-words", Static).update(stacked(words))
        if nearly and left > 0:
            self._tell(TimeNearlyUp())
        if running and left <= 0:
            self._tell(TimeUp())

    def _first_line(self, left: int) -> Content:
        if self._state == "ended":
            return Content.styled("This session is over.", BOLD)
        if self._state == "ready":
            return Content("planned; Enter begins")
        if left <= 0:
            return Content.styled(f"over since {self._ends}. e ends it", BOLD)
        nearly = left <= NEARLY
        if self._hidden:
            return Content.styled("nearly time" if nearly else "clock hidden", BOLD * nearly)
        words = f"left, {'nearly time, ' if nearly else ''}ends {self._ends}"
        return Content.styled(words, BOLD if nearly else "")

    def _record(self) -> Content:
        if self._state != "running":
            return Content("")
        if self.off_record:
            return Content.styled("off the record", "bold $v-sealed")
        return Content.styled("on the record: bullets are kept, nothing is recorded", QUIET)

    def _tell(self, message: Message) -> None:
        if type(message) not in self._told:
            self._told.add(type(message))
            self.post_message(message)


def _clock(seconds: int) -> str:
    """``41:50``; what is over its time is counted up with a plus."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'+' if seconds < 0 else ''}{minutes}:{rest:02}"
