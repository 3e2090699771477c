"""First frame of the screen against a bare Textual app, in alternating fresh processes.

``python -m benchmarks.startup [--runs N] [--json]``. Each time is from the start of a process to
the first frame that it draws, where it stops. The bar is a ratio of the medians of at most 1.3.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BAR = 1.3
_WATCH = """
def watched(self, screen, update):
    if update is not None:
        print(time.monotonic(), flush=True)
        os._exit(0)

App._display = watched
"""
"""Both stop at the first update that is drawn, before anything else runs."""
_BARE = """
import os, time
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready")
"""
_OURS = """
import os, time
from textual.app import App
from tui.__main__ import named_theme, theme_for
from tui.app import ViceversaApp
"""
_RUN_BARE = "Bare().run(headless=True, size=(80, 24))"
_RUN_OURS = """
app = ViceversaApp(lambda: None, theme=theme_for(named_theme()))
app.run(headless=True, size=(80, 24))
"""


def seconds(script: str) -> float:
    """From the start of a fresh process to the first frame that it draws."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return float(done.stdout.strip().splitlines()[-1]) - started


def measure(runs: int) -> dict[str, float]:
    """Medians in ms and their ratio. One run of each is thrown away: it fills the file cache."""
    scripts = (_BARE + _WATCH + _RUN_BARE, _OURS + _WATCH + _RUN_OURS)
    for script in scripts:
        seconds(script)
    bare, ours = [], []
    for _ in range(runs):
        bare.append(seconds(scripts[0]))
        ours.append(seconds(scripts[1]))
    return {
        "runs": runs,
        "bare_ms": round(statistics.median(bare) * 1000, 1),
        "viceversa_ms": round(statistics.median(ours) * 1000, 1),
        "ratio": round(statistics.median(ours) / statistics.median(bare), 3),
        "bar": BAR,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = measure(options.runs)
    if options.json:
        print(json.dumps(result))
    else:
        print(
            f"bare Textual app {result['bare_ms']} ms, Viceversa {result['viceversa_ms']} ms: "
            f"{result['ratio']} times (bar {BAR}), medians of {options.runs} fresh processes each"
        )
    return 0 if result["ratio"] <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
