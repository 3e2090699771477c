"""The journey of a pairing as a whole: where it stands, its handbook, and its end."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.documents import DocumentKind, PageDraft, SharedPage
from assistant.domain.drafts import AcceptedAgenda, Citation
from assistant.domain.people import Pairing, PairingState
from assistant.domain.sessions import Commitment, CommitmentState, SessionState
from assistant.domain.views import CloseView
from assistant.drafting.handbook import draft_handbook, hours_in_words
from assistant.services.context import Context
from assistant.services.documents import Documents, Drafted
from assistant.services.indexing import Indexing
from assistant.services.programmes import Programmes
from assistant.services.two_way import TwoWay


class Closing:
    """Either of the two may end it; the handbook is each one's own."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        documents: Documents,
        two_way: TwoWay,
        programmes: Programmes,
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._documents = documents
        self._two_way = two_way
        self._programmes = programmes

    def view(self, wanted: str) -> CloseView:
        """Sessions, hours, promises, and how it stands in a sentence."""
        view = self._programmes.pairing(wanted)
        pairing = self._context.pairing(wanted)
        held = [s for s in self._context.sessions(pairing) if s.state is SessionState.HELD]
        reader = self._context.reader()
        promises = self._context.repositories.find(reader, Commitment, pairing=pairing.id)
        states = [promise.state for promise in promises]
        mentor, mentee = self._context.partners(pairing)
        me = mentor if reader.person == mentor.id else mentee
        so_far = hours_in_words(held)
        says = "Either of you may end this pairing. You need give no reason."
        if view.ended:
            says = f"Thank you, {me.first_name}: {so_far}. Your handbook is ready."
        elif view.next_session is None:
            says = f"All sessions are over: {so_far}. Your handbook is ready to be made."
        return CloseView(
            pairing=view,
            me=me.first_name,
            held=len(held),
            so_far=so_far,
            kept=states.count(CommitmentState.KEPT),
            standing=states.count(CommitmentState.OPEN),
            last=view.next_session is None,
            says=says,
        )

    def end(self, wanted: str) -> CloseView:
        """End it from now on. It is not noted who did, nor why."""
        pairing = self._context.pairing(wanted)
        if pairing.state is not PairingState.ENDED:
            ended = pairing.changed(state=PairingState.ENDED)
            self._context.repositories.save(self._context.reader(), ended)
        return self.view(pairing.id)

    async def handbook(
        self, wanted: str, on_progress: Callable[[str], None] = lambda _: None
    ) -> PageDraft:
        """The pair's journey from what both may read, by the rules alone: it is quotes."""
        return await self._documents.draft(lambda: self._handbook(wanted), "rules", on_progress)

    def _handbook(self, wanted: str) -> Drafted:
        pairing = self._context.pairing(wanted)
        briefing = self._two_way.briefing(pairing)
        page = draft_handbook(
            briefing,
            self._context.bank,
            sessions=self._context.sessions(pairing),
            guidance=self._used(pairing),
        )
        drafted = self._two_way.drafted(DocumentKind.HANDBOOK, briefing, page)
        cards = {source.id: source for source in self._indexing.guidance()}
        return Drafted(
            kind=drafted.kind,
            page=page,
            sources={**cards, **drafted.sources},
            people=drafted.people,
            boundary_terms=drafted.boundary_terms,
            programme=drafted.programme,
            pairing=drafted.pairing,
            both=True,
        )

    def _used(self, pairing: Pairing) -> list[Citation]:
        """Guidance quoted by what the two agreed to, in its order."""
        reader, repositories = self._context.reader(), self._context.repositories
        agendas = repositories.find(reader, AcceptedAgenda, pairing=pairing.id)
        pages = repositories.find(reader, SharedPage, pairing=pairing.id)
        cited = [c for agenda in agendas for c in agenda.agenda.citations]
        cited += [c for shared in pages for c in shared.page.citations]
        return [citation for citation in cited if citation.voice == "guidance"]
