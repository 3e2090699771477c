"""Everything that the rules need to know to draft for one session, gathered before they run."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile

from pydantic import BaseModel, ConfigDict

from assistant.domain.drafts import AcceptedAgenda, Length
from assistant.domain.guidance import Stage
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.reflections import Feedback
from assistant.domain.sessions import Agreement, Commitment, Goal, Question, Session
from assistant.domain.sources import Source


class Shape(StrEnum):
    """Which slots an hour has: FIRST meets and agrees, REVIEW is the mid-point, RESTART follows
    two missed sessions or a missing agreement, LAST closes, STEADY is every other hour."""

    FIRST = "first"
    STEADY = "steady"
    REVIEW = "review"
    RESTART = "restart"
    LAST = "last"


def missed_in_a_row(past: Sequence[Session]) -> int:
    """How many of the last sessions, in order, were not held one after the other."""
    return len(list(takewhile(lambda session: session.state != "held", reversed(past))))


class Briefing(BaseModel):
    """What both partners may read about their pairing, and the frame of the next session.

    It is for a document that both will read, so nothing private of either is in it;
    ``boundary_terms`` alone come from private records, and may only ever remove. A page of one
    person's own (``LookBack``) has a briefing of its own, with that person's private words.
    """

    model_config = ConfigDict(frozen=True)

    programme: Programme
    pairing: Pairing
    mentor: Participant
    mentee: Participant
    session: Session
    stage: Stage
    shape: Shape
    length: Length
    minutes: int
    goals: tuple[Goal, ...] = ()
    agreement: Agreement | None = None
    boundary_terms: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    """Those not dropped, oldest first."""
    past_sessions: tuple[Session, ...] = ()
    """Before this one, in order, whatever became of them."""
    sources: tuple[Source, ...] = ()
    """Notes, reflections, released feedback, goals, commitments, rules, released questions."""
    feedback: tuple[Feedback, ...] = ()
    """Opened ones with their released lines only."""
    questions: tuple[Question, ...] = ()
    """Released to the pair, unanswered."""
    earlier_agendas: tuple[AcceptedAgenda, ...] = ()

    @property
    def missed_in_a_row(self) -> int:
        """How many sessions just before this one were not held."""
        return missed_in_a_row(self.past_sessions)

    def name(self, voice: str) -> str:
        """First name of the mentor or mentee."""
        return (self.mentor if voice == "mentor" else self.mentee).first_name

    def source(self, source_id: str) -> Source | None:
        """The source of that id, if it is in the briefing."""
        return next((source for source in self.sources if source.id == source_id), None)
