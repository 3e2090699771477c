"""Prepare: every key that changes, shares or saves the agenda in hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from assistant.domain.amounts import counted
from assistant.domain.changes import (
    EditLine,
    InsertLine,
    SetMinutes,
    SetTotal,
)
from tui.actions import EVERYWHERE, Action
from tui.agenda_lines import plain_line, shared_page
from tui.modals.edit_line import EditLineModal, LineWords, NewLineModal
from tui.modals.length import LengthModal, Wanted
from tui.modals.paper import PAGE_WIDTH, PaperModal
from tui.modals.share import SharePreview
from tui.screens.prepare_keys import PREPARE_ACTIONS
from tui.screens.proposing import ProposingScreen
from tui.screens.taking_along import Exportable, TakingAlong
from tui.why import why_page

_RUN = next(action for action in EVERYWHERE if action.id == "app.run")


class PrepareScreen(TakingAlong, ProposingScreen):
    """The mentor's desk; a mentee reads here what was shared, or drafts for themselves."""

    PLACE = "prepare"
    TITLE_WORDS = "Prepare"
    ACTIONS = PREPARE_ACTIONS
    more_keys: ClassVar = ("app.ask",)

    def wide_actions(self) -> list[Action]:
        runs = self.wide and self.hand.state == "accepted" and not self.replying
        return [*super().wide_actions(), *([_RUN] if runs else [])]

    # --- words -------------------------------------------------------------------------------

    def action_edit(self) -> None:
        self.start(self._edit, "modal")

    async def _edit(self) -> None:
        item, agenda = self.item, self.hand.agenda
        assert item is not None
        assert agenda is not None
        assert self.numbers is not None
        old = LineWords(item.topic, item.minutes, item.lead, item.goal, item.prompts)
        modal = EditLineModal(
            old,
            names=self.here.names,
            total=agenda.minutes,
            sources=self.numbers.marks(item.citations) or "none: a suggestion",
            **await self.kept_field(f"edit-{item.id}"),
        )
        new = await self.app.push_screen_wait(modal)
        if new is None or new == old:
            return
        words = EditLine(
            line=item.id,
            topic=new.topic if new.topic != old.topic else None,
            lead=new.lead if new.lead != old.lead else None,
            goal=new.goal if new.goal != old.goal else None,
            prompts=new.prompts if new.prompts != old.prompts else None,
        )
        if words != EditLine(line=item.id):
            self.change(lambda _: words, "Changed. z puts it back.")
        if new.minutes != old.minutes:
            self.change(lambda _: SetMinutes(line=item.id, minutes=new.minutes))

    def action_insert(self) -> None:
        self.start(self._insert, "modal")

    async def _insert(self) -> None:
        agenda = self.hand.agenda
        assert agenda is not None
        modal = NewLineModal(
            LineWords("", 5, "mentor"),
            names=self.here.names,
            total=agenda.minutes,
            sources="",
            **await self.kept_field("insert"),
        )
        new = await self.app.push_screen_wait(modal)
        if new is not None:
            items = [item.id for item in agenda.items]
            here = self.item.id if self.item is not None else ""
            after = items[items.index(here) + 1 :] if here in items else []
            line = InsertLine(
                topic=new.topic,
                minutes=new.minutes,
                lead=new.lead,
                prompts=new.prompts,
                before=after[0] if after else None,
            )
            self.change(lambda _: line, "Added, as a suggestion of yours. z takes it out.")

    def action_length(self) -> None:
        assert self.hand.agenda is not None
        self.app.push_screen(LengthModal(self.hand.agenda), self._length_taken)

    def _length_taken(self, wanted: Wanted | None) -> None:
        if wanted is None:
            return
        minutes = wanted.minutes or wanted.length.minutes
        if wanted.keep_lines:
            total = SetTotal(minutes=minutes)
            self.change(lambda _: total, f"{minutes} minutes now, the same lines.")
        else:
            self.act(partial(self._redrafted, wanted))

    async def _redrafted(self, wanted: Wanted | None = None) -> None:
        length = wanted.length if wanted else None
        await self.hand.redraft(length=length, minutes=wanted.minutes if wanted else None)
        self.say("Drafted anew. z brings the earlier agenda back.")

    def action_redraft(self) -> None:
        self.act(self._redrafted_and_improved)

    async def _redrafted_and_improved(self) -> None:
        await self._redrafted()
        if (await self.here.assistant.connection()).takes_part:
            self.improve()

    def action_improve(self) -> None:
        self.improve()

    # --- sharing and saving ------------------------------------------------------------------

    def action_accept(self) -> None:
        self.start(self._accept, "modal")

    async def _accept(self) -> None:
        agenda = self.hand.agenda
        assert agenda is not None
        partner = self.here.partner
        preview = SharePreview(
            f"What {partner} will see",
            shared_page(agenda, self.here.names, PAGE_WIDTH),
            f"The coordinator will not see it. You can take it back; {partner} may have read it "
            "by then.",
            f"share with {partner}",
            "keep it to myself",
        )
        if await self.app.push_screen_wait(preview):
            await self.hand.accept()
            self._takes_back = True
            await self.show_agenda()
            self.say(f"Accepted. {partner} can read it now. z takes it back.")

    def exportable(self) -> Sequence[Exportable]:
        shown = self.hand.exportable
        return () if shown is None else (("agenda", "agenda", shown),)

    def action_why(self) -> None:
        agenda, receipt = self.hand.agenda, self.hand.receipt
        assert agenda is not None
        assert receipt is not None
        findings = self.hand.draft.findings if self.hand.draft and not self.hand.reading else ()
        self.app.push_screen(PaperModal("Why it is so", why_page(agenda, receipt, findings)))

    def action_copy(self) -> None:
        if self.item is not None:
            names = {lead: self.here.names.of(lead) for lead in ("mentor", "mentee", "both")}
            sources = counted(len(self.item.citations), "source")
            self.copied(plain_line(self.item, names), f"Copied, with {sources}.")
