"""Rehearsing something hard to say. Nothing of it is a record: it lives while it is done."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_TURNS = 3
"""So often the person speaks; then it is looked at what worked."""


class RehearsalTurn(BaseModel):
    """``partner`` is a simulated counterpart: its words are invented and are shown as that."""

    model_config = ConfigDict(frozen=True)

    speaker: Literal["you", "partner", "coach"]
    text: str

    @property
    def invented(self) -> bool:
        """Whether nobody said it."""
        return self.speaker == "partner"


class Rehearsed(BaseModel):
    """What comes back to the newest words; ``over`` after the last turn."""

    model_config = ConfigDict(frozen=True)

    partner: str
    turns: tuple[RehearsalTurn, ...]
    over: bool = False
    engine: Literal["rules", "model"] = "rules"
    note: str = ""


class Objection(BaseModel):
    """What somebody might say to words of a kind; ``when`` "" fits any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: str
    says: tuple[str, ...] = Field(min_length=1)


class RehearsalBank(BaseModel):
    """Read from ``knowledge/rehearsal``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = "en"
    frame: str
    objections: tuple[Objection, ...] = Field(min_length=1)
    closing: str
    listening: tuple[str, ...] = Field(min_length=1)
    missing: dict[Literal["moment", "act", "effect", "ask"], str]
    worked: dict[Literal["moment", "act", "effect", "ask", "back"], str]
    said_back: str
    moments: str
    effects: str
    deeds: str

    @cached_property
    def _objections(self) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
        return tuple((re.compile(o.when, re.IGNORECASE), o.says) for o in self.objections)

    def objection(self, text: str, turn: int) -> str:
        """What might come back to a text at that turn, from 0."""
        says = next((s for pattern, s in self._objections if pattern.search(text)), ("",))
        return says[turn % len(says)]

    def shows(self, kind: Literal["said_back", "moments", "effects", "deeds"], text: str) -> bool:
        """Whether a text shows one of the named signs."""
        return re.search(getattr(self, kind), text, re.IGNORECASE) is not None
