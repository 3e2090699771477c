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
from tests.tui.ways import PEOPLE

ROOT = Path(__file__).parents[2]
# What could steer a terminal and is never the program's own; the shape of the pointer is its own.
_NEVER = re.compile(rb"[\x00-\x06\x07\x0b\x0c\x0e\x0f\x10-\x1a\x1c-\x1f\x7f]")
_OWN = re.compile(rb"\x1b\]22;[a-z-]*\x07")


def walk(store: Path, person: str, places: list[str], report: Path) -> bytes:
    """Every byte that a terminal of 80 by 24 gets while somebody goes through places."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    pairing = "" if person == "oonagh-reid" else "ana-martin"
    env = {**os.environ, "TERM": "xterm-256color", "HOME": str(report.parent)}
    env.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tui.walk_in_terminal", store, person, pairing, report,
         *places],
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


@pytest.mark.faults
@pytest.mark.parametrize("person", PEOPLE)
async def test_no_byte_of_forty_payloads_reaches_the_terminal_on_any_screen(tmp_path, person):
    store = await hostile_store(tmp_path)
    report = tmp_path / "report.json"
    received = await asyncio.to_thread(walk, store, person, PEOPLE[person], report)
    told = json.loads(report.read_text("utf-8"))
    assert told["trouble"] == []
    assert list(told["seen"]) == list(dict.fromkeys(PEOPLE[person]))
    assert reached(received) == []
    assert _NEVER.findall(_OWN.sub(b"", received)) == []
    marks = set().union(*told["seen"].values())
    showing = sum(bool(found) for found in told["seen"].values())
    print(f"{person}: {len(told['seen'])} screens, {showing} show payloads, {len(marks)} kinds, "
          f"{len(received)} bytes, none of theirs")  # fmt: skip
    assert len(marks) == len(PAYLOADS), "each of them was shown as text somewhere"
