"""What is told while something takes its time."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]


class Countdown(str):
    """Words that the next ones replace: where lines cannot be replaced, the first says it all."""

    __slots__ = ()


def silent(_: str) -> None:
    """Progress that nobody watches."""
