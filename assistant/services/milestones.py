"""Milestones of a programme: everybody in it reads them, its coordinator ticks them off."""

from __future__ import annotations

from assistant.domain.people import Milestone, Participant, Programme
from assistant.domain.views import MilestoneView
from assistant.errors import NotAllowed, NotFound
from assistant.services.context import Context, local


class Milestones:
    """Kept with who ticked one off, and when."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[MilestoneView]:
        """Of the reader's programmes, in their order."""
        names = {
            one.id: one.name
            for one in self._context.repositories.find(self._context.reader(), Participant)
        }
        return [
            MilestoneView(
                id=f"{programme.id}/{number}",
                title=one.title,
                on=one.date,
                done=one.done,
                done_on=one.done_on,
                done_by=names.get(one.done_by, ""),
            )
            for programme in self._context.programmes()
            for number, one in enumerate(programme.milestones, start=1)
        ]

    def tick(self, wanted: str, done: bool = True) -> MilestoneView:
        """Tick one off, or take that back. ``wanted`` is its id or its number in the list, from 1.
        NotFound; NotAllowed for whoever does not coordinate its programme."""
        programme, place = self._find(wanted)
        reader = self._context.reader()
        if programme.id not in reader.coordinates:
            raise NotAllowed("Milestones are ticked off by the programme's coordinator.")
        one = programme.milestones[place]
        if one.done != done:
            today = local(self._context.clock.now(), programme.time_zone).date()
            said = {"done_on": today if done else None, "done_by": reader.person if done else ""}
            changed = one.model_copy(update={"done": done, **said})
            self._keep(programme, place, changed)
        return next(view for view in self.all() if view.id == f"{programme.id}/{place + 1}")

    def _keep(self, programme: Programme, place: int, one: Milestone) -> None:
        rest = programme.milestones
        milestones = (*rest[:place], one, *rest[place + 1 :])
        self._context.repositories.save(
            self._context.reader(), programme.changed(milestones=milestones)
        )

    def _find(self, wanted: str) -> tuple[Programme, int]:
        known = [
            (programme, place)
            for programme in self._context.programmes()
            for place in range(len(programme.milestones))
        ]
        for number, (programme, place) in enumerate(known, start=1):
            if wanted in (f"{programme.id}/{place + 1}", str(number)):
                return programme, place
        raise NotFound(
            "There is no such milestone.", next_step="See them with: viceversa milestones"
        )
