"""Requests to the organisation, and what came of them: "you said, we did"."""

from __future__ import annotations

from datetime import date

from assistant.domain.days import read_day
from assistant.domain.people import Programme
from assistant.domain.programme_notes import Ask, AskState
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.context import Context


class Asks:
    """Everybody in a programme reads them; its coordinator adds and answers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[Ask]:
        """Of the reader's programmes, oldest first."""
        return self._context.repositories.find(self._context.reader(), Ask)

    def add(self, text: str, of_whom: str, by: date | str | None, programme: str | None) -> Ask:
        """Put a request on the list that everybody reads."""
        if not text.strip():
            raise InvalidInput("A request needs words.", safe="Nothing was kept.")
        return self._kept(
            Ask(
                programme=self._mine(programme).id,
                author=self._context.reader().person,
                text=text.strip(),
                of_whom=of_whom.strip(),
                by=self._day(by),
                asked_on=self._today(),
            )
        )

    def answer(self, ask: str, answer: str, state: AskState, on: date | str | None = None) -> Ask:
        """Say what came of a request; a no is an answer too. ``ask`` is an id or its number in the
        list, from 1; ``on`` is the day of it, today if none is named."""
        if not answer.strip():
            raise InvalidInput("An answer needs words.", safe="Nothing was changed.")
        listed = self.all()
        place = int(ask) - 1 if ask.isdigit() and 0 < int(ask) <= len(listed) else None
        found = (
            listed[place] if place is not None else next((a for a in listed if a.id == ask), None)
        )
        if found is None:
            raise NotFound(
                "There is no such request.", next_step="See them with: viceversa asks list"
            )
        answered_on = self._day(on, past=True) or self._today()
        said = {"answer": answer.strip(), "state": state, "answered_on": answered_on}
        return self._kept(found.changed(**said))

    def put_back(self, ask: Ask) -> Ask:
        """As it stood before an answer: what ``ask`` says of it counts again. NotFound."""
        found = self._context.repositories.get(self._context.reader(), Ask, ask.id)
        before = {"answer": ask.answer, "state": ask.state, "answered_on": ask.answered_on}
        return self._kept(found.changed(**before))

    def remove(self, ask: str) -> None:
        """Erase a request that nobody has answered. NotFound; NotAllowed for an answered one."""
        reader = self._context.reader()
        found = self._context.repositories.get(reader, Ask, ask)
        if found.answer:
            raise NotAllowed("It is answered, so it stays for everybody to read.")
        self._context.repositories.remove(reader, found)

    def _today(self) -> date:
        return self._context.clock.now().date()

    def _day(self, said: date | str | None, *, past: bool = False) -> date | None:
        """A day, also as people write it; without a year the next one, or the last if ``past``."""
        if said is None or isinstance(said, date) or not said.strip():
            return said if isinstance(said, date) else None
        read = read_day(said, self._today())
        if read is None:
            raise InvalidInput(
                f"{said.strip()} is no day that can be read.",
                safe="Nothing was changed.",
                next_step="Write it like this: 3 June 2026",
            )
        day = read[0]
        if past and day > self._today() and str(day.year) not in said:
            return day.replace(
                year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day
            )
        return day

    def _mine(self, wanted: str | None) -> Programme:
        reader = self._context.reader()
        mine = [p for p in self._context.programmes() if p.id in reader.coordinates]
        fitting = [p for p in mine if wanted in (None, p.id, p.name)]
        if not mine:
            raise NotAllowed("Requests are added by the programme's coordinator.")
        if len(fitting) != 1:
            raise NotFound(
                "Which programme is meant?", next_step=f"Yours: {', '.join(p.id for p in mine)}."
            )
        return fitting[0]

    def _kept(self, ask: Ask) -> Ask:
        kept = self._context.repositories.save(self._context.reader(), ask)[0]
        assert isinstance(kept, Ask)
        return kept
