"""What the mentee reads before a session: the brief, and the read-first page on the topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from assistant.domain.brief_cues import BriefCues
from assistant.domain.citing import guidance_source
from assistant.domain.documents import DocumentKind, PageDraft
from assistant.domain.drafts import Length
from assistant.domain.people import Pairing
from assistant.domain.sessions import Session
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import Role
from assistant.drafting.brief import MOST_ROWS, draft_brief, without_last_line
from assistant.drafting.desk import Desk
from assistant.drafting.hindsight import without_hindsight
from assistant.drafting.read_first import draft_read_first
from assistant.drafting.read_first_cards import on_their_topic
from assistant.drafting.read_first_notes import on_the_topic
from assistant.errors import NotAllowed
from assistant.exchange.brief_text import row_count
from assistant.services.agendas import Agendas
from assistant.services.briefings import Briefings
from assistant.services.context import Context, in_words
from assistant.services.documents import Documents, Drafted, EngineChoice
from assistant.services.indexing import Indexing

_TOPICAL = 6
"""Passages that stand first in a search: those on the topic, before those for the stage."""


class Preparing:
    """One reader's pages before a session. They are theirs alone and are never shared."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        briefings: Briefings,
        agendas: Agendas,
        documents: Documents,
        cues: Callable[[], BriefCues],
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._briefings = briefings
        self._agendas = agendas
        self._documents = documents
        self._read_cues = cues

    @cached_property
    def _cues(self) -> BriefCues:
        return self._read_cues()

    async def brief(
        self,
        pairing: str,
        session: str | int,
        engine: EngineChoice,
        on_progress: Callable[[str], None],
    ) -> PageDraft:
        """The mentee's brief of a session. NotAllowed for anybody else."""
        return await self._documents.draft(
            lambda: self._brief(pairing, session), engine, on_progress
        )

    async def read_first(
        self, pairing: str, engine: EngineChoice, on_progress: Callable[[str], None]
    ) -> PageDraft:
        """Five cited minutes on a pairing's topic, for either of the two."""
        return await self._documents.draft(lambda: self._read_first(pairing), engine, on_progress)

    def _brief(self, wanted: str, number: str | int) -> Drafted:
        pairing = self._context.pairing(wanted)
        reader = self._context.reader()
        mentor, mentee = self._context.partners(pairing)
        if reader.role_in(pairing.id) is not Role.MENTEE:
            raise NotAllowed(
                f"A brief is for who does not lead: {mentee.first_name} has one.",
                next_step="Yours is the agenda: P, or viceversa agenda.",
            )
        session = self._context.session(pairing, number)
        shared = self._agendas.accepted(pairing.id, session.number)
        briefing = self._briefings.gather(pairing, session, Length.STEADY, session.minutes)
        gathered = self._indexing.gather(pairing.id)
        own = [s for s in gathered if s.visibility == "private" and s.voice == "mentee"]
        when = in_words(session) + (f", {session.place}" if session.place else "")
        page = draft_brief(
            briefing,
            own,
            shared.agenda if shared else None,
            self._context.bank,
            self._cues,
            when=when,
        )
        while row_count(page) > MOST_ROWS and (shorter := without_last_line(page)) is not None:
            page = shorter
        sources = {source.id: source for source in (*briefing.sources, *own)}
        if shared is not None:
            sources |= self._cited_elsewhere([c.source for c in shared.agenda.citations], sources)
        return Drafted(
            kind=DocumentKind.BRIEF,
            page=page,
            sources=sources,
            people={"mentor": mentor.first_name, "mentee": mentee.first_name},
            boundary_terms=briefing.boundary_terms,
            values={"mentor": mentor.first_name, "mentee": mentee.first_name},
            programme=pairing.programme,
            pairing=pairing.id,
            session=session.id,
        )

    def _cited_elsewhere(self, cited: list[str], known: Mapping[str, Source]) -> dict[str, Source]:
        """Guidance that the shared agenda stands on."""
        return {s.id: s for s in self._briefings.guidance() if s.id in cited and s.id not in known}

    def _read_first(self, wanted: str) -> Drafted:
        pairing = self._context.pairing(wanted)
        mentor, mentee = self._context.partners(pairing)
        session = self._upcoming(pairing)
        briefing = without_hindsight(self._briefings.gather(pairing, session, Length.STEADY, None))
        role = self._context.reader().role_in(pairing.id)
        desk = Desk(briefing, (), self._context.bank)
        page = draft_read_first(
            desk, self._context.cards, self._cues, "mentor" if role is Role.MENTOR else "mentee"
        )
        cited = {citation.source for citation in page.citations}
        cards = {f"card:{card.id}": card for card in self._context.cards}
        guidance = {name: guidance_source(card) for name, card in cards.items()}
        # As for an agenda, what is found on the topic stands beside what the page quotes.
        topical = [
            hit.passage
            for hit in self._briefings.passages(briefing)[:_TOPICAL]
            if hit.source.id not in cited
            and (card := cards.get(hit.source.id)) is not None
            and on_their_topic(card, briefing, self._context.bank, self._cues)
        ]
        return Drafted(
            kind=DocumentKind.READ_FIRST,
            page=page,
            sources={source.id: source for source in (*guidance.values(), *briefing.sources)},
            evidence=[
                *(Passage.whole(guidance[ident]) for ident in sorted(cited & guidance.keys())),
                *on_the_topic(desk, page),
                *topical,
            ],
            people={"mentor": mentor.first_name, "mentee": mentee.first_name},
            boundary_terms=briefing.boundary_terms,
            values={
                "mentor": mentor.first_name,
                "mentee": mentee.first_name,
                "topic": pairing.focus or ", ".join(pairing.topics),
            },
            programme=pairing.programme,
            pairing=pairing.id,
        )

    def _upcoming(self, pairing: Pairing) -> Session:
        """The next planned session; after the last one, that."""
        sessions = self._context.sessions(pairing)
        planned = [session for session in sessions if session.state == "planned"]
        return (planned or sessions[-1:] or [self._context.session(pairing, 1)])[0]
