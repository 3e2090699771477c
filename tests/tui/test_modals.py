"""Every small decision, opened where people meet it: whole, nothing over another, focus shown."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import ModalScreen

import tui.modals
from tests.tui.looking import faults, idle
from tests.tui.test_places import screen_of

WALKS = {
    "ChangeModal": ("ana-ferreira", "prepare", ("t", *"shorter", "enter")),
    "ChooseFileModal": ("ana-ferreira", "notes", ("escape", "f")),
    "EditLineModal": ("ana-ferreira", "prepare", ("e",)),
    "EndRunModal": ("ana-ferreira", "run", ("enter", "e")),
    "ExportModal": ("ana-ferreira", "prepare", ("x",)),
    "FieldsModal": ("ana-ferreira", "journey", ("i",)),
    "LengthModal": ("ana-ferreira", "prepare", ("l",)),
    "NameTalkModal": ("ana-ferreira", "talks", ("t", *"pay", "enter", "escape", "e")),
    "NewLineModal": ("ana-ferreira", "prepare", ("i",)),
    "PairModal": ("oonagh-reid", "pairs", ("i",)),
    "PaperModal": ("ana-ferreira", "prepare", ("w",)),
    "PromiseModal": ("martin-hallett", "commitments", ("down", "down", "c")),
    "SaveInvitationModal": ("ana-ferreira", "pairs", ("x",)),
    "SharePreview": ("ana-ferreira", "prepare", ("a",)),
    "TopicModal": ("ana-ferreira", "boundaries", ("i",)),
    "WordsModal": ("ana-ferreira", "read-first", ("e",)),
}


def modals():
    """The names of all modals that are opened as they are."""
    found = set()
    for path in Path(tui.modals.__file__).parent.glob("*.py"):
        module = import_module(f"tui.modals.{path.stem}")
        for name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, ModalScreen) and one.__module__ == module.__name__:
                found.add(name)
    return found


def test_every_modal_is_walked_to():
    bases = {"FormModal", "SaveFileModal"}
    assert modals() - bases == set(WALKS)


@pytest.mark.faults
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
@pytest.mark.parametrize("name", WALKS)
async def test_every_modal_is_whole_in_every_window(visit, name, size):
    person, place, keys = WALKS[name]
    async with visit(person, size=size) as v:
        await v.home()
        v.app.screen.go(place, None if person == "oonagh-reid" else "ana-martin")
        await v.until(lambda: type(v.app.screen).__name__ == screen_of(place))
        await idle(v)
        for key in keys:
            await v.press(key)
            if key in ("enter", "escape") or key == keys[-1]:
                await v.pilot.pause()
                if not isinstance(v.app.screen, ModalScreen) and key != keys[-1]:
                    await idle(v)
        await v.until(lambda: isinstance(v.app.screen, ModalScreen), "a modal opens")
        await v.pilot.pause(0.1)
        assert type(v.app.screen).__name__ == name
        assert faults(v) == []
