"""A pairing's journey: what it is about, its goals, its sessions with their dates, its changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from assistant.domain.pair_views import JourneyView
from assistant.domain.people import Pairing
from assistant.domain.sessions import CommitmentState, Goal, Session, SessionState
from assistant.domain.views import CommitmentView, SessionView
from assistant.errors import InvalidInput, NotFound
from assistant.services.commitments import Commitments
from assistant.services.context import Context, local
from assistant.services.indexing import Indexing
from assistant.services.programmes import Programmes
from assistant.services.session_views import session_view
from assistant.services.starting import DEFAULT_TIME

_LONGEST = 400
_LONGEST_SESSION = 480
_MOST_WEEKS = 12
Whose = Literal["mentor", "mentee", "both"]


class Journeys:
    """Both halves of a pair change its dates and goals; a promise is its owner's alone."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        programmes: Programmes,
        commitments: Commitments,
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._programmes = programmes
        self._commitments = commitments

    def view(self, wanted: str) -> JourneyView:
        """From the first session to the last, planned or not."""
        pairing = self._context.pairing(wanted)
        view = self._programmes.pairing(pairing.id)
        known = {session.number: session for session in view.sessions}
        kept = {session.number: session for session in self._context.sessions(pairing)}
        numbers = sorted({*range(1, view.total_sessions + 1), *known})
        return JourneyView(
            pairing=pairing.id,
            role=view.role,
            partner=view.partner,
            focus=pairing.focus,
            goals=tuple(
                self._context.repositories.find(self._context.reader(), Goal, pairing=pairing.id)
            ),
            sessions=tuple(known.get(n) or self._unplanned(pairing, n) for n in numbers),
            moves={n: len(s.moved_from) for n, s in kept.items() if s.moved_from},
            changes=tuple(
                one
                for one in self._commitments.listed(pairing.id)
                if one.mine and not one.noted and one.state is not CommitmentState.DROPPED
            ),
        )

    # --- sessions ------------------------------------------------------------------------

    def plan(
        self,
        wanted: str,
        number: int,
        day: date,
        moment: time | None = None,
        minutes: int | None = None,
        place: str | None = None,
    ) -> SessionView:
        """Give a session its date, or move it to another. Without a time it keeps the one that it
        had, or takes that of the pair's last session. What is over cannot be moved."""
        pairing = self._context.pairing(wanted)
        session = self._session(pairing, number)
        if session.state is SessionState.HELD:
            raise InvalidInput(
                f"Session {number} has taken place.",
                safe="Nothing was changed.",
                next_step="Plan the one after it.",
            )
        if minutes is not None and not 5 <= minutes <= _LONGEST_SESSION:
            raise InvalidInput(
                f"A session has 5 to {_LONGEST_SESSION} minutes.", safe="Nothing was changed."
            )
        zone = ZoneInfo(session.time_zone)
        at = moment or self._usual_time(pairing, session)
        starts = datetime.combine(day, at, zone).astimezone(UTC)
        moved = session.moved_from
        if session.starts_at is not None and session.starts_at != starts:
            moved = (*moved, session.starts_at)
        planned = session.changed(
            starts_at=starts,
            state=SessionState.PLANNED,
            minutes=minutes or session.minutes,
            place=" ".join(place.split())[:200] if place is not None else session.place,
            moved_from=moved,
        )
        return self._kept(pairing, planned)

    def plan_rest(self, wanted: str, weeks: int = 4) -> list[SessionView]:
        """Dates for all sessions after the last one that has one, so many weeks apart, at its hour
        and place. What has a date keeps it. InvalidInput while no session has a date."""
        if not 1 <= weeks <= _MOST_WEEKS:
            raise InvalidInput(f"Choose 1 to {_MOST_WEEKS} weeks.", safe="Nothing was changed.")
        pairing = self._context.pairing(wanted)
        dated = [s for s in self._context.sessions(pairing) if s.starts_at is not None]
        if not dated or dated[-1].starts_at is None:
            raise InvalidInput(
                "No session has a date yet.", next_step="Plan the first one, then the rest."
            )
        last = dated[-1]
        at = local(dated[-1].starts_at, last.time_zone)
        total = self._context.programme_of(pairing).total_sessions
        planned = []
        for step, number in enumerate(range(last.number + 1, total + 1), start=1):
            day = at.date() + timedelta(weeks=weeks * step)
            planned.append(self.plan(wanted, number, day, at.time(), last.minutes, last.place))
        return planned

    def mark(self, wanted: str, number: int, state: SessionState) -> SessionView:
        """Say what became of a session: held, missed, or to come after all. Held before its date,
        it was held today."""
        pairing = self._context.pairing(wanted)
        session = self._session(pairing, number)
        now = self._context.clock.now()
        if state is SessionState.HELD:
            return self._kept(pairing, session.held_by(now))
        if state is SessionState.PLANNED:
            return self._kept(pairing, session.to_come(now))
        return self._kept(pairing, session.changed(state=state))

    # --- goals, subject, changes ---------------------------------------------------------

    def set_focus(self, wanted: str, focus: str) -> None:
        """What the pairing is about, in a few words. The coordinator never sees it."""
        pairing = self._context.pairing(wanted)
        self._context.repositories.save(
            self._context.reader(), pairing.changed(focus=" ".join(focus.split())[:_LONGEST])
        )

    def add_goal(self, wanted: str, text: str, whose: Whose = "both", success: str = "") -> Goal:
        """One more goal; ``success`` says how both would know."""
        pairing = self._context.pairing(wanted)
        known = self._context.repositories.find(self._context.reader(), Goal, pairing=pairing.id)
        numbers = [int(goal.label[1:]) for goal in known if goal.label[1:].isdecimal()]
        goal = Goal(
            programme=pairing.programme,
            pairing=pairing.id,
            label=f"G{max(numbers, default=0) + 1}",
            whose=whose,
            text=_worded(text, "goal"),
            success=" ".join(success.split())[:_LONGEST],
        )
        return self._goal_kept(goal)

    def change_goal(
        self,
        wanted: str,
        goal: str,
        text: str | None = None,
        whose: Whose | None = None,
        success: str | None = None,
    ) -> Goal:
        """Other words for a goal, by its id or label."""
        found = self._goal(wanted, goal)
        changes: dict[str, object] = {}
        if text is not None:
            changes["text"] = _worded(text, "goal")
        if whose is not None:
            changes["whose"] = whose
        if success is not None:
            changes["success"] = " ".join(success.split())[:_LONGEST]
        return self._goal_kept(found.changed(**changes))

    def remove_goal(self, wanted: str, goal: str) -> None:
        self._context.repositories.remove(self._context.reader(), self._goal(wanted, goal))
        self._indexing.catch_up()

    def promise(self, wanted: str, text: str, due: date | None = None) -> CommitmentView:
        """Promise one thing oneself: it is open at once, as its owner says so."""
        return self._commitments.add(wanted, _worded(text, "promise"), due)

    # --- inside --------------------------------------------------------------------------

    def _session(self, pairing: Pairing, number: int) -> Session:
        return self._context.session(pairing, number)

    def _unplanned(self, pairing: Pairing, number: int) -> SessionView:
        return session_view(self._context.session(pairing, number))

    def _usual_time(self, pairing: Pairing, session: Session) -> time:
        dated = [s for s in (*self._context.sessions(pairing), session) if s.starts_at is not None]
        if not dated or dated[-1].starts_at is None:
            return DEFAULT_TIME
        return local(dated[-1].starts_at, session.time_zone).time().replace(tzinfo=None)

    def _kept(self, pairing: Pairing, session: Session) -> SessionView:
        self._context.repositories.save(self._context.reader(), session)
        self._indexing.catch_up()
        return session_view(self._context.session(pairing, session.number))

    def _goal(self, wanted: str, goal: str) -> Goal:
        pairing = self._context.pairing(wanted)
        found = self._context.repositories.find(self._context.reader(), Goal, pairing=pairing.id)
        asked = goal.strip().casefold()
        for one in found:
            if asked in (one.id.casefold(), one.label.casefold()):
                return one
        raise NotFound(f"There is no goal {goal}.", next_step="See: viceversa journey")

    def _goal_kept(self, goal: Goal) -> Goal:
        kept = self._context.repositories.save(self._context.reader(), goal)[0]
        self._indexing.catch_up()
        assert isinstance(kept, Goal)
        return kept


def _worded(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise InvalidInput(f"A {what} needs words.", safe="Nothing was changed.")
    if len(words) > _LONGEST:
        raise InvalidInput(
            f"A {what} has at most {_LONGEST} characters; this has {len(words)}.",
            safe="Nothing was changed.",
            next_step="Say it in one sentence.",
        )
    return words
