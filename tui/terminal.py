"""The way to a terminal that may vanish: a closed window, a broken connection, with or without a
signal. What is typed is kept, and the program ends; it neither spins nor hangs on a dead line."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
import time
from contextlib import suppress
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver

from tui.messages import TerminalVanished

_LOOK = 0.5
"""Seconds between two looks at whether the terminal is still there."""
_PATIENCE = 10.0
"""Seconds that leaving may take; after that the process ends whatever it waits for."""
_EXIT_CODE = 129
"""What a shell says of a program that a hang-up ended."""


class DeafFile:
    """A file that swallows what can no longer be written.

    Textual's writing thread would die of the first error, and its queue then block the screen.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """As the file; what the terminal does not take is lost, as it is gone."""
        with suppress(OSError, ValueError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """As the file."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class VanishingDriver(LinuxDriver):
    """Textual's driver, and a look at whether its terminal is still there."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file = DeafFile(self._file)  # type: ignore[assignment,arg-type]
        self._ended = threading.Event()
        self._gone = False

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._ended.clear()
        for name in (signal.SIGHUP, signal.SIGTERM):
            # Not in a thread that is no main thread; there nobody sends signals either.
            with suppress(RuntimeError, ValueError):
                self._loop.add_signal_handler(name, self.vanished)
        threading.Thread(target=self._watch, daemon=True, name="terminal-watch").start()

    def stop_application_mode(self) -> None:
        self._ended.set()
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        try:
            super().run_input_thread()
        except OSError:
            # Reading from a terminal that is gone; anything else is a fault to be shown.
            self.vanished()

    def vanished(self) -> None:
        """Tell the application, once; from any thread."""
        if not self._gone:
            self._gone = True
            # At the end of a dead line every read returns at once: nothing more is read.
            self.exit_event.set()
            asyncio.run_coroutine_threadsafe(self._tell(), self._loop)
            threading.Thread(target=self._end_at_last, daemon=True, name="terminal-end").start()

    async def _tell(self) -> None:
        self._app.post_message(TerminalVanished())

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self.fileno, 0)
        while not self._ended.wait(_LOOK):
            gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
            if any(seen & gone for _, seen in poll.poll(0)):
                self.vanished()
                return

    def _end_at_last(self) -> None:
        time.sleep(_PATIENCE)
        os._exit(_EXIT_CODE)
