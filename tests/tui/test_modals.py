"""Every small decision, opened where people meet it: whole, nothing over another, focus shown."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import ModalScreen

import tui.modals
from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tests.tui.hostile import PAYLOADS, hostile_store, reached
from tests.tui.looking import THEMES, drawn, idle, in_every_window
from tests.tui.ways import CONFIRMED, MODALS, pairing_of, pressed, screen_of


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


@pytest.mark.faults
@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("texts", ["plain", "hostile"])
@pytest.mark.parametrize("name", CONFIRMED)
async def test_what_a_decision_leaves_behind_is_whole_in_every_window_and_theme(
    visit, monkeypatch, tmp_path, name, texts, colours
):
    person, place, keys = CONFIRMED[name]
    if colours == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    opened, words = None, "the stamps"
    if texts == "hostile":
        settings = Settings(store=str(await hostile_store(tmp_path)), person=person)
        settings = settings.model_copy(update={"embedder": "none"})
        opened = assistant(settings, clock=FixedClock(), settings_file=tmp_path / "settings.toml")
        words = " ".join(PAYLOADS[::9])
    async with visit(person, assistant=opened) as v:
        await v.home()
        v.app.screen.go(place, pairing_of(person))
        await v.until(lambda: type(v.app.screen).__name__ == screen_of(place))
        await idle(v)
        await pressed(v.app, keys, v.press, lambda: idle(v), words)
        await v.until(lambda: isinstance(v.app.screen, ModalScreen), "a decision is open")
        await idle(v)
        decision = v.app.screen
        await v.press("f5" if "f5" in decision.active_bindings else "enter")
        await v.until(lambda: v.app.screen is not decision, "it is made")
        await idle(v)
        said = v.app.happened[-1]
        assert "Nothing was" not in said
        wrong = await in_every_window(v, colours, ends=True)
        sent = ["".join(segment.text for segment in row) for row in drawn(v)]
        v.app.screen.go("home")
        await v.until(lambda: v.app.screen.PLACE == "home")
        await idle(v)
        wrong += [f"home: {fault}" for fault in await in_every_window(v, colours, ends=True)]
        sent += ["".join(segment.text for segment in row) for row in drawn(v)]
        assert wrong == []
        assert reached("\n".join(sent).encode()) == []
        print(f"{name}: {said}")
