"""What was typed before a crash is there again, says since when, and says it once."""

import re

import pytest


@pytest.mark.parametrize(
    "place",
    ["B", pytest.param("C", marks=pytest.mark.faults), pytest.param("K", marks=pytest.mark.faults)],
)
async def test_a_decision_half_made_is_there_again_and_says_so_once(visit, place):
    async with visit() as v:
        await v.home()
        await v.press(place)
        await v.until(lambda: v.app.screen.PLACE != "home")
        await v.press("i")
        await v.until(lambda: v.app.screen.query("Input"))
        await v.type("halfway")
        await v.until(lambda: "halfway" in v.text)
        kept = v.app.screen_stack[-2]
        await v.press("escape")
        await v.until(lambda: v.app.screen is kept and not kept._unkept)
    async with visit() as v:
        for told in (True, False):
            await v.home()
            await v.press(place)
            await v.until(lambda: getattr(v.app.screen, "PLACE", "home") != "home")
            await v.press("i")
            await v.until(lambda: v.app.screen.query("Input"))
            await v.sees("halfway")
            found = re.search(r"Restored: 1 line from \w{3} \d+ \w+, \d\d:\d\d", v.text)
            assert bool(found) == told
            await v.press("escape", "H")
