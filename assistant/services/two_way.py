"""Documents for the two of a pairing: the two-way summary of a feedback round, and what a session
came to. Both are made from what both may read, and each of the two accepts for themselves."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.briefing import Briefing
from assistant.domain.days import day_words
from assistant.domain.documents import DocumentKind, Page, PageDraft
from assistant.domain.drafts import Length
from assistant.domain.people import Pairing
from assistant.domain.reflections import Reflection
from assistant.domain.sessions import Session, SessionState
from assistant.domain.views import FeedbackView
from assistant.domain.visibility import both_may_read
from assistant.drafting.desk import Desk
from assistant.drafting.feedback_summary import draft_feedback_summary
from assistant.drafting.open_passages import open_passages
from assistant.drafting.session_summary import draft_session_summary
from assistant.errors import NotFound
from assistant.services.briefings import Briefings
from assistant.services.context import Context, local
from assistant.services.documents import Documents, Drafted, EngineChoice
from assistant.services.feedback import FeedbackRounds


class TwoWay:
    """One reader's drafts of the documents that both partners read."""

    def __init__(
        self,
        context: Context,
        briefings: Briefings,
        documents: Documents,
        rounds: FeedbackRounds,
    ) -> None:
        self._context = context
        self._briefings = briefings
        self._documents = documents
        self._rounds = rounds

    async def summarise_feedback(
        self,
        pairing: str,
        number: int | None,
        engine: EngineChoice,
        on_progress: Callable[[str], None],
    ) -> PageDraft:
        """The two-way summary of a round, the newest begun if None."""
        return await self._documents.draft(
            lambda: self._feedback(pairing, number), engine, on_progress
        )

    def _feedback(self, wanted: str, number: int | None) -> Drafted:
        pairing = self._context.pairing(wanted)
        view = self._rounds.stands(wanted, number)
        newest = self._rounds.stands(wanted).round
        upto = None if view.round >= newest else view.round
        briefing = self.briefing(pairing, upto)
        answered = {
            answer.text.strip(): answer.question
            for reflection in self._context.repositories.find(
                self._context.reader(), Reflection, pairing=pairing.id
            )
            for answer in reflection.answers
            if both_may_read(answer.visibility)
        }
        today = local(self._context.clock.now(), briefing.programme.time_zone).date()
        page = draft_feedback_summary(
            briefing,
            self._context.bank,
            number=view.round,
            opens=_opens(view, overdue=view.opens_by is not None and today >= view.opens_by),
            today=today,
            asked=answered,
        )
        return self.drafted(
            DocumentKind.FEEDBACK_SUMMARY, briefing, page, about=f"round {view.round}"
        )

    async def summarise_session(
        self,
        pairing: str,
        session: str | int | None,
        engine: EngineChoice,
        on_progress: Callable[[str], None],
    ) -> PageDraft:
        """What a session came to; the last one held if None."""
        return await self._documents.draft(
            lambda: self._session(pairing, session), engine, on_progress
        )

    def _session(self, wanted: str, number: str | int | None) -> Drafted:
        pairing = self._context.pairing(wanted)
        held = [s for s in self._context.sessions(pairing) if s.state is SessionState.HELD]
        if number is None and not held:
            raise NotFound(
                "No session has been held yet, so there is nothing to sum up.",
                next_step="Bring a note after the first one: viceversa import",
            )
        session = self._context.session(pairing, number) if number is not None else held[-1]
        last = held[-1].number if held else session.number
        briefing = self.briefing(pairing, None if session.number >= last else session.number)
        near = tuple(
            s
            for s in briefing.sources
            # A promise is owed until somebody closes it, however old it is.
            if s.session is None or s.session >= session.number - 1 or s.kind == "commitment"
        )
        briefing = briefing.model_copy(update={"sources": near})
        day = local(session.starts_at, session.time_zone).date() if session.starts_at else None
        page = draft_session_summary(briefing, self._context.bank, session=session, held_on=day)
        return self.drafted(
            DocumentKind.SESSION_SUMMARY,
            briefing,
            page,
            session=session.id,
            sessions=range(session.number, session.number + 1),
        )

    def briefing(self, pairing: Pairing, upto: int | None = None) -> Briefing:
        """What both may read of a pairing up to a session, or up to now."""
        sessions = self._context.sessions(pairing)
        last = max((s.number for s in sessions if s.state != "planned"), default=0)
        number = (last if upto is None else upto) + 1
        after = next((s for s in sessions if s.number == number), None)
        after = after or Session(
            id=f"{pairing.id}.S{number}",
            programme=pairing.programme,
            pairing=pairing.id,
            number=number,
        )
        briefing = self._briefings.gather(pairing, after, Length.STEADY, None)
        if upto is None:
            return briefing
        early = tuple(s for s in briefing.sources if s.session is None or s.session <= upto)
        return briefing.model_copy(update={"sources": early})

    def drafted(
        self,
        kind: DocumentKind,
        briefing: Briefing,
        page: Page,
        *,
        about: str = "",
        session: str | None = None,
        sessions: range | None = None,
    ) -> Drafted:
        """A page for both, with what a model may see for it and nothing more."""
        names = {"mentor": briefing.name("mentor"), "mentee": briefing.name("mentee")}
        return Drafted(
            kind=kind,
            page=page,
            sources={source.id: source for source in briefing.sources},
            evidence=open_passages(Desk(briefing, (), self._context.bank), sessions, page),
            people=names,
            boundary_terms=briefing.boundary_terms,
            values=names,
            programme=briefing.pairing.programme,
            pairing=briefing.pairing.id,
            session=session,
            about=about,
            both=True,
        )


def _opens(view: FeedbackView, *, overdue: bool) -> str:
    """What the calendar says of a round: the same whoever has written."""
    if overdue:
        return "The time to write is over; each of you releases point by point, or not."
    day = f" or on {day_words(view.opens_by)}" if view.opens_by else ""
    return (
        f"This round stays sealed until both of you have written{day}; then each of you releases "
        "point by point."
    )
