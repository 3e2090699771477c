"""First frame of the screen against a bare Textual app and elia-chat, in alternating processes.

``python -m benchmarks.startup [--runs N] [--without-elia] [--json]``. Each time is from the start
of a fresh process to the first frame that it draws, where it stops. The bars are ratios of the
medians: at most 1.2 times the bare app, at most 0.7 times elia-chat. The ratios of the processor
time stand beside them, since the clock of a busy machine measures its other work too.

elia-chat is installed once, into a virtual environment of its own in this user's cache folder.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

ROOT = Path(__file__).parents[1]
BAR = 1.2
ELIA_BAR = 0.7
_WATCH = r"""
import os, time
from textual.app import App

def watched(self, screen, update):
    if update is not None:
        # Not by print, which belongs to Textual while an application runs.
        os.write(1, f"{time.monotonic()} {time.process_time()}\n".encode())
        os._exit(0)

App._display = watched
"""
"""All stop at the first update that is drawn, before anything else runs."""
_BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready")

Bare().run(headless=True, size=(80, 24))
"""
_OURS = """
import assistant.cli.__main__
from tui.__main__ import ViceversaApp, named_theme, theme_for

app = ViceversaApp(lambda: None, theme=theme_for(named_theme()))
app.run(headless=True, size=(80, 24))
"""
_ELIA = """
from elia_chat.__main__ import Elia, LaunchConfig, create_db_if_not_exists

create_db_if_not_exists()
Elia(LaunchConfig()).run(headless=True, size=(80, 24))
"""


@dataclass(frozen=True)
class Contestant:
    """``python`` runs ``script``, with nothing of this user's settings."""

    name: str
    python: str
    script: str
    cwd: Path = ROOT


@dataclass(frozen=True)
class Start:
    """Until the first frame, in seconds: by the clock, and of the processor."""

    clock: float
    processor: float


def start(one: Contestant, home: Path) -> Start:
    """One fresh process, until the first frame that it draws."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    started = time.monotonic()
    done = subprocess.run(
        [one.python, "-c", _WATCH + one.script],
        cwd=one.cwd,
        env={**kept, "HOME": str(home), "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{one.name} drew no frame:\n{done.stderr[-2000:]}")
    at, worked = done.stdout.strip().splitlines()[-1].split()
    return Start(float(at) - started, float(worked))


def elia() -> str:
    """The Python that has elia-chat, installed if it is not there; RuntimeError where it cannot."""
    folder = user_cache_path("viceversa") / "benchmarks" / "elia"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed"
    if stamp.exists():
        return str(python)
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise RuntimeError("there is no uv to install it with; make bench brings it")
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--python", str(python), "elia-chat>=1.10,<2"],
        [str(python), "-m", "compileall", "-q", str(folder)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode and "compileall" not in command:
            told = (done.stderr.strip().splitlines() or ["it did not say why"])[-1]
            raise RuntimeError(told)
    stamp.touch()
    return str(python)


def measure(contestants: list[Contestant], runs: int) -> dict[str, list[Start]]:
    """Starts of each, in turn. One of each is thrown away: it fills the file cache."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {one.name: Path(folder) / one.name for one in contestants}
        for home in homes.values():
            home.mkdir()
        found: dict[str, list[Start]] = {one.name: [] for one in contestants}
        for number in range(runs + 1):
            for one in contestants:
                took = start(one, homes[one.name])
                if number:
                    found[one.name].append(took)
    return found


def judged(found: dict[str, list[Start]]) -> dict[str, object]:
    """Medians in ms, and how many times as long as each of the others ours takes."""
    said: dict[str, object] = {"runs": len(found["viceversa"])}
    for what in ("clock", "processor"):
        medians = {
            name: statistics.median(getattr(one, what) for one in starts)
            for name, starts in found.items()
        }
        said[what] = {
            "ms": {name: round(1000 * seconds, 1) for name, seconds in medians.items()},
            "ratio": {
                name: round(medians["viceversa"] / seconds, 3)
                for name, seconds in medians.items()
                if name != "viceversa"
            },
        }
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--without-elia", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    contestants = [
        Contestant("bare", sys.executable, _BARE),
        Contestant("viceversa", sys.executable, _OURS),
    ]
    bars = {"bare": BAR}
    if not options.without_elia:
        try:
            python = elia()
        except RuntimeError as trouble:
            print(f"elia-chat is left out, it cannot be installed: {trouble}", file=sys.stderr)
        else:
            contestants.append(Contestant("elia", python, _ELIA, Path(tempfile.gettempdir())))
            bars["elia"] = ELIA_BAR
    result = judged(measure(contestants, options.runs))
    if options.json:
        print(json.dumps({**result, "bars": bars}))
    ratios: dict[str, float] = result["clock"]["ratio"]  # type: ignore[index]
    if not options.json:
        for what, figures in (("clock", result["clock"]), ("processor", result["processor"])):
            ms, ratio = figures["ms"], figures["ratio"]  # type: ignore[index]
            others = ", ".join(
                f"{name} {ms[name]} ms ({ratio[name]} times, bar {bar})"
                for name, bar in bars.items()
            )
            print(f"first frame, {what}: Viceversa {ms['viceversa']} ms; {others}")
        print(f"medians of {options.runs} fresh processes each, in turn")
    return 0 if all(ratios[name] <= bar for name, bar in bars.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
