"""Who one is, who else is here, and the text that is being typed."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.days import day_words
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.views import KeptWords, PersonView
from assistant.errors import InvalidInput, NotFound
from assistant.services.context import Context


class People:
    """Choosing a person, listing people, keeping what is being typed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: set[tuple[str, str]] = set()
        """Texts that were typed, or told as restored, since this start."""

    @property
    def current(self) -> str | None:
        return self._context.person

    def is_empty(self) -> bool:
        return not self._context.repositories.everyone()

    def resolve(self, wanted: str) -> Participant:
        """A person by id, full name, or a first name that only one has. NotFound otherwise."""
        asked = wanted.strip().casefold()
        people = self._context.repositories.everyone()
        for name in ("id", "name", "first_name"):
            fitting = [p for p in people if asked and getattr(p, name).casefold() == asked]
            if len(fitting) == 1:
                return fitting[0]
        raise NotFound(
            f"Nobody here is called {wanted}.",
            next_step="List the people with: viceversa people",
        )

    def become(self, wanted: str, remember: bool = True) -> None:
        """Act as this person from now on; ``remember`` keeps the choice for the next start."""
        person = self.resolve(wanted)
        self._context.person = person.id
        if remember:
            settings = self._context.settings.model_copy(update={"person": person.id})
            self._context.settings = settings
            self._context.keep_settings(settings)

    def everyone(self) -> list[PersonView]:
        """All names in this store with their roles; roles name no partner."""
        views = []
        for person in self._context.repositories.everyone():
            reader = self._context.repositories.reader(person.id)
            roles = sorted({role.value for role in reader.pairings.values()})
            if reader.coordinates:
                roles.append("coordinator")
            views.append(_view(person, tuple(roles)))
        return views

    def visible(self) -> list[PersonView]:
        """The reader's programme: names and departments; roles with partners for their own."""
        reader = self._context.reader()
        repositories = self._context.repositories
        people = {p.id: p for p in repositories.find(reader, Participant)}
        pairings = repositories.find(reader, Pairing)
        running = {c for p in repositories.find(reader, Programme) for c in p.coordinators}
        views = []
        for person in people.values():
            roles = [
                f"{pairing.voice_of(person.id)} of {people[other].name}"
                for pairing in pairings
                if person.id in (pairing.mentor, pairing.mentee)
                for other in (pairing.mentor, pairing.mentee)
                if other != person.id and other in people
            ]
            if person.id in running:
                roles.append("coordinator")
            views.append(_view(person, tuple(roles)))
        return sorted(views, key=lambda view: view.name)

    def keep_text(self, place: str, text: str) -> None:
        """Keep what is being typed; empty text forgets it."""
        if not place or len(place) > 200:
            raise InvalidInput("A place needs a name of at most 200 characters.")
        reader = self._context.reader()
        self._known.add((reader.person, place))
        if text:
            self._context.repositories.keep_text(reader, place, text)
        else:
            self._context.repositories.clear_text(reader, place)

    def kept_text(self, place: str) -> str:
        kept = self._context.repositories.kept_text(self._context.reader(), place)
        return kept.text if kept else ""

    def kept_words(self, place: str) -> KeptWords:
        """The same, and once after a start since when it waits."""
        reader = self._context.reader()
        kept = self._context.repositories.kept_text(reader, place)
        if kept is None:
            return KeptWords()
        known = (reader.person, place) in self._known
        self._known.add((reader.person, place))
        return KeptWords(text=kept.text, when="" if known else self._when(kept.updated_at))

    def _when(self, moment: datetime) -> str:
        zone = self._context.settings.zone()
        at, today = moment.astimezone(zone), self._context.clock.now().astimezone(zone).date()
        same = at.date() == today
        return f"{at:%H:%M}" if same else f"{at:%a} {day_words(at)}, {at:%H:%M}"


def _view(person: Participant, roles: tuple[str, ...]) -> PersonView:
    return PersonView(
        id=person.id,
        name=person.name,
        job=person.job,
        department=person.department,
        roles=roles or ("takes part",),
    )
