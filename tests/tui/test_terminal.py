"""The real program in a real terminal: what reaches it when notes try to steer it."""

import asyncio
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from itertools import islice
from pathlib import Path

import pyte
import pytest

from assistant.domain.changes import EditLine
from assistant.domain.visibility import Visibility
from tests.command_line import as_ana
from tests.faults.test_naughty_strings import strings

ROOT = Path(__file__).parents[2]
STEERING = (
    *("\x1b]0;OWNED\x07", "\x1b]2;OWNED\x1b\\", "\x1b]52;c;OWNED\x07", "\x1b]8;;OWNED\x07"),
    *("\x1b[2JOWNED", "\x1b[31mOWNED", "\x9b2JOWNED", "\x9d0;OWNED\x07", "\x90OWNED\x9c"),
    *("\x07OWNED", "\u202eOWNED", "\u2066OWNED", "\u200bOWNED", "\x0bOWNED", "\x1bcOWNED"),
)


class Terminal:
    """The program under a pseudo-terminal of 80 by 24, its bytes, and what they draw."""

    def __init__(self, env: dict[str, str]) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tui"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            cwd=ROOT,
        )
        os.close(slave)

    def sees(self, words: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while words not in "\n".join(self.screen.display):
            assert time.monotonic() < end, f"{words!r} not in\n" + "\n".join(self.screen.display)
            self._read()

    def misses(self, words: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while words in "\n".join(self.screen.display):
            assert time.monotonic() < end, f"{words!r} still in\n" + "\n".join(self.screen.display)
            self._read()

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def close(self) -> int:
        self.press("Q")
        end = time.monotonic() + 30
        while self._process.poll() is None and time.monotonic() < end:
            self._read()
        self._process.kill()
        os.close(self._master)
        return self._process.wait()

    def _read(self) -> None:
        if select.select([self._master], [], [], 0.2)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            self.received += data
            # pyte knows no private-mode queries; they draw nothing.
            self._stream.feed(data)


async def _fill(open_as) -> None:
    ana = open_as("ana-ferreira")
    note = "\n\n".join(f"zanzibar {payload} end" for payload in STEERING)
    await ana.import_text(note, pairing="ana-martin", session=3, visibility=Visibility.PAIR)
    draft = await ana.prepare_agenda("ana-martin")
    for item, payload in zip(draft.agenda.lines, STEERING, strict=False):
        edit = EditLine(line=item.id, topic=f"t {payload}", goal=payload, prompts=(payload,))
        draft = await ana.change_agenda(draft.id, edit)
    await ana.close()


def _visit(env: dict[str, str]) -> tuple[int, bytes]:
    terminal = Terminal(env)
    terminal.sees("Good to see you")
    terminal.press("P")
    terminal.sees("minutes in all, as planned")
    for _ in range(8):
        terminal.press("\x1b[B")
    terminal.sees("OWNED")
    terminal.press("x")
    terminal.sees("Save or copy")
    for _ in range(3):
        terminal.press("\x1b[6~")
    for _ in range(4):
        terminal.press("\x1b[C")
        terminal.sees("can read it")
    terminal.press("\x1b")
    terminal.misses("Save or copy")
    terminal.press("/")
    terminal.sees("Search guidance")
    terminal.press("zanzibar\r")
    terminal.sees("found in what you may read")
    terminal.press("j\r")
    terminal.sees("1-9 source")
    terminal.press("\x1b")
    terminal.sees("found in what you may read")
    return terminal.close(), terminal.received


@pytest.mark.faults
async def test_no_control_byte_of_a_note_reaches_the_terminal(open_as, demo_store, tmp_path):
    await _fill(open_as)
    env = {
        **os.environ,
        **as_ana(demo_store, tmp_path),
        "TERM": "xterm-256color",
    }
    env.pop("NO_COLOR", None)
    code, received = await asyncio.to_thread(_visit, env)
    assert code == 0
    assert b"OWNED" in received, "the words themselves are shown"
    for payload in STEERING:
        start = payload[: payload.index("O")].encode("utf-8")
        reached = received.count(start + b"OWNED")
        assert reached == 0, f"{payload!r} reached the terminal {reached} times"


def _look(env: dict[str, str]) -> tuple[int, bytes]:
    """Prepare, every line of it, and what the partner would see."""
    terminal = Terminal(env)
    terminal.sees("Good to see you")
    terminal.press("P")
    terminal.sees("a accept")
    for _ in range(10):
        terminal.press("\x1b[B")
        terminal.sees("Who sees this")
    terminal.press("a")
    terminal.sees("What Martin will see")
    terminal.press("\x1b")
    terminal.misses("What Martin will see")
    return terminal.close(), terminal.received


# Everything that could steer a terminal and that the program itself never sends.
_NEVER = (
    *(
        bytes([code])
        for code in (*range(7), 7, 11, 12, 14, 15, *range(16, 27), 28, 29, 30, 31, 127)
    ),
    *(chr(code).encode() for code in (*range(0x80, 0xA0), 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF)),
)


@pytest.mark.faults
async def test_the_big_list_of_naughty_strings_stays_text_on_the_screen(
    open_as, demo_store, tmp_path
):
    naughty = strings(everything=True)
    env = {
        **os.environ,
        **as_ana(demo_store, tmp_path),
        "TERM": "xterm-256color",
    }
    told = iter(naughty)
    shown = 0
    while chunk := list(islice(told, 49)):
        ana = open_as("ana-ferreira")
        draft = await ana.prepare_agenda("ana-martin", redraft=True)
        for number, item in enumerate(draft.agenda.lines):
            words = chunk[number * 7 : number * 7 + 7]
            if not words:
                break
            topic = words[0][:200] if words[0].strip() else "x"
            edit = EditLine(
                line=item.id, topic=topic, goal=words[-1], purpose=words[-2:][0], prompts=(*words,)
            )
            draft = await ana.change_agenda(draft.id, edit)
            shown += len(words)
        await ana.close()
        code, received = await asyncio.to_thread(_look, env)
        assert code == 0
        # The shape of the pointer is the program's own to set.
        theirs = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", received)
        assert [byte for byte in _NEVER if byte in theirs] == []
    print(f"{shown} of {len(naughty)} strings on the screen, 0 exceptions, 0 bytes of theirs")
    assert shown == len(naughty)


def _left_alone(env: dict[str, str]) -> int:
    """Type, and before half a second is over the terminal is gone, without a signal."""
    terminal = Terminal(env)
    terminal.sees("Good to see you")
    terminal.press("t")
    terminal.sees("Tab next field")
    terminal.press("a xylophone half ty")
    terminal.sees("a xylophone half ty")
    os.close(terminal._master)
    try:
        return terminal._process.wait(60)
    finally:
        terminal._process.kill()


@pytest.mark.faults
async def test_a_screen_whose_terminal_vanished_keeps_what_is_typed_and_ends(
    open_as, demo_store, tmp_path
):
    env = {
        **os.environ,
        **as_ana(demo_store, tmp_path),
        "TERM": "xterm-256color",
    }
    code = await asyncio.to_thread(_left_alone, env)
    assert code != 129, "it ended by itself, not by the last resort"
    core = open_as("ana-ferreira")
    assert await core.kept_text("home/-/-/ask") == "a xylophone half ty"
