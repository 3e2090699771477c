"""The real program in a real terminal: what reaches it when notes try to steer it."""

import asyncio
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

from assistant.domain.visibility import Visibility
from assistant.services.editing import EditLine

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
    terminal.press("/")
    terminal.sees("Search guidance")
    terminal.press("zanzibar\r")
    terminal.sees("found in what you may read")
    terminal.press("j\r")
    terminal.sees("Esc back  1-9 source")
    terminal.press("\x1b")
    terminal.sees("found in what you may read")
    return terminal.close(), terminal.received


async def test_no_control_byte_of_a_note_reaches_the_terminal(open_as, demo_store, tmp_path):
    await _fill(open_as)
    env = {
        **os.environ,
        "VICEVERSA_STORE": str(demo_store),
        "VICEVERSA_AS": "ana-ferreira",
        "VICEVERSA_EMBEDDER": "none",
        "HOME": str(tmp_path),
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
