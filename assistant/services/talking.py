"""Changing the agenda in hand by talking: proposed with both forms, done when its reader says so.

The mentor's words change the mentor's draft. The mentee's words about the shared agenda become a
proposal to the mentor, never a change.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.answers import AgendaChangeAnswer, line_key
from assistant.domain.briefing import Briefing
from assistant.domain.changes import AgendaProposal, DocumentWish, InsertLine, TalkedChange
from assistant.domain.drafts import (
    AcceptedAgenda,
    Agenda,
    AgendaDraft,
    AgendaItem,
    Citation,
    Lead,
    Length,
)
from assistant.domain.people import Pairing
from assistant.domain.ports import ChatModel
from assistant.domain.sessions import Session
from assistant.domain.sources import Passage
from assistant.domain.talk_cues import TalkCues
from assistant.domain.visibility import Role
from assistant.drafting.applying import all_applied
from assistant.drafting.asked import Talk
from assistant.drafting.checks import newly_wrong
from assistant.drafting.desk import Desk
from assistant.drafting.following import asked_document
from assistant.drafting.heard import heard_changes
from assistant.drafting.open_points import open_points_answer
from assistant.drafting.rewording import line_about, other_questions
from assistant.drafting.talking import asks_to_undo, shown, talked
from assistant.drafting.told_promises import promises_answer, with_promises
from assistant.errors import AssistantError, InvalidInput, NotAllowed, NotFound
from assistant.llm.structured import ask_for
from assistant.prompts.formatting import fence, visible
from assistant.prompts.requests import new_delimiter
from assistant.services.agendas import Agendas
from assistant.services.briefings import Briefings
from assistant.services.context import Context

_ANSWER_TOKENS = 800
_MOVED_ON = "The agenda changed in the meantime."


@dataclass(frozen=True)
class _Page:
    """The agenda that somebody's words are about."""

    pairing: Pairing
    session: Session
    agenda: Agenda
    id: str
    version: int
    for_mentor: bool


