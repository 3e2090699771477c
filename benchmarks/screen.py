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
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.driven import app_on, ask, at_home, settled, talking_with_a_model
from benchmarks.lag import Lag, Machine, resident

LAG_P95, LAG_LONGEST = 20.0, 120.0
SLOWER = 1.5
MEGABYTES = 160.0
PASSAGES, DOCUMENT = 1000, 5_000_000
SHORT, LONG = 20, 300
"""Messages of a talk: already longer than the pane, and as long as the bar asks for."""
SOURCES = 3
"""Of every answer."""


def word_document(path: Path, size: int) -> None:
    """A report of some 80 pages, and a picture that fills it up to its size."""
    from docx import Document
    from PIL import Image

    from benchmarks.opening import sentences

    chance = random.Random(7)
    written = Document()
    for number in range(400):
        if number % 20 == 0:
            written.add_heading(f"Part {number // 20 + 1}", level=1)
        written.add_paragraph(sentences(chance, 7))
    side = int((size / 3) ** 0.5)
    picture = path.with_suffix(".png")
    # Nothing can compress it.
    Image.frombytes("RGB", (side, side), chance.randbytes(3 * side * side)).save(picture)
    written.add_picture(str(picture))
    written.save(str(path))


async def together(folder: Path) -> dict[str, Any]:
    from benchmarks.opening import sentences

    chance = random.Random(1)
    library, report = folder / "library.md", folder / "report.docx"
    library.write_text("\n\n".join(sentences(chance, 9) for _ in range(PASSAGES)))
    word_document(report, DOCUMENT)
    told: dict[str, Any] = {"document, MB": round(report.stat().st_size / 1e6, 1)}
    async with talking_with_a_model(folder) as pilot:
        core = pilot.app.here.assistant
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


async def long_talk(folder: Path) -> dict[str, Any]:
    """The same answer, and the same keys, in a short talk and in one of 300 messages."""
    from textual import events

    from assistant.domain.drafts import Citation, Conversation, Turn
    from benchmarks.opening import sentences

    chance = random.Random(2)
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)

    def turn(number: int) -> Turn:
        if number % 2 == 0:
            return Turn(speaker="you", text=sentences(chance, 1), at=at)
        sources = [
            Citation(source="s", record="r", label="A note", quote=sentences(chance, 1), found=True)
            for _ in range(SOURCES)
        ]
        words = sentences(chance, 7)
        return Turn(speaker="viceversa", text=words, citations=tuple(sources), at=at)

    def talk(messages: int) -> Conversation:
        turns = [turn(number) for number in range(messages)]
        return Conversation(
            programme="north", pairing="nora-tom", author="nora", title="Late", turns=tuple(turns)
        )

    told: dict[str, Any] = {}
    async with talking_with_a_model(folder) as pilot:
        shown = pilot.app.screen.pane.talk
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
                pilot.app.post_message(events.Key(key, None))
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
    parser.add_argument("--child", nargs=2, metavar=("PART", "FOLDER"))
    asked = parser.parse_args()
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
