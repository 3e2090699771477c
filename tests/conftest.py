"""Real parts for the tests: a demo store made once and copied, and an assistant on a copy of it."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.api import Assistant
from assistant.bootstrap import assistant
from assistant.settings import Settings


def pytest_collection_finish() -> None:
    """Leave alone what the imports made: looking through it for garbage takes a fifth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


class FixedClock:
    """A Wednesday on which the demo's sessions lie where its files put them."""

    def now(self) -> datetime:
        return datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    """No test reads or writes the settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("VICEVERSA_STORE", "VICEVERSA_AS", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory) -> Path:
    """A store with the demo programme in it, made once."""
    folder = tmp_path_factory.mktemp("template")

    async def fill() -> None:
        opened = assistant(
            Settings(store=str(folder / "store.sqlite")),
            clock=FixedClock(),
            settings_file=folder / "settings.toml",
        )
        await opened.load_demo()
        await opened.close()

    asyncio.run(fill())
    return folder / "store.sqlite"


@pytest.fixture
def demo_store(demo_template, tmp_path) -> Path:
    """This test's own copy of the demo store."""
    return Path(shutil.copy(demo_template, tmp_path / "store.sqlite"))


OpenAs = Callable[..., Assistant]


@pytest.fixture
async def open_as(demo_store, tmp_path) -> AsyncIterator[OpenAs]:
    """Open an assistant on the demo store as somebody; all are closed at the end."""
    opened: list[Assistant] = []

    def open_one(person: str = "ana-ferreira", **settings: object) -> Assistant:
        one = assistant(
            Settings(store=str(demo_store), person=person, **{"embedder": "none", **settings}),
            clock=FixedClock(),
            settings_file=tmp_path / "settings.toml",
        )
        opened.append(one)
        return one

    yield open_one
    for one in opened:
        await one.close()
