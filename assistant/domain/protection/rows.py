"""What a figure is made of, and what is remembered of it once it was shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.visibility import Role


class Rule(BaseModel):
    """A figure needs this many people and this many pairings behind it."""

    model_config = ConfigDict(frozen=True)

    people: int = 5
    pairings: int = 3

    def holds(self, units: Iterable[Unit]) -> bool:
        """Whether enough people and pairings stand behind these answers."""
        found = list(units)
        return (
            len({unit.person for unit in found}) >= self.people
            and len({unit.pairing for unit in found}) >= self.pairings
        )


class Unit(BaseModel):
    """One answer of one person. ``key`` is what it is known by: an answer that was changed has
    another key, because to somebody who subtracts it is another unknown."""

    model_config = ConfigDict(frozen=True)

    key: str
    person: str
    pairing: str
    role: Literal[Role.MENTOR, Role.MENTEE] = Role.MENTOR
    site: str = ""
    value: float | None = None
    """None where it is no longer known: the answer was withdrawn after a figure had shown it."""


class Scale(BaseModel):
    """The least and the greatest value that an answer can have."""

    model_config = ConfigDict(frozen=True)

    least: float = 1
    most: float = 5

    @property
    def low(self) -> float:
        """A mean below this is not told exactly: near the end it tells what everybody said."""
        return self.least + (self.most - self.least) / 8

    @property
    def high(self) -> float:
        """A mean above this is not told exactly."""
        return self.most - (self.most - self.least) / 8


class ShownRow(BaseModel):
    """A figure that somebody has seen, and whose answers it was made of. Nobody reads it: it is
    there so that no later figure, taken from it, leaves one person's answer."""

    model_config = ConfigDict(frozen=True)

    measure: str
    group: str
    units: tuple[tuple[str, str, str], ...]
    """Key, person and pairing of each answer; never its value."""
    text: str
    on: date

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key for key, _, _ in self.units)


def shown_row(measure: str, group: str, units: Collection[Unit], text: str, on: date) -> ShownRow:
    """What is remembered of a figure."""
    listed = sorted((unit.key, unit.person, unit.pairing) for unit in units)
    return ShownRow(measure=measure, group=group, units=tuple(listed), text=text, on=on)
