"""Figures by group, with those held back that would say what few people said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.protection.rows import Rule, Scale, ShownRow, Unit, shown_row
from assistant.domain.protection.subtraction import stays_safe

Why = Literal["", "few", "subtraction", "earlier"]
"""Why a cell is held back. ``few``: too few stand behind it. ``subtraction``: it, or the cell
beside it, could be worked out. ``earlier``: set against a figure shown before, it would say what
the few people said who came, went or changed their answer since."""

ALL, MENTORS, MENTEES, OTHER_SITES = "all", "mentors", "mentees", "other sites"


class Cell(BaseModel):
    """A figure for one group: its text with people and pairings behind it, or why not."""

    model_config = ConfigDict(frozen=True)

    group: str
    text: str = ""
    value: float | None = None
    """None where it is held back or told inexactly."""
    people: int = 0
    pairings: int = 0
    why: Why = ""
    since: date | None = None
    """The day on which it was shown first, where it has been kept as it was then."""


class Measure(BaseModel):
    """How a figure is made and told. A mean is of a scale; a share counts the answers that are 1
    out of all."""

    model_config = ConfigDict(frozen=True)

    name: str
    """Names the measure in every note, such as "energy after session 3"."""
    how: Literal["mean", "share"] = "mean"
    scale: Scale = Scale()

    def text(self, units: Collection[Unit]) -> str:
        """The figure in words: "3.9", "over 4.5", "29 of 41"."""
        values = [unit.value or 0.0 for unit in units]
        if self.how == "share":
            return f"{sum(values):g} of {len(values)}"
        mean = sum(values) / len(values)
        if mean > self.scale.high:
            return f"over {self.scale.high:g}"
        return f"under {self.scale.low:g}" if mean < self.scale.low else f"{mean:.1f}"

    def exact(self, units: Collection[Unit]) -> bool:
        """Whether the text tells the sum to somebody who knows how many answered."""
        mean = sum(unit.value or 0.0 for unit in units) / len(units)
        return self.how == "share" or self.scale.low <= mean <= self.scale.high

    def fits(self, rule: Rule) -> Callable[[Sequence[Unit]], bool]:
        """Whether a group's own figure may be known exactly."""

        def fits(units: Sequence[Unit]) -> bool:
            if not rule.holds(units) or not self.exact(units):
                return False
            if self.how == "mean":
                return True
            # Both sides of a share: "12 of 12 kept" says what each of them did.
            return all(rule.holds([u for u in units if u.value == side]) for side in (0.0, 1.0))

        return fits


class Shown(BaseModel):
    """The cells of one measure, and the rows to remember."""

    model_config = ConfigDict(frozen=True)

    measure: str
    cells: tuple[Cell, ...]
    rows: tuple[ShownRow, ...]

    def cell(self, group: str) -> Cell:
        """The cell of a group; one held back where there is none."""
        found = next((cell for cell in self.cells if cell.group == group), None)
        return found or Cell(group=group, why="few")


def protect(
    measure: Measure,
    units: Sequence[Unit],
    groups: Sequence[tuple[str, Sequence[Unit]]],
    earlier: Sequence[ShownRow],
    rule: Rule,
    today: date,
) -> Shown:
    """Show what can be shown, group by group in the order given.

    A figure that an earlier one would betray is told as it was then, where it was told at all:
    figures move only when enough people's answers have moved them.
    """
    past = [row for row in earlier if row.measure == measure.name]
    known = {unit.key: unit for unit in units}
    for row in past:
        for key, person, pairing in row.units:
            known.setdefault(key, Unit(key=key, person=person, pairing=pairing))
    before = [row.keys for row in past if _told_exactly(row)]
    cells: list[Cell] = []
    rows: list[ShownRow] = []
    for name, members in groups:
        cell, shown = _cell(measure, name, members, past, before, known, rule, today)
        cells.append(cell)
        if shown is not None:
            rows.append(shown)
            if _told_exactly(shown):
                before.append(shown.keys)
    return Shown(measure=measure.name, cells=tuple(_alike(cells)), rows=tuple(rows))


def _cell(
    measure: Measure,
    name: str,
    units: Sequence[Unit],
    past: Sequence[ShownRow],
    before: Sequence[frozenset[str]],
    known: Mapping[str, Unit],
    rule: Rule,
    today: date,
) -> tuple[Cell, ShownRow | None]:
    if not rule.holds(units):
        return Cell(group=name, why="few"), None
    fits = measure.fits(rule)
    exact = measure.exact(units)
    if exact and not fits(units):
        return Cell(group=name, why="few"), None
    row = shown_row(measure.name, name, units, measure.text(units), today)
    if not exact or stays_safe(before, row.keys, known, rule, fits):
        again = any(old.keys == row.keys and old.group == name for old in past)
        return _told(row, units if exact else ()), None if again else row
    of_group = [old for old in past if old.group == name]
    if of_group and of_group[-1].keys <= row.keys:
        return _told(of_group[-1], ()).model_copy(update={"since": of_group[-1].on}), None
    return Cell(group=name, why="earlier" if of_group else "subtraction"), None


def _told(row: ShownRow, units: Collection[Unit]) -> Cell:
    values = [unit.value or 0.0 for unit in units]
    return Cell(
        group=row.group,
        text=row.text,
        value=sum(values) / len(values) if values else None,
        people=len({person for _, person, _ in row.units}),
        pairings=len({pairing for _, _, pairing in row.units}),
    )


def _told_exactly(row: ShownRow) -> bool:
    return not row.text.startswith(("over ", "under "))


def _alike(cells: Sequence[Cell]) -> list[Cell]:
    """Of two groups that make up a whole, neither tells which one is the small one."""
    hidden = {cell.group: cell.why for cell in cells if cell.why}
    told: list[Cell] = []
    for cell in cells:
        beside = [why for group, why in hidden.items() if _beside(group, cell.group)]
        both = cell.why == "few" and "subtraction" in beside
        told.append(cell.model_copy(update={"why": "subtraction"}) if both else cell)
    return told


def _beside(one: str, other: str) -> bool:
    roles = {MENTORS, MENTEES}
    return one != other and ALL not in (one, other) and (one in roles) == (other in roles)
