"""What the screen owes to whoever sits before it: it answers, it does not grow slow, it is small.

``python -m benchmarks.screen [--only together,long-talk,memory] [--json]``. Each part runs in a
fresh process, on a store of 24 sessions and the bundled embedder.

- together: the loop's lag while an answer of 1,500 fragments streams, 1,000 passages are indexed
  and a Word document of 5 MB is read in, all at once. Bars: p95 20 ms, longest 120 ms.
- long-talk: processor time of the loop for a streamed answer and for a key that scrolls, in a talk
  of 300 messages, against the same in one of 20. Bar: 1.5 times.
- memory: resident megabytes at home, before the index is loaded. Bar: 160.

A busy machine wakes everybody late. So a process beside, that does nothing but sleep, measures
what the machine itself adds, and the loop's own longest work stands beside its lag.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import select
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.app import ViceversaApp

LAG_P95, LAG_LONGEST = 20.0, 120.0
SLOWER = 1.5
MEGABYTES = 160.0
FRAGMENTS, PASSAGES, DOCUMENT = 1500, 1000, 5_000_000
SHORT, LONG = 20, 300
"""Messages of a talk: already longer than the pane, and as long as the bar asks for."""
TICK = 0.005
PATIENCE = 120.0
"""Seconds that a step may take before the benchmark gives up."""


@dataclass
class Lag:
    """How much later than asked for a sleeper woke, and what its thread worked meanwhile; ms."""

    late: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        late = sorted(self.late)
        return {
            "p95": round(late[int(0.95 * len(late))], 1),
            "longest": round(late[-1], 1),
            "own work, longest": round(max(self.worked), 1),
            "looks": len(late),
        }

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            begin, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            self.late.append(1000 * (time.perf_counter() - begin - TICK))
            self.worked.append(1000 * (time.thread_time() - worked))


def sleep_until_told() -> None:
    """What the machine alone adds, measured by a process that only sleeps until its input ends."""
    lag = Lag()
    while not select.select([sys.stdin], [], [], 0)[0]:
        begin = time.perf_counter()
        time.sleep(TICK)
        lag.late.append(1000 * (time.perf_counter() - begin - TICK))
        lag.worked.append(0.0)
    print(json.dumps(lag.told()))


def serve(fragments: int) -> None:
    """A model on loopback, in a process of its own; says where, and ends with its input."""
    from benchmarks.opening import sentences
    from tests.loopback import LoopbackModel

    chance = random.Random(3)
    words = sentences(chance, fragments // 12 + 1).split()[:fragments]
    with LoopbackModel("ok", text=" ".join(words)) as server:
        print(server.url, flush=True)
        sys.stdin.read()


def child(command: list[str]) -> subprocess.Popen[str]:
    """A process to talk to; its errors go nowhere, as a screen's own are taken by Textual."""
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True)


@contextmanager
def model(fragments: int = FRAGMENTS) -> Any:
    command = [sys.executable, "-m", "benchmarks.screen", "--serve", str(fragments)]
    process = child(command)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(10)


# --- the application, driven ---------------------------------------------------------------------


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


async def settled(seconds: float = 1.0) -> None:
    """Let everything be drawn."""
    await asyncio.sleep(seconds)


async def ask(pilot: Any, question: str) -> None:
    """Ask, and wait for the end of the answer."""
    screen = pilot.app.screen
    before = len(screen.query(".answer"))
    line = screen.query_one("#ask")
    screen.action_ask()
    line.value = question
    await line.action_submit()
    talk = screen.pane.talk

    def answered() -> bool:
        return len(screen.query(".answer")) > before and talk._answer is None

    await until(pilot, answered, f"an answer; {screen.query_one('Notice').content}")
    words = str(list(screen.query(".answer"))[-1].content)
    assert len(words.split()) > FRAGMENTS // 2, words


def word_document(path: Path, size: int) -> None:
    """A report of some 80 pages, and a picture that fills it up to its size."""
    from docx import Document

    from benchmarks.opening import sentences

    chance = random.Random(7)
    written = Document()
    for number in range(400):
        if number % 20 == 0:
            written.add_heading(f"Part {number // 20 + 1}", level=1)
        written.add_paragraph(sentences(chance, 7))
    side = int((size / 3) ** 0.5)
    picture = path.with_suffix(".png")
    picture.write_bytes(_noise(side, chance))
    written.add_picture(str(picture))
    written.save(str(path))


def _noise(side: int, chance: random.Random) -> bytes:
    """A picture in colour that nothing can compress."""

    def part(kind: bytes, body: bytes) -> bytes:
        size, check = struct.pack(">I", len(body)), struct.pack(">I", zlib.crc32(kind + body))
        return size + kind + body + check

    rows = b"".join(b"\x00" + chance.randbytes(3 * side) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows, 1)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


# --- the parts -----------------------------------------------------------------------------------


