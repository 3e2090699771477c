"""What holds on every screen: sizes, themes, keys, help, palette, the mouse."""

import pytest
from textual.command import CommandPalette

from tui.actions import EVERYWHERE
from tui.messages import PlaceAsked
from tui.screens.closing import ClosingScreen, HandbookScreen
from tui.screens.commitments import CommitmentsScreen
from tui.screens.connect import ConnectScreen
from tui.screens.home import HomeScreen
from tui.screens.library import LibraryScreen
from tui.screens.notes import NotesScreen
from tui.screens.people import PeopleScreen
from tui.screens.prepare import PrepareScreen
from tui.screens.run import RunScreen
from tui.screens.search import SearchScreen
from tui.screens.settings import SettingsScreen
from tui.screens.welcome import WelcomeScreen

SCREENS = (
    *(CommitmentsScreen, ClosingScreen, HandbookScreen, RunScreen),
    *(ConnectScreen, HomeScreen, LibraryScreen, NotesScreen, PeopleScreen),
    *(PrepareScreen, SearchScreen, WelcomeScreen),
)


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (20, 5)])
async def test_a_small_window_asks_for_room_in_one_sentence(visit, size):
    async with visit(size=size) as v:
        sentence = "Please make the window at least 80 by 24. Your text is kept."
        await v.until(lambda: " ".join(v.text.split()) == sentence)


async def test_a_wide_window_adds_a_pane_and_moves_nothing(visit):
    async with visit(size=(80, 40)) as v:
        await v.prepare()
        narrow = [line.rstrip() for line in v.text.splitlines()[1:30]]
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        await v.sees("Source 1 of")
        wide = [line[:80].rstrip() for line in v.text.splitlines()[1:30]]
    assert wide == narrow


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_stands_for_one_action_that_exists(screen):
    keys = [key for action in screen.ACTIONS for key in action.key.split(",")]
    assert len(keys) == len(set(keys))
    for action in screen.ACTIONS:
        assert hasattr(screen, f"action_{action.call}"), action.id
        assert action.help.endswith(".")
        assert len(action.words) <= 20
    ids = [action.id for action in (*screen.ACTIONS, *EVERYWHERE)]
    assert len(ids) == len(set(ids))


async def test_a_place_that_is_asked_for_leaves_no_decision_or_list_of_actions_under_it(visit):
    async with visit() as v:
        await v.home()
        await v.press("f2")
        await v.until(lambda: isinstance(v.app.screen, CommandPalette))
        v.app.post_message(PlaceAsked("settings"))
        await v.until(lambda: isinstance(v.app.screen, SettingsScreen))
        await v.press("L")
        await v.sees("Library of guidance")
        await v.press("escape", "escape")
        await v.home()
        assert len(v.app.screen_stack) == 2


async def test_help_lists_the_keys_of_the_place_and_the_way_without_a_screen(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("question_mark")
        await v.sees("Keys: Prepare", "Share it, after you saw what goes.")
        await v.press("escape")
        await v.press("f1")
        await v.sees("Keys: Prepare")


async def test_the_palette_does_what_its_words_say(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("colon")
        await v.sees("What do you want to do?")
        await v.type("how this was made")
        await v.sees("why   (w)")
        await v.press("enter")
        await v.until(lambda: "How it was made" in v.text or v.app.screen.__class__.__name__)
        if "How it was made" not in v.text:
            await v.press("enter")
        await v.sees("How it was made")


async def test_keys_and_rows_can_be_clicked(visit):
    async with visit() as v:
        await v.prepare()
        row = next(i for i, line in enumerate(v.text.splitlines()) if "You said, I did" in line)
        await v.pilot.click(offset=(20, row))
        await v.until(lambda: v.app.screen.item.topic == "You said, I did")
        word = v.text.splitlines()[23].index("w why")
        await v.pilot.click(offset=(word + 2, 23))
        await v.sees("How it was made")


async def test_without_colour_the_selection_is_still_marked(visit, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with visit() as v:
        await v.prepare()
        marked = [line for line in v.text.splitlines() if line.startswith(">")]
        assert len(marked) == 1
        await v.sees("suggestion") if "suggestion" in v.text else None


@pytest.mark.faults
async def test_the_theme_changes_and_what_was_said_can_be_read_again(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("f10")
        await v.until(lambda: v.app.theme == "viceversa-light")
        await v.press("z")
        await v.sees("Nothing to undo here")
        await v.press("f11")
        await v.sees("What happened", "Nothing to undo here.")
