"""One use case to a module; ``Services`` holds them, built by ``bootstrap``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.services.agendas import Agendas
    from assistant.services.agreements import Agreements
    from assistant.services.asks import Asks
    from assistant.services.call_requests import CallRequests
    from assistant.services.checking import Checking
    from assistant.services.closing import Closing
    from assistant.services.closing_programme import ClosingProgramme
    from assistant.services.commitments import Commitments
    from assistant.services.connections import Connections
    from assistant.services.context import Context
    from assistant.services.conversation import Conversing
    from assistant.services.documents import Documents
    from assistant.services.exporting import Exporting
    from assistant.services.feedback import FeedbackRounds
    from assistant.services.first_pages import FirstPages
    from assistant.services.founding import Founding
    from assistant.services.giving import Giving
    from assistant.services.guidance import Guidance
    from assistant.services.health import Health
    from assistant.services.impact import Impact
    from assistant.services.indexing import Indexing
    from assistant.services.joining import Joining
    from assistant.services.journeys import Journeys
    from assistant.services.keeping import Keeping
    from assistant.services.meaning import MeaningChoice
    from assistant.services.notes import Notes
    from assistant.services.people import People
    from assistant.services.preferences import PreferenceKeeping
    from assistant.services.preparing import Preparing
    from assistant.services.programmes import Programmes
    from assistant.services.question_box import QuestionBox
    from assistant.services.reflections import Reflections
    from assistant.services.rehearsing import Rehearsing
    from assistant.services.reranking import Reranking
    from assistant.services.running import Running
    from assistant.services.starting import Starting
    from assistant.services.summaries import Summaries
    from assistant.services.talking import Talking
    from assistant.services.two_way import TwoWay
    from assistant.services.written import Written


@dataclass(frozen=True)
class FirstRun:
    """Beginning, inviting, joining, and the first minutes after."""

    starting: Starting
    joining: Joining
    founding: Founding
    first_pages: FirstPages


@dataclass(frozen=True)
class OfThePair:
    """What the two of a pairing agree, ask and plan."""

    agreements: Agreements
    questions: QuestionBox
    journeys: Journeys


@dataclass(frozen=True)
class Services:
    """Everything that the facade hands out."""

    context: Context
    people: People
    first_run: FirstRun
    pair: OfThePair
    programmes: Programmes
    notes: Notes
    indexing: Indexing
    agendas: Agendas
    documents: Documents
    checking: Checking
    exporting: Exporting
    feedback: FeedbackRounds
    reflections: Reflections
    written: Written
    talking: Talking
    rehearsing: Rehearsing
    preparing: Preparing
    two_way: TwoWay
    commitments: Commitments
    running: Running
    closing: Closing
    giving: Giving
    asks: Asks
    call_requests: CallRequests
    closing_programme: ClosingProgramme
    keeping: Keeping
    impact: Impact
    summaries: Summaries
    conversation: Conversing
    guidance: Guidance
    connections: Connections
    meaning: MeaningChoice
    reranking: Reranking
    health: Health
    preferences: PreferenceKeeping

    def close(self) -> None:
        """Let go of the model's process, the index and the store."""
        self.connections.close()
        self.indexing.close()
        self.reranking.close()
        self.context.repositories.close()
