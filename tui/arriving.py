"""Coming as somebody: from the first steps, or in another person's place."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.worker import Worker

from tui.messages import Entered, PlaceAsked

if TYPE_CHECKING:
    from tui.here import Here
    from tui.screens.place import PlaceScreen

Act = Callable[[], Coroutine[None, None, None]]


class Arrived(Protocol):
    """Where one arrives: what the application can do for it."""

    here: Here | None

    def place_screen(self) -> PlaceScreen:
        """The place in hand."""
        ...

    def reporting(self, job: Act) -> Worker[None]:
        """Do something that changes the place; trouble is said where it was asked for."""
        ...

    async def show_place(self, place: str, here: Here | None = None) -> None:
        """Open a place above home."""
        ...

    async def visit(self, event: PlaceAsked, here: Here) -> None:
        """The same with its pairing loaded."""
        ...


class Arriving:
    """Until somebody is there, no key goes to a place: each would be an empty one, and the way
    to it would end the arrival."""

    def __init__(self, app: Arrived) -> None:
        self._app = app
        self.under_way = False

    def entered(self, event: Entered) -> None:
        """As the person of ``event``, where it says."""
        assert self._app.here is not None
        self._arrive(partial(self._become, event, self._app.here))

    def look_around(self) -> None:
        """As somebody of the demo programme."""
        assert self._app.here is not None
        self._arrive(partial(self._demo, self._app.here))

    async def enter(self, here: Here) -> None:
        """Stand as the person who is chosen, at home or where the first steps are."""
        assistant = here.assistant
        person = await assistant.person()
        known = {view.id: view.name for view in await assistant.everyone()}
        self._app.here = replace(
            here, me=known.get(person or "", ""), person=person or "", pairing=None
        )
        first = "people" if known else "welcome"
        await self._app.show_place("home" if person in known else first)

    def _arrive(self, job: Act) -> None:
        """Once, however often it is asked for meanwhile."""

        async def arrive() -> None:
            try:
                await job()
            finally:
                self.under_way = False

        if not self.under_way:
            self.under_way = True
            self._app.reporting(arrive)

    async def _demo(self, here: Here) -> None:
        with self._app.place_screen().waiting("Filling in the demo programme ..."):
            await here.assistant.load_demo(enter=True)
        await self.enter(here)

    async def _become(self, event: Entered, here: Here) -> None:
        await self._app.place_screen().flush()
        if event.person:
            await here.assistant.become(event.person)
        await self.enter(here)
        if event.place and self._app.here is not None:
            await self._app.visit(PlaceAsked(event.place, event.pairing), self._app.here)
