"""A programme from a template: what it is, who is in it, and an invitation for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain.beginnings import Begun, InvitationMade
from assistant.domain.days import months_after
from assistant.domain.invitations import (
    Invitation,
    InvitedPerson,
    InvitedProgramme,
    tidy_name,
    told,
)
from assistant.domain.people import Contact, Milestone, Objective, Pairing, Participant, Programme
from assistant.domain.records import Record, new_id
from assistant.domain.sessions import Voice
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.exchange.invitation_text import to_code, to_file
from assistant.exchange.writing import slug
from assistant.services.context import Context
from assistant.services.people import People

MOST_SESSIONS = 24


class Founding:
    """For whoever runs a programme: they pair people, and read nothing of theirs."""

    def __init__(self, context: Context, people: People) -> None:
        self._context = context
        self._people = people

    def found(
        self,
        name: str,
        me: str,
        *,
        organisation: str = "",
        begins: date | None = None,
        sessions: int | None = None,
        contacts: Sequence[tuple[str, str]] = (),
    ) -> Begun:
        """Start one from the template, in the name of its coordinator ``me``. Milestones fall so
        many months after ``begins`` (today if None); ``contacts`` are names and what for."""
        title, coordinator = tidy_name(name), tidy_name(me)
        if not title or not coordinator:
            missing = "Your name" if title else "The programme's name"
            raise InvalidInput(f"{missing} is missing.", safe="Nothing was begun.")
        template = self._context.bank.template
        total = sessions or len(template.sessions)
        if not 2 <= total <= MOST_SESSIONS:
            raise InvalidInput(
                f"A programme has 2 to {MOST_SESSIONS} sessions.", safe="Nothing was begun."
            )
        start = begins or self._context.clock.now().date()
        ident = f"{slug(title, fallback='programme')[:40]}-{new_id()[:5]}"
        person = Participant(
            id=f"{slug(coordinator, fallback='person')[:40]}-{new_id()[:5]}",
            programme=ident,
            name=coordinator,
        )
        months = template.months * total / len(template.sessions)
        programme = Programme(
            id=ident,
            programme=ident,
            name=title,
            organisation=" ".join(organisation.split()),
            time_zone=self._context.settings.zone().key,
            template=template.id,
            coordinators=(person.id,),
            objectives=tuple(
                Objective(id=f"O{n}", text=text)
                for n, text in enumerate(template.objectives, start=1)
            ),
            outcomes=dict(template.outcomes),
            cadence=template.cadence if total == len(template.sessions) else "",
            total_sessions=total,
            midpoint_session=max(total // 2, 1),
            feedback_after_sessions=_rounds(template.feedback_after_sessions, total),
            contacts=tuple(
                Contact(name=tidy_name(who), what_for=" ".join(what.split()))
                for who, what in contacts
                if tidy_name(who)
            ),
            milestones=tuple(
                Milestone(
                    title=milestone.title,
                    date=months_after(start, round(milestone.month * months / template.months)),
                )
                for milestone in template.milestones
            ),
        )
        self._context.repositories.found_programme([programme, person])
        self._people.become(person.id)
        return Begun(person=person.id, programme=ident)

    def add_pairing(
        self,
        mentor: str,
        mentee: str,
        *,
        mentor_job: str = "",
        mentee_job: str = "",
        same_line: bool = False,
        programme: str | None = None,
    ) -> str:
        """Pair two people of one's programme, by name; whoever is new is added. Gives its id.

        ``same_line`` says that one of them stands above the other in a line of management: such a
        pairing is refused, because neither could speak freely in it.
        """
        of = self._mine(programme)
        if same_line:
            raise InvalidInput(
                "Nobody is paired within one line of management.",
                safe="Nothing was added.",
                next_step="Choose a mentor from another line: neither could speak freely here.",
            )
        people = self._context.repositories.find(
            self._context.reader(), Participant, programme=of.id
        )
        senior = self._person(people, mentee, mentee_job, of)
        junior = self._person(people, mentor, mentor_job, of)
        if senior.name.casefold() == junior.name.casefold():
            raise InvalidInput("A pairing takes two people.", safe="Nothing was added.")
        reader = self._context.reader()
        pairs = self._context.repositories.find(reader, Pairing, programme=of.id)
        if any((p.mentor, p.mentee) == (junior.id, senior.id) for p in pairs):
            raise InvalidInput(
                f"{junior.first_name} mentors {senior.first_name} already.",
                safe="Nothing was added.",
            )
        ident = f"{slug(junior.first_name)}-{slug(senior.first_name)}-{new_id()[:5]}"
        fresh: list[Record] = [person for person in (junior, senior) if person.version == 0]
        pairing = Pairing(
            id=ident, programme=of.id, pairing=ident, mentor=junior.id, mentee=senior.id
        )
        self._context.repositories.save(reader, *fresh, pairing)
        return ident

    def invitations(self, pairing: str) -> list[InvitationMade]:
        """For both, from their coordinator; for the partner, from one of the two."""
        reader = self._context.reader()
        if pairing in reader.pairings or not reader.coordinates:
            of = self._context.pairing(pairing)
        else:
            of = self._coordinated(pairing)
        mine = reader.role_in(of.id)
        wanted: tuple[Voice, ...] = ("mentor", "mentee")
        return [self._invitation(of, role) for role in wanted if role != mine]

    # --- inside --------------------------------------------------------------------------

    def _coordinated(self, wanted: str) -> Pairing:
        """A pairing of one's programmes, by id or by the name of either of the two."""
        reader = self._context.reader()
        asked = wanted.strip().casefold()
        fitting = []
        for pairing in self._context.repositories.find(reader, Pairing):
            two = self._context.partners(pairing)
            names = {said.casefold() for person in two for said in (person.name, person.first_name)}
            if asked == pairing.id or asked in names:
                fitting.append(pairing)
        if len(fitting) != 1:
            raise NotFound(
                f"There is no one pairing called {wanted}.",
                next_step="All of them: viceversa pairings",
            )
        return fitting[0]

    def _mine(self, wanted: str | None) -> Programme:
        reader = self._context.reader()
        mine = [p for p in self._context.programmes() if p.id in reader.coordinates]
        fitting = [p for p in mine if wanted in (None, p.id, p.name)]
        if not mine:
            raise NotAllowed("People are paired by the programme's coordinator.")
        if len(fitting) != 1:
            raise NotFound(
                "Which programme is meant?", next_step=f"Yours: {', '.join(p.id for p in mine)}."
            )
        return fitting[0]

    def _person(
        self, people: Sequence[Participant], name: str, job: str, of: Programme
    ) -> Participant:
        tidy = tidy_name(name)
        if not tidy:
            raise InvalidInput("A name is missing.", safe="Nothing was added.")
        known = next((p for p in people if p.name.casefold() == tidy.casefold()), None)
        return known or Participant(
            id=f"{slug(tidy, fallback='person')[:40]}-{new_id()[:5]}",
            programme=of.id,
            name=tidy,
            job=" ".join(job.split()),
        )

    def _invitation(self, pairing: Pairing, role: Voice) -> InvitationMade:
        programme = self._context.programme_of(pairing)
        mentor, mentee = self._context.partners(pairing)
        invitation = Invitation(
            made=self._context.clock.now().date(),
            invited=role,
            pairing=pairing.id,
            programme=InvitedProgramme(
                id=programme.id,
                name=told(programme.name),
                organisation=told(programme.organisation),
                time_zone=programme.time_zone,
                template=programme.template,
                total_sessions=programme.total_sessions,
                midpoint_session=programme.midpoint_session,
                feedback_after_sessions=programme.feedback_after_sessions,
                feedback_days=programme.feedback_days,
                keep_months=programme.keep_months,
                cadence=told(programme.cadence),
                objectives=tuple(told(objective.text) for objective in programme.objectives),
                contacts=programme.contacts,
                milestones=programme.milestones,
                closed_on=programme.closed_on,
                thanks=told(programme.thanks),
            ),
            mentor=_told(mentor),
            mentee=_told(mentee),
        )
        return InvitationMade(
            name=invitation.me.name, role=role, code=to_code(invitation), text=to_file(invitation)
        )


def _told(person: Participant) -> InvitedPerson:
    return InvitedPerson(
        id=person.id,
        name=told(person.name),
        job=told(person.job),
        department=told(person.department),
    )


def _rounds(usual: Sequence[int], total: int) -> tuple[int, ...]:
    """Sessions after which feedback is given: the template's, and the last one always."""
    return tuple(sorted({number for number in usual if number < total} | {total}))
