"""The close of a programme: a thank-you that everybody reads, and what becomes of what is kept."""

from __future__ import annotations

from assistant.domain.days import day_words
from assistant.domain.people import Programme
from assistant.domain.programme_notes import CallRequest
from assistant.domain.sessions import Session, SessionState
from assistant.domain.views import ProgrammeClose
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.context import Context

BECOMES = (
    "Erased now: all requests for a call.",
    "Stays each person's own: notes, reflections, talks, feedback. Closing hands them to nobody "
    "and deletes none of them.",
    "Stays for everybody: the notes on the programme, what was asked and what was done.",
)


class ClosingProgramme:
    """The coordinator closes and opens again; everybody in it reads the thanks."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def closed(self) -> list[ProgrammeClose]:
        """Programmes of the reader that are closed, with the thanks."""
        return [self._view(one) for one in self._context.programmes() if one.closed_on]

    def preview(self, thanks: str, programme: str | None) -> ProgrammeClose:
        """What everybody would read. Nothing is kept. InvalidInput without words."""
        return self._view(self._with(thanks, programme))

    def close(self, thanks: str, programme: str | None) -> ProgrammeClose:
        """Close it: the thanks are everybody's to read, and requests for a call are erased."""
        closed = self._with(thanks, programme)
        reader = self._context.reader()
        repositories = self._context.repositories
        repositories.save(reader, closed)
        calls = repositories.find(reader, CallRequest, programme=closed.id)
        repositories.remove(reader, *calls)
        return self._view(closed)

    def reopen(self, programme: str | None) -> None:
        """Take the close back; the thanks are gone with it."""
        of = self._programme(programme)
        if of.closed_on is None:
            raise NotFound("This programme is not closed.")
        self._context.repositories.save(
            self._context.reader(), of.changed(closed_on=None, thanks="", keeping_ended=False)
        )

    def _with(self, thanks: str, programme: str | None) -> Programme:
        of = self._programme(programme)
        if not thanks.strip():
            raise InvalidInput(
                "A thank-you needs words.",
                safe="Nothing was closed.",
                next_step="Say what everybody is to read.",
            )
        today = self._context.clock.now().date()
        return of.changed(closed_on=of.closed_on or today, thanks=thanks.strip())

    def _programme(self, wanted: str | None) -> Programme:
        coordinates = self._context.reader().coordinates
        mine = [one for one in self._context.programmes() if one.id in coordinates]
        if not mine:
            raise NotAllowed("A programme is its coordinator's to close.")
        fitting = [one for one in mine if wanted in (None, one.id, one.name)]
        if len(fitting) != 1:
            raise NotFound(
                "Which programme is meant?", next_step=f"Yours: {', '.join(p.id for p in mine)}."
            )
        return fitting[0]

    def _view(self, of: Programme) -> ProgrammeClose:
        """The counts are the coordinator's to read; others read the thanks alone."""
        held = minutes = 0
        if of.id in self._context.reader().coordinates:
            found = self._context.repositories.find(
                self._context.reader(), Session, programme=of.id
            )
            took = [session for session in found if session.state is SessionState.HELD]
            held, minutes = len(took), sum(session.minutes for session in took)
        return ProgrammeClose(
            name=of.name,
            on=of.closed_on or self._context.clock.now().date(),
            thanks=of.thanks,
            becomes=(*BECOMES, _kept_for(of)),
            held=held,
            hours=minutes / 60,
        )


def _kept_for(of: Programme) -> str:
    until = of.keep_until
    when = (
        f"for {of.keep_months} months" if until is None else f"until {day_words(until, year=True)}"
    )
    return (
        f"Kept {when}, then erased: what people gave to the programme, and ratings. Each person "
        "says whether their own texts go on that day as well (X, or: viceversa kept)."
    )
