"""Random keys, words and clicks on the real application: nothing crashes, no word is lost.

``python -m tests.tui.monkey [--steps N] [--minutes M] [--seed S]`` prints what was found; the tests
in ``test_monkey.py`` play the same game. A round is a fresh copy of the demo, one person, one size
of window. Words that are typed are all different, so each can be looked for: in the fields, on the
screen, in the store. One that is nowhere is lost, unless the key just pressed takes words out.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import sqlite3
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from textual.command import CommandPalette
from textual.errors import NoWidget
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from assistant.api import Assistant
from tui.app import ViceversaApp
from tui.widgets.frame import KeyLine

PEOPLE = ("ana-ferreira", "martin-hallett", "sunita-kelkar", "jerome-tully", "tomasz-wrona")
SIZES = ((80, 24), (80, 24), (120, 40), (200, 50), (70, 20))
PLACES = "HPRENFCMJBAKYOLUWSITVX"
LETTERS = "abcdefghijklmnoprstuvwxyz"
STEPS = (
    *("enter",) * 6, *("escape",) * 4, *("tab",) * 3, *("down",) * 5, *("up",) * 2, "shift+tab",
    "space", "pagedown", "pageup", "home", "end", "left", "right", "f1", "f2", "f3", "f4", "f5",
    "f6", "f8", "f9", "f10", "f11", "question_mark", "colon", "slash", "plus", "minus",
    *"123456789",
)  # fmt: skip
NOT_WORDS = {
    "query": "what somebody looks for is written down nowhere",
    "only": "which cards are listed: it is looked for, too",
    "path": "a file to choose or to write; the page has it anew",
    "key": "a key goes to the keyring alone",
    "speak": "a rehearsal keeps nothing: that is its promise",
}
"""Fields whose words are not kept, and why."""
TAKES_OUT = re.compile(
    r"\.(delete|drop|erase|remove|undo|put-back|back|take-back|redraft|again|answer-again|length|way|turn|"
    r"drop-point|off|edit-last|nobody|reword)$"
)
"""Actions by whose nature words may go."""


@dataclass
class Round:
    """What happened in one round, and the last things done before it."""

    seed: int
    steps: int = 0
    words: int = 0
    faults: list[str] = field(default_factory=list)
    taken_out: int = 0
    places: Counter[str] = field(default_factory=Counter)


class Monkey:
    """Plays on one application; ``store`` is the file it writes to."""

    def __init__(self, app: ViceversaApp, pilot, store: Path, chance: random.Random, told: Round):
        self.app, self.pilot, self.store, self.chance, self.told = app, pilot, store, chance, told
        self.did: deque[str] = deque(maxlen=25)
        self.words: dict[str, str] = {}
        """Those that are somewhere, and where they were typed."""

    async def play(self, steps: int) -> None:
        for _ in range(steps):
            if not self.app.is_running or self.app._exception is not None:
                return
            self.told.steps += 1
            self.told.places[type(self.app.screen).__name__] += 1
            takes_out = await self.step()
            if self.app.unforeseen:
                error = self.app.unforeseen.pop()
                self.fault(f"unforeseen {error!r} at {_where(error)}")
            await self.look(forgiving=takes_out)

    async def step(self) -> bool:
        """Do something; whether words may go by it."""
        focused = self.app.focused
        turn = self.chance.random()
        if turn < 0.10:
            return await self.click()
        if turn < 0.12:
            await self.pilot.resize_terminal(*self.chance.choice(SIZES))
            self.did.append("resize")
            return False
        if isinstance(focused, Input | TextArea) and not focused.disabled and turn < 0.62:
            await self.type(focused)
            return False
        pick = self.chance.random()
        if pick < 0.2:
            key = self.chance.choice(PLACES)
        elif pick < 0.5:
            key = self.chance.choice(LETTERS)
        else:
            key = self.chance.choice(STEPS)
        taking = self.takes_out(key)
        if len(key) == 1:
            _to_the_end(focused)  # a click may have led the cursor into a word
        self.did.append(f"{type(self.app.screen).__name__}:{key}")
        await self.pilot.press(key)
        return taking

    def takes_out(self, key: str) -> bool:
        """Whether an action behind this key takes words out by its nature."""
        if isinstance(self.app.focused, Input | TextArea) and len(key) == 1:
            return False
        for screen in self.app.screen_stack:
            for action in getattr(screen, "actions", ()):
                if key in action.key.split(",") and TAKES_OUT.search(action.id):
                    return True
        # Fields of decisions have keys of their own: F3 puts back.
        return key == "f3"

    async def click(self) -> bool:
        width, height = self.app.size
        at = (self.chance.randrange(width), self.chance.randrange(height))
        self.did.append(f"{type(self.app.screen).__name__}:click{at}")
        try:
            widget, _ = self.app.screen.get_widget_at(*at)
        except NoWidget:
            return False
        call = getattr(widget, "_call", "")
        if isinstance(widget, KeyLine) and (number := widget.word_at(at[0])) >= 0:
            call = widget.shown[number].id
        with suppress(NoWidget):  # a layout came between the look and the click
            await self.pilot.click(offset=at)
        return bool(call) and bool(TAKES_OUT.search(f".{str(call).replace('_', '-')}"))

    async def type(self, target: Input | TextArea) -> None:
        """A word that was never there before, at the end of what stands there."""
        self.told.words += 1
        word = f"w{self.told.seed}x{self.told.words}q"
        before = _text(target)
        _to_the_end(target)
        self.did.append(f"{type(self.app.screen).__name__}#{target.id}:{word}")
        await self.pilot.press(*word, "space")
        if word in _text(target):
            gone = [known for known in self.words if known in before and known not in _text(target)]
            if gone:
                self.fault(f"typing {word} in #{target.id} replaced {gone}")
            plain = (target.id or "") not in NOT_WORDS and not getattr(target, "password", False)
            if not self.app.here.person:  # nobody is there whose words they would be
                plain = False
            palette = isinstance(self.app.screen, CommandPalette)
            if plain and not palette and not getattr(self.app.screen, "keeps_nothing", False):
                self.words[word] = f"{type(self.app.screen).__name__}#{target.id}"
        elif target.is_mounted and target.has_focus and not _full(target):
            self.fault(f"{word} did not arrive in #{target.id}: {_text(target)[-60:]!r}")

    # --- looking for words -------------------------------------------------------------------

    async def look(self, *, forgiving: bool) -> None:
        """Every word is somewhere, at the latest when all jobs are done."""
        gone = self._nowhere()
        for _ in range(150):
            if not gone:
                return
            await self.pilot.pause(0.02)
            gone = self._nowhere()
        for word in gone:
            where = self.words.pop(word)
            if forgiving:
                self.told.taken_out += 1
            else:
                self.fault(f"{word}, typed in {where}, is nowhere")

    def _nowhere(self) -> list[str]:
        shown = "\n".join(_fields(screen) for screen in self.app.screen_stack)
        missing = [word for word in self.words if word not in shown]
        return self._not_in_store(missing) if missing else []

    def _not_in_store(self, words: list[str]) -> list[str]:
        held = stored_text(self.store)
        return [word for word in words if word not in held]

    def fault(self, what: str) -> None:
        self.told.faults.append(f"seed {self.told.seed}: {what}; after {' '.join(self.did)}")


def stored_text(store: Path) -> str:
    """All that stands in the database, as text."""
    found: list[str] = []
    with sqlite3.connect(store, timeout=10) as database:
        tables = database.execute("select name from sqlite_master where type = 'table'")
        for (table,) in tables.fetchall():
            for row in database.execute(f'select * from "{table}"'):
                found += [value for value in row if isinstance(value, str)]
    database.close()
    return "\n".join(found)


def _fields(screen: Screen) -> str:
    """What stands in the fields of a screen."""
    kept = [_text(widget) for widget in screen.query("Input, TextArea").results(Widget)]
    return "\n".join(kept)


def _text(widget: Widget) -> str:
    return widget.value if isinstance(widget, Input) else getattr(widget, "text", "")


def _to_the_end(target: Widget | None) -> None:
    """Not into the middle of a word; what is selected stays so, and would be replaced."""
    if isinstance(target, Input) and target.selection.is_empty:
        target.cursor_position = len(target.value)
    elif isinstance(target, TextArea) and target.selection.is_empty:
        target.move_cursor(target.document.end)


def _full(target: Input | TextArea) -> bool:
    """Whether a field takes no more letters, or digits alone."""
    if not isinstance(target, Input):
        return target.read_only
    longest = target.max_length or 10**9
    return target.type != "text" or len(target.value) + 12 > longest


def _where(error: BaseException) -> str:
    """The deepest line of ours in its traceback."""
    trace, found = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/tui/" in name or "/assistant/" in name:
            found = f"{Path(name).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


async def play_round(
    seed: int, steps: int, template: Path, open_one: Callable[[Path, str], Assistant]
) -> Round:
    """One round; it begins anew on the same store whenever the monkey finds the way out."""
    chance, told = random.Random(seed), Round(seed)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(shutil.copy(template, Path(folder) / "store.sqlite"))
        words: dict[str, str] = {}
        while told.steps < steps and len(told.faults) < 5:
            person = chance.choice(PEOPLE)
            core = open_one(store, person)
            app = ViceversaApp(lambda core=core: core)
            monkey: Monkey | None = None
            try:
                async with app.run_test(size=chance.choice(SIZES)) as pilot:
                    monkey = Monkey(app, pilot, store, chance, told)
                    monkey.words = words
                    await monkey.play(steps - told.steps)
                    if app.is_running and app._exception is None:
                        await app.action_quit()
            except Exception as error:
                did = " ".join(monkey.did) if monkey else "nothing"
                told.faults.append(f"seed {seed}: crash {error!r} at {_where(error)}; after {did}")
            await core.close()
            if monkey is not None:
                lost = monkey._not_in_store(list(words))
                told.faults += [f"seed {seed}: {w} of {words.pop(w)} gone on leaving" for w in lost]
    return told


async def _play(options: argparse.Namespace) -> int:
    from assistant.bootstrap import assistant
    from assistant.settings import Settings
    from tests.conftest import FixedClock

    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.toml"

        def open_one(store: Path, person: str = "") -> Assistant:
            named = Settings(store=str(store), person=person, embedder="none")
            return assistant(named, clock=FixedClock(), settings_file=settings)

        template = Path(folder) / "template.sqlite"
        core = open_one(template)
        await core.load_demo()
        await core.close()
        end, seed, done = time.monotonic() + 60 * options.minutes, options.seed, Counter[str]()
        while True:
            told = await play_round(seed, options.steps, template, open_one)
            done.update(
                rounds=1, steps=told.steps, words=told.words, taken_out=told.taken_out,
                faults=len(told.faults),
            )  # fmt: skip
            for fault in told.faults:
                print(fault, flush=True)
            done.update({f"at {name}": count for name, count in told.places.items()})
            seed += 1
            if time.monotonic() >= end:
                break
    print(dict(done))
    return done["faults"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    return min(asyncio.run(_play(parser.parse_args())), 1)


if __name__ == "__main__":
    raise SystemExit(main())
