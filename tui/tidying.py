"""Memory is tidied up while nobody waits.

Python looks for garbage in circles when enough was made, whatever goes on just then. Through all
that a screen, an index and the vendors' kits hold, one look takes 100 to 200 ms (measured by
``benchmarks.screen``), in which no key is answered and no line drawn. So the long look waits until
nobody has pressed anything for a while and no job runs; the short ones, under a millisecond, go on.
"""

from __future__ import annotations

import gc
import time

from textual import events

from tui.safe_app import SafeApp

QUIET = 10.0
"""Seconds without a key, a click or a job: somebody reads, or is away."""
NEVER = 1_000_000_000
"""Short looks before a long one: more than a session has."""


class TidyApp(SafeApp):
    """An application that looks for garbage in its quiet moments alone."""

    def __init__(self) -> None:
        super().__init__()
        self._touched = time.monotonic()
        self._tidied = 0.0
        self._usual = gc.get_threshold()

    def on_mount(self) -> None:
        gc.set_threshold(*self._usual[:2], NEVER)
        self.set_interval(QUIET / 2, self.tidy_if_quiet)

    def on_unmount(self) -> None:
        gc.set_threshold(*self._usual)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self._touched = time.monotonic()
        await super().on_event(event)

    def tidy_if_quiet(self) -> bool:
        """Once for each quiet time; whether it was done."""
        quiet = time.monotonic() - self._touched > QUIET and self._tidied < self._touched
        if not quiet or any(worker.is_running for worker in self.workers):
            return False
        gc.collect()
        self._tidied = time.monotonic()
        return True
