"""What falls due while the application is open, or was due when it opened: said once, in a row."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import work

from assistant.errors import AssistantError
from tui.formatting import one_line
from tui.tidying import TidyApp
from tui.widgets.frame import Notice

if TYPE_CHECKING:
    from assistant.domain.views import DueThing
    from tui.here import Here
    from tui.screens.place import PlaceScreen


LOOK_AGAIN = 60.0
"""Seconds between two looks."""
FIRST_LOOK = 1.5
"""Seconds after the first place stands, so that what was restored is said before."""


@runtime_checkable
class DueShowing(Protocol):
    """A place that lists what is due."""

    def refresh_due(self) -> None:
        """Draw it anew."""


class DueTelling(TidyApp):
    """An application that says what falls due; ``here`` is who looks at it, once that is known."""

    def __init__(self) -> None:
        super().__init__()
        self.here: Here | None = None
        self._looking = asyncio.Lock()
        self._told: tuple[str, list[DueThing]] = ("", [])
        """Whom it was told, and what they have not gone to yet, the newest first."""

    def place_screen(self) -> PlaceScreen:
        """The place in hand, also where a decision stands over it."""
        from tui.screens.place import PlaceScreen

        return next(s for s in reversed(self.screen_stack) if isinstance(s, PlaceScreen))

    def begin_to_look_what_is_due(self) -> None:
        """Now, and from time to time."""
        self.set_timer(FIRST_LOOK, self.look_what_is_due)
        self.set_interval(LOOK_AGAIN, self.look_what_is_due)

    @work(group="due", exit_on_error=False)
    async def look_what_is_due(self) -> None:
        """One at a time and none given up: what was fetched counts as told."""
        async with self._looking:
            await self._look()

    async def _look(self) -> None:
        """One sentence for all that is new. Nobody is interrupted: while a decision is open,
        something else is being said, or nothing may be written down, it waits for another look."""
        if self.here is None or not self.here.person or not self._may_speak():
            return
        try:
            fresh = await self.here.assistant.due_news()
        except AssistantError:
            return  # The next act meets the same trouble, and says it where somebody acts.
        if fresh:
            known = self._due_for(self.here.person)
            known[:] = [*fresh, *(thing for thing in known if thing not in fresh)]
            if not self.screen_stack:
                return  # Everything closes; home tells it when it opens again.
            place = self.place_screen()
            await self.drawn(place)
            if not place.query(Notice):
                return
            place.say(_sentence(fresh, _key(place)))
            if isinstance(place, DueShowing):
                place.refresh_due()

    async def go_to_what_is_due(self) -> None:
        """What was told and not gone to yet, else what presses most."""
        if self.here is None or not self.here.person:
            return
        place, known = self.place_screen(), self._due_for(self.here.person)
        known.extend([] if known else await self.here.assistant.due())
        if known:
            thing = known.pop(0)
            place.go(thing.place, thing.pairing, thing.session, thing.subject)
        else:
            place.say("Nothing is due today.")

    def _due_for(self, person: str) -> list[DueThing]:
        if self._told[0] != person:
            self._told = (person, [])
        return self._told[1]

    def _may_speak(self) -> bool:
        if not self.screen_stack:
            return False
        place = self.place_screen()
        notices = place.query(Notice)  # none while it is being built or taken down
        silent = bool(notices) and notices.first().is_silent
        return self.screen is place and silent and not place.keeps_nothing


def _sentence(fresh: list[DueThing], key: str) -> str:
    words = one_line(fresh[0].words)
    words += "" if words.endswith((".", "!", "?")) else "."
    more = len(fresh) - 1
    rest = f" {more} more on Home (H)." if more else ""
    return f"{words} {key} goes there.{rest}"


def _key(place: PlaceScreen) -> str:
    action = next(one for one in place.actions if one.id == "app.due")
    return place.keyed([action])[0].first_key
