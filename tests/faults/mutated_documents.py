"""Damaged documents by the thousand, in one child process under the reader's own limits.

``python -m tests.faults.mutated_documents FIRST LAST`` prints the number of each file before it is
read and what became of it after, so that a crash names its file. A number makes the same file each
time.
"""

from __future__ import annotations

import logging
import random
import signal
import sys
import zipfile
from io import BytesIO

from assistant.errors import UnreadableFile
from assistant.exchange.documents.blocks import Kind, Refused
from assistant.exchange.documents.child import limit_this_process, read
from assistant.exchange.reading import decode
from tests import documents_made as made

HANG = 12
"""Seconds; faults.md sets the figure."""
TEXT = ("# Notes\n\nLater Ana asked: who decides about the benches?\n\n" * 40).encode()


class Hung(Exception):
    pass


def samples() -> list[tuple[str, bytes]]:
    return [
        ("word", made.word()),
        ("pdf", made.pdf()),
        ("slides", made.slides()),
        ("html", made.PAGE.encode()),
        ("text", TEXT),
        ("utf-16", TEXT.decode().encode("utf-16")),
    ]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Cut, flipped, with a hole, or with bytes said twice."""
    changed = bytearray(data)
    at = chance.randrange(len(changed))
    match chance.randrange(4):
        case 0:
            del changed[at:]
        case 1:
            for _ in range(chance.choice((1, 5, 50))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 2:
            del changed[at : at + chance.randrange(1, 300)]
        case _:
            changed[at:at] = changed[: chance.randrange(1, 1000)]
    return bytes(changed)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """One part of an office file changed and packed again: past the checksum, into the parser."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part = chance.choice([p for p in archive.namelist() if p.endswith((".xml", ".rels"))])
        return made.with_part(data, part, mutated(archive.read(part), chance))


def file_number(number: int, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    chance = random.Random(number)
    name, data = files[number % len(files)]
    inside = name in ("word", "slides") and chance.random() < 0.7
    return name, (mutated_inside if inside else mutated)(data, chance)


def outcome(name: str, data: bytes) -> str:
    """What became of one file."""
    kinds: dict[str, Kind] = {"word": "office", "slides": "office", "pdf": "pdf", "html": "html"}
    try:
        if name in kinds:
            read(kinds[name], data)
        else:
            decode(data, "notes.txt")
    except (Refused, UnreadableFile):
        return "refused"
    except Hung:
        return "hung"
    except Exception as error:
        # The product's child ends with it and its parent says that the file is damaged; text is
        # read by the parent itself, so there it would be a crash.
        return "ended" if name in kinds else f"crashed {error!r}"
    return "read"


def main(first: int, last: int) -> None:
    def ring(*_: object) -> None:
        raise Hung

    limit_this_process(cpu_seconds=3600)
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, ring)
    files = samples()
    for number in range(first, last):
        name, data = file_number(number, files)
        print(number, name, end=" ", flush=True)
        signal.alarm(HANG)
        said = outcome(name, data)
        signal.alarm(0)
        print(said, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
