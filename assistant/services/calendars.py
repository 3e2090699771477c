"""Sessions as calendar entries: when and with whom, and nothing of what they are about."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.people import Pairing, PairingState
from assistant.domain.sessions import Session, SessionState
from assistant.exchange.calendar_out import CalendarEntry
from assistant.exchange.sheet import words
from assistant.services.context import Context

_DID_NOT_HAPPEN = (SessionState.MOVED, SessionState.MISSED)


class Calendars:
    """Entries for the reader's own sessions."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def entries(self, sessions: Iterable[Session]) -> tuple[CalendarEntry, ...]:
        """One for each session that has a date. One that was moved or missed, and one to come of a
        pairing that has ended, is cancelled: a calendar that holds it takes it out."""
        return tuple(self._entry(session) for session in sessions if session.starts_at is not None)

    def _entry(self, session: Session) -> CalendarEntry:
        assert session.starts_at is not None
        pairing = self._context.pairing(session.pairing or "")
        mentor, mentee = self._context.partners(pairing)
        return CalendarEntry(
            uid=f"{session.id}@viceversa",
            title=words(f"Session {session.number}: {mentor.first_name} and {mentee.first_name}"),
            starts_at=session.starts_at,
            minutes=session.minutes,
            zone=session.time_zone,
            place=words(session.place),
            cancelled=_cancelled(session, pairing),
            sequence=session.version,
            changed_at=session.updated_at,
        )


def _cancelled(session: Session, pairing: Pairing) -> bool:
    over = pairing.state is PairingState.ENDED and session.state is SessionState.PLANNED
    return over or session.state in _DID_NOT_HAPPEN
