"""A model that asks for a longer pause than the gateway waits by itself: counted down in view of
the person, who may leave at any second, and then asked again."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from assistant.domain.progress import Countdown, Progress, silent
from assistant.errors import ModelBusy

T = TypeVar("T")
LONGEST = 300.0
"""Seconds that anybody watches a number fall; a longer pause is told, and the rules go on."""
_PAUSES = 2
"""How often: with the request before them, three tries in all."""


def worth_waiting(busy: ModelBusy, longest_wait: float, paused: int) -> bool:
    """Whether to count down: the server named a pause that is too long for waiting unseen
    (``longest_wait``, in seconds) and short enough for watching; ``paused`` pauses were made."""
    asked = busy.retry_after
    return asked is not None and longest_wait < asked <= LONGEST and paused < _PAUSES


async def counted_down(
    busy: ModelBusy, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[Countdown]:
    """What to say, second by second, until the pause is over."""
    for left in range(math.ceil(busy.retry_after or 0), 0, -1):
        yield Countdown(f"The model is busy and asks for a pause. It is asked again in {left} s.")
        await sleep(1)


async def patiently(
    ask: Callable[[], Awaitable[T]],
    longest_wait: float,
    on_progress: Progress,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> T:
    """What ``ask`` gives, asked again after each pause that somebody watches. Raises its trouble;
    at once where nobody watches."""
    paused = 0
    while True:
        try:
            return await ask()
        except ModelBusy as busy:
            if on_progress is silent or not worth_waiting(busy, longest_wait, paused):
                raise
            paused += 1
            async for words in counted_down(busy, sleep):
                on_progress(words)
