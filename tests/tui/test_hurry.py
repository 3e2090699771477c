"""Keys that come faster than places are built."""

import asyncio

import pytest

from tests.tui.looking import idle
from tui.screens.place import PlaceScreen


@pytest.mark.faults
async def test_somebody_in_a_hurry_never_stands_between_two_places(visit):
    async with visit() as v:
        await v.home()
        between = []

        async def watch():
            while True:
                if not any(isinstance(screen, PlaceScreen) for screen in v.app.screen_stack):
                    between.append(list(v.app.screen_stack))
                await asyncio.sleep(0)

        watching = asyncio.create_task(watch())
        for place in ("search", "home", "settings", "home", "talks"):
            v.app.place_screen().go(place)
            await asyncio.sleep(0.02)
        await v.until(lambda: v.app.screen.PLACE == "talks" and v.app.screen.is_mounted)
        await idle(v)
        watching.cancel()
        assert between == []
