"""Coming as somebody: from the first steps, or in another person's place."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from assistant.errors import AssistantError
from tui.due import DueTelling
from tui.messages import DemoAsked, Entered, PlaceAsked

if TYPE_CHECKING:
    from tui.here import Here

Act = Callable[[], Coroutine[None, None, None]]


class ArrivingApp(DueTelling):
    """Until somebody is there, no key goes to a place: each would be an empty one, and the way
    to it would end the arrival."""

    def __init__(self) -> None:
        super().__init__()
        self.arriving = False

    async def show_place(self, place: str, here: Here | None = None) -> None:
        """Open a place above home."""
        raise NotImplementedError

    async def visit(self, event: PlaceAsked, here: Here) -> None:
        """The same with its pairing loaded."""
        raise NotImplementedError

    @work(group="visit", exclusive=True, exit_on_error=False)
    async def reporting(self, job: Act) -> None:
        """Do something that changes the place; trouble is said where it was asked for."""
        asking = self.place_screen()
        try:
            await job()
        except AssistantError as error:
            asking.report(error)

    @on(Entered)
    def _entered(self, event: Entered) -> None:
        assert self.here is not None
        self._arrive(partial(self._become, event, self.here))

    @on(DemoAsked)
    def _demo_asked(self) -> None:
        assert self.here is not None
        self._arrive(partial(self._look_around, self.here))

    def _arrive(self, job: Act) -> None:
        """Once, however often it is asked for meanwhile."""

        async def arrive() -> None:
            try:
                await job()
            finally:
                self.arriving = False

        if not self.arriving:
            self.arriving = True
            self.reporting(arrive)

    async def _look_around(self, here: Here) -> None:
        with self.place_screen().waiting("Filling in the demo programme ..."):
            await here.assistant.load_demo(enter=True)
        await self.enter(here)

    async def _become(self, event: Entered, here: Here) -> None:
        await self.place_screen().flush()
        if event.person:
            await here.assistant.become(event.person)
        await self.enter(here)
        if event.place and self.here is not None:
            await self.visit(PlaceAsked(event.place, event.pairing), self.here)

    async def enter(self, here: Here) -> None:
        """Stand as the person who is chosen, at home or where the first steps are."""
        assistant = here.assistant
        person = await assistant.person()
        known = {view.id: view.name for view in await assistant.everyone()}
        self.here = replace(here, me=known.get(person or "", ""), person=person or "", pairing=None)
        first = "people" if known else "welcome"
        await self.show_place("home" if person in known else first)
