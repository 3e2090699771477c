"""The application on a store of 24 sessions, driven by keys: for ``benchmarks.screen``."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.lag import child

if TYPE_CHECKING:
    from tui.app import ViceversaApp

FRAGMENTS = 1500
"""Pieces of an answer."""
PATIENCE = 120.0
"""Seconds that a step may take before the benchmark gives up."""


def serve(fragments: int) -> None:
    """A model on loopback, in a process of its own; says where, and ends with its input."""
    from benchmarks.opening import sentences
    from tests.loopback import LoopbackModel

    chance = random.Random(3)
    words = sentences(chance, fragments // 12 + 1).split()[:fragments]
    with LoopbackModel("ok", text=" ".join(words)) as server:
        print(server.url, flush=True)
        sys.stdin.read()


@contextmanager
def model(fragments: int = FRAGMENTS) -> Generator[str]:
    command = [sys.executable, "-m", "benchmarks.driven", str(fragments)]
    process = child(command)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(10)


def app_on(folder: Path, *, warm: bool = True) -> ViceversaApp:
    """Nora's screen; with ``warm`` False nothing is loaded behind the first page."""
    from assistant.settings import Settings
    from tui.app import ViceversaApp

    def open_assistant() -> Any:
        from assistant.bootstrap import assistant

        settings = Settings(store=str(folder / "s.db"), person="nora")
        return assistant(settings, settings_file=folder / "settings.toml")

    app = ViceversaApp(open_assistant)
    if not warm:
        app._warm_up = lambda: None  # type: ignore[assignment, method-assign]
    return app


async def until(pilot: Any, holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            sys.exit(f"gave up: {what}")
        if pilot.app.unforeseen:
            raise pilot.app.unforeseen[0]
        await asyncio.sleep(0.02)


async def at_home(pilot: Any) -> None:
    def there() -> bool:
        screen = pilot.app.screen
        return type(screen).__name__ == "HomeScreen" and any(r.lit for r in screen.query("Rows"))

    await until(pilot, there, "home")


async def talking(pilot: Any) -> None:
    """The questions box of a pairing, with the talk in the pane beside it."""
    await pilot.press("B")
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "QuestionsScreen", "the box")
    pilot.app.screen.show_page("talk")
    await pilot.pause()


@asynccontextmanager
async def talking_with_a_model(folder: Path) -> AsyncGenerator[Any]:
    """A pilot of the application whose talk is open and has had its first answer: by then the
    vendors' kit is imported."""
    app = app_on(folder)
    with model() as url:
        async with app.run_test(size=(120, 40)) as pilot:
            await at_home(pilot)
            core = app.here.assistant  # type: ignore[union-attr]
            await core.connect(url, "loop-1")
            await core.warm_up()
            await talking(pilot)
            await ask(pilot, "why was the survey late?")
            yield pilot


async def settled(seconds: float = 1.0) -> None:
    """Let everything be drawn."""
    await asyncio.sleep(seconds)


async def ask(pilot: Any, question: str) -> None:
    """Ask, and wait for the end of the answer."""
    screen = pilot.app.screen
    talk = screen.pane.talk
    line = screen.query_one("#ask")
    screen.action_ask()
    line.value = question
    await line.action_submit()

    # Its own state, and no query: that walks through the talk and would be counted as its work.
    await until(pilot, lambda: talk._answer is not None, "a question that is sent")
    refused = screen.query_one("Notice").content
    await until(pilot, lambda: talk._answer is None, f"an answer; {refused}")
    words = list(talk.query(".answer"))[-1].text
    assert len(words.split()) > FRAGMENTS // 2, words


if __name__ == "__main__":
    serve(int(sys.argv[1]))
