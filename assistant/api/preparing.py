"""Before a session: the mentee's brief, and five minutes to read first."""

from __future__ import annotations

from collections.abc import Callable

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.documents import PageDraft
from assistant.domain.progress import silent


class PreparingCalls(Calls):
    """What a person reads before a session, by themselves."""

    async def prepare_brief(
        self,
        pairing: str,
        session: str | int = "next",
        *,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> PageDraft:
        """The mentee's brief: at most 24 rows of 76 characters. NotAllowed for anybody else."""
        services = await self._services()
        return await services.preparing.brief(pairing, session, engine, on_progress or silent)

    async def prepare_reading(
        self,
        pairing: str,
        *,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> PageDraft:
        """The read-first page on a pairing's topic: about five minutes, all of it from guidance."""
        services = await self._services()
        return await services.preparing.read_first(pairing, engine, on_progress or silent)
