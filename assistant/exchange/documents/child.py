"""The child process: limits first, then one document from standard input to standard output.

A parser that crashes, hangs or eats memory takes this process with it and nothing else. It opens no
file of its own and can write none. What it does not catch ends it, and the parent says that the
file is damaged.
"""

from __future__ import annotations

import contextlib
import json
import sys

from assistant.exchange.documents.blocks import Block, Kind, Refused, checked

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 10


def limit_this_process(cpu_seconds: int = CPU_SECONDS) -> None:
    """Memory, processor time, no files written, no core dump.

    Windows has none of these, macOS no limit on memory: there the parent's clock alone holds.
    """
    try:
        import resource
    except ImportError:
        return
    for what, most, at_last in (
        (resource.RLIMIT_AS, MEMORY, MEMORY),
        # At the first the system says why it ends the process, at the last it only ends it.
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 2),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, at_last))


def read(kind: Kind, data: bytes) -> list[Block]:
    """The document's blocks. Refused where it must not or cannot be read."""
    match kind:
        case "pdf":
            from assistant.exchange.documents.pdf import pdf_blocks

            return checked(pdf_blocks(data))
        case "html":
            from assistant.exchange.documents.web_page import page_blocks

            return checked(page_blocks(data))
        case "office":
            from assistant.exchange.documents.archive import office_kind

            if office_kind(data) == "word":
                from assistant.exchange.documents.word import word_blocks

                return checked(word_blocks(data))
            from assistant.exchange.documents.slides import slide_blocks

            return checked(slide_blocks(data))


def main(kind: Kind) -> None:
    """Read standard input; the answer is ``{"blocks": [[text, page], ...]}`` or a refusal."""
    limit_this_process()
    answer: dict[str, object]
    try:
        answer = {"blocks": read(kind, sys.stdin.buffer.read())}
    except Refused as refused:
        answer = {"refused": refused.why}
    except MemoryError:
        answer = {"refused": "large"}
    sys.stdout.buffer.write(json.dumps(answer).encode())
