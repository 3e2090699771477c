"""The page of a session that takes place: found, made from its agenda, and shown."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from assistant.domain.drafts import AcceptedAgenda, Agenda, AgendaDraft
from assistant.domain.people import Pairing
from assistant.domain.run_views import RunView
from assistant.domain.running import SessionRun, items_of
from assistant.domain.sessions import Session, SessionState
from assistant.domain.views import NextStep
from assistant.services.context import Context, in_words, local

_SOON = timedelta(hours=1)
_LATEST = timedelta(hours=12)
"""After that a session that nobody began has become one to look back at."""


class RunPages:
    """The reader's own pages. Their partner reads none of one until its end."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def view(self, wanted: str, number: int | None = None) -> RunView:
        """The session that runs, else the one named, else the next."""
        pairing, session = self.of(wanted, number)
        return self.shown(pairing, session, self.run(pairing, session))

    def due(self, wanted: str) -> NextStep | None:
        """What Home says while a session runs or is at hand."""
        pairing = self._context.pairing(wanted)
        now = self._context.clock.now()
        mentor, mentee = self._context.partners(pairing)
        partner = mentee if self._context.reader().person == mentor.id else mentor
        for session in self._context.sessions(pairing):
            run = self._kept(pairing, session)
            runs = run is not None and run.ended_at is None
            near = session.starts_at is not None and (
                session.starts_at - _SOON <= now <= session.starts_at + _LATEST
            )
            if runs or (session.state is SessionState.PLANNED and near):
                title = "Go on with" if runs else "Run"
                return NextStep(
                    title=f"{title} session {session.number} with {partner.first_name}",
                    detail="The clock, the lines to tick off, and your bullets.",
                    due="now" if runs else in_words(session),
                    place="run",
                    pairing=pairing.id,
                    session=session.number,
                )
        return None

    # --- inside --------------------------------------------------------------------------

    def of(self, wanted: str, number: int | None) -> tuple[Pairing, Session]:
        """The pairing, and the session that runs, else the one of that number, else the next."""
        pairing = self._context.pairing(wanted)
        if number is not None:
            return pairing, self._context.session(pairing, number)
        for session in self._context.sessions(pairing):
            run = self._kept(pairing, session)
            if run is not None and run.began_at is not None and run.ended_at is None:
                return pairing, session
        return pairing, self._context.session(pairing, "next")

    def _kept(self, pairing: Pairing, session: Session) -> SessionRun | None:
        reader = self._context.reader()
        found = self._context.repositories.find(
            reader, SessionRun, pairing=pairing.id, session=session.id, author=reader.person
        )
        return found[-1] if found else None

    def run(self, pairing: Pairing, session: Session) -> SessionRun:
        """The page as kept. Before it begins its lines are those of the agenda as it is now; one
        that ended and is to come after all begins anew."""
        reader = self._context.reader()
        run = self._kept(pairing, session) or SessionRun(
            id=id_of("run", f"{session.id}\x00{reader.person}"),
            programme=pairing.programme,
            pairing=pairing.id,
            session=session.id,
            author=reader.person,
            timers_hidden=not self._context.settings.clock,
        )
        if run.ended_at is not None and session.state is SessionState.PLANNED:
            run = run.afresh()
        if run.began_at is not None:
            return run
        agenda, _ = self._agenda(pairing, session)
        minutes = agenda.minutes if agenda else session.minutes
        items = items_of(agenda) if agenda else ()
        return run.model_copy(update={"items": items, "minutes": minutes})

    def _agenda(
        self, pairing: Pairing, session: Session
    ) -> tuple[Agenda | None, Literal["shared", "draft", "none"]]:
        reader, repositories = self._context.reader(), self._context.repositories
        of = {"pairing": pairing.id, "session": session.id}
        if accepted := repositories.find(reader, AcceptedAgenda, **of):
            return accepted[-1].agenda, "shared"
        if drafts := repositories.find(reader, AgendaDraft, author=reader.person, **of):
            return drafts[-1].agenda, "draft"
        return None, "none"

    def shown(self, pairing: Pairing, session: Session, run: SessionRun) -> RunView:
        """A page as it stands at this moment."""
        now = self._context.clock.now()
        agenda, where = self._agenda(pairing, session)
        mentor, mentee = self._context.partners(pairing)
        partner = mentee if self._context.reader().person == mentor.id else mentor
        ends = run.ends_at or now + timedelta(minutes=run.minutes)
        held = session.state is not SessionState.PLANNED and run.began_at is None
        return RunView(
            pairing=pairing.id,
            session=session.number,
            partner=partner.first_name,
            when=in_words(session),
            state="ended" if run.ended_at or held else "running" if run.began_at else "ready",
            agenda=where,
            minutes=run.minutes,
            seconds_left=round((ends - now).total_seconds()),
            ends=f"{local(ends, session.time_zone):%H:%M}",
            late=0 if run.began_at else _late(session, now),
            cut_if_late=agenda.cut_if_late if agenda else "",
            items=tuple(
                item.model_copy(update={"seconds": run.seconds_of(item, now)}) for item in run.items
            ),
            hand=run.hand,
            bullets=run.bullets,
            bullets_for=run.bullets_for,
            timers_hidden=run.timers_hidden,
            undo=bool(run.before),
        )


def _late(session: Session, now: datetime) -> int:
    if session.starts_at is None or not session.starts_at < now < session.starts_at + _LATEST:
        return 0
    return int((now - session.starts_at).total_seconds()) // 60


def id_of(kind: str, labels: str) -> str:
    """An id that follows from what it is of."""
    return f"{kind}-{hashlib.sha256(labels.encode('utf-8', 'replace')).hexdigest()[:16]}"
