"""What is kept about the reader, what they erase, and what stands on a certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.api.calls import Calls
from assistant.domain.keeping import EndChoice, EndOfKeeping, Erasure, KeptView
from assistant.domain.own_kinds import KeptGroup
from assistant.domain.views import ImpactView
from assistant.domain.visibility import Visibility
from assistant.domain.written import WrittenPart


class KeepingCalls(Calls):
    """Each person's own. A coordinator says how long a programme keeps, and learns of nobody."""

    async def kept(self) -> KeptView:
        """What is kept of the reader's own, who reads it, until when; receipts of what went."""
        return await self._call(lambda s: s.keeping.view)

    async def written(self) -> list[WrittenPart]:
        """Each part of the reader's own notes and reflections, with who reads it."""
        return await self._call(lambda s: s.written.parts)

    async def change_readers(self, parts: Mapping[str, Visibility]) -> list[WrittenPart]:
        """Let the partner read parts from now on, or take them back with all that was drafted from
        them: all, or none. NotFound where one is not the reader's."""
        services = await self._services()
        return await self._run(services.written.change_readers, parts)

    async def erase_own(self, groups: Sequence[KeptGroup], *, copies: bool = False) -> Erasure:
        """Erase all of the reader's own in these groups, everywhere, and look for it afterwards in
        every file. ``copies`` deletes copies of the store beside it. NotFound for nothing."""
        services = await self._services()
        return await self._run(lambda: services.keeping.erase(groups, copies=copies))

    async def erasure(self, number: int) -> Erasure:
        """A receipt of the reader's. NotFound."""
        services = await self._services()
        return await self._run(services.keeping.receipt, number)

    async def choose_end(self, choice: EndChoice, programme: str | None = None) -> EndOfKeeping:
        """Whether the reader's own goes when the programme's time to keep ends."""
        services = await self._services()
        return await self._run(services.keeping.choose_end, choice, programme)

    async def keep_for(self, months: int, programme: str | None = None) -> EndOfKeeping:
        """For a coordinator: months after its close. InvalidInput, NotAllowed."""
        services = await self._services()
        return await self._run(services.keeping.keep_for, months, programme)

    async def end_keeping(self, programme: str | None = None) -> EndOfKeeping:
        """For a coordinator, once that day has come: erase what the programme asked people for,
        and what else is their own of those who chose that. NotAllowed before."""
        services = await self._services()
        return await self._run(services.keeping.carry_out, programme)

    # --- impact lines --------------------------------------------------------------------

    async def impact_lines(self, pairing: str) -> list[ImpactView]:
        """What the two say that came of each other's work: the reader's own first."""
        services = await self._services()
        return await self._run(services.impact.lines, pairing)

    async def preview_impact(self, text: str, pairing: str, *, quotable: bool) -> ImpactView:
        """What the partner would read. Nothing is kept. InvalidInput."""
        services = await self._services()
        return await self._run(lambda: services.impact.preview(text, pairing, quotable=quotable))

    async def give_impact(self, text: str, pairing: str, *, quotable: bool) -> ImpactView:
        """Give the partner a sentence about what changed; ``quotable`` lets them show it."""
        services = await self._services()
        return await self._run(lambda: services.impact.give(text, pairing, quotable=quotable))

    async def take_impact_back(self, pairing: str) -> None:
        """Erase one's own. NotFound."""
        services = await self._services()
        await self._run(services.impact.take_back, pairing)

    async def use_impact(self, pairing: str, *, wanted: bool) -> ImpactView:
        """Whether the partner's sentence stands on one's own certificate. NotFound, NotAllowed."""
        services = await self._services()
        return await self._run(lambda: services.impact.use(pairing, wanted=wanted))
