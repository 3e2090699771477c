"""The agenda that a screen shows: loads it, changes it, and knows what state it is in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.domain.drafts import Length
from tui.here import Here

if TYPE_CHECKING:
    from assistant.api import EngineChoice
    from assistant.domain.changes import AgendaChange, AgendaProposal, TalkedChange
    from assistant.domain.drafts import AcceptedAgenda, Agenda, AgendaDraft, Receipt


class AgendaInHand:
    """One session's agenda for one reader. Every act is over when the store has it.

    The mentor works on a draft. A mentee reads the accepted agenda; before there is one, a draft
    of their own, which stays theirs.
    """

    def __init__(self, here: Here) -> None:
        if here.pairing is None:
            raise ValueError("an agenda belongs to a pairing")
        self._assistant = here.assistant
        self._leads = here.leads
        self.pairing = here.pairing.id
        self.session: str | int = here.session if here.session is not None else "next"
        self.draft: AgendaDraft | None = None
        self.accepted: AcceptedAgenda | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def reading(self) -> bool:
        """Whether the shared agenda is shown, which this reader does not change."""
        return self.accepted is not None and (not self._leads or self.draft is None)

    @property
    def agenda(self) -> Agenda | None:
        shown = self.accepted if self.reading else self.draft
        return shown.agenda if shown is not None else None

    @property
    def receipt(self) -> Receipt | None:
        shown = self.accepted if self.reading else self.draft
        return shown.receipt if shown is not None else None

    @property
    def state(self) -> str:
        """draft, accepted, or changed since it was accepted."""
        if self.reading:
            return "accepted"
        if self.accepted is None or self.draft is None:
            return "draft"
        same = self.accepted.agenda == self.draft.agenda
        return "accepted" if same else "changed since you shared it"

    @property
    def exportable(self) -> str | None:
        """Id of what is shown."""
        shown = self.accepted if self.reading else self.draft
        return shown.id if shown is not None else None

    async def open(self) -> bool:
        """Load it, drafting by rules where there is none; True if it was drafted just now."""
        self.accepted = await self._assistant.accepted_agenda(self.pairing, self.session)
        self.draft = await self._assistant.agenda(self.pairing, self.session)
        if self.draft is None and self.accepted is None:
            await self.redraft()
            return True
        return False

    async def redraft(
        self,
        *,
        length: Length | None = None,
        minutes: int | None = None,
        engine: EngineChoice = "rules",
    ) -> None:
        """A fresh draft of the same length unless another is named; undo brings the old back."""
        # The first draft is as long as the session is planned.
        same = self.agenda.length if self.agenda is not None else None
        if length is None and minutes is None and self.agenda is not None:
            minutes = self.agenda.minutes
        async with self._one_at_a_time:
            self.draft = await self._assistant.prepare_agenda(
                self.pairing,
                self.session,
                length=length or same,
                minutes=minutes,
                engine=engine,
                redraft=True,
            )

    async def improve(self, on_progress: Callable[[str], None]) -> None:
        """Let the connected model word it better."""
        assert self.draft is not None
        draft = self.draft.id
        improved = await self._assistant.improve_agenda(draft, on_progress=on_progress)
        self.draft = improved

    async def change(self, make: Callable[[Agenda], AgendaChange | None]) -> bool:
        """Apply what ``make`` asks for, given the newest form; False if it asks for nothing."""
        async with self._one_at_a_time:
            assert self.draft is not None
            wanted = make(self.draft.agenda)
            if wanted is None:
                return False
            self.draft = await self._assistant.change_agenda(self.draft.id, wanted)
            return True

    async def take(self, change: TalkedChange) -> None:
        """Make a change that was asked for in words, as one step."""
        async with self._one_at_a_time:
            self.draft = await self._assistant.take_change(change)

    async def decide(self, proposal: str, *, take: bool) -> None:
        """Take the partner's proposal into the draft, or leave it."""
        async with self._one_at_a_time:
            self.draft = await self._assistant.decide_proposal(proposal, take=take) or self.draft

    async def proposals(self) -> list[AgendaProposal]:
        """What the partner proposed and nobody decided on; nothing for who does not lead."""
        if not self._leads or self.draft is None:
            return []
        return await self._assistant.proposals(self.pairing, self.session)

    async def undo(self) -> None:
        async with self._one_at_a_time:
            assert self.draft is not None
            self.draft = await self._assistant.undo_agenda(self.draft.id)

    async def accept(self) -> None:
        """Share it with the partner."""
        assert self.draft is not None
        self.accepted = await self._assistant.accept_agenda(self.draft.id)

    async def withdraw(self) -> None:
        """Take it back from the partner."""
        await self._assistant.withdraw_agenda(self.pairing, self.session)
        self.accepted = None
