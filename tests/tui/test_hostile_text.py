"""Forty ways to steer a terminal, in every text of a programme, on every screen of three people."""

import asyncio
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.tui.hostile import PAYLOADS, hostile_store, reached
from tests.tui.ways import MODALS, PEOPLE

ROOT = Path(__file__).parents[2]
# What could steer a terminal and is never the program's own; the shape of the pointer is its own.
_NEVER = re.compile(rb"[\x00-\x06\x07\x0b\x0c\x0e\x0f\x10-\x1a\x1c-\x1f\x7f]")
_OWN = re.compile(rb"\x1b\]22;[a-z-]*\x07")


def walk(store: Path, person: str, ways: list[str], report: Path) -> bytes:
    """Every byte that a terminal of 80 by 24 gets while somebody goes every way."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "HOME": str(report.parent)}
    env.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tui.walk_in_terminal", store, person, report, *ways],
        stdin=slave, stdout=slave, stderr=slave, env=env, cwd=ROOT,
    )  # fmt: skip
    os.close(slave)
    received = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        received += part
    os.close(master)
    assert process.wait(60) == 0, received[-2000:]
    return received


FOR_ALL = {
    "welcome": "what Viceversa is",
    "start": "a form to fill in",
    "found": "a form to fill in",
    "settings": "what is set, and folders",
}
FOR_THE_PAIR = {
    **FOR_ALL,
    "first-page": "what the programme asks of everybody, with first names at most",
    "confidence": "statements that are the same for everybody",
    "readiness": "statements that are the same for everybody",
    "rehearse": "an invented counterpart; what is said there is kept nowhere",
}
HOLD_NO_WORDS = {
    "ana-ferreira": {
        **FOR_THE_PAIR,
        "NewLineModal": "a form to fill in",
        "PaperModal": "how a page was made: counts and names of checks",
    },
    "martin-hallett": {
        **FOR_THE_PAIR,
        "boundaries": "topics of our own: he wrote none",
        "notes": "a form for a new note",
        "reflect": "questions on notes of one's own: he has none",
        "summary-note": "the coordinator's page: he is told so",
        "end-note": "the coordinator's page: he is told so",
        "evaluation": "the coordinator's page: counts alone",
        "released-notes": "what was released; nothing is at first",
    },
    "oonagh-reid": {
        **FOR_ALL,
        "released-notes": "what was released; nothing is at first",
        "written": "what somebody wrote of their sessions; she has none",
    },
}
"""Where no record's words stand, for whom, and why."""
NO_FIELDS = {
    *("welcome", "settings", "first-page", "confidence", "readiness", "boundaries", "PaperModal"),
    "written",
}
"""Those of them where nothing can be typed either; what is typed in the others is shown."""


@pytest.mark.faults
@pytest.mark.parametrize("person", PEOPLE)
async def test_no_byte_of_forty_payloads_reaches_the_terminal_on_any_screen(tmp_path, person):
    store = await hostile_store(tmp_path)
    report = tmp_path / "report.json"
    (tmp_path / f"{PAYLOADS[0]}.md").write_text("A file's name is text too.", "utf-8")
    # Decisions first: what they leave behind is seen in the places.
    ways = [*(name for name, way in MODALS.items() if way[0] == person), *PEOPLE[person]]
    received = await asyncio.to_thread(walk, store, person, ways, report)
    told = json.loads(report.read_text("utf-8"))
    assert told["trouble"] == []
    assert list(told["seen"]) == list(dict.fromkeys(ways))
    assert reached(received) == []
    assert _NEVER.findall(_OWN.sub(b"", received)) == []
    shown = {way: set(marks[0]) for way, marks in told["seen"].items()}
    typed = {way: set(marks[1]) for way, marks in told["seen"].items()}
    kinds = set().union(*shown.values())
    print(f"{person}: {len(ways)} screens and decisions, "
          f"{sum(map(bool, shown.values()))} show payloads of records, "
          f"{sum(map(bool, typed.values()))} of their fields, {len(kinds)} kinds, "
          f"{len(received)} bytes, none of theirs")  # fmt: skip
    assert len(kinds) == len(PAYLOADS), "each of them was shown as text somewhere"
    silent = {way for way, marks in shown.items() if not marks}
    assert silent == set(HOLD_NO_WORDS[person])
    assert {way for way in silent if not typed[way]} == NO_FIELDS & silent
