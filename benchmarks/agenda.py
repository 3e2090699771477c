"""How long an agenda by rules takes: the whole command, and the drafting alone.

Usage: python -m benchmarks.agenda [--runs 5]
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def whole_command(store: Path, home: Path, runs: int) -> list[float]:
    """Seconds of ``viceversa agenda --json`` in fresh processes, after one to warm up."""
    environment = {**os.environ, "VICEVERSA_STORE": str(store), "HOME": str(home)}
    command = [sys.executable, "-m", "assistant.cli", "agenda", "--pairing", "ana-martin", "--json"]
    seconds = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        seconds.append(time.perf_counter() - started)
        agenda = json.loads(done.stdout)
        lines = agenda["opening"] + agenda["items"] + agenda["closing"]
        assert sum(line["minutes"] for line in lines) == agenda["minutes"]
    return seconds[1:]


def drafting(store: Path, runs: int) -> list[float]:
    """Seconds of the pure drafting, in this process, for each pairing of the demo."""
    from assistant.bootstrap import services
    from assistant.domain.drafts import Length
    from assistant.drafting.agendas import draft_agenda
    from assistant.settings import Settings

    opened = services(Settings(store=str(store), person="ana-ferreira"))
    pairing = opened.context.pairing("ana-martin")
    session = opened.context.session(pairing, "next")
    briefings = opened.agendas._briefings
    briefing = briefings.gather(pairing, session, Length.STEADY, None)
    hits = briefings.passages(briefing)
    seconds = []
    for _ in range(runs * 4):
        started = time.perf_counter()
        draft_agenda(briefing, hits, opened.context.bank)
        seconds.append(time.perf_counter() - started)
    opened.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = home / "store.sqlite"
        from assistant.bootstrap import assistant

        async def fill() -> None:
            opened = assistant(store=str(store), settings_file=home / "settings.toml")
            await opened.load_demo()
            await opened.close()

        asyncio.run(fill())
        command = [sys.executable, "-m", "assistant.cli", "--as", "ana-ferreira", "home"]
        environment = {**os.environ, "VICEVERSA_STORE": str(store), "HOME": str(home)}
        subprocess.run(command, env=environment, capture_output=True, check=True)
        os.environ.update(environment, VICEVERSA_AS="ana-ferreira")
        whole = whole_command(store, home, runs)
        pure = drafting(store, runs)
    print(f"viceversa agenda --json   median {statistics.median(whole):.2f} s (bar 3 s)")
    print(
        f"drafting alone            first {pure[0] * 1000:.0f} ms, "
        f"median {statistics.median(pure) * 1000:.0f} ms (bar 100 ms)"
    )


if __name__ == "__main__":
    main()
