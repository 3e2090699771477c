"""Every place of the application, as those who go there see it: whole, marked, nothing hidden."""

import pytest

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tests.faults.test_naughty_strings import strings
from tests.tui.hostile import hostile_store, reached
from tests.tui.looking import drawn, faults, hidden_end, idle, put_into_fields
from tui.places import _SCREENS

EVERY_PLACE = ["home", *_SCREENS]


def screen_of(place):
    """The name of the class that stands for a place."""
    return "HomeScreen" if place == "home" else _SCREENS[place][1]


FOR_A_PAIR = [
    *("first-page", "boundaries", "confidence", "readiness", "agreement", "questions", "prepare"),
    *("session", "commitments", "journey", "handbook", "close", "run", "brief", "read-first"),
    *("notes", "reflect", "feedback", "two-way", "session-summary", "rehearse"),
]
"""Where somebody who only runs a programme cannot go."""
PEOPLE = {
    "ana-ferreira": EVERY_PLACE,
    "martin-hallett": EVERY_PLACE,
    "oonagh-reid": [place for place in EVERY_PLACE if place not in FOR_A_PAIR],
}


_PAIR = "ana-martin"
_SOME = ("[/]", "\x1b]0;title\x07", "\ud800 lone")


async def walk(v, places, pairing, look):
    """Look at places one by one, and say of each what is wrong with it."""
    wrong = {}
    await v.home()
    for place in places:
        v.app.screen.go(place, None if place == "home" else pairing)
        await v.until(lambda place=place: type(v.app.screen).__name__ == screen_of(place))
        await idle(v)
        if found := await look():
            wrong[place] = found
    return wrong


async def look_at_all(visit, monkeypatch, person, size, colours, every=1, naughty=(), **opened):
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    theme = "viceversa-light" if colours == "light" else "viceversa-dark"
    async with visit(person, size=size, theme=theme, **opened) as v:

        async def look():
            sent = "\n".join("".join(segment.text for segment in row) for row in drawn(v))
            found = [*faults(v), *await hidden_end(v), *reached(sent.encode())]
            await put_into_fields(v, naughty)
            return found

        wrong = await walk(
            v, PEOPLE[person][::every], None if person == "oonagh-reid" else _PAIR, look
        )
    told = [f"{place}: {words}" for place, all_of_it in wrong.items() for words in all_of_it]
    assert not told, "\n".join(told)


async def test_places_are_whole_whatever_their_texts_hold(visit, monkeypatch, tmp_path):
    settings = Settings(
        store=str(await hostile_store(tmp_path)), person="ana-ferreira", embedder="none"
    )
    ana = assistant(settings, clock=FixedClock(), settings_file=tmp_path / "settings.toml")
    await look_at_all(
        visit,
        monkeypatch,
        "ana-ferreira",
        (80, 24),
        "dark",
        every=9,
        naughty=_SOME,
        assistant=ana,
    )


@pytest.mark.faults
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("colours", ["dark", "light", "none"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
async def test_every_place_is_whole_in_every_window_and_theme(
    visit, monkeypatch, person, size, colours
):
    await look_at_all(visit, monkeypatch, person, size, colours)


@pytest.mark.faults
@pytest.mark.parametrize("person", PEOPLE)
async def test_the_big_list_is_only_text_in_every_field_of_every_place(visit, person):
    told = strings(every=1)
    counts = {}
    async with visit(person, size=(100, 40)) as v:

        async def look():
            counts[type(v.app.screen).__name__] = await put_into_fields(v, told)
            return faults(v)

        pairing = None if person == "oonagh-reid" else _PAIR
        assert await walk(v, PEOPLE[person], pairing, look) == {}
    fields = sum(counts.values()) // len(told)
    print(
        f"{person}: {len(told)} strings in {fields} fields of {len(counts)} screens, 0 exceptions"
    )
    assert fields > 10
