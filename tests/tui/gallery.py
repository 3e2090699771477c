"""Pictures of the screen for the README, from the demo programme on a fixed day.

``python -m tests.tui.gallery [FOLDER [NAME...]]`` writes SVG files, by default all of them into
``docs/screens``.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tests.tui.conftest import Visit
from tui.app import ViceversaApp
from tui.widgets.rows import Rows

ROOT = Path(__file__).parents[2]
Walk = Callable[[Visit], Awaitable[None]]


async def home(visit: Visit) -> None:
    await visit.home()


async def welcome(visit: Visit) -> None:
    await visit.sees("Look around first")


async def prepare(visit: Visit) -> None:
    await visit.prepare()
    lines = visit.app.screen.hand.agenda.lines
    line = max(lines, key=lambda item: item.minutes)
    visit.one("#agenda", Rows).select(f"line-{line.id}")
    await visit.until(lambda: visit.app.screen.item.id == line.id)
    if visit.app.screen.wide:
        await visit.until(lambda: visit.marked == line.citations[0].quote)


async def accept(visit: Visit) -> None:
    await prepare(visit)
    await visit.press("a")
    await visit.sees("What Martin will see")


async def edit(visit: Visit) -> None:
    await prepare(visit)
    await visit.press("e")
    await visit.sees("Edit agenda line")


async def talk(visit: Visit) -> None:
    await prepare(visit)
    await visit.press("t")
    visit.one("#ask").value = "How do we hear the quiet people?"
    await visit.press("enter")
    await visit.until(lambda: visit.app.screen.pane.talk.citations)


async def notes(visit: Visit) -> None:
    await visit.home()
    await visit.press("N")
    await visit.until(lambda: visit.one("#note").place)


async def library(visit: Visit) -> None:
    await visit.home()
    await visit.press("L")
    await visit.until(lambda: visit.app.screen.card)


async def search(visit: Visit) -> None:
    await visit.home()
    await visit.press("slash")
    await visit.sees("Search guidance")
    visit.one("#query").value = "round of voices"
    await visit.press("enter")
    await visit.until(lambda: visit.app.screen._hits)


async def connect(visit: Visit) -> None:
    await visit.home()
    await visit.press("I")
    await visit.sees("No model is connected.")


async def people(visit: Visit) -> None:
    await visit.home()
    await visit.press("W")
    await visit.sees("Choose yourself.")


async def begin(visit: Visit) -> None:
    await visit.sees("Look around first")
    await visit.press("down", "enter")
    await visit.sees("first and last name")


def at(place: str, pairing: str | None, *words: str, keys: tuple[str, ...] = ()) -> Walk:
    """Go straight to a place of a pairing, and wait for its words."""

    async def walk(visit: Visit) -> None:
        await visit.home()
        visit.app.screen.go(place, pairing)
        await visit.sees(*words)
        await visit.press(*keys)
        # What a key began: a picture of "Looking ..." is none.
        await visit.until(lambda: all(w.is_finished for w in visit.app.screen.workers))

    return walk


_PAIR = "ana-martin"


async def finding(visit: Visit) -> None:
    await visit.home()
    await visit.press("S")
    await visit.sees("Where things are kept")
    visit.one("#settings", Rows).select("embedder")
    await visit.press("enter")
    await visit.sees("What finds passages?")


PICTURES: tuple[tuple[str, str, tuple[int, int], str, Walk], ...] = (
    ("prepare", "ana-ferreira", (120, 40), "dark", prepare),
    ("prepare-small", "ana-ferreira", (80, 24), "light", prepare),
    ("accept", "ana-ferreira", (80, 24), "dark", accept),
    ("edit", "ana-ferreira", (80, 24), "light", edit),
    ("talk", "ana-ferreira", (120, 40), "light", talk),
    ("talk-small", "ana-ferreira", (80, 24), "dark", talk),
    ("welcome", "", (80, 24), "dark", welcome),
    ("home-mentor", "ana-ferreira", (120, 40), "dark", home),
    ("home-mentee", "martin-hallett", (80, 24), "light", home),
    ("home-coordinator", "oonagh-reid", (80, 24), "dark", home),
    ("notes", "ana-ferreira", (80, 24), "dark", notes),
    ("library", "ana-ferreira", (120, 40), "light", library),
    ("search", "ana-ferreira", (80, 24), "dark", search),
    ("connect", "ana-ferreira", (80, 24), "light", connect),
    ("people", "ana-ferreira", (80, 24), "dark", people),
    ("start", "", (80, 24), "light", begin),
    ("first-page", "martin-hallett", (80, 24), "dark", at("first-page", _PAIR, "Page 1 of 3")),
    ("boundaries", "ana-ferreira", (80, 24), "light", at("boundaries", _PAIR, "kept out")),
    ("confidence", "ana-ferreira", (80, 24), "dark", at("confidence", _PAIR, "I can open")),
    ("readiness", "martin-hallett", (120, 40), "light",
     at("readiness", _PAIR, "telephone away", keys=("1", "2", "1", "3", "3", "2", "enter"))),
    ("agreement", "ana-ferreira", (80, 24), "dark", at("agreement", _PAIR, "Agreed by both")),
    ("questions", "martin-hallett", (120, 40), "dark",
     at("questions", _PAIR, "Parked", keys=("enter",))),
    ("journey", "martin-hallett", (80, 24), "light", at("journey", _PAIR, "Sessions, 6")),
    ("run", "ana-ferreira", (80, 24), "dark", at("run", _PAIR, "Begin", keys=("enter",))),
    ("reflect", "ana-ferreira", (80, 24), "light", at("reflect", _PAIR, "1 · What?")),
    ("commitments", "martin-hallett", (80, 24), "dark", at("commitments", _PAIR, "To confirm")),
    ("feedback", "martin-hallett", (80, 24), "light", at("feedback", _PAIR, "Ana to you")),
    ("brief", "martin-hallett", (80, 24), "dark", at("brief", _PAIR, "Your promises")),
    ("session-summary", "martin-hallett", (80, 24), "light",
     at("session-summary", _PAIR, "Decided")),
    ("summary-note", "oonagh-reid", (120, 40), "dark", at("summary-note", None, "In four lines")),
    ("settings", "ana-ferreira", (80, 24), "light", at("settings", _PAIR, "Where things are kept")),
    ("kept", "ana-ferreira", (80, 24), "dark", at("kept", None, "Erase all of these")),
    ("finding", "ana-ferreira", (80, 24), "dark", finding),
    ("close", "ana-ferreira", (80, 24), "light", at("close", _PAIR, "What changed through")),
    ("journey-large", "ana-ferreira", (120, 40), "dark", at("journey", _PAIR, "Sessions, 6")),
)  # fmt: skip


@contextmanager
def one_folder() -> Iterator[Path]:
    """Always the same, as some pictures tell where things are kept: drawn anew they stay alike."""
    folder = Path(tempfile.gettempdir(), "viceversa")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def take(name: str, person: str, size: tuple[int, int], theme: str, walk: Walk) -> str:
    """Walk to a place as somebody and give the picture of what is seen there."""
    with one_folder() as folder:
        opened = assistant(
            Settings(store=str(folder / "store.sqlite")),
            clock=FixedClock(),
            settings_file=folder / "settings.toml",
        )
        if person:
            await opened.load_demo()
            await opened.become(person, remember=False)
        app = ViceversaApp(lambda: opened, theme=f"viceversa-{theme}")
        async with app.run_test(size=size) as pilot:
            visit = Visit(app, pilot)
            await walk(visit)
            await pilot.pause(0.1)
            picture = app.export_screenshot(title=f"Viceversa: {name}")
        await opened.close()
    # Some viewers fold blanks at the edge of a text away, which shifts columns.
    return picture.replace("<svg ", '<svg xml:space="preserve" ', 1)


def main(folder: Path, *wanted: str) -> None:
    """Write every picture, or those that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, person, size, theme, walk in PICTURES:
        if wanted and name not in wanted:
            continue
        picture = asyncio.run(take(name, person, size, theme, walk))
        (folder / f"{name}.svg").write_text(picture, "utf-8")
        print(f"{name}.svg", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screens", *sys.argv[2:])
