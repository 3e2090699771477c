"""What every group of calls stands on: opening the services once, and running work in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

if TYPE_CHECKING:
    from assistant.services import Services

P = ParamSpec("P")
T = TypeVar("T")
EngineChoice = Literal["auto", "rules", "model"]


class Calls:
    """Groups of calls inherit from it; ``Assistant`` is all of them together."""

    def __init__(self, services: Callable[[], Services]) -> None:
        """``services`` opens the store on its first call; that call happens in a thread."""
        self._open = services
        self._opened: Services | None = None
        self._opening = asyncio.Lock()

    async def _services(self) -> Services:
        if self._opened is None:
            async with self._opening:
                if self._opened is None:
                    self._opened = await asyncio.to_thread(self._open)
        return self._opened

    async def _call(self, pick: Callable[[Services], Callable[[], T]]) -> T:
        return await self._run(pick(await self._services()))

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(work, *args, **kwargs)
