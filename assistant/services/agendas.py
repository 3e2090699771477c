"""Preparing a session: brief, retrieve, draft, check, keep; then edit and accept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Literal

from assistant.domain.briefing import missed_in_a_row
from assistant.domain.changes import AgendaChange
from assistant.domain.drafts import (
    AcceptedAgenda,
    Agenda,
    AgendaDraft,
    Finding,
    Length,
    Receipt,
)
from assistant.domain.people import Pairing
from assistant.domain.records import Record
from assistant.domain.sessions import Session
from assistant.domain.undoing import FORMS, drafted_anew, last_step, with_step
from assistant.domain.visibility import Role
from assistant.drafting import agendas as rules
from assistant.drafting.applying import all_applied, applied
from assistant.drafting.balance import CHECK, balance
from assistant.drafting.slots import length_of
from assistant.errors import InvalidInput, ModelTrouble, NoModel, NotAllowed, NotFound
from assistant.grounding.agendas import ground_agenda
from assistant.grounding.checks import tally
from assistant.grounding.own_words import edited_findings
from assistant.services.briefings import Briefings
from assistant.services.context import Context
from assistant.services.wording import Wording

EngineChoice = Literal["auto", "rules", "model"]
_THREAD_BREAKS = 2
"""Missed sessions in a row after which a short one is offered."""


class Agendas:
    """One reader's agendas. A draft is theirs alone; accepting is the mentor's act."""

    def __init__(self, context: Context, briefings: Briefings, wording: Wording) -> None:
        self._context = context
        self._briefings = briefings
        self._wording = wording

    # --- reading -------------------------------------------------------------------------

    def latest(self, pairing: str, session: str | int) -> AgendaDraft | None:
        """The reader's draft for a session; there is at most one."""
        of = self._context.pairing(pairing)
        return self._draft(of, self._context.session(of, session))

    def accepted(self, pairing: str, session: str | int) -> AcceptedAgenda | None:
        of = self._context.pairing(pairing)
        return self.accepted_of(of, self._context.session(of, session))

    def by_id(self, wanted: str) -> AgendaDraft | AcceptedAgenda:
        """A draft of the reader's, or a shared agenda, by id. NotFound."""
        reader, repositories = self._context.reader(), self._context.repositories
        try:
            return repositories.get(reader, AgendaDraft, wanted)
        except NotFound:
            return repositories.get(reader, AcceptedAgenda, wanted)

    def _draft(self, pairing: Pairing, session: Session) -> AgendaDraft | None:
        reader = self._context.reader()
        found = self._context.repositories.find(
            reader, AgendaDraft, pairing=pairing.id, session=session.id, author=reader.person
        )
        return found[-1] if found else None

    def accepted_of(self, pairing: Pairing, session: Session) -> AcceptedAgenda | None:
        """The agenda that both partners read, if there is one."""
        found = self._context.repositories.find(
            self._context.reader(), AcceptedAgenda, pairing=pairing.id, session=session.id
        )
        return found[-1] if found else None

    # --- drafting ------------------------------------------------------------------------

    async def prepare(
        self,
        pairing: str,
        session: str | int,
        length: Length | None,
        minutes: int | None,
        engine: EngineChoice,
        redraft: bool,
        on_progress: Callable[[str], None],
    ) -> AgendaDraft:
        """A fresh draft. An earlier one becomes its undo step, so nothing typed is lost; one that
        was changed by hand is replaced only if ``redraft`` asks for it."""
        if engine == "model" and not self._wording.connected:
            raise NoModel(
                "No model is connected.",
                safe="The rules can draft this agenda without one.",
                next_step="Use --engine rules, or connect one with: viceversa connect",
            )
        if not redraft:
            await asyncio.to_thread(self._refuse_to_replace, pairing, session)
        draft = await asyncio.to_thread(self._by_rules, pairing, session, length, minutes)
        if not self._wording.takes_part(engine):
            return draft
        try:
            return await self.improve(draft.id, on_progress)
        except ModelTrouble as trouble:
            if engine == "model":
                raise
            note = f"{trouble.happened} The rules wrote this agenda; nothing is missing."
            return await asyncio.to_thread(self._noted, draft, note)

    def _refuse_to_replace(self, pairing: str, session: str | int) -> None:
        earlier = self.latest(pairing, session)
        if earlier is not None and earlier.by_hand:
            raise InvalidInput(
                "You changed the draft of this agenda by hand.",
                safe="It is kept as it is.",
                next_step="viceversa agenda show shows it; --redraft makes a new one all the same.",
            )

    def _by_rules(
        self, wanted: str, number: str | int, length: Length | None, minutes: int | None
    ) -> AgendaDraft:
        started = time.monotonic()
        pairing = self._context.pairing(wanted)
        session = self._context.session(pairing, number)
        note = ""
        if length is None and minutes is None:
            minutes, note = self._usual(pairing, session)
        if length is None:
            minutes = minutes or session.minutes
            length = length_of(minutes)
        briefing = self._briefings.gather(pairing, session, length, minutes)
        hits = self._briefings.passages(briefing)
        evidence = self._briefings.evidence(briefing, hits)
        agenda = rules.draft_agenda(briefing, hits, self._context.bank)
        agenda, findings = ground_agenda(agenda, evidence)
        tilted = balance(agenda, briefing)
        findings += tilted
        receipt = Receipt(
            engine="rules",
            passages=tuple(hit.source.id for hit in hits),
            checks={**tally(findings), CHECK: len(tilted)},
            note=note,
            seconds=round(time.monotonic() - started, 3),
            created_at=self._context.clock.now(),
        )
        return self._keep(pairing, session, agenda, receipt, findings)

    def _usual(self, pairing: Pairing, session: Session) -> tuple[int, str]:
        """The minutes of a session for which none were named: as planned; after two that did not
        come about, the fifteen that keep the thread, and a word on it."""
        past = [s for s in self._context.sessions(pairing) if s.number < session.number]
        missed = missed_in_a_row(past)
        short = Length.SHORT.minutes
        if missed < _THREAD_BREAKS or missed == len(past) or session.minutes <= short:
            return session.minutes, ""
        return short, (
            f"The last {missed} sessions did not come about, so this is the {short}-minute one "
            f"that keeps the thread. Ask for {session.minutes} minutes if you have them."
        )

    async def improve(self, draft_id: str, on_progress: Callable[[str], None]) -> AgendaDraft:
        """Let the model word the draft better; lines that fail a check keep the rules' words."""
        draft, pairing, session = await asyncio.to_thread(self._open, draft_id)
        length, minutes = draft.agenda.length, draft.agenda.minutes
        briefing = await asyncio.to_thread(
            self._briefings.gather, pairing, session, length, minutes
        )
        hits = await asyncio.to_thread(self._briefings.passages, briefing)
        evidence = self._briefings.evidence(briefing, hits)
        agenda, findings, receipt = await self._wording.agenda(
            draft.agenda, briefing, hits, evidence, on_progress
        )
        return await asyncio.to_thread(self._keep, pairing, session, agenda, receipt, findings)

    def _keep(
        self,
        pairing: Pairing,
        session: Session,
        agenda: Agenda,
        receipt: Receipt,
        findings: list[Finding],
    ) -> AgendaDraft:
        reader = self._context.reader()
        earlier = self._draft(pairing, session)
        if earlier is None:
            draft = AgendaDraft(
                programme=pairing.programme,
                pairing=pairing.id,
                session=session.id,
                author=reader.person,
                agenda=agenda,
                receipt=receipt,
                findings=tuple(findings),
            )
        else:
            draft = drafted_anew(earlier, agenda, receipt, findings, by_hand=False)
            if draft is earlier:
                return earlier
        records: list[Record] = [session] if session.version == 0 else []
        saved = self._context.repositories.save(reader, *records, draft)
        kept = saved[-1]
        assert isinstance(kept, AgendaDraft)
        return kept

    def _noted(self, draft: AgendaDraft, note: str) -> AgendaDraft:
        receipt = draft.receipt.model_copy(update={"note": note})
        return self._save(draft.changed(receipt=receipt))

    # --- editing -------------------------------------------------------------------------

    def change(self, draft_id: str, change: AgendaChange) -> AgendaDraft:
        """Apply one edit. Minutes add up to the whole afterwards, or the edit is refused."""
        draft, _, _ = self._open(draft_id)
        agenda = applied(draft.agenda, change)
        before = with_step(draft.before, draft.agenda, FORMS)
        return self._save(self._edited(draft, agenda, before=before, by_hand=True))

    def change_all(
        self, draft_id: str, changes: Sequence[AgendaChange], version: int
    ) -> AgendaDraft:
        """Apply several edits as one step. InvalidInput if the draft is no longer ``version``."""
        draft, _, _ = self._open(draft_id)
        if draft.version != version:
            raise InvalidInput(
                "The agenda changed in the meantime.",
                safe="Nothing was changed by this.",
                next_step="Say it again to see it on the newest form.",
            )
        before = with_step(draft.before, draft.agenda, FORMS)
        agenda = all_applied(draft.agenda, changes)
        return self._save(self._edited(draft, agenda, before=before, by_hand=True))

    def _edited(self, draft: AgendaDraft, agenda: Agenda, **fields: object) -> AgendaDraft:
        """The draft with another agenda. What is said in new words is looked at, never refused."""
        findings = edited_findings(
            draft.agenda, agenda, draft.findings, self._context.bank.language
        )
        return draft.changed(agenda=agenda, findings=findings, **fields)

    def undo(self, draft_id: str) -> AgendaDraft:
        draft, _, _ = self._open(draft_id)
        earlier, left = last_step(draft.before)
        # With nothing left to take back it is what the rules or a model wrote.
        return self._save(self._edited(draft, earlier, before=left, by_hand=bool(left)))

    def accept(self, draft_id: str) -> AcceptedAgenda:
        """Share it with the partner as the agenda of that session."""
        draft, pairing, session = self._open(draft_id)
        reader = self._context.reader()
        if reader.role_in(pairing.id) is not Role.MENTOR:
            mentor, _ = self._context.partners(pairing)
            raise NotAllowed(
                f"{mentor.first_name} leads this pairing and decides on its agenda.",
                safe="Your draft is kept, only for you.",
                next_step=f"Show it to {mentor.first_name} as a proposal.",
            )
        earlier = self.accepted_of(pairing, session)
        fresh = AcceptedAgenda(
            programme=pairing.programme, pairing=pairing.id, session=session.id,
            author=reader.person, agenda=draft.agenda, receipt=draft.receipt, draft=draft.id,
        )  # fmt: skip
        agenda = (
            earlier.changed(agenda=draft.agenda, receipt=draft.receipt, draft=draft.id)
            if earlier
            else fresh
        )
        kept = self._context.repositories.save(reader, agenda)[0]
        assert isinstance(kept, AcceptedAgenda)
        return kept

    def withdraw(self, pairing: str, session: str | int) -> None:
        """Take an accepted agenda back; the partner no longer reads it, the draft stays."""
        found = self.accepted(pairing, session)
        if found is None:
            raise NotFound("No agenda is shared for that session.")
        self._context.repositories.remove(self._context.reader(), found)

    # --- inside --------------------------------------------------------------------------

    def _open(self, draft_id: str) -> tuple[AgendaDraft, Pairing, Session]:
        draft = self._context.repositories.get(self._context.reader(), AgendaDraft, draft_id)
        pairing = self._context.pairing(draft.pairing or "")
        return draft, pairing, self.session_of(pairing, draft.session)

    def session_of(self, pairing: Pairing, session_id: str | None) -> Session:
        """A session of a pairing by its id. NotFound."""
        for session in self._context.sessions(pairing):
            if session.id == session_id:
                return session
        raise NotFound("The session of this agenda is gone.")

    def _save(self, draft: AgendaDraft) -> AgendaDraft:
        kept = self._context.repositories.save(self._context.reader(), draft)[0]
        assert isinstance(kept, AgendaDraft)
        return kept
