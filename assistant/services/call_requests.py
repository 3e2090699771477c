"""Somebody to talk to: asking the coordinator for a call, and being called."""

from __future__ import annotations

from assistant.domain.people import Participant, Programme
from assistant.domain.programme_notes import CallRequest
from assistant.domain.views import CallView
from assistant.errors import NotFound
from assistant.services.context import Context


class CallRequests:
    """Only that somebody asked is kept, and only until either of the two erases it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def coordinators(self) -> list[str]:
        """Names of those who would call; empty where nobody coordinates."""
        reader = self._context.reader()
        names = {p.id: p.name for p in self._context.repositories.find(reader, Participant)}
        running = [c for p in self._asked_of() for c in p.coordinators if c != reader.person]
        return [names[person] for person in running if person in names]

    def all(self) -> list[CallView]:
        """The reader's own, and for a coordinator those of the programme; oldest first."""
        reader = self._context.reader()
        names = {p.id: p.name for p in self._context.repositories.find(reader, Participant)}
        found = self._context.repositories.find(reader, CallRequest)
        return [
            CallView(
                id=one.id,
                name=names.get(one.author, one.author),
                on=one.created_at.date(),
                mine=one.author == reader.person,
            )
            for one in sorted(found, key=lambda one: one.created_at)
        ]

    def ask(self) -> CallView:
        """Say that one would like a call; twice is once. NotFound where nobody coordinates."""
        reader = self._context.reader()
        programmes = self._asked_of()
        if not programmes:
            raise NotFound(
                "Nobody coordinates your programme here, so nobody could call.",
                safe="Nothing was kept.",
            )
        known = [one for one in self.all() if one.mine]
        if known:
            return known[0]
        now = self._context.clock.now()
        self._context.repositories.save(
            reader,
            *(
                CallRequest(programme=programme.id, author=reader.person, created_at=now)
                for programme in programmes
            ),
        )
        return next(one for one in self.all() if one.mine)

    def end(self, wanted: str = "") -> None:
        """Erase a request: one's own (all of them where none is named), or one that was seen to."""
        reader = self._context.reader()
        repositories = self._context.repositories
        if wanted:
            repositories.remove(reader, repositories.get(reader, CallRequest, wanted))
            return
        mine = repositories.find(reader, CallRequest, author=reader.person)
        if not mine:
            raise NotFound("You have not asked for a call.")
        repositories.remove(reader, *mine)

    def _asked_of(self) -> list[Programme]:
        """Programmes of the reader that somebody else coordinates."""
        reader = self._context.reader()
        return [
            programme
            for programme in self._context.programmes()
            if any(person != reader.person for person in programme.coordinators)
        ]
