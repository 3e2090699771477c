"""The first run: a pairing of one's own, and joining one that one was invited to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.domain.beginnings import Begun, InvitationView
from assistant.domain.invitations import Invitation, InvitedPerson, tidy_name
from assistant.domain.people import Objective, Pairing, Participant, Programme
from assistant.domain.records import Record, new_id
from assistant.domain.sessions import Goal, Session, Voice
from assistant.errors import EditedElsewhere, InvalidInput, NotFound
from assistant.exchange.invitation_text import MARK, from_text
from assistant.exchange.reading import read_document
from assistant.exchange.writing import slug
from assistant.services.context import Context
from assistant.services.people import People

_LONGEST_PATH = 1000
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
        known = self._known(mine)
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
        return self._founded(records, myself.id, pairing.id)

    def _programme_of_two(self, name: str) -> Programme:
        template = self._context.bank.template
        ident = f"own-{new_id()}"
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

    # --- joining -------------------------------------------------------------------------

    def look(self, text: str) -> InvitationView:
        """What an invitation says, before anything is done with it. ``text`` is its code or the
        path of its file. InvalidInput."""
        invitation = _read(text)
        return InvitationView(
            me=invitation.me.name,
            partner=invitation.partner.name,
            role=invitation.invited,
            programme=invitation.programme.name,
            organisation=invitation.programme.organisation,
        )

    def join(self, text: str) -> Begun:
        """Be whom the invitation names. In a shared store the pairing is there; in one's own it is
        founded from the names that the invitation holds. NotFound where the two disagree."""
        invitation = _read(text)
        pairing = invitation.pairing
        role = self._role_here(invitation)
        if role is not None:
            if role != invitation.invited:
                raise _of_another_store()
            self._people.become(invitation.me.id)
            return Begun(person=invitation.me.id, pairing=pairing, joined_before=True)
        known = self._known(invitation.me.name)
        myself = known or _invited(invitation.me, invitation.programme.id)
        other = _invited(invitation.partner, invitation.programme.id)
        names = {person.id: person.name for person in self._context.repositories.everyone()}
        for person in (myself, other):
            if names.get(person.id, person.name).casefold() != person.name.casefold():
                raise _of_another_store()
        programme = self._told(invitation, taken=bool(names))
        mentor, mentee = (myself, other) if invitation.invited == "mentor" else (other, myself)
        records: list[Record] = [programme]
        records += [
            person.model_copy(update={"programme": programme.id})
            for person in (myself, other)
            if person.id not in names
        ]
        records.append(
            Pairing(
                id=pairing,
                programme=programme.id,
                pairing=pairing,
                mentor=mentor.id,
                mentee=mentee.id,
            )
        )
        return self._founded(records, myself.id, pairing)

    def _role_here(self, invitation: Invitation) -> str | None:
        """The invited person's role in this store's pairing of that id, None if there is none."""
        try:
            reader = self._context.repositories.reader(invitation.me.id)
        except NotFound:
            return None
        return reader.role_in(invitation.pairing)

    def _told(self, invitation: Invitation, *, taken: bool) -> Programme:
        """The programme as the invitation tells it; under a name of its own beside others."""
        told = invitation.programme
        ident = f"{told.id}.{invitation.pairing}" if taken else told.id
        return Programme(
            id=ident,
            programme=ident,
            **told.model_dump(exclude={"id", "objectives", "contacts", "milestones"}),
            objectives=tuple(
                Objective(id=f"O{n}", text=text) for n, text in enumerate(told.objectives, start=1)
            ),
            contacts=told.contacts,
            milestones=told.milestones,
        )

    def in_demo(self) -> bool:
        """Whether the acting person was invented, with all that they are in."""
        if self._context.person is None:
            return False
        programmes = self._context.programmes()
        return bool(programmes) and all(programme.invented for programme in programmes)

    # --- inside --------------------------------------------------------------------------

    def _known(self, name: str) -> Participant | None:
        """The acting person, if that is their name and no demo invented them."""
        if self._context.person is None:
            return None
        reader = self._context.reader()
        me = self._context.repositories.get(reader, Participant, reader.person)
        return me if me.name.casefold() == name.casefold() and not self.in_demo() else None

    def _founded(self, records: list[Record], person: str, pairing: str) -> Begun:
        try:
            founded = self._context.repositories.found_programme(records)
        except EditedElsewhere:
            # The pairing is here, and whoever is invited is not one of its two.
            founded = False
        if not founded:
            raise _of_another_store()
        self._people.become(person)
        programme = records[0].id
        reader = self._context.reader()
        me = self._context.repositories.get(reader, Participant, person)
        if programme not in (me.programme, *me.also_in):
            # So that their partner there may see who they are.
            self._context.repositories.save(reader, me.changed(also_in=(*me.also_in, programme)))
        return Begun(person=person, pairing=pairing)


def _read(said: str) -> Invitation:
    """From a code, else from the file that is named. InvalidInput, UnreadableFile."""
    text = said.strip().strip("'\"")
    named = len(text) < _LONGEST_PATH and "\n" not in text and "\0" not in text
    if text and named and MARK not in text:
        path = Path(text).expanduser()
        if path.suffix or path.exists():
            return from_text(read_document(path).text)
    return from_text(text)


def _of_another_store() -> NotFound:
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


def _invited(person: InvitedPerson, programme: str) -> Participant:
    return Participant(
        id=person.id,
        programme=programme,
        name=person.name,
        job=person.job,
        department=person.department,
    )


def _pairing(mentor: Participant, mentee: Participant, programme: str) -> Pairing:
    ident = _ident(mentor.first_name, mentee.first_name)
    return Pairing(id=ident, programme=programme, pairing=ident, mentor=mentor.id, mentee=mentee.id)
