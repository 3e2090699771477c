"""The figures of the documents, from real runs, into docs/scorecard.md.

Usage: python -m benchmarks.scorecard [--shared ../shared] [--to FILE] [--only NAME,...]

Each part is one of the other benchmarks, run in its own process, and says when it ran. A part that
is not asked for keeps what it said before; one whose data is not here is named as left out.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """A heading, the benchmark behind it, and what it needs."""

    name: str
    title: str
    arguments: tuple[str, ...]
    needs: str = ""


PARTS = (
    Part("gate", "The citation gate: planted quotes", ("benchmarks.gate",)),
    Part("language", "Language checks on labelled lines", ("benchmarks.language",)),
    Part("gates", "Gates of every document by rules", ("benchmarks.gates", "--shared", "{shared}")),
    Part("swap", "Other people, the same frame", ("benchmarks.counterfactual",)),
    Part("leak", "Ten meetings with secrets", ("benchmarks.leak", "{shared}/data/leak"),
         "data/leak"),
    Part("injection", "Instructions hidden in records",
         ("benchmarks.injection", "{shared}/data/injection"), "data/injection"),
    Part("drafting", "What the rules take to draft",
         ("benchmarks.drafting", "--shared", "{shared}", "--runs", "3")),
    Part("prompts", "What a prompt costs before any evidence", ("benchmarks.prompts",)),
    Part("gateway", "Time to the first fragment", ("benchmarks.gateway",)),
    Part("cancelling", "How fast each document lets go of its model", ("benchmarks.cancelling",)),
)  # fmt: skip


def run(part: Part, shared: Path) -> tuple[bool, str, float]:
    """Whether it ran, what it printed, and how long it took in seconds."""
    arguments = [argument.replace("{shared}", str(shared)) for argument in part.arguments]
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, check=False
    )
    printed = done.stdout.strip() or done.stderr.strip().splitlines()[-1]
    return done.returncode == 0, printed, time.monotonic() - started


def section(part: Part, printed: str, seconds: float) -> str:
    """What a part said, under its title, with the day and the command."""
    command = " ".join(("python -m", *part.arguments)).replace("{shared}", "../shared")
    ran = f"`{command}` ({datetime.now(UTC):%d %B %Y}, {seconds:.0f} s)"
    return f"## {part.title}\n\n{ran}\n\n```\n{printed}\n```\n"


def sections_of(scorecard: str) -> dict[str, str]:
    """What an earlier scorecard says, by title."""
    found = re.split(r"^(?=## )", scorecard, flags=re.MULTILINE)[1:]
    return {one.splitlines()[0].removeprefix("## "): f"{one.strip()}\n" for one in found}


def page(sections: dict[str, str], missing: list[Part]) -> str:
    """The scorecard as Markdown, its parts in their order."""
    out = [
        "# Scorecard",
        "",
        "Figures of the documents, written by `make scorecard` from real runs. How long a part "
        "took depends on the machine and what else it does: compare ratios, not seconds.",
        "",
        f"Python {platform.python_version()}, {platform.machine()}.",
        "",
    ]
    if missing:
        titles = "; ".join(part.title for part in missing)
        out += [f"Left out, as their data was not here: {titles}.", ""]
    out += [sections[part.title] for part in PARTS if part.title in sections]
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--to", type=Path, default=Path("docs/scorecard.md"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    before = options.to.read_text(encoding="utf-8") if options.to.exists() else ""
    sections = sections_of(before)
    missing: list[Part] = []
    for part in PARTS:
        if only and part.name not in only:
            continue
        if part.needs and not (options.shared / part.needs).exists():
            missing.append(part)
            continue
        ran, printed, seconds = run(part, options.shared)
        print(f"{part.name}: {'done' if ran else 'FAILED'} in {seconds:.0f} s", file=sys.stderr)
        said = section(part, printed if ran else f"did not run: {printed}", seconds)
        sections[part.title] = said.replace(str(options.shared), "../shared")
        # After each part: one that is stopped loses none of those before it.
        options.to.write_text(page(sections, missing), encoding="utf-8")


if __name__ == "__main__":
    main()
