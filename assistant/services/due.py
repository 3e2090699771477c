"""What falls due for the reader: sessions, promises, feedback, milestones, requests for a call."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from assistant.domain.days import day_words
from assistant.domain.drafts import AcceptedAgenda
from assistant.domain.people import Pairing, PairingState, Participant, Programme
from assistant.domain.programme_notes import CallRequest
from assistant.domain.sessions import Commitment, CommitmentState, Session, SessionState
from assistant.domain.views import DueThing, Place
from assistant.domain.visibility import Reader, Role
from assistant.services.context import Context, local
from assistant.services.feedback import FeedbackRounds

_TOLD = "due/told"
"""Where it is kept what was told already: ids of things, nobody's words."""
_MOST_TOLD = 200
_BEGINS = timedelta(minutes=15)
_WORDS_SHOWN = 90


class Due:
    """Home shows what is due as long as it is; ``news`` gives each thing once, ever."""

    def __init__(self, context: Context, rounds: FeedbackRounds) -> None:
        self._context = context
        self._rounds = rounds

    def all(self) -> list[DueThing]:
        """What is due now, the most pressing first."""
        reader = self._context.reader()
        found: list[tuple[tuple[int, str], DueThing]] = []
        for pairing in self._context.repositories.find(reader, Pairing):
            if pairing.id in reader.pairings and pairing.state is not PairingState.ENDED:
                found += self._of_pair(pairing, reader)
        for programme in self._context.programmes():
            if programme.id in reader.coordinates:
                found += self._of_programme(programme, reader)
            if programme.written_by(reader):
                found += self._kept_for(programme)
        return [thing for _, thing in sorted(found, key=lambda one: one[0])]

    def news(self) -> list[DueThing]:
        """What nobody has told the reader yet; from now on it counts as told. Nothing where its
        person does not want to be told."""
        if not self._context.settings.notices:
            return []
        reader, repositories = self._context.reader(), self._context.repositories
        kept = repositories.kept_text(reader, _TOLD)
        told = _read(kept.text if kept else "")
        fresh = [thing for thing in self.all() if thing.id not in told]
        if fresh:
            known = [*told, *(thing.id for thing in fresh)][-_MOST_TOLD:]
            repositories.keep_text(reader, _TOLD, json.dumps(known))
        return fresh

    # --- of a pairing --------------------------------------------------------------------

    def _of_pair(self, pairing: Pairing, reader: Reader) -> list[tuple[tuple[int, str], DueThing]]:
        now = self._context.clock.now()
        today = local(now, self._context.programme_of(pairing).time_zone).date()
        partner = self._context.partner(pairing)
        name = partner.first_name
        role = reader.pairings[pairing.id]
        found = []
        for session in self._context.sessions(pairing):
            thing = self._session(session, pairing, name, role, now)
            if thing is not None:
                found.append(((0, str(session.starts_at)), thing))
        for promise in self._context.repositories.find(reader, Commitment, pairing=pairing.id):
            mine = promise.owner == role.value and promise.state is CommitmentState.OPEN
            if mine and promise.due is not None and promise.due <= today:
                words = f"Promised {_on(promise.due, today)}: {_short(promise.text)}"
                thing = _thing(
                    f"{promise.id}:{promise.due}", words, "commitments", pairing.id, None
                )
                found.append(((2, str(promise.due)), thing))
        if (waiting := self._rounds.waiting(pairing)) is not None:
            number, by = waiting
            if by is not None and by - today <= timedelta(days=1):
                words = f"Feedback to {name} can be sealed until tonight: it opens tomorrow."
                thing = _thing(f"{pairing.id}:feedback-{number}:{by}", words, "feedback")
                thing = thing.model_copy(update={"pairing": pairing.id, "session": number})
                found.append(((1, str(by)), thing))
        return found

    def _session(
        self, session: Session, pairing: Pairing, partner: str, role: Role, now: datetime
    ) -> DueThing | None:
        if session.starts_at is None or session.state is not SessionState.PLANNED:
            return None
        starts = local(session.starts_at, session.time_zone)
        over = session.starts_at + timedelta(minutes=session.minutes) <= now
        if over or starts.date() != local(now, session.time_zone).date():
            return None
        begins = now >= session.starts_at - _BEGINS
        said = "begins" if begins else "is today"
        words = f"Session {session.number} with {partner} {said} at {starts:%H:%M}."
        accepted = self._context.repositories.find(
            self._context.reader(), AcceptedAgenda, pairing=pairing.id, session=session.id
        )
        place: Place = "run" if begins else "prepare"
        if not begins and not accepted:
            place = "prepare" if role is Role.MENTOR else "brief"
            words += " No agenda is agreed yet." if role is Role.MENTOR else ""
        stage = "begins" if begins else "today"
        name = f"{session.id}:{session.starts_at.isoformat()}:{stage}"
        # An agenda that is there is read, and not drafted anew.
        subject = "read" if accepted and place == "prepare" else ""
        return _thing(name, words, place, pairing.id, session.number, subject)

    # --- of a programme ------------------------------------------------------------------

    def _of_programme(
        self, programme: Programme, reader: Reader
    ) -> list[tuple[tuple[int, str], DueThing]]:
        find = self._context.repositories.find
        today = local(self._context.clock.now(), programme.time_zone).date()
        names = {p.id: p.name for p in find(reader, Participant)}
        found = [
            (
                (0, str(call.created_at)),
                _thing(
                    f"{call.id}:call",
                    f"{names[call.author]} asked for a call.",
                    "programme",
                    subject="calls",
                ),
            )
            for call in find(reader, CallRequest, programme=programme.id)
            if call.author != reader.person and call.author in names
        ]
        for one in programme.milestones:
            if not one.done and one.date <= today:
                words = f"Milestone, {_on(one.date, today)}: {_short(one.title)}"
                thing = _thing(
                    f"{programme.id}:{one.title}:{one.date}",
                    words,
                    "programme",
                    subject="milestones",
                )
                found.append(((1, str(one.date)), thing))
        return found

    def _kept_for(self, programme: Programme) -> list[tuple[tuple[int, str], DueThing]]:
        today = local(self._context.clock.now(), programme.time_zone).date()
        until = programme.keep_until
        if until is None or until > today or programme.keeping_ended:
            return []
        words = f"The time to keep is over: {_short(programme.name)}. Erase what it asked for."
        return [((2, str(until)), _thing(f"{programme.id}:kept:{until}", words, "kept"))]


def _thing(
    name: str,
    words: str,
    place: Place,
    pairing: str | None = None,
    session: int | None = None,
    subject: str = "",
) -> DueThing:
    return DueThing(
        id=name, words=words, place=place, pairing=pairing, session=session, subject=subject
    )


def _on(day: date, today: date) -> str:
    return "today" if day == today else f"by {day_words(day)}"


def _short(text: str) -> str:
    """One line of somebody's own words, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= _WORDS_SHOWN:
        return flat
    return flat[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " ..."


def _read(text: str) -> list[str]:
    try:
        known = json.loads(text) if text else []
    except ValueError:
        return []
    return [one for one in known if isinstance(one, str)] if isinstance(known, list) else []
