"""How late an event loop wakes, and how much of that is the machine's: ``benchmarks.screen``."""

from __future__ import annotations

import asyncio
import json
import select
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = 0.005
"""Seconds that a sleeper asks for."""


@dataclass
class Lag:
    """How much later than asked for a sleeper woke, and what its thread worked meanwhile; ms."""

    late: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        late = sorted(self.late)
        return {
            "p95": round(late[int(0.95 * len(late))], 1),
            "longest": round(late[-1], 1),
            "own work, longest": round(max(self.worked), 1),
            "looks": len(late),
        }

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            begin, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            self.late.append(1000 * (time.perf_counter() - begin - TICK))
            self.worked.append(1000 * (time.thread_time() - worked))


def sleep_until_told() -> None:
    """What the machine alone adds, measured by a process that only sleeps until its input ends."""
    lag = Lag()
    while not select.select([sys.stdin], [], [], 0)[0]:
        begin = time.perf_counter()
        time.sleep(TICK)
        lag.late.append(1000 * (time.perf_counter() - begin - TICK))
        lag.worked.append(0.0)
    print(json.dumps(lag.told()))


def child(command: list[str]) -> subprocess.Popen[str]:
    """A process to talk to; its errors go nowhere, as a screen's own are taken by Textual."""
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True)


class Machine:
    """A process beside that only sleeps."""

    def __init__(self) -> None:
        self._process = child([sys.executable, "-m", "benchmarks.lag"])

    def told(self) -> dict[str, float]:
        found: dict[str, float] = json.loads(self._process.communicate("", timeout=30)[0])
        return found


def resident() -> float:
    """Megabytes of this process that lie in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    sys.exit("this system does not say how much memory a process takes")


if __name__ == "__main__":
    sleep_until_told()
