"""Patience with a model: the limits on waiting, and trying again. Knows of no vendor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Generic, TypeVar

from assistant.llm.failures import Failed, too_slow
from assistant.patience import Patience

T = TypeVar("T")
Put = Callable[[T], None]


class _End(Generic[T]):
    """Marks the end of what a producer puts."""


async def as_it_comes(
    produce: Callable[[Put[T]], Awaitable[None]], patience: Patience, deadline: float
) -> AsyncGenerator[T, None]:
    """What ``produce`` puts, as it comes, within the limits; Failed when one is reached.

    ``produce`` runs in its own task, so that a limit or a reader who leaves cancels it at once,
    which closes its connection; and so that a context that it enters is left in the same task.
    ``deadline`` is in the loop's time.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[T | _End[T]] = asyncio.Queue()

    async def run() -> None:
        try:
            await produce(queue.put_nowait)
        finally:
            queue.put_nowait(_End())

    task = asyncio.ensure_future(run())
    limit, what = patience.first_token, "The model did not begin to answer"
    try:
        while True:
            left = deadline - loop.time()
            try:
                async with asyncio.timeout(max(0.0, min(limit, left))):
                    item = await queue.get()
            except TimeoutError as error:
                if left < limit:
                    limit, what = patience.total, "The model did not finish"
                raise Failed(too_slow(what, limit)) from error
            if isinstance(item, _End):
                await task
                return
            yield item
            limit, what = patience.idle, "The model stopped in the middle and sent nothing more"
    finally:
        task.cancel()
        await asyncio.wait({task})


async def with_tries(
    attempt: Callable[[float], AsyncGenerator[T, None]], patience: Patience
) -> AsyncGenerator[T, None]:
    """What ``attempt(deadline)`` yields; tried again only where nothing was yielded yet.

    Raises the ModelTrouble of the last try.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience.total
    for number in range(1, patience.tries + 1):
        begun = False
        try:
            async with aclosing(attempt(deadline)) as items:
                async for item in items:
                    begun = True
                    yield item
            return
        except Failed as failed:
            wait = patience.pause * 2 ** (number - 1) if failed.wait is None else failed.wait
            hopeless = begun or not failed.again or number == patience.tries
            if hopeless or wait > patience.longest_wait or loop.time() + wait >= deadline:
                raise failed.trouble from failed
        await asyncio.sleep(wait)
