"""The edits that a person can make to an agenda in hand, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.drafts import Lead


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True)


class SetMinutes(_Change):
    """Give a line other minutes; the difference comes from or goes to ``take_from``, or the
    longest other line if it is None."""

    act: Literal["set-minutes"] = "set-minutes"
    line: str
    minutes: int = Field(ge=1, le=240)
    take_from: str | None = None


class MoveLine(_Change):
    """Put a line before another one; ``before`` None puts it last among the items."""

    act: Literal["move"] = "move"
    line: str
    before: str | None = None


class DropLine(_Change):
    """Remove a line; its minutes go to the main one."""

    act: Literal["drop"] = "drop"
    line: str


class ParkLine(_Change):
    """Remove a line but keep its topic on the page for another session."""

    act: Literal["park"] = "park"
    line: str


class InsertLine(_Change):
    """Add a line of one's own; its minutes come from the longest line."""

    act: Literal["insert"] = "insert"
    topic: str = Field(min_length=1, max_length=200)
    minutes: int = Field(default=5, ge=1, le=240)
    lead: Lead = "mentor"
    prompts: tuple[str, ...] = ()
    before: str | None = None


class EditLine(_Change):
    """Change a line's words or who leads it; None leaves a field as it is."""

    act: Literal["edit"] = "edit"
    line: str
    topic: str | None = Field(default=None, min_length=1, max_length=200)
    lead: Lead | None = None
    purpose: str | None = None
    goal: str | None = None
    prompts: tuple[str, ...] | None = None


class SetTotal(_Change):
    """Make the whole session shorter or longer."""

    act: Literal["set-total"] = "set-total"
    minutes: int = Field(ge=10, le=240)


AgendaChange = SetMinutes | MoveLine | DropLine | ParkLine | InsertLine | EditLine | SetTotal
