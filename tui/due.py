"""What falls due while the application is open, or was due when it opened: said once, in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from assistant.errors import AssistantError
from tui.formatting import one_line
from tui.widgets.frame import Notice

if TYPE_CHECKING:
    from assistant.domain.views import DueThing
    from tui.app import ViceversaApp
    from tui.screens.place import PlaceScreen


@runtime_checkable
class DueShowing(Protocol):
    """A place that lists what is due."""

    def refresh_due(self) -> None:
        """Draw it anew."""


LOOK_AGAIN = 60.0
"""Seconds between two looks."""
FIRST_LOOK = 1.5
"""Seconds after the first place stands, so that what was restored is said before."""


async def tell_what_is_due(app: ViceversaApp) -> None:
    """One sentence for all that is new. Nobody is interrupted: while a decision is open, something
    else is being said, or nothing may be written down, it waits for the next look."""
    if app.here is None or not app.here.person or not _may_speak(app):
        return
    try:
        fresh = await app.here.assistant.due_news()
    except AssistantError:
        return  # The next act meets the same trouble, and says it where somebody acts.
    if fresh:
        app.due = [*fresh, *(thing for thing in app.due if thing not in fresh)]
        place = app.place_screen()
        place.say(_sentence(fresh, _key(place)))
        if isinstance(place, DueShowing):
            place.refresh_due()


async def go_to_what_is_due(app: ViceversaApp) -> None:
    """What was told and not gone to yet, else what presses most."""
    place = app.place_screen()
    if not app.due and app.here is not None and app.here.person:
        app.due = await app.here.assistant.due()
    if not app.due:
        place.say("Nothing is due today.")
        return
    thing = app.due.pop(0)
    place.go(thing.place, thing.pairing, thing.session)


def _may_speak(app: ViceversaApp) -> bool:
    place = app.place_screen()
    return app.screen is place and not place.keeps_nothing and place.query_one(Notice).is_silent


def _sentence(fresh: list[DueThing], key: str) -> str:
    words = one_line(fresh[0].words)
    more = len(fresh) - 1
    rest = f" {more} more on Home (H)." if more else ""
    return f"{words} {key} goes there.{rest}"


def _key(place: PlaceScreen) -> str:
    action = next(one for one in place.actions if one.id == "app.due")
    return place.keyed([action])[0].first_key
