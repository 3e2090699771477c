"""The demo programme, every text of which tries to steer the terminal that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.bootstrap import assistant
from assistant.exchange.demo import demo_records
from assistant.settings import Settings
from tests.conftest import FixedClock

SEQUENCES = (
    # Commands to the system that runs the terminal: title, clipboard, links, colours, files.
    *("\x1b]0;", "\x1b]2;\x1b\\", "\x1b]52;c;\x07", "\x1b]8;;\x07", "\x1b]4;1;#f00\x07"),
    *("\x1b]10;#f00\x07", "\x1b]1337;File=:\x07", "\x1b]9;", "\x1b]777;notify;\x07"),
    # To its screen: clear, move, colour, hide, scroll, ask, resize, take the mouse.
    *("\x1b[2J", "\x1b[H", "\x1b[31m", "\x1b[8m", "\x1b[?25l", "\x1b[?1049l", "\x1b[?1000h"),
    *("\x1b[6n", "\x1b[>q", "\x1b[1;2r", "\x1b[9A", "\x1b[8;9;9t", "\x1b[?2004h"),
    # Short and long ones of other kinds: reset, character sets, graphics, through tmux.
    *("\x1bc", "\x1b#8", "\x1b(0", "\x1bM", "\x1bPq", "\x1bPtmux;", "\x1b_G", "\x1bX"),
    # One byte that some terminals obey, and characters that hide, reorder or ring.
    *("\x9b2J", "\x9d0;", "\x90", "\x07", "\x0e", "\x05", "\x7f", "\u202e", "\u2066", "\U000e0041"),
)
PAYLOADS = tuple(f"{sequence}OWN{number:02}" for number, sequence in enumerate(SEQUENCES))
"""Forty, each followed by a mark by which it is known again."""
_WORDS = frozenset({"name", "job", "department", "organisation", "place", "focus", "theme"})


def reached(received: bytes) -> list[str]:
    """The payloads that a terminal got as they were sent."""
    return [payload for payload in PAYLOADS if payload.encode() in received]


def hostile(records: list) -> list:
    """The same records, with as many payloads in each text as its rules have room for."""
    supply = cycle(PAYLOADS)
    return [_armed(record, supply) for record in records]


def _armed(record, supply: Iterator[str]):
    for field in type(record).model_fields:
        for many in (40, 12, 3, 1):
            told = record.model_dump()
            changed = _with(told[field], field, many, supply)
            if changed == told[field]:
                break
            try:
                record = type(record).model_validate({**told, field: changed})
            except ValidationError:
                continue
            break
    return record


def _with(value, key: str, many: int, supply: Iterator[str]):
    if isinstance(value, dict):
        return {name: _with(part, name, many, supply) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_with(part, key, many, supply) for part in value)
    if type(value) is not str or not (" " in value or key in _WORDS):
        return value
    # Drafts quote sentences, so each has its share, where the second word begins.
    sentences = re.split(r"(?<=[.?!]) +", value)
    share = max(many // len(sentences), 1)
    parts = [sentence.partition(" ") for sentence in sentences]
    return " ".join(
        f"{first} {' '.join(islice(supply, share))} {rest}".rstrip() for first, _, rest in parts
    )


async def hostile_store(folder: Path) -> Path:
    """A store with that programme in it."""
    store = folder / "hostile.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "assistant.exchange.demo.demo_records", lambda *args: hostile(demo_records(*args))
        )
        opened = assistant(
            Settings(store=str(store), embedder="none"),
            clock=FixedClock(),
            settings_file=folder / "hostile.toml",
        )
        await opened.load_demo()
        await opened.become("oonagh-reid")
        document = folder / "guidance.md"
        # A file with bells and shifts in it is no text, and refused.
        taken = [payload for payload in PAYLOADS if not {*payload} & {*"\x05\x07\x0e"}]
        words = "\n\n".join(f"People who meet {payload} say so." for payload in taken)
        document.write_text(f"# 0 {' '.join(taken[:3])}\n\n{words}\n", "utf-8")
        await opened.add_guidance([document])
        await opened.close()
    return store
