"""The first run: a pairing of one's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from assistant.domain.beginnings import Begun
from assistant.domain.invitations import tidy_name
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.records import Record, new_id
from assistant.domain.sessions import Goal, Session, Voice
from assistant.errors import EditedElsewhere, InvalidInput, NotFound
from assistant.exchange.writing import slug
from assistant.services.context import Context
from assistant.services.people import People

OWN = "own-"
"""Begins the id of a programme of two, which nobody runs."""
DEFAULT_TIME = time(9)
"""Of a session whose day alone was named."""


class Starting:
    """Founds what a person begins with. Nothing of it needs anybody's leave: it is their store."""

    def __init__(self, context: Context, people: People) -> None:
        self._context = context
        self._people = people

    # --- a pairing of one's own ----------------------------------------------------------

    def own_pairing(
        self,
        me: str,
        partner: str,
        role: Voice,
        focus: str = "",
        goal: str = "",
        first: tuple[date, time | None] | None = None,
    ) -> Begun:
        """Begin with somebody, by oneself: names and one's role are enough."""
        mine, theirs = tidy_name(me), tidy_name(partner)
        if not mine or not theirs:
            missing = "Your name" if not mine else "The other person's name"
            raise InvalidInput(f"{missing} is missing.", safe="Nothing was begun.")
        if mine.casefold() == theirs.casefold():
            raise InvalidInput(
                "Both names are the same.",
                safe="Nothing was begun.",
                next_step="Add a second name to one of them.",
            )
        programme = self._programme_of_two(f"{_first(mine)} and {_first(theirs)}")
        known = self.known(mine)
        myself = known or _person(mine, programme.id)
        other = _person(theirs, programme.id)
        mentor, mentee = (myself, other) if role == "mentor" else (other, myself)
        pairing = _pairing(mentor, mentee, programme.id).changed(focus=_line(focus))
        records: list[Record] = [programme, *(p for p in (myself, other) if p is not known)]
        records.append(pairing)
        labels = {"programme": programme.id, "pairing": pairing.id}
        if _line(goal):
            records.append(Goal(**labels, label="G1", text=_line(goal)))
        if first is not None:
            records.append(self._first_session(programme, pairing, *first))
        return self.founded(records, myself.id, pairing.id)

    def _programme_of_two(self, name: str) -> Programme:
        template = self._context.bank.template
        ident = f"{OWN}{new_id()}"
        return Programme(
            id=ident,
            programme=ident,
            name=name,
            time_zone=self._context.settings.zone().key,
            template=template.id,
            outcomes=dict(template.outcomes),
            cadence=template.cadence,
            total_sessions=len(template.sessions),
            midpoint_session=max(len(template.sessions) // 2, 1),
            feedback_after_sessions=template.feedback_after_sessions,
        )

    def _first_session(
        self, programme: Programme, pairing: Pairing, day: date, moment: time | None
    ) -> Session:
        zone = ZoneInfo(programme.time_zone)
        return Session(
            id=f"{pairing.id}.S1",
            programme=programme.id,
            pairing=pairing.id,
            number=1,
            starts_at=datetime.combine(day, moment or DEFAULT_TIME, zone).astimezone(UTC),
            time_zone=programme.time_zone,
            minutes=self._context.bank.template.sessions[0].minutes,
        )

    def in_demo(self) -> bool:
        """Whether the acting person was invented, with all that they are in."""
        if self._context.person is None:
            return False
        programmes = self._context.programmes()
        return bool(programmes) and all(programme.invented for programme in programmes)

    # --- also for joining ----------------------------------------------------------------

    def known(self, name: str) -> Participant | None:
        """The acting person, if that is their name and no demo invented them."""
        if self._context.person is None:
            return None
        reader = self._context.reader()
        me = self._context.repositories.get(reader, Participant, reader.person)
        return me if me.name.casefold() == name.casefold() and not self.in_demo() else None

    def founded(self, records: list[Record], person: str, pairing: str) -> Begun:
        try:
            founded = self._context.repositories.found_programme(records)
        except EditedElsewhere:
            # The pairing is here, and whoever is invited is not one of its two.
            founded = False
        if not founded:
            raise of_another_store()
        self._people.become(person)
        programme = records[0].id
        reader = self._context.reader()
        me = self._context.repositories.get(reader, Participant, person)
        if programme not in (me.programme, *me.also_in):
            # So that their partner there may see who they are.
            self._context.repositories.save(reader, me.changed(also_in=(*me.also_in, programme)))
        return Begun(person=person, pairing=pairing)


def of_another_store() -> NotFound:
    return NotFound(
        "This invitation does not fit what is in this store.",
        safe="Nothing was changed.",
        next_step="Ask for a new one, or join with a store of your own: --store PATH.",
    )


def _line(text: str) -> str:
    return " ".join(text.split())[:300]


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0]


def _ident(*names: str) -> str:
    """Speaking, and its own in the world: people of several stores may meet in one."""
    stem = "-".join(slug(name, fallback="person") for name in names)
    return f"{stem[:60]}-{new_id()[:5]}"


def _person(name: str, programme: str) -> Participant:
    return Participant(id=_ident(name), programme=programme, name=name)


def _pairing(mentor: Participant, mentee: Participant, programme: str) -> Pairing:
    ident = _ident(mentor.first_name, mentee.first_name)
    return Pairing(id=ident, programme=programme, pairing=ident, mentor=mentor.id, mentee=mentee.id)
