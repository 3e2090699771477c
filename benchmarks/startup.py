"""First frame of the screen against a bare Textual app, in alternating fresh processes.

``python -m benchmarks.startup [--runs N] [--json]``. Each process measures from its own start to
the first frame drawn, and stops there. The bar is a ratio of the medians of at most 1.3.
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
_BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready")

    def on_mount(self):
        self.call_after_refresh(self.exit)

Bare().run(headless=True, size=(80, 24))
"""
_OURS = """
from tui.__main__ import named_theme, theme_for
from tui.app import ViceversaApp

ViceversaApp.open = ViceversaApp.exit
app = ViceversaApp(lambda: None, theme=theme_for(named_theme()))
app.run(headless=True, size=(80, 24))
"""
"""``open`` is what the screen does after its first frame."""


def seconds(script: str) -> float:
    """From the start of a fresh process to its end, right after the first frame."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def measure(runs: int) -> dict[str, float]:
    """Medians in ms and their ratio. One run of each is thrown away: it fills the file cache."""
    seconds(_BARE)
    seconds(_OURS)
    bare, ours = [], []
    for _ in range(runs):
        bare.append(seconds(_BARE))
        ours.append(seconds(_OURS))
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
