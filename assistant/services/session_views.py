"""A session as its two partners see it in lists and on its own page."""

from __future__ import annotations

from assistant.domain.sessions import Session
from assistant.domain.views import SessionView
from assistant.services.context import in_words, local


def session_view(
    session: Session, *, notes: int = 0, drafted: bool = False, accepted: bool = False
) -> SessionView:
    """When and where, how it stands, how many notes it has, and how far its agenda is."""
    return SessionView(
        id=session.id,
        pairing=session.pairing or "",
        number=session.number,
        starts_at=local(session.starts_at, session.time_zone) if session.starts_at else None,
        when=in_words(session),
        minutes=session.minutes,
        place=session.place,
        state=session.state,
        midpoint=session.midpoint,
        notes=notes,
        agenda="accepted" if accepted else "draft" if drafted else "none",
    )
