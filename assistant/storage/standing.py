"""Who is who: readers with their standing, from programmes, participants and pairings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.visibility import Reader, Role


class Standings:
    """The standing of everybody in a store, at one moment."""

    def __init__(
        self,
        programmes: Iterable[Programme],
        participants: Iterable[Participant],
        pairings: Iterable[Pairing],
    ) -> None:
        self.participants = list(participants)
        self._coordinates: defaultdict[str, set[str]] = defaultdict(set)
        self._programmes: defaultdict[str, set[str]] = defaultdict(set)
        self._pairings: defaultdict[str, dict[str, Role]] = defaultdict(dict)
        for programme in programmes:
            for person in programme.coordinators:
                self._coordinates[person].add(programme.id)
        for participant in self.participants:
            self._programmes[participant.id].update(
                {participant.programme} if participant.programme else ()
            )
        for pairing in pairings:
            for person, role in ((pairing.mentor, Role.MENTOR), (pairing.mentee, Role.MENTEE)):
                self._pairings[person][pairing.id] = role
                # Whoever is paired in a programme takes part in it.
                self._programmes[person].update({pairing.programme} if pairing.programme else ())

    def of(self, person: str) -> Reader | None:
        """That person's standing, None for somebody whom the store does not know."""
        if not any(
            person in known for known in (self._coordinates, self._programmes, self._pairings)
        ):
            return None
        return Reader(
            person=person,
            pairings=dict(self._pairings.get(person, {})),
            programmes=frozenset(self._programmes.get(person, ())),
            coordinates=frozenset(self._coordinates.get(person, ())),
        )
