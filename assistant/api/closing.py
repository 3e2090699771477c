"""The journey of a pairing as a whole, its handbook, and its end."""

from __future__ import annotations

from assistant.api.calls import Calls
from assistant.domain.documents import PageDraft
from assistant.domain.views import CloseView


class ClosingCalls(Calls):
    """What stands at the end of a journey, and may be looked at on the way."""

    async def close_view(self, pairing: str) -> CloseView:
        """Sessions, hours and promises so far."""
        services = await self._services()
        return await self._run(services.closing.view, pairing)

    async def handbook(self, pairing: str) -> PageDraft:
        """The pair's own words, what was kept, the guidance that they used: for the reader alone,
        from what both may read."""
        services = await self._services()
        return await services.closing.handbook(pairing)

    async def end_pairing(self, pairing: str) -> CloseView:
        """End it, with no reason. Either of the two may; all that was kept stays theirs."""
        services = await self._services()
        return await self._run(services.closing.end, pairing)
