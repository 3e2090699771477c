"""Changing the agenda by talking: words become a proposed change, a person accepts it."""

from __future__ import annotations

from assistant.api.calls import Calls
from assistant.domain.changes import AgendaProposal, TalkedChange
from assistant.domain.drafts import AgendaDraft


class ChangeCalls(Calls):
    """What a person says about an agenda."""

    async def consider_change(
        self, words: str, pairing: str, session: str | int = "next", *, line: str = ""
    ) -> TalkedChange | None:
        """What some words would change on the agenda in hand, with both forms; nothing is done.

        ``line`` is the id of the selected line, for "drop it". None if the words ask for no change.
        """
        services = await self._services()
        return await self._run(services.talking.considered, words, pairing, session, line)

    async def take_change(self, change: TalkedChange) -> AgendaDraft:
        """Make the change to one's own draft, as one step that undo takes back.

        InvalidInput if the draft is no longer what was shown.
        """
        services = await self._services()
        return await self._run(services.talking.take, change)

    async def propose_change(self, change: TalkedChange) -> AgendaProposal:
        """Send a change of the mentor's agenda to the mentor, who decides."""
        services = await self._services()
        return await self._run(services.talking.propose, change)

    async def proposals(self, pairing: str, session: str | int = "next") -> list[AgendaProposal]:
        """Proposals for a session on which the mentor has not decided."""
        services = await self._services()
        return await self._run(services.talking.proposals, pairing, session)

    async def proposed_change(self, proposal: AgendaProposal) -> TalkedChange:
        """A proposal as it would change the mentor's draft of today."""
        services = await self._services()
        return await self._run(services.talking.shown, proposal)

    async def decide_proposal(self, proposal: str, *, take: bool) -> AgendaDraft | None:
        """The mentor takes a proposal into the draft, or leaves it."""
        services = await self._services()
        return await self._run(lambda: services.talking.decide(proposal, take=take))
