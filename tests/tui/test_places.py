"""Every place of the application, as those who go there see it: whole, marked, nothing hidden."""

from functools import partial

import pytest

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tests.faults.test_naughty_strings import strings
from tests.tui.hostile import hostile_store, reached
from tests.tui.looking import (
    THEMES,
    drawn,
    faults,
    hidden_end,
    idle,
    in_every_window,
    put_into_fields,
)
from tests.tui.ways import EVERY_PLACE, PEOPLE, pairing_of, screen_of

_SOME = ("[/]", "\x1b]0;title\x07", "\ud800 lone")


async def walk(v, places, pairing, look):
    """Look at places one by one, and say of each what is wrong with it."""
    wrong = []
    await v.home()
    for place in places:
        v.app.screen.go(place, None if place == "home" else pairing)
        await v.until(lambda place=place: type(v.app.screen).__name__ == screen_of(place))
        await idle(v)
        wrong += [f"{place}: {found}" for found in await look()]
        if place != "home":
            v.app.screen.go("back")  # themes and sizes are drawn for every screen below, too
            await v.until(lambda: v.app.screen.PLACE == "home")
    return wrong


async def test_places_are_whole_whatever_their_texts_hold(visit, tmp_path):
    settings = Settings(
        store=str(await hostile_store(tmp_path)), person="ana-ferreira", embedder="none"
    )
    ana = assistant(settings, clock=FixedClock(), settings_file=tmp_path / "settings.toml")
    async with visit("ana-ferreira", assistant=ana) as v:

        async def look():
            sent = "\n".join("".join(segment.text for segment in row) for row in drawn(v))
            found = [*faults(v), *await hidden_end(v), *reached(sent.encode())]
            await put_into_fields(v, _SOME)
            return found

        assert await walk(v, EVERY_PLACE[::9], "ana-martin", look) == []


@pytest.mark.faults
@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("person", PEOPLE)
async def test_every_place_is_whole_in_every_window_and_theme(visit, monkeypatch, person, colours):
    if colours == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    async with visit(person) as v:
        look = partial(in_every_window, v, colours, ends=True)
        assert await walk(v, PEOPLE[person], pairing_of(person), look) == []


@pytest.mark.faults
@pytest.mark.parametrize("person", PEOPLE)
async def test_the_big_list_is_only_text_in_every_field_of_every_place(visit, person):
    told = strings(everything=True)
    counts = {}
    async with visit(person, size=(100, 40)) as v:

        async def look():
            counts[type(v.app.screen).__name__] = await put_into_fields(v, told)
            return faults(v)

        assert await walk(v, PEOPLE[person], pairing_of(person), look) == []
    fields = sum(counts.values()) // len(told)
    print(
        f"{person}: {len(told)} strings in {fields} fields of {len(counts)} screens, 0 exceptions"
    )
    assert fields > 10
