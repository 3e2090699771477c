"""The agenda of one session as it is shown: its lines, and the source of each beside it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.content import Content

from assistant.domain.drafts import Agenda, AgendaItem, Citation, CommitmentDue
from assistant.domain.visibility import Visibility
from tui.agenda_in_hand import AgendaInHand
from tui.agenda_lines import (
    due_text,
    heading,
    line_text,
    parked_text,
    total_row,
)
from tui.formatting import QUIET, hanging, one_line, stacked
from tui.here import Here
from tui.numbers import Numbers
from tui.screens.citing import CitingScreen
from tui.widgets.rows import Draw, Row, Rows, heading_row, text_row

_ROOMY = 46
"""Rows of such a window."""


class AgendaScreen(CitingScreen):
    """Enter opens the selected line's source."""

    LIST: ClassVar = "agenda"

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.hand = AgendaInHand(here)
        self.moving: str = ""
        self.order: list[str] = []
        self.older = ""
        """Said where the draft in hand is older than the agreement."""

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.start(self._open, "agenda")

    def where(self) -> str:
        pairing = self.here.pairing
        assert pairing is not None
        number = self.here.session or pairing.next_session
        at = next((s for s in pairing.sessions if s.number == number), None)
        when = f", {at.when}" if at is not None else ""
        return f"Session {number} with {self.here.partner}{when}"

    async def _open(self) -> None:
        with self.waiting("Drafting an agenda ..."):
            fresh = await self.hand.open()
        await self.show_agenda()
        if not self.here.leads and not self.hand.reading:
            self.say(f"{self.here.partner} leads and shares the agenda. This draft is yours alone.")
        if fresh and self.hand.receipt is not None and self.hand.receipt.note:
            self.say(self.hand.receipt.note)
        await self.look_for_proposals()
        if fresh and (await self.here.assistant.connection()).takes_part:
            self.improve()

    async def look_for_proposals(self) -> None:
        """What the partner proposed for this agenda; a screen that changes it says so."""

    def improve(self) -> None:
        """Let the connected model word a fresh draft better; the rules' draft is shown at once."""
        self.start(self._improved, "improve")

    async def _improved(self) -> None:
        def progress(words: str) -> None:
            self.say(f"{words} Esc keeps the rules' draft.", kind="waiting")

        progress("Improving the wording ...")
        await self.hand.improve(progress)
        note = self.hand.receipt.note if self.hand.receipt is not None else ""
        words = "The wording is improved. z brings the rules' words back, w says how."
        self.say(one_line(note) or words)
        await self.show_agenda()

    @property
    def improving(self) -> bool:
        return any(w.group == "improve" and not w.is_finished for w in self.workers)

    # --- showing -----------------------------------------------------------------------------

    @property
    def agenda(self) -> Agenda | None:
        """What is shown: the agenda in hand, its lines in the order of a move that is going on."""
        agenda = self.hand.agenda
        if agenda is None or not self.moving:
            return agenda
        place = {line: i for i, line in enumerate(self.order)}
        moved = sorted(agenda.items, key=lambda item: place.get(item.id, 0))
        return agenda.model_copy(update={"items": tuple(moved)})

    async def show_agenda(self, select: str = "") -> None:
        """Draw the agenda as it is now."""
        draft = None if self.hand.reading else self.hand.draft
        self.older = ""
        if draft is not None:
            made = draft.receipt.created_at
            self.older = await self.here.assistant.agreement_since(self.hand.pairing, made)
        self.draw_agenda(select)
        accepted = self.hand.state == "accepted"
        await self.show_audience(Visibility.PAIR if accepted else Visibility.PRIVATE)
        self.refresh_keys()

    def draw_agenda(self, select: str = "") -> None:
        """The rows alone."""
        agenda, receipt = self.agenda, self.hand.receipt
        if agenda is None or receipt is None:
            return
        numbers = self.numbers = Numbers(agenda.citations)
        state = self.hand.state
        rows = [
            Row("", lambda w, _lit: heading(agenda, receipt, state, w)),
            *([Row("", partial(_quiet, self.older))] if self.older else []),
            Row("", partial(_purpose, agenda, numbers)),
            *(Row(f"line-{item.id}", self._line(item, numbers)) for item in agenda.lines),
            text_row(total_row(agenda)),
        ]
        if agenda.commitments_due:
            rows += [text_row(), heading_row("Promises")]
        for due in agenda.commitments_due:
            rows.append(Row(f"due-{due.id}", self._due(due, numbers)))
        if agenda.parked:
            rows += [text_row(), heading_row("Not for today")]
        for i, parked in enumerate(agenda.parked):
            rows.append(Row(f"parked-{i}", self._parked(parked, numbers)))
        for words in (agenda.cut_if_late, agenda.thin_ground):
            if words:
                rows += [text_row(), Row("", partial(_quiet, words))]
        self.query_one("#agenda", Rows).show(rows, select=select)

    @property
    def _roomy(self) -> bool:
        """Whether all words of a usual agenda fit, with one line opened."""
        return self.size.height >= _ROOMY

    def _due(self, due: CommitmentDue, numbers: Numbers) -> Draw:
        names = self.here.names
        return lambda w, lit: due_text(due, names, numbers, w, lit, roomy=self._roomy)

    def _parked(self, parked: Citation, numbers: Numbers) -> Draw:
        return lambda w, lit: parked_text(parked, numbers, w, lit, roomy=self._roomy)

    def _line(self, item: AgendaItem, numbers: Numbers) -> Draw:
        mark, names = "moving" if f"line-{item.id}" == self.moving else "", self.here.names
        return lambda width, lit: line_text(item, names, numbers, width, lit, mark=mark)

    # --- what is selected --------------------------------------------------------------------

    @property
    def item(self) -> AgendaItem | None:
        """The selected agenda line."""
        lines = self.agenda.lines if self.agenda is not None else ()
        return next((line for line in lines if f"line-{line.id}" == self.lit), None)

    @property
    def selected_line(self) -> str:
        return self.item.id if self.item is not None else ""

    @property
    def lit_citations(self) -> tuple[Citation, ...]:
        if self.agenda is None:
            return ()
        if self.item is not None:
            return self.item.citations
        for due in self.agenda.commitments_due:
            if f"due-{due.id}" == self.lit and due.citation is not None:
                return (due.citation,)
        for i, parked in enumerate(self.agenda.parked):
            if f"parked-{i}" == self.lit and parked.source:
                return (parked,)
        return ()

    @property
    def lit_suggested(self) -> bool:
        return self.item is not None and self.item.suggestion

    def action_step_back(self) -> None:
        if self.improving:
            self.workers.cancel_group(self, "improve")
            self.say("Stopped. The rules' draft is complete and kept.")
        else:
            super().action_step_back()


def _purpose(agenda: Agenda, numbers: Numbers, width: int, _lit: bool) -> Content:
    marks = numbers.marks(agenda.purpose_citations)
    words = " ".join(part for part in (agenda.purpose, marks) if part)
    return stacked([*hanging("Today: ", words, width - 2, indent=2), Content("")])


def _quiet(words: str, width: int, _lit: bool) -> Content:
    return stacked(hanging("", words, width - 4, indent=2, style=QUIET))
