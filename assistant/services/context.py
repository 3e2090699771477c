"""What every use case stands on: the store, the content, the clock, and who the reader is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.domain.days import day_words
from assistant.domain.guidance import Bank, GuidanceCard
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.ports import Clock, Repositories
from assistant.domain.sessions import Session
from assistant.domain.visibility import Reader
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.prompts.overrides import Prompts
from assistant.settings import Settings


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Context:
    """Handed to each service by ``bootstrap``. ``person`` is who acts; None until chosen."""

    repositories: Repositories
    settings: Settings
    keep_settings: Callable[[Settings], None]
    bank: Bank
    cards: tuple[GuidanceCard, ...]
    clock: Clock = field(default_factory=SystemClock)
    prompts: Prompts = field(default_factory=Prompts)
    person: str | None = None

    def reader(self) -> Reader:
        """The acting reader with their standing. NotAllowed if nobody is chosen."""
        if self.person is None and not self.repositories.everyone():
            raise NotFound(
                "Nothing is here yet.",
                next_step="O begins on the screen. Or: viceversa home tells each way to begin.",
            )
        if self.person is None:
            raise NotAllowed(
                "Nobody is chosen yet, so nothing can be shown.",
                next_step="Choose who you are: W on the screen, or viceversa people --choose NAME",
            )
        return self.repositories.reader(self.person)

    def programmes(self) -> list[Programme]:
        return self.repositories.find(self.reader(), Programme)

    def pairing(self, wanted: str) -> Pairing:
        """By id or by a participant's name, among the reader's own. NotFound if not exactly one."""
        reader = self.reader()
        mine = [p for p in self.repositories.find(reader, Pairing) if p.id in reader.pairings]
        for pairing in mine:
            if pairing.id == wanted:
                return pairing
        names = {p.id: p.name.casefold() for p in self.repositories.find(reader, Participant)}
        asked = wanted.strip().casefold()
        fitting = [
            pairing
            for pairing in mine
            if asked
            and any(
                asked in (names.get(person, ""), names.get(person, "").split(" ")[0])
                for person in (pairing.mentor, pairing.mentee)
                if person != reader.person
            )
        ]
        if len(fitting) == 1:
            return fitting[0]
        listed = ", ".join(pairing.id for pairing in mine) or "none"
        raise NotFound(f"You have no pairing called {wanted}.", next_step=f"Yours: {listed}.")

    def sessions(self, pairing: Pairing) -> list[Session]:
        """All sessions of a pairing, by number."""
        found = self.repositories.find(self.reader(), Session, pairing=pairing.id)
        return sorted(found, key=lambda session: (session.number, session.created_at))

    def session(self, pairing: Pairing, wanted: str | int) -> Session:
        """A session by number, or the next one; one that is not planned yet is made up, unsaved.

        "next" is the first planned one, else the one after the last.
        """
        sessions = self.sessions(pairing)
        programme = self.programme_of(pairing)
        if str(wanted).strip().casefold() == "next":
            planned = [session for session in sessions if session.state == "planned"]
            if planned:
                return planned[0]
            number = max((session.number for session in sessions), default=0) + 1
            if number > programme.total_sessions:
                raise NotFound(
                    f"All {programme.total_sessions} sessions of this pairing are over.",
                    next_step="Name a session by its number to look back at it.",
                )
        else:
            try:
                number = int(wanted)
            except ValueError as error:
                raise InvalidInput(
                    f"{wanted} is no session.", next_step='Give its number, or "next".'
                ) from error
            for session in sessions:
                if session.number == number:
                    return session
            if not 1 <= number <= programme.total_sessions:
                raise NotFound(
                    f"There is no session {number}; this programme has {programme.total_sessions}."
                )
        return Session(
            id=f"{pairing.id}.S{number}",
            programme=pairing.programme,
            pairing=pairing.id,
            number=number,
            midpoint=number == programme.midpoint_session,
            time_zone=programme.time_zone,
        )

    def programme_of(self, pairing: Pairing) -> Programme:
        return self.repositories.get(self.reader(), Programme, pairing.programme or "")

    def my_first_name(self) -> str:
        """What others call the reader."""
        reader = self.reader()
        return self.repositories.get(reader, Participant, reader.person).first_name

    def partner(self, pairing: Pairing) -> Participant:
        """The one of the two who is not the reader."""
        me = self.reader().person
        return next(person for person in self.partners(pairing) if person.id != me)

    def partners(self, pairing: Pairing) -> tuple[Participant, Participant]:
        """The mentor and the mentee."""
        reader = self.reader()
        return (
            self.repositories.get(reader, Participant, pairing.mentor),
            self.repositories.get(reader, Participant, pairing.mentee),
        )


def local(moment: datetime, time_zone: str) -> datetime:
    """A UTC moment in an IANA zone; UTC where the zone is unknown to this computer."""
    try:
        return moment.astimezone(ZoneInfo(time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)


def in_words(session: Session) -> str:
    """When a session is, as people say it: "Thu 12 June, 15:00"; "no date yet" without a date."""
    if session.starts_at is None:
        return "no date yet"
    at = local(session.starts_at, session.time_zone)
    return f"{at:%a} {day_words(at)}, {at:%H:%M}"
