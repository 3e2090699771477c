"""How fast each document lets go of its model: Esc on the screen, Ctrl-C on the command line.

Usage: python -m benchmarks.cancelling [--runs 5] [--json]

For every document that asks a model, a server on loopback keeps silent, begins and stops, or goes
on without end; once the request is there, the call is cancelled. Measured are the milliseconds
until the caller has gone on and until the server saw its connection close; counted is every case
in which the rules' draft or what was being typed is not there afterwards. Bar: 200 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.api import Assistant
from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.loopback import LoopbackModel
from tests.model_documents import DOCUMENTS, ModelDocument

WAITING = ("silent", "slow first token", "stall", "endless", "429 come back soon")
"""Behaviours in the middle of which somebody leaves."""
UNDER_WAY = 0.15
"""Seconds after the request until somebody leaves, so that what answers has begun to."""
TYPED = "What I was typing when I pressed Esc."


class Day:
    """The demo's day."""

    def now(self) -> datetime:
        return datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


def asked(server: LoopbackModel) -> int:
    return sum("messages" in request.body for request in server.requests)


async def left(one: Assistant, document: ModelDocument, behaviour: str) -> dict[str, Any]:
    """One cancelled call: seconds until the caller went on and until the server knew."""
    await one.keep_text("harness:note", TYPED)
    with LoopbackModel(behaviour) as server:
        await one.connect(server.url, "loop-1")
        call = asyncio.ensure_future(_drafted(one, document))
        while not asked(server) and not call.done():
            await asyncio.sleep(0.002)
        await asyncio.sleep(UNDER_WAY)
        early = call.done()
        started = time.perf_counter()
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call
        gone_on = time.perf_counter() - started
        closed = await asyncio.to_thread(server.script.gone.wait, 3)
        known = time.perf_counter() - started
    typed = await one.kept_text("harness:note")
    # The rules' document is there without a model, whatever was left in the middle.
    made = await document.draft(one, "auto") if behaviour == WAITING[0] else None
    sound = made is None or made.receipt.engine == "rules"
    return {
        "gone_on": gone_on, "known": known if closed else None, "early": early,
        "lost": typed != TYPED or not sound,
    }  # fmt: skip


async def _drafted(one: Assistant, document: ModelDocument) -> None:
    await document.draft(one, "model")


async def measure(runs: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {document.name: [] for document in DOCUMENTS}
    with tempfile.TemporaryDirectory() as name:
        store, settings = Path(name) / "demo.sqlite", Path(name) / "settings.toml"
        demo = assistant(Settings(store=str(store)), clock=Day(), settings_file=settings)
        await demo.load_demo()
        await demo.close()
        for document in DOCUMENTS:
            one = assistant(
                Settings(store=str(store), person=document.person, embedder="none"),
                clock=Day(),
                settings_file=settings,
            )
            await document.draft(one, "rules")  # what is loaded once is not what is measured
            for _ in range(runs):
                for behaviour in WAITING:
                    found[document.name].append(await left(one, document, behaviour))
            await one.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    found = asyncio.run(measure(options.runs))
    rows = {}
    for name, cases in found.items():
        went = [case["gone_on"] * 1000 for case in cases]
        knew = [case["known"] * 1000 for case in cases if case["known"] is not None]
        rows[name] = {
            "cases": len(cases),
            "median_ms": round(statistics.median(went), 1),
            "worst_ms": round(max(went), 1),
            "server_worst_ms": round(max(knew), 1) if knew else None,
            "ended_before": sum(case["early"] for case in cases),
            "lost": sum(case["lost"] for case in cases),
        }
    if options.json:
        print(json.dumps(rows))
        return
    print(f"{'document':<18}{'cases':>6}{'median':>9}{'worst':>9}{'server knows':>14}   lost")
    for name, row in rows.items():
        print(
            f"{name:<18}{row['cases']:>6}{row['median_ms']:>6} ms{row['worst_ms']:>6} ms"
            f"{row['server_worst_ms']!s:>11} ms{row['lost']:>7}"
        )
    worst = max(row["worst_ms"] for row in rows.values())
    print(f"worst of all: {worst} ms (bar 200 ms); drafts or typed text lost: "
          f"{sum(row['lost'] for row in rows.values())}")  # fmt: skip


if __name__ == "__main__":
    main()
