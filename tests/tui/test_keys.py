"""Other keys: a file of a person's own, and what is told where it cannot be followed."""

import pytest

from assistant.locations import config_folder
from tui.actions import EVERYWHERE
from tui.keymap import FILE, keys_file, read_keymap
from tui.places import actions_of_places


@pytest.fixture(scope="module")
def places():
    return actions_of_places()


@pytest.fixture
def my_keys():
    def write(text: str) -> None:
        config_folder().mkdir(parents=True, exist_ok=True)
        (config_folder() / FILE).write_text(text, encoding="utf-8")

    return write


def test_two_actions_trade_their_keys(places):
    found = read_keymap('prepare.accept = "e"\nprepare.edit = "a"\n', places)
    assert found.problems == ()
    assert found.keys == {"prepare.accept": "e", "prepare.edit": "a"}


def test_what_cannot_be_followed_is_told_with_its_line_and_the_rest_counts(places):
    found = read_keymap(
        'prepare.accept = "#"\nprepare.edit = "#"\nprepare.length = "e"\n[prepare]\n',
        places,
    )
    assert found.problems == ("Line 4 of keys.toml: this is not TOML. Nothing of the file counts.",)
    found = read_keymap(
        'prepare.accept = "#"\nprepare.edit = "#"\nprepare.length = "H"\nprepare.dance = "b"\n'
        'library.gaps = "j"\napp.home = 3\nsearch.why = ["F6", "ctrl+b"]\napp.cite = "b"\n',
        places,
    )
    assert found.keys == {"prepare.accept": "number_sign", "search.why": "f6,ctrl+b"}
    told = "\n".join(found.problems)
    assert 'Line 2 of keys.toml: "#" is used twice. The first one counts: prepare.accept.' in told
    assert 'Line 3 of keys.toml: "H" is the key of app.home. prepare.length keeps its own.' in told
    assert "Line 4 of keys.toml: there is no action prepare.dance." in told
    assert 'Line 5 of keys.toml: "j" moves about or opens a source.' in told
    assert "Line 6 of keys.toml: app.home needs a key in quotes" in told
    assert "Line 8 of keys.toml: app.cite keeps the digits." in told


def test_the_file_that_is_made_says_nothing_until_a_line_is_taken_out_of_its_comment(places):
    made = keys_file(places)
    assert read_keymap(made, places).keys == {}
    every = "\n".join(line[2:] for line in made.splitlines() if " = " in line)
    assert read_keymap(every, places).problems == ()


def test_no_place_takes_the_method_of_a_key_that_means_something_else_everywhere(places):
    everywhere = {action.call: action for action in EVERYWHERE}
    same = {"agreement.keep-out"}  # both go to the topics that are kept out
    for place, actions in places.items():
        for action in actions:
            known = everywhere.get(action.call, action)
            assert known.key.split(",")[0] in action.key or action.id in same, (place, action.id)


@pytest.mark.faults
async def test_my_own_key_works_and_stands_in_key_line_palette_and_help(visit, my_keys):
    my_keys('app.prepare = "&"\nprepare.minutes-more = "F6"\nprepare.accept = "#"\n')
    async with visit() as v:
        await v.home()
        await v.sees("there is no action prepare.minutes-more", "& prepare")
        await v.press("P")
        await v.press("ampersand")
        await v.sees("minutes in all, as planned", "# accept")
        await v.press("question_mark")
        await v.sees("Keys: ", "#           ")
        await v.press("escape")
        await v.press("number_sign")
        await v.sees("What Martin will see")


async def test_a_key_that_two_places_share_stays_with_the_one_that_was_not_changed(visit, my_keys):
    my_keys('app.search = ";"\napp.next = "#"\n')
    async with visit() as v:
        await v.home()
        await v.press("semicolon")
        await v.sees("Search guidance")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "query")
        await v.press("escape")
        await v.until(lambda: v.app.focused is None or v.app.focused.id != "query")
        await v.press("slash")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "query")