class Talking:
    """Words about the agenda of one session."""

    def __init__(
        self,
        context: Context,
        briefings: Briefings,
        agendas: Agendas,
        cues: Callable[[], TalkCues],
    ) -> None:
        self._context = context
        self._briefings = briefings
        self._agendas = agendas
        self._read_cues = cues

    @cached_property
    def _cues(self) -> TalkCues:
        return self._read_cues()

    def left_open(self, pairing: Pairing) -> tuple[str, list[Citation]]:
        """What the two have left open, by what both may read, in their own words."""
        briefing, reader = self._upcoming(pairing)
        today = self._context.clock.now().date()
        return open_points_answer(briefing, self._context.bank, reader, today)

    def promised(self, question: str, pairing: Pairing) -> tuple[str, list[Citation]]:
        """The promises that a question is about, each with how it stands."""
        briefing, reader = self._upcoming(pairing)
        today = self._context.clock.now().date()
        desk = Desk(briefing, (), self._context.bank)
        return promises_answer(desk, question, reader, today)

    def with_promises(self, pairing: Pairing, passages: list[Passage]) -> list[Passage]:
        """Passages with the promises of the two before them, each labelled with how it stands."""
        briefing, _ = self._upcoming(pairing)
        desk = Desk(briefing, (), self._context.bank)
        return with_promises(desk, passages, self._context.clock.now().date())

    def _upcoming(self, pairing: Pairing) -> tuple[Briefing, str]:
        """What both may read before the session to come, and the voice of whoever asks."""
        sessions = self._context.sessions(pairing)
        planned = [s for s in sessions if s.state == "planned"]
        session = (planned or sessions[-1:] or [self._context.session(pairing, 1)])[0]
        mine = self._context.reader().role_in(pairing.id) is Role.MENTEE
        briefing = self._briefings.gather(pairing, session, Length.STEADY, None)
        return briefing, "mentee" if mine else "mentor"

    def considered(
        self, words: str, pairing: str, session: str | int, here: str = ""
    ) -> TalkedChange | None:
        """What the words would change; None if they ask for no change, or no agenda is there."""
        page = self._page(pairing, session)
        if page is None:
            return None
        found = talked(words, page.agenda, self._talk(page, here))
        if found is None:
            return None
        return found.model_copy(
            update={"draft": page.id, "version": page.version, "for_mentor": page.for_mentor}
        )

    async def heard(
        self, model: ChatModel, words: str, pairing: str, session: str | int
    ) -> TalkedChange | None:
        """What a model hears in words that the rules did not understand; None where it hears
        nothing that can be done. Raises ModelTrouble."""
        page = await asyncio.to_thread(self._page, pairing, session)
        if page is None:
            return None
        mark = new_delimiter(())
        lines = [
            {"id": line_key(n), "minutes": line.minutes, "lead": line.lead,
             "topic": visible(line.topic), "prompts": [visible(p) for p in line.prompts]}
            for n, line in enumerate(page.agenda.lines)
        ]  # fmt: skip
        messages = self._context.prompts.get("agenda-change").fill(
            me=self._context.reader().role_in(page.pairing.id) or "",
            delimiter=mark,
            words=fence(visible(words), mark),
            skeleton=json.dumps({"minutes": page.agenda.minutes, "lines": lines}),
        )
        answer, _ = await ask_for(model, messages, AgendaChangeAnswer, max_tokens=_ANSWER_TOKENS)
        language = self._context.bank.language
        changes = heard_changes(answer, page.agenda, words, language)
        if not changes:
            return None
        try:
            after = all_applied(page.agenda, changes)
        except AssistantError:
            return None
        notes = newly_wrong(after, page.agenda, language)
        change = shown(words, page.agenda, after, tuple(changes), [], notes)
        return change.model_copy(
            update={
                "draft": page.id,
                "version": page.version,
                "for_mentor": page.for_mentor,
                "engine": "model",
            }
        )

    def document(self, words: str) -> DocumentWish | None:
        """The document that the words ask for, if they do."""
        return asked_document(words, self._cues)

    def asks_to_undo(self, words: str) -> bool:
        """Whether the words ask for nothing but to take the last change back."""
        return asks_to_undo(words, self._cues)

    def undone(self, pairing: str, session: str | int) -> str:
        """Take the last change of the draft back; what is said then."""
        draft = self._agendas.latest(pairing, session)
        if draft is None or not draft.before:
            return "There is nothing to take back in your draft."
        self._agendas.undo(draft.id)
        return "Taken back. Your draft is as it was before the last change."

    def take(self, change: TalkedChange) -> AgendaDraft:
        """Make a proposed change to one's own draft, as one step that undo takes back.

        InvalidInput if the draft is no longer what the change was shown for.
        """
        if not change.made:
            raise InvalidInput("There is no change to make.")
        if change.for_mentor:
            raise NotAllowed(
                "The mentor decides on this agenda.",
                safe="Nothing was changed.",
                next_step="Send it as a proposal.",
            )
        return self._agendas.change_all(change.draft, change.changes, change.version)

    # --- proposals -----------------------------------------------------------------------

    def propose(self, change: TalkedChange) -> AgendaProposal:
        """Send a change to the mentor, who decides. Both can read it then."""
        if not change.made:
            raise InvalidInput("There is no change to propose.")
        reader = self._context.reader()
        shared = self._context.repositories.get(reader, AcceptedAgenda, change.draft)
        if shared.version != change.version:
            raise InvalidInput(
                _MOVED_ON, safe="Nothing was sent.", next_step="Say it again to see it anew."
            )
        proposal = AgendaProposal(
            programme=shared.programme,
            pairing=shared.pairing,
            session=shared.session,
            author=reader.person,
            words=change.words,
            changes=change.changes,
            base=shared.agenda,
        )
        kept = self._context.repositories.save(reader, proposal)[0]
        assert isinstance(kept, AgendaProposal)
        return kept

    def proposals(self, pairing: str, session: str | int) -> list[AgendaProposal]:
        """What the mentee proposed for a session and nobody has decided on, oldest first."""
        of = self._context.pairing(pairing)
        at = self._context.session(of, session)
        found = self._context.repositories.find(
            self._context.reader(), AgendaProposal, pairing=of.id, session=at.id
        )
        return [proposal for proposal in found if proposal.state == "open"]

    def shown(self, proposal: AgendaProposal) -> TalkedChange:
        """A proposal as it would change the mentor's draft of today."""
        draft = self._draft_for(proposal)
        after = all_applied(draft.agenda, proposal.changes)
        change = shown(proposal.words, draft.agenda, after, proposal.changes, [], [])
        return change.model_copy(update={"draft": draft.id, "version": draft.version})

    def decide(self, proposal_id: str, *, take: bool) -> AgendaDraft | None:
        """The mentor takes a proposal into their draft, or leaves it. Sharing is another act."""
        reader = self._context.reader()
        proposal = self._context.repositories.get(reader, AgendaProposal, proposal_id)
        if reader.role_in(proposal.pairing or "") is not Role.MENTOR:
            raise NotAllowed("The mentor decides on this agenda.", safe="Nothing was changed.")
        if proposal.state != "open":
            raise InvalidInput("That proposal is decided already.")
        draft = None
        if take:
            before = self._draft_for(proposal)
            draft = self._agendas.change_all(before.id, proposal.changes, before.version)
        state = "taken" if take else "declined"
        self._context.repositories.save(reader, proposal.changed(state=state))
        return draft

    # --- inside --------------------------------------------------------------------------

    def _draft_for(self, proposal: AgendaProposal) -> AgendaDraft:
        pairing = self._context.pairing(proposal.pairing or "")
        number = next(
            (s.number for s in self._context.sessions(pairing) if s.id == proposal.session), None
        )
        draft = self._agendas.latest(pairing.id, number) if number is not None else None
        if draft is None:
            raise NotFound("There is no draft that this proposal could change.")
        return draft

    def _page(self, wanted: str, number: str | int) -> _Page | None:
        pairing = self._context.pairing(wanted)
        role = self._context.reader().role_in(pairing.id)
        try:
            session = self._context.session(pairing, number)
        except NotFound:
            return None
        shared = self._agendas.accepted(pairing.id, session.number)
        draft = self._agendas.latest(pairing.id, session.number)
        if role is Role.MENTEE and shared is not None:
            return _Page(pairing, session, shared.agenda, shared.id, shared.version, True)
        if draft is None:
            return None
        return _Page(pairing, session, draft.agenda, draft.id, draft.version, False)

    def _talk(self, page: _Page, here: str) -> Talk:
        mentor, mentee = self._context.partners(page.pairing)
        role = self._context.reader().role_in(page.pairing.id)
        me: Lead = "mentor" if role is Role.MENTOR else "mentee"
        read: list[Desk] = []

        def desk() -> Desk:
            # Read only when a wish needs the records, and once.
            if not read:
                agenda = page.agenda
                briefing = self._briefings.gather(
                    page.pairing, page.session, agenda.length, agenda.minutes
                )
                read.append(Desk(briefing, [], self._context.bank))
            return read[0]

        def reworded(agenda: Agenda, line: AgendaItem) -> tuple[str, ...] | None:
            return other_questions(desk(), agenda, line)

        def about(agenda: Agenda, words: str) -> InsertLine | None:
            return line_about(desk(), agenda, words)

        return Talk(
            cues=self._cues,
            language=self._context.bank.language,
            names={"mentor": mentor.first_name, "mentee": mentee.first_name},
            me=me,
            reworded=reworded,
            about=about,
            here=here,
        )
