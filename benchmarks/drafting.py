"""How long the rules take to draft each document, once everything was read and found.

Usage: python -m benchmarks.drafting [--cases demo,examples] [--shared ../shared] [--runs 5]

Each document is asked for through the whole product, in one process; timed is the pure part alone,
from what was gathered and retrieved to the draft. What was remembered of a pair's sentences is
forgotten before each run, so that each counts as a new process would: a page after another of the
same pair is quicker. Wall time says what a person waits on this machine as busy as it is, processor
time what the rules cost.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import importlib
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.api import Assistant
from assistant.bootstrap import assistant
from assistant.domain.drafts import Length
from assistant.drafting.reading import forget
from assistant.settings import Settings
from benchmarks.exchanges import DOCUMENTS, NOTE, Ask, Subject, subjects

BAR = 50.0
"""Milliseconds that the rules may take for a document, retrieval apart."""
RULES = (
    ("assistant.drafting.agendas", "draft_agenda"),
    ("assistant.services.talking", "talked"),
    ("assistant.services.preparing", "draft_brief"),
    ("assistant.services.preparing", "draft_read_first"),
    ("assistant.services.reflections", "draft_reflection"),
    ("assistant.services.two_way", "draft_session_summary"),
    ("assistant.services.two_way", "draft_feedback_summary"),
    ("assistant.services.summaries", "draft_note"),
    ("assistant.services.conversation", "passages_answer"),
)
"""The pure functions that draft, each where its service calls it."""
CHANGE = "ten minutes less, and more time for the close"
Spent = list[tuple[float, float]]


async def _deep(one: Assistant, of: Subject, engine: Any) -> Any:
    return await one.prepare_agenda(of.pairing, of.coming, length=Length.DEEP, engine=engine)


async def _change(one: Assistant, of: Subject, engine: Any) -> Any:
    await one.prepare_agenda(of.pairing, of.coming, engine=engine)
    return await one.consider_change(CHANGE, of.pairing, of.coming)


PAIRS: dict[str, tuple[str, str, Ask]] = {
    **{name: (role, "", ask) for name, (role, ask) in DOCUMENTS.items()},
    "agenda, 90 minutes": ("mentor", "draft_agenda", _deep),
    "agenda, changed by talking": ("mentor", "talked", _change),
}
"""Documents of a pairing: whose, which function alone counts ("" for all), how it is asked for."""


@contextmanager
def watched(only: str) -> Iterator[Spent]:
    """Milliseconds, wall and processor, of every call of the rules while this is open."""
    spent: Spent = []

    def timed(does: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(does)
        def call(*args: Any, **named: Any) -> Any:
            wall, cpu = time.perf_counter(), time.thread_time()
            try:
                return does(*args, **named)
            finally:
                ended = (time.perf_counter() - wall, time.thread_time() - cpu)
                spent.append((ended[0] * 1000, ended[1] * 1000))

        return call

    with ExitStack() as stack:
        for module, name in RULES:
            if only in ("", name):
                found = importlib.import_module(module)
                stack.enter_context(patch.object(found, name, timed(getattr(found, name))))
        yield spent


async def drafted(of: Subject, role: str, only: str, ask: Ask, runs: int) -> Spent:
    """What the rules spent in each run on one document of one pairing."""
    found: Spent = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            one = assistant(
                Settings(store=str(of.store), person=of.person(role), embedder="none"),
                clock=of.clock,
                settings_file=Path(name) / "settings.toml",
            )
            forget()
            try:
                with watched(only) as spent:
                    await ask(one, of, "rules")
            finally:
                await one.close()
        if spent:
            found.append((sum(wall for wall, _ in spent), sum(cpu for _, cpu in spent)))
    return found


async def measured(every: list[Subject], runs: int) -> dict[str, Spent]:
    """By document, what the rules spent over all subjects; the first of each warms up the code."""
    found: dict[str, Spent] = defaultdict(list)
    for of in every:
        wanted = {n: (r, "", a) for n, (r, a) in NOTE.items()} if of.coordinator else PAIRS
        for document, (role, only, ask) in wanted.items():
            if document not in found:
                await drafted(of, role, only, ask, 1)
            found[document] += await drafted(of, role, only, ask, runs)
    return found


def rows(found: dict[str, Spent]) -> list[dict[str, Any]]:
    """A row for each document: how many drafts; median and worst, wall and processor."""
    return [
        {
            "document": document,
            "drafts": len(spent),
            "wall": round(statistics.median(wall for wall, _ in spent), 1),
            "wall_worst": round(max(wall for wall, _ in spent), 1),
            "processor": round(statistics.median(cpu for _, cpu in spent), 1),
            "processor_worst": round(max(cpu for _, cpu in spent), 1),
        }
        for document, spent in found.items()
        if spent
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default="demo,examples")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found: dict[str, Spent] = defaultdict(list)
    work: Callable[..., Awaitable[dict[str, Spent]]] = measured
    with tempfile.TemporaryDirectory() as name:
        for cases in options.cases.split(","):
            every = subjects(cases, Path(name), options.shared)
            for document, spent in asyncio.run(work(every, options.runs)).items():
                found[document] += spent
    told = rows(found)
    if options.json:
        print(json.dumps({"bar": BAR, "documents": told}))
        return
    print(f"milliseconds of the rules after retrieval, bar {BAR:.0f}")
    for row in told:
        over = "" if row["wall"] <= BAR else "  OVER THE BAR"
        print(
            f"  {row['document']:<28}{row['drafts']:>4} drafts   "
            f"wall {row['wall']:>6.1f}, worst {row['wall_worst']:>6.1f}   "
            f"processor {row['processor']:>6.1f}, worst {row['processor_worst']:>6.1f}{over}"
        )


if __name__ == "__main__":
    main()
