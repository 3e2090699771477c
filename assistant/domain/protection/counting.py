"""How many people, in how many pairings, said a thing: told only where that betrays nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.domain.protection.rows import Rule, ShownRow, Unit, shown_row
from assistant.domain.protection.subtraction import stays_safe


class Count(BaseModel):
    """People and pairings behind a theme. ``exact`` is False where only "at least" is told."""

    model_config = ConfigDict(frozen=True)

    people: int
    pairings: int
    exact: bool = True

    @property
    def text(self) -> str:
        """ "7 people, 6 pairings", or "at least 5 people, at least 3 pairings"."""
        at_least = "" if self.exact else "at least "
        return f"{at_least}{self.people} people, {at_least}{self.pairings} pairings"


def protect_count(
    measure: str,
    population: Sequence[Unit],
    earlier: Sequence[ShownRow],
    rule: Rule,
    today: date,
) -> tuple[Count | None, ShownRow | None]:
    """The count of those of ``population`` whose value is 1, or None where too few said it.

    Exact unless nearly everybody said it (then each of them did), or unless an earlier count of
    the same would tell what the few people said who came, went or spoke since.
    """
    said = [unit for unit in population if unit.value]
    if not rule.holds(said):
        return None, None
    people, pairings = _distinct(said)
    of_people, of_pairings = _distinct(population)
    low_people = max(rule.people, min(people, of_people - rule.people))
    low_pairings = max(rule.pairings, min(pairings, of_pairings - 1))
    if (low_people, low_pairings) != (people, pairings):
        return Count(people=low_people, pairings=low_pairings, exact=False), None
    count = Count(people=people, pairings=pairings)
    row = shown_row(measure, "all", population, count.text, today)
    past = [old for old in earlier if old.measure == measure]
    known = {unit.key: unit for unit in population}
    for old in past:
        for key, person, pairing in old.units:
            known.setdefault(key, Unit(key=key, person=person, pairing=pairing))
    if stays_safe([old.keys for old in past], row.keys, known, rule, rule.holds):
        return count, None if any(old.keys == row.keys for old in past) else row
    return Count(people=rule.people, pairings=rule.pairings, exact=False), None


def _distinct(units: Sequence[Unit]) -> tuple[int, int]:
    return len({unit.person for unit in units}), len({unit.pairing for unit in units})
