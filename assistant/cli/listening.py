"""Lines that a person types while a command runs."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def stopping_at_once() -> Iterator[None]:
    """While a line is waited for, Ctrl-C ends the command. asyncio would only note it, and the line
    would be waited for all the same."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except typer.Abort:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)


def heard(ask: str = "") -> str:
    """The next line, after the words that ask for it; "" where nothing more comes."""
    with stopping_at_once():
        try:
            return input(ask)
        except EOFError:
            return ""
