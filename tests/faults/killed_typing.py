"""Typing that is killed at any moment, in every field; for ``test_typing_faults.py``.

``python -m tests.faults.killed_typing STORE COUNT SEED`` forks a child for each life from a process
that has loaded every library and opened nothing. The child is the real screen on the store; it
types letter after letter into one field, and is killed without warning. Then the store is asked
what is left. Told is, in JSON, how old the oldest letter was that was lost.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ask line": ("ana-ferreira", ("P", "t")),
    "note": ("ana-ferreira", ("N",)),
    "agenda line": ("ana-ferreira", ("P", "e")),
    "agenda line, questions": ("ana-ferreira", ("P", "e", "tab", "tab", "tab", "tab")),
    "new agenda line": ("ana-ferreira", ("P", "i")),
    "bullet": ("ana-ferreira", ("R", "enter", "b")),
    "reflection": ("ana-ferreira", ("E",)),
    "feedback": ("jerome-tully", ("F",)),
    "question": ("martin-hallett", ("B", "i")),
    "ground rule": ("ana-ferreira", ("A", "down", "e")),
    "topic kept out": ("ana-ferreira", ("K", "i")),
    "goal": ("martin-hallett", ("J", "i")),
    "promise": ("martin-hallett", ("C", "i")),
    "line of a page": ("oonagh-reid", ("enter", "e")),
    "model's address": ("ana-ferreira", ("I",)),
    "name of a programme": ("oonagh-reid", ("O", "down", "down", "enter")),
}
"""Where people's words are typed: whose screen, and the keys from home to the field."""


def load() -> None:
    """Everything that a child would import; and no thread yet, since a fork has none of them."""
    import textual.pilot
    import textual.widgets  # noqa: F401

    from tui.places import actions_of_places

    actions_of_places()


def core_on(store: Path, person: str) -> Any:
    from assistant.bootstrap import assistant
    from assistant.settings import Settings
    from tests.conftest import FixedClock

    return assistant(
        Settings(store=str(store), person=person, embedder="none"),
        clock=FixedClock(),
        settings_file=store.with_name("settings.toml"),
    )


async def type_on(store: Path, person: str, keys: Sequence[str], letters: str, told: int) -> None:
    """The screen, the way to the field, then one letter after the other until the end."""
    from textual.widgets import Input, TextArea

    from tests.tui.conftest import Visit
    from tui.app import ViceversaApp
    from tui.widgets.choice import Choice

    core = core_on(store, person)
    app = ViceversaApp(lambda: core)
    async with app.run_test(size=(120, 40)) as pilot:
        visit = Visit(app, pilot)
        await visit.home()
        for key in keys:
            if key == "tab":  # from one field to the next
                await visit.until(lambda: isinstance(app.focused, Input | TextArea | Choice))
            await visit.press(key)
            await pilot.pause(0.1)
            await visit.until(lambda: all(w.is_finished or w.group == "modal" for w in app.workers))
        await visit.until(lambda: isinstance(app.focused, Input | TextArea), f"{keys} end in text")
        await pilot.pause(0.2)
        os.write(told, b"ready\n")
        for letter in letters:
            await pilot.press(letter)
            os.write(told, f"{letter} {time.monotonic()}\n".encode())
            await asyncio.sleep(0.03)
        await asyncio.sleep(30)


def life(store: Path, field: str, letters: str, after: float) -> dict[str, Any]:
    """One child: what it had typed, when, and when it was killed."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            person, keys = FIELDS[field]
            asyncio.run(type_on(store, person, keys, letters, theirs))
        except BaseException as error:
            os.write(theirs, f"trouble {error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        first = pipe.readline().decode()
        if first != "ready\n":
            os.waitpid(pid, 0)
            return {"trouble": first}
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
        killed = time.monotonic()
        os.waitpid(pid, 0)
        lines = [line.split() for line in pipe.read().decode().splitlines()]
    trouble = [line for line in lines if line[0] == "trouble"]
    if trouble:
        return {"trouble": " ".join(trouble[0])}
    return {"typed": [(letter, float(at)) for letter, at in lines], "killed": killed}


def kept(store: Path) -> str:
    """All text that the store keeps of fields."""
    from tests.tui.monkey import stored_text

    return stored_text(store)


def judged(seen: dict[str, Any], mark: str, held: str) -> dict[str, Any]:
    """How many letters were lost, and how long before the end the first of them was typed."""
    typed = seen["typed"]
    there = next((n for n in range(len(typed), 0, -1) if mark[:n] in held), 0)
    lost = typed[there:]
    return {
        "typed": len(typed),
        "lost": len(lost),
        "seconds": round(seen["killed"] - lost[0][1], 3) if lost else 0.0,
    }


def main(template: Path, count: int, seed: int) -> None:
    load()
    chance = random.Random(seed)
    names = list(FIELDS)
    for number in range(count):
        field = names[(seed + number) % len(names)]
        store = Path(shutil.copy(template, template.with_name(f"life-{number}.sqlite")))
        # No letters that follow each other in any word, each life its own.
        letters = "".join(chance.choice("bcdfghjkmpqvwxz") for _ in range(150))
        seen = life(store, field, letters, chance.uniform(0.3, 3.0))
        if "trouble" not in seen:
            seen = judged(seen, letters, kept(store))
        print(json.dumps({"field": field, **seen}), flush=True)
        store.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
