"""The first minutes in a pairing: what it is, boundaries, the private mirror."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.api.calls import Calls
from assistant.domain.beginnings import BoundaryView, FirstPage, MirrorView


class FirstPageCalls(Calls):
    """Each reader's own. A boundary acts as a filter and is shown to its owner alone."""

    async def first_page(self, pairing: str) -> FirstPage:
        """What reverse mentoring is, for one's role."""
        services = await self._services()
        return await self._run(services.first_run.first_pages.what_it_is, pairing)

    async def boundaries(self, pairing: str) -> list[BoundaryView]:
        """Topics that the reader keeps out."""
        services = await self._services()
        return await self._run(services.first_run.first_pages.boundaries, pairing)

    async def offered_boundaries(self) -> list[BoundaryView]:
        """Topics that many keep out, to choose from."""
        return await self._call(lambda s: s.first_run.first_pages.offered)

    async def keep_out(self, pairing: str, topic: str, terms: Sequence[str] = ()) -> BoundaryView:
        """Keep a topic out of everything that is drafted for a pairing."""
        services = await self._services()
        return await self._run(services.first_run.first_pages.keep_out, pairing, topic, terms)

    async def let_in(self, boundary: str) -> None:
        """Take a boundary back, by id or topic. NotFound."""
        services = await self._services()
        await self._run(services.first_run.first_pages.let_in, boundary)

    async def readiness(self, pairing: str) -> MirrorView:
        """The private mirror, with earlier answers and what to try."""
        services = await self._services()
        return await self._run(services.first_run.first_pages.mirror, pairing)

    async def answer_readiness(self, pairing: str, answers: Sequence[int]) -> MirrorView:
        """Keep answers, 1 to 3 each, 0 where one is passed over."""
        services = await self._services()
        return await self._run(services.first_run.first_pages.look_into, pairing, answers)
