"""Changes that came in words: those of the reader's own talk, and what the mentee proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.modals.change import ChangeModal
from tui.screens.changing import ChangingScreen

if TYPE_CHECKING:
    from assistant.domain.changes import AgendaProposal, TalkedChange


class ProposingScreen(ChangingScreen):
    """Taken changes are drawn at once; ``z`` takes each back as one step."""

    proposals: tuple[AgendaProposal, ...] = ()

    async def take_change(self, change: TalkedChange) -> None:
        if self.improving:
            self.workers.cancel_group(self, "improve")
        self._takes_back = False
        await self.hand.take(change)
        self.close_page()
        await self.show_agenda()
        self.say("Changed. z takes it back.")

    async def agenda_changed(self) -> None:
        await self.hand.open()
        await self.show_agenda()

    async def look_for_proposals(self) -> None:
        self.proposals = tuple(await self.hand.proposals())
        if self.proposals:
            self.say(f"{self.here.partner} proposes a change to this agenda. c shows it.")
        self.refresh_keys()

    def action_show_change(self) -> None:
        if self.change_ready is not None or not self.proposals:
            super().action_show_change()
        else:
            self.start(self._weigh, "modal")

    async def _weigh(self) -> None:
        proposal, partner = self.proposals[0], self.here.partner
        change = await self.here.assistant.proposed_change(proposal)
        modal = ChangeModal(
            change,
            self.here.names,
            said_by=partner,
            below=f"You lead. {partner} sees a change only when you share the agenda again.",
            does="take it into my draft",
            refuses="not now",
            last=("d", "leave it", "leave"),
        )
        answer = await self.app.push_screen_wait(modal)
        if answer == "keep":
            return
        await self.hand.decide(proposal.id, take=answer == "use")
        await self.show_agenda()
        await self.look_for_proposals()
        taken = "Taken into your draft. z takes it back, a shares it."
        self.say(taken if answer == "use" else "Left. Your agenda stays as it is.")
