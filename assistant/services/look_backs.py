"""What one person looks back at, gathered once, as they may read it."""

from __future__ import annotations

from assistant.domain.briefing import Briefing
from assistant.domain.guidance import GuidedModel
from assistant.domain.people import Pairing
from assistant.domain.reflecting import DEEP, SHORT, LookBack, When
from assistant.domain.reflections import Feedback, Reflection
from assistant.domain.sessions import (
    Pulse,
    Question,
    Session,
    SessionState,
    Voice,
)
from assistant.errors import InvalidInput, NotAllowed
from assistant.services.briefings import pair_briefing
from assistant.services.context import Context
from assistant.services.indexing import Indexing

_NOT_HELD = (SessionState.MOVED, SessionState.MISSED)


class LookBacks:
    """Reads what one person may read for a page that is theirs alone."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    def gather(
        self,
        wanted: str,
        number: str | int,
        model: str = "driscoll",
        minutes: int = SHORT,
        when: When | None = None,
    ) -> LookBack:
        """A look back at a session, or ahead to it where it lies ahead.

        NotAllowed for somebody who is not one of the two, InvalidInput for an unknown model.
        """
        pairing = self._context.pairing(wanted)
        session = self._context.session(pairing, number)
        reader = self._context.reader()
        voice = _voice(pairing, reader.person)
        when = when or self._when(session)
        sessions = self._context.sessions(pairing)
        if when == "after" and session.state in _NOT_HELD:
            session = _held_before(sessions, session)
        coming = session if when == "before" else self._coming(pairing, sessions, session)
        own = self._context.repositories.find(
            reader, Reflection, pairing=pairing.id, author=reader.person
        )
        pulses = self._context.repositories.find(
            reader, Pulse, pairing=pairing.id, author=reader.person
        )
        known = {s.id: s.number for s in sessions if s.number < coming.number or s == session}
        return LookBack(
            briefing=self._briefing(pairing, coming, sessions, known),
            voice=voice,
            session=session,
            when=when,
            model=self._model(model),
            minutes=_minutes(minutes),
            energy=tuple(p.value for p in pulses if p.session in known),
            reflections=tuple(r for r in own if r.session in known),
        )

    def _briefing(
        self, pairing: Pairing, coming: Session, sessions: list[Session], known: dict[str, int]
    ) -> Briefing:
        reader, repositories = self._context.reader(), self._context.repositories
        frame = pair_briefing(self._context, pairing, coming, sessions)
        numbers = set(known.values())
        found: dict[str, object] = {
            "commitments": tuple(
                c for c in frame.commitments if c.session is None or c.session in known
            ),
            "sources": tuple(
                source
                for source in self._indexing.gather(pairing.id)
                if source.session is None or source.session in numbers
            ),
            "feedback": tuple(
                feedback
                for feedback in repositories.find(reader, Feedback, pairing=pairing.id)
                if feedback.state == "opened" and feedback.round in numbers
            ),
            "questions": tuple(
                question
                for question in repositories.find(reader, Question, pairing=pairing.id)
                if not question.answered
            ),
        }
        return frame.model_copy(update=found)

    def _when(self, session: Session) -> When:
        if session.state is not SessionState.PLANNED:
            return "after"
        begun = session.starts_at is not None and session.starts_at <= self._context.clock.now()
        return "after" if begun else "before"

    def _coming(self, pairing: Pairing, sessions: list[Session], session: Session) -> Session:
        """What is ahead of a session: the next that was not moved or missed."""
        for later in sessions:
            if later.number > session.number and later.state not in _NOT_HELD:
                return later
        last = max((s.number for s in sessions), default=session.number)
        number = max(last, session.number) + 1
        return Session(
            id=f"{pairing.id}.S{number}",
            programme=pairing.programme,
            pairing=pairing.id,
            number=number,
            time_zone=session.time_zone,
        )

    def _model(self, wanted: str) -> GuidedModel:
        models = {m.id: m for m in self._context.bank.models if m.kind == "reflection"}
        found = models.get(wanted.strip().casefold())
        if found is None:
            raise InvalidInput(
                f"There is no way of reflecting called {wanted}.",
                next_step=f"Choose one of: {', '.join(sorted(models))}.",
            )
        return found


def _voice(pairing: Pairing, person: str) -> Voice:
    voice = pairing.voice_of(person)
    if voice == "mentor":
        return "mentor"
    if voice == "mentee":
        return "mentee"
    raise NotAllowed("A reflection belongs to one of the two of a pairing.")


def _held_before(sessions: list[Session], session: Session) -> Session:
    """The last session that took place before one that did not."""
    held = [s for s in sessions if s.number < session.number and s.state is SessionState.HELD]
    return held[-1] if held else session


def _minutes(minutes: int) -> int:
    if minutes not in (SHORT, DEEP):
        raise InvalidInput(f"A reflection takes {SHORT} or {DEEP} minutes.")
    return minutes
