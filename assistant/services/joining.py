"""Joining a pairing by an invitation, and what a newer one tells of the programme."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.beginnings import Begun, InvitationView, ToldProgramme
from assistant.domain.days import day_words
from assistant.domain.invitations import Invitation, InvitedPerson
from assistant.domain.people import Objective, Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.errors import NotFound
from assistant.exchange.invitation_text import MARK, from_text
from assistant.exchange.reading import read_document
from assistant.services.context import Context
from assistant.services.people import People
from assistant.services.starting import OWN, Starting, of_another_store

_LONGEST_PATH = 1000


class Joining:
    """In a shared store the pairing is there; in one's own it is founded from what is told."""

    def __init__(self, context: Context, people: People, starting: Starting) -> None:
        self._context = context
        self._people = people
        self._starting = starting

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
            closed_on=invitation.programme.closed_on,
        )

    def join(self, text: str) -> Begun:
        """Be whom the invitation names. In a shared store the pairing is there; in one's own it is
        founded from the names that the invitation holds. NotFound where the two disagree."""
        invitation = _read(text)
        pairing = invitation.pairing
        role = self._role_here(invitation)
        if role is not None:
            if role != invitation.invited:
                raise of_another_store()
            self._people.become(invitation.me.id)
            news = self._news(invitation)
            return Begun(person=invitation.me.id, pairing=pairing, joined_before=True, news=news)
        known = self._starting.known(invitation.me.name)
        myself = known or _invited(invitation.me, invitation.programme.id)
        other = _invited(invitation.partner, invitation.programme.id)
        names = {person.id: person.name for person in self._context.repositories.everyone()}
        for person in (myself, other):
            if names.get(person.id, person.name).casefold() != person.name.casefold():
                raise of_another_store()
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
        return self._starting.founded(records, myself.id, pairing)

    def _role_here(self, invitation: Invitation) -> str | None:
        """The invited person's role in this store's pairing of that id, None if there is none."""
        try:
            reader = self._context.repositories.reader(invitation.me.id)
        except NotFound:
            return None
        return reader.role_in(invitation.pairing)

    def told(self) -> list[ToldProgramme]:
        """Programmes of the reader that are run from another store."""
        return [
            ToldProgramme(name=one.name, on=one.told_on)
            for one in self._context.programmes()
            if one.told_on is not None and not one.coordinators
        ]

    def _news(self, invitation: Invitation) -> str:
        """What a newer invitation tells of a programme whose coordinator has another store: people
        and days, and that it was closed or goes on. Where its coordinator is, they say it there."""
        of = self._context.programme_of(self._context.pairing(invitation.pairing))
        told = invitation.programme
        older = of.told_on is not None and invitation.made < of.told_on
        # Of one day the close is the later news.
        older |= invitation.made == of.told_on and told.closed_on is None and bool(of.closed_on)
        if of.coordinators or older or of.id.startswith(OWN):
            return ""
        changed = of.changed(
            told_on=invitation.made,
            keep_months=told.keep_months,
            contacts=told.contacts,
            milestones=told.milestones,
            closed_on=told.closed_on,
            thanks=told.thanks,
            keeping_ended=of.keeping_ended and told.closed_on is not None,
        )
        self._context.repositories.save(self._context.reader(), changed)
        if told.closed_on != of.closed_on:
            closed = told.closed_on
            return f"Closed on {day_words(closed, year=True)}." if closed else "It is open again."
        same = (told.contacts, told.milestones) == (of.contacts, of.milestones)
        return "" if same else "Its people to turn to and its days are as they are now."

    def _told(self, invitation: Invitation, *, taken: bool) -> Programme:
        """The programme as the invitation tells it; under a name of its own beside others."""
        told = invitation.programme
        ident = f"{told.id}.{invitation.pairing}" if taken else told.id
        return Programme(
            id=ident,
            programme=ident,
            told_on=None if told.id.startswith(OWN) else invitation.made,
            **told.model_dump(exclude={"id", "objectives", "contacts", "milestones"}),
            objectives=tuple(
                Objective(id=f"O{n}", text=text) for n, text in enumerate(told.objectives, start=1)
            ),
            contacts=told.contacts,
            milestones=told.milestones,
        )


def _read(said: str) -> Invitation:
    """From a code, else from the file that is named. InvalidInput, UnreadableFile."""
    text = said.strip().strip("'\"")
    named = len(text) < _LONGEST_PATH and "\n" not in text and "\0" not in text
    if text and named and MARK not in text:
        path = Path(text).expanduser()
        if path.suffix or path.exists():
            return from_text(read_document(path).text)
    return from_text(text)


def _invited(person: InvitedPerson, programme: str) -> Participant:
    return Participant(
        id=person.id,
        programme=programme,
        name=person.name,
        job=person.job,
        department=person.department,
    )
