"""How well the language checks tell lines apart: precision and recall on the labelled sets.

Usage: python -m benchmarks.language [--misses]

Parts, in ``tests/language``: ``dev``, against which the rules were written; ``held``, written
before them by the same hand, which flatters them; ``fresh``, batches written when the rules were
done, told once (what was found of each at first sight stands in docs/decisions/0009), then learnt
from; ``blind``, written before the last change and never learnt from. ``--misses`` shows what was
told wrongly, of dev alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.domain.language import Language, Remark
from assistant.domain.questions import question_remarks
from assistant.exchange.content import load_bank
from assistant.grounding.behaviour import character_remarks
from assistant.grounding.stereotypes import stereotype_remarks
from knowledge import FOLDER

SETS = Path(__file__).parents[1] / "tests" / "language"
CHECKS: dict[str, Callable[[str, Language], list[Remark]]] = {
    "stereotypes": stereotype_remarks,
    "questions": question_remarks,
    "behaviour": character_remarks,
}


@dataclass(frozen=True)
class Labelled:
    """A line of a set, with the kind of fault that it has; "" for none."""

    text: str
    kind: str


@dataclass(frozen=True)
class Told:
    """What a check said of a set. ``right_kind`` counts those found and named rightly."""

    found: int
    missed: int
    false: int
    clean: int
    right_kind: int
    wrong_lines: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found else 0.0


@cache
def language() -> Language:
    return load_bank(FOLDER).language


def parts(check: str) -> list[str]:
    """The parts of a check's set."""
    return sorted(path.stem.partition("-")[2] for path in SETS.glob(f"{check}-*.yaml"))


def lines(check: str, part: str) -> list[Labelled]:
    """The labelled lines of a part."""
    content = yaml.safe_load((SETS / f"{check}-{part}.yaml").read_text(encoding="utf-8"))
    assert content["part"] == part
    flagged = [Labelled(text, kind) for kind, texts in content["flagged"].items() for text in texts]
    return [*flagged, *(Labelled(text, "") for text in content.get("clean") or content["good"])]


def tell(check: str, labelled: Iterable[Labelled]) -> Told:
    """What the check says of labelled lines."""
    found = missed = false = clean = right = 0
    wrong = []
    for line in labelled:
        kinds = {remark.kind for remark in CHECKS[check](line.text, language())}
        if line.kind:
            found += bool(kinds)
            missed += not kinds
            right += line.kind in kinds
        else:
            clean += 1
            false += bool(kinds)
        if bool(kinds) != bool(line.kind):
            wrong.append(f"{line.kind or 'clean'}: {line.text}")
    return Told(found, missed, false, clean, right, tuple(wrong))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    misses = parser.parse_args().misses
    print(f"{'check':12} {'part':6} {'lines':>5} {'found':>7} {'false':>7} "
          f"{'precision':>9} {'recall':>7} {'kind':>5}")  # fmt: skip
    for check in CHECKS:
        for part in parts(check):
            told = tell(check, lines(check, part))
            faulty = told.found + told.missed
            print(
                f"{check:12} {part:6} {faulty + told.clean:5} {told.found:3}/{faulty:<3} "
                f"{told.false:3}/{told.clean:<3} {told.precision:9.3f} {told.recall:7.3f} "
                f"{told.right_kind / faulty:5.2f}"
            )
            if misses and part == "dev":
                print(*(f"    {line}" for line in told.wrong_lines), sep="\n")


if __name__ == "__main__":
    main()
