"""Every small decision, opened where people meet it: whole, nothing over another, focus shown."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import ModalScreen

import tui.modals
from tests.tui.looking import THEMES, idle, in_every_window
from tests.tui.ways import MODALS, pairing_of, pressed, screen_of


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
    assert modals() - bases == set(MODALS)


@pytest.mark.faults
@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("name", MODALS)
async def test_every_modal_is_whole_in_every_window_and_theme(visit, monkeypatch, name, colours):
    person, place, keys = MODALS[name]
    if colours == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    async with visit(person) as v:
        await v.home()
        v.app.screen.go(place, pairing_of(person))
        await v.until(lambda: type(v.app.screen).__name__ == screen_of(place))
        await idle(v)
        await pressed(v.app, keys, v.press, lambda: idle(v))
        await v.until(lambda: isinstance(v.app.screen, ModalScreen), "a modal opens")
        await idle(v)
        assert type(v.app.screen).__name__ == name
        assert await in_every_window(v, colours) == []
