"""Edits of an agenda in hand as data, and a change that was asked for in words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.drafts import Agenda, Citation, Engine, Lead
from assistant.domain.records import SharedRecord


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


class SwapLines(_Change):
    """Let two lines change places; each keeps its minutes."""

    act: Literal["swap"] = "swap"
    line: str
    other: str


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
    citations: tuple[Citation, ...] = ()
    """Words of the records that the line stands on; without any it is a suggestion."""
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
    suggestions: tuple[str, ...] | None = None


class SetTotal(_Change):
    """Make the whole session shorter or longer."""

    act: Literal["set-total"] = "set-total"
    minutes: int = Field(ge=10, le=240)


AgendaChange = Annotated[
    SetMinutes | MoveLine | SwapLines | DropLine | ParkLine | InsertLine | EditLine | SetTotal,
    Field(discriminator="act"),
]

WhatHappened = Literal["removed", "added", "changed", "moved", "same"]


class ChangeRow(BaseModel):
    """One line of an agenda, before and after. Minutes are None where the line is not there."""

    model_config = ConfigDict(frozen=True)

    line: str
    what: WhatHappened
    topic: str
    lead: Lead = "mentor"
    before: int | None = None
    after: int | None = None
    at: tuple[int, int] = (0, 0)
    """Its number on the page, from 1, before and after; 0 where it is not there."""
    was: tuple[str, ...] = ()
    """Words that go: an old topic, questions that are no longer asked."""
    now: tuple[str, ...] = ()
    """Words that come in their place."""
    citations: tuple[Citation, ...] = ()


class TalkedChange(BaseModel):
    """What somebody's words would do to an agenda. Nothing is done yet.

    Either it has ``rows`` to accept or to refuse, or ``unclear`` says what was not understood and
    ``offers`` names the lines that could be meant.
    """

    model_config = ConfigDict(frozen=True)

    words: str
    changes: tuple[AgendaChange, ...] = ()
    rows: tuple[ChangeRow, ...] = ()
    total_before: int = 0
    total_after: int = 0
    said: str = ""
    """What was done, in a sentence or two."""
    unclear: str = ""
    offers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What a careful colleague would add: a part that was not understood, a rule that it strains.
    """
    engine: Engine = "rules"
    draft: str = ""
    """Id of the draft that it is about; of the shared agenda where it is for the partner."""
    version: int = 0
    """Of that draft or agenda, so that a change is never made to another form than was shown."""
    for_mentor: bool = False
    """Whether the agenda is the partner's, so that this can only be proposed to them."""

    @property
    def made(self) -> bool:
        """Whether there is something to accept."""
        return bool(self.changes)


class DocumentWish(BaseModel):
    """A document that somebody asked for in a talk, and where it is made."""

    model_config = ConfigDict(frozen=True)

    kind: Literal[
        "agenda", "brief", "read-first", "reflection", "feedback-summary", "session-summary",
        "rehearsal",
    ]  # fmt: skip
    session: str = "next"
    """next, last, or a number."""


class AgendaProposal(SharedRecord):
    """A change to the mentor's agenda that the mentee asked for; the mentor decides."""

    kind: ClassVar[str] = "agenda-proposal"

    words: str
    changes: tuple[AgendaChange, ...]
    base: Agenda
    """The shared agenda as it was then."""
    state: Literal["open", "taken", "declined"] = "open"