async def together(folder: Path) -> dict[str, Any]:
    from benchmarks.opening import sentences

    chance = random.Random(1)
    library, report = folder / "library.md", folder / "report.docx"
    library.write_text("\n\n".join(sentences(chance, 9) for _ in range(PASSAGES)))
    word_document(report, DOCUMENT)
    app, told = app_on(folder), {"document, MB": round(report.stat().st_size / 1e6, 1)}
    with model() as url:
        async with app.run_test(size=(120, 40)) as pilot:
            await at_home(pilot)
            core = app.here.assistant  # type: ignore[union-attr]
            await core.connect(url, "loop-1")
            await core.warm_up()
            await talking(pilot)
            await ask(pilot, "why was the survey late?")  # the vendors' kit is imported
            before = (await core.index_status())["passages"]

            async def index() -> None:
                await core.add_guidance([library])
                await core.warm_up()

            async def bring_in() -> None:
                await core.import_notes([report], pairing="nora-tom", session=3)

            lag, machine = Lag(), Machine()
            watching = asyncio.create_task(lag.watch())
            began = time.perf_counter()
            jobs = [asyncio.create_task(index()), asyncio.create_task(bring_in())]
            answers = 0
            while answers == 0 or not all(job.done() for job in jobs):
                await ask(pilot, f"why was the survey late, once more {answers}?")
                answers += 1
            await asyncio.gather(*jobs)
            watching.cancel()
            told["seconds"] = round(time.perf_counter() - began, 1)
            told["answers"] = answers
            told["passages"] = (await core.index_status())["passages"] - before
            told["lag"] = lag.told()
            told["machine"] = machine.told()
            assert told["passages"] >= PASSAGES, told
    return told


class Machine:
    """A process beside that only sleeps."""

    def __init__(self) -> None:
        self._process = child([sys.executable, "-m", "benchmarks.screen", "--sleeper"])

    def told(self) -> dict[str, float]:
        found: dict[str, float] = json.loads(self._process.communicate("", timeout=30)[0])
        return found


async def long_talk(folder: Path) -> dict[str, Any]:
    """The same answer, and the same keys, in a short talk and in one of 300 messages."""
    from textual import events

    from assistant.domain.drafts import Conversation, Turn
    from benchmarks.opening import sentences

    chance = random.Random(2)
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)

    def talk(messages: int) -> Conversation:
        turns = [
            Turn(speaker=("you", "viceversa")[n % 2], text=sentences(chance, (1, 7)[n % 2]), at=at)
            for n in range(messages)
        ]
        return Conversation(
            programme="north", pairing="nora-tom", author="nora", title="Late", turns=tuple(turns)
        )

    told: dict[str, Any] = {}
    app = app_on(folder)
    with model() as url:
        async with app.run_test(size=(120, 40)) as pilot:
            await at_home(pilot)
            core = app.here.assistant  # type: ignore[union-attr]
            await core.connect(url, "loop-1")
            await core.warm_up()
            await talking(pilot)
            await ask(pilot, "why was the survey late?")
            shown = app.screen.pane.talk  # type: ignore[attr-defined]
            for messages in (SHORT, LONG) * 3:
                shown.show(talk(messages))
                await settled()
                began, worked = time.perf_counter(), time.thread_time()
                await ask(pilot, "why was the survey late?")
                once = told.setdefault(str(messages), {})
                once.setdefault("answer, s", []).append(time.perf_counter() - began)
                once.setdefault("answer, processor s", []).append(time.thread_time() - worked)
                shown.focus()
                await settled()
                worked = time.thread_time()
                for key in ("pageup", "pageup", "pagedown", "pageup", "up", "down") * 4:
                    # Not by the pilot: it asks every widget whether it is done, each time.
                    app.post_message(events.Key(key, None))
                    await settled(0.1)
                once.setdefault("key, processor ms", []).append(
                    1000 * (time.thread_time() - worked) / 24
                )
    for once in told.values():
        once.update({name: round(min(values), 3) for name, values in once.items()})
    told["times"] = {
        name: round(told[str(LONG)][name] / told[str(SHORT)][name], 2)
        for name in ("answer, processor s", "key, processor ms")
    }
    return told


async def memory(folder: Path) -> dict[str, Any]:
    """In a process that did nothing else; then with the index, for comparison."""
    app = app_on(folder, warm=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_home(pilot)
        await pilot.pause(0.5)
        idle = resident()
        await app.here.assistant.warm_up()  # type: ignore[union-attr]
        return {"idle, MB": idle, "with the index, MB": resident()}


def resident() -> float:
    """Megabytes of this process that lie in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    sys.exit("this system does not say how much memory a process takes")


PARTS = {"together": together, "long-talk": long_talk, "memory": memory}


def once(part: str) -> dict[str, Any]:
    """A part in a fresh process; what it needs of a store is made in another one."""
    with tempfile.TemporaryDirectory() as folder:
        for step in ("found", part):
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.screen", "--child", step, folder],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def missed(found: dict[str, dict[str, Any]]) -> list[str]:
    """Bars that were not reached."""
    said = []
    if "together" in found:
        lag = found["together"]["lag"]
        said += ["p95 of the lag"] if lag["p95"] >= LAG_P95 else []
        said += ["longest lag"] if lag["longest"] >= LAG_LONGEST else []
    if "long-talk" in found:
        times = found["long-talk"]["times"]
        said += [f"{name} in a long talk" for name, ratio in times.items() if ratio > SLOWER]
    if "memory" in found and found["memory"]["idle, MB"] >= MEGABYTES:
        said.append("memory")
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", type=int)
    parser.add_argument("--sleeper", action="store_true")
    parser.add_argument("--child", nargs=2, metavar=("PART", "FOLDER"))
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve)
        return 0
    if asked.sleeper:
        sleep_until_told()
        return 0
    if asked.child:
        part, folder = asked.child
        if part == "found":
            from benchmarks.opening import opened

            opened(Path(folder)).close()
        else:
            print(json.dumps(asyncio.run(PARTS[part](Path(folder)))))
        return 0
    found = {part: once(part) for part in asked.only.split(",")}
    over = missed(found)
    if asked.json:
        print(json.dumps({**found, "missed": over}))
    else:
        for part, figures in found.items():
            print(f"{part}: {json.dumps(figures, indent=2)}")
        print(f"bars missed: {', '.join(over) or 'none'}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
