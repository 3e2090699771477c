"""Everything that one agenda needs, gathered once: the briefing and the passages beside it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.briefing import Briefing, missed_in_a_row
from assistant.domain.drafts import AcceptedAgenda, Length
from assistant.domain.guidance import Stage
from assistant.domain.people import Pairing
from assistant.domain.ports import SearchRequest
from assistant.domain.reflections import Feedback
from assistant.domain.sessions import (
    Agreement,
    Commitment,
    CommitmentState,
    Goal,
    Question,
    Session,
)
from assistant.domain.sources import Hit, Source
from assistant.drafting.stages import stage_of
from assistant.errors import IndexTrouble
from assistant.services.context import Context
from assistant.services.indexing import Indexing, shared

_STAGE_WORDS = {
    Stage.FIRST: "first meeting, ground rules, limits of confidentiality, what may I say",
    Stage.EARLY: "trust, questions, listening",
    Stage.MIDDLE: "mid-point review, feedback both ways, adjust goals",
    Stage.LATE: "small experiments, what changed, courage",
    Stage.LAST: "closing well, thanks, what stays, end or change roles",
    Stage.ANY: "",
}


def pair_briefing(
    context: Context,
    pairing: Pairing,
    session: Session,
    sessions: Sequence[Session],
    length: Length = Length.STEADY,
) -> Briefing:
    """The frame of a briefing for a session: who the two are, where they are on their way, what
    they agreed, aim for and promised. What is quoted in it is the caller's to choose: it has no
    sources, feedback or questions yet. ``sessions`` are all of the pairing, in order."""
    reader, repositories = context.reader(), context.repositories
    programme = context.programme_of(pairing)
    mentor, mentee = context.partners(pairing)
    past = tuple(s for s in sessions if s.number < session.number)
    agreements = repositories.find(reader, Agreement, pairing=pairing.id)
    agreement = next((found for found in reversed(agreements) if found.agreed), None)
    stage, shape = stage_of(
        session.number,
        programme.total_sessions,
        programme.midpoint_session,
        agreement=agreement is not None,
        missed_in_a_row=missed_in_a_row(past),
    )
    return Briefing(
        programme=programme,
        pairing=pairing,
        mentor=mentor,
        mentee=mentee,
        session=session,
        stage=stage,
        shape=shape,
        length=length,
        minutes=session.minutes,
        goals=tuple(repositories.find(reader, Goal, pairing=pairing.id)),
        agreement=agreement,
        boundary_terms=repositories.boundary_terms(reader, pairing.id),
        commitments=tuple(
            commitment
            for commitment in repositories.find(reader, Commitment, pairing=pairing.id)
            if commitment.state is not CommitmentState.DROPPED
        ),
        past_sessions=past,
    )


class Briefings:
    """Reads what both partners may read, and nothing else, for a document that both will read."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    def gather(
        self, pairing: Pairing, session: Session, length: Length, minutes: int | None
    ) -> Briefing:
        reader, repositories = self._context.reader(), self._context.repositories
        if not pairing.topics:
            # Nobody chose topics: the focus in the pair's own words names them.
            topics = self._context.bank.topics_in(pairing.focus)
            pairing = pairing.model_copy(update={"topics": topics})
        sessions = self._context.sessions(pairing)
        frame = pair_briefing(self._context, pairing, session, sessions, length)
        sources = (
            *shared(self._indexing.gather(pairing.id)),
            *self._indexing.objectives(frame.programme),
        )
        found: dict[str, object] = {
            "minutes": minutes or length.minutes,
            "sources": tuple(
                source
                for source in sources
                if source.session is None or source.session <= session.number
            ),
            "feedback": tuple(
                _released(feedback)
                for feedback in repositories.find(reader, Feedback, pairing=pairing.id)
                if feedback.state == "opened"
            ),
            "questions": tuple(
                question
                for question in repositories.find(reader, Question, pairing=pairing.id)
                if question.visibility != "private" and not question.answered
            ),
            "earlier_agendas": tuple(repositories.find(reader, AcceptedAgenda, pairing=pairing.id)),
        }
        return frame.model_copy(update=found)

    def passages(self, briefing: Briefing) -> list[Hit]:
        """Guidance for the topic, for the stage, and the pair's own words on their goals."""
        goals = " ".join(goal.text for goal in briefing.goals)
        topics = " ".join(briefing.pairing.topics).replace("-", " ")
        guidance = frozenset({"guidance", "document"})
        wanted = (
            (f"{briefing.pairing.focus} {topics} {goals}", guidance, 6),
            (_STAGE_WORDS[briefing.stage], guidance, 4),
            (f"{goals} {briefing.pairing.focus}", frozenset({"note", "reflection"}), 6),
        )
        found: dict[str, Hit] = {}
        try:
            self._indexing.refresh()
        except IndexTrouble:
            # The records themselves come from the store: an agenda needs no search.
            return []
        for query, kinds, k in wanted:
            if not query.strip():
                continue
            request = SearchRequest(
                reader=self._context.reader(),
                query=query[:2000],
                pairing=briefing.pairing.id,
                shared_only=True,
                kinds=kinds,
                without_terms=briefing.boundary_terms,
                different=True,
                k=k,
            )
            for hit in self._indexing.find(request):
                found.setdefault(hit.passage.id, hit)
        return list(found.values())

    def guidance(self) -> list[Source]:
        """Every card and document that the reader may cite."""
        return self._indexing.guidance()

    def evidence(self, briefing: Briefing, hits: list[Hit]) -> dict[str, Source]:
        """All that a citation may name, by source id."""
        return {source.id: source for source in (*(h.source for h in hits), *briefing.sources)}


def _released(feedback: Feedback) -> Feedback:
    lines = tuple(line for line in feedback.lines if line.released)
    return feedback.model_copy(update={"lines": lines})
