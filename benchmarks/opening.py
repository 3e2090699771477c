"""Opening and living with an index: first results, a new note, and whether the screen stalls.

``python -m benchmarks.opening [--passages N]``

1. A mentor of two pairings with 24 sessions: a fresh process each time, from the start of the
   services (libraries loaded as the screen loads them behind its first frame) to the first result
   by words and by meaning. Nothing changed since the last run.
2. A new note: until it is found by words and by meaning.
3. The loop that draws the screen: its longest stall while a library is indexed in the background.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.bootstrap import assistant, services
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.ports import SearchRequest
from assistant.domain.records import Record
from assistant.domain.sessions import Paragraph, Session, SessionNote, SessionState
from assistant.domain.visibility import Visibility
from assistant.services import Services
from assistant.settings import Settings

SUBJECTS = (
    *("budget", "meeting", "phone", "training", "handover", "rota", "screen", "customer"),
    *("complaint", "induction", "survey", "newsletter", "warehouse", "apprentice", "laptop"),
    *("parking", "uniform", "discount", "canteen", "website"),
)


def founded() -> list[Record]:
    """Nora mentors Tom and Eva, twelve sessions each, two notes of some 170 words a session."""
    chance = random.Random(5)
    inside = {"programme": "north"}
    people = [Participant(id=i, name=f"{i.title()} X", **inside) for i in ("nora", "tom", "eva")]
    made: list[Record] = [Programme(id="north", name="North"), *people]
    for mentee in ("tom", "eva"):
        pairing = f"nora-{mentee}"
        made.append(Pairing(id=pairing, mentor="nora", mentee=mentee, **inside))
        for number in range(1, 13):
            session = f"{pairing}-{number}"
            shared = {**inside, "pairing": pairing}
            at = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(days=14 * number)
            held = SessionState.HELD
            made.append(Session(id=session, number=number, starts_at=at, state=held, **shared))
            made += [
                note(chance, f"{session}-{who}", session, who, shared) for who in ("nora", mentee)
            ]
    return made


def note(
    chance: random.Random, name: str, session: str, author: str, shared: dict[str, str]
) -> SessionNote:
    written = tuple(
        Paragraph(id=f"p{i}", text=sentences(chance, 6), visibility=Visibility.PAIR)
        for i in range(3)
    )
    return SessionNote(id=name, session=session, author=author, paragraphs=written, **shared)


def sentences(chance: random.Random, count: int) -> str:
    return " ".join(
        f"We spoke of the {chance.choice(SUBJECTS)} and why the {chance.choice(SUBJECTS)} was late."
        for _ in range(count)
    )


def opened(folder: Path) -> Services:
    made = services(Settings(store=str(folder / "s.db")), settings_file=folder / "settings.toml")
    made.context.repositories.found_programme(founded())
    made.people.become("nora", remember=False)
    return made


def once(folder: Path) -> None:
    """One start in this process, whose libraries are loaded first, as the screen does."""
    import numpy  # noqa: F401
    import onnxruntime  # noqa: F401
    import tokenizers  # noqa: F401

    import assistant.retrieval.retriever
    import assistant.storage.sqlalchemy_store  # noqa: F401

    begin = time.perf_counter()
    made = opened(folder)
    reader = made.context.reader()
    until_open = time.perf_counter() - begin
    begin = time.perf_counter()
    index = made.indexing.refresh()
    words = made.indexing.find(
        SearchRequest(reader=reader, query="late rota", pairing="nora-tom", k=8)
    )
    by_meaning = time.perf_counter() - begin
    assert any(hit.reasons.get("meaning", 0) for hit in words), "no meaning yet"
    print(
        json.dumps(
            {"store": until_open, "meaning": by_meaning, "passages": index.status()["passages"]}
        )
    )
    made.close()


def once_by_words(folder: Path) -> None:
    """The same, until words alone have answered, while the model loads in its thread.

    Processor time is of the thread that answers: on a busy machine the clock measures the others.
    """
    import numpy  # noqa: F401
    import onnxruntime  # noqa: F401
    import tokenizers  # noqa: F401

    import assistant.retrieval.retriever
    import assistant.storage.sqlalchemy_store  # noqa: F401

    made = opened(folder)
    reader = made.context.reader()
    made.context.settings = made.context.settings.model_copy(update={"embedder": "bundled"})
    begin, worked = time.perf_counter(), time.thread_time()
    index = made.indexing.refresh()
    index._embedder = None  # type: ignore[attr-defined]
    found = made.indexing.find(
        SearchRequest(reader=reader, query="late rota", pairing="nora-tom", k=8)
    )
    assert found
    spent, work = time.perf_counter() - begin, time.thread_time() - worked
    print(json.dumps({"words": spent, "words, processor": work}))
    made.close()


def starts(folder: Path, times: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for kind in ("once", "once_by_words"):
        for _ in range(times):
            command = [sys.executable, "-m", "benchmarks.opening", "--child", kind, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            for name, value in json.loads(done.stdout.splitlines()[-1]).items():
                found.setdefault(name, []).append(value)
    return found


async def living(folder: Path, passages: int) -> None:
    """A new note, then a library indexed while a probe asks the loop for the time."""
    opened(folder).close()
    core = assistant(Settings(store=str(folder / "s.db")), settings_file=folder / "settings.toml")
    await core.become("nora", remember=False)
    await core.warm_up()
    stalls: list[float] = []
    asked = True

    async def probe() -> None:
        while asked:
            begin = time.perf_counter()
            await asyncio.sleep(0.005)
            stalls.append(time.perf_counter() - begin - 0.005)

    watching = asyncio.create_task(probe())
    begin = time.perf_counter()
    text = "The xylophone was moved to the canteen, which surprised the whole night shift."
    await core.import_text(text, pairing="nora-tom", session=3, visibility=Visibility.PAIR)
    by_words = await core.search("xylophone", pairing="nora-tom", k=3)
    print(f"new note: found by words after {time.perf_counter() - begin:.2f} s")
    assert "xylophone" in by_words[0].passage.text
    by_meaning = await core.search("musical instrument", pairing="nora-tom", k=3)
    seconds = time.perf_counter() - begin
    place = [i for i, hit in enumerate(by_meaning) if "xylophone" in hit.passage.text]
    print(f"new note: found by meaning after {seconds:.2f} s, place {place}")
    _show("one note", stalls)
    stalls.clear()
    chance = random.Random(1)
    file = folder / "library.md"
    file.write_text("\n\n".join(sentences(chance, 9) for _ in range(passages)))
    begin = time.perf_counter()
    await core.add_guidance([file])
    print(f"{passages} passages added: words ready after {time.perf_counter() - begin:.1f} s")
    _show("adding a library", stalls)
    stalls.clear()
    await core.warm_up()
    print(f"and meaning after {time.perf_counter() - begin:.1f} s")
    _show("embedding it", stalls)
    asked = False
    await watching
    await core.close()


def _show(what: str, stalls: list[float]) -> None:
    worst = sorted(1000 * s for s in stalls)
    over = sum(s > 50 for s in worst)
    p95 = worst[int(0.95 * len(worst))]
    print(f"  loop while {what}: p95 {p95:.0f} ms, longest {worst[-1]:.0f} ms, {over} over 50 ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--passages", type=int, default=300)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    if asked.child:
        globals()[asked.child](asked.folder)
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        made = opened(Path(folder))
        made.indexing.warm_up()
        made.close()
        for name, values in starts(Path(folder), asked.times).items():
            shown = (
                f"{statistics.median(values):.3f} (least {min(values):.3f}, most {max(values):.3f})"
            )
            print(f"start, {name}: {shown}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(living(Path(folder), asked.passages))


if __name__ == "__main__":
    main()
