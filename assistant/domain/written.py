"""What somebody wrote, part by part, with who reads each part."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.visibility import Visibility

WrittenKind = Literal["note", "reflection"]


class WrittenPart(BaseModel):
    """A paragraph of a session note or an answer of a reflection, as its author sees it."""

    model_config = ConfigDict(frozen=True)

    record: str
    kind: WrittenKind
    place: int = Field(ge=1)
    """From 1, in its record."""
    pairing: str
    partner: str
    """First name of whom it may be shared with."""
    session: int | None = None
    at: datetime
    """When its record was first kept."""
    question: str = ""
    text: str
    visibility: Visibility

    @property
    def id(self) -> str:
        """Names it among all that one wrote."""
        return f"{self.record}/{self.place}"


def heading_of(part: WrittenPart) -> str:
    """What it is a part of: "Session 3 with Martin, your note"."""
    session = f"Session {part.session}" if part.session is not None else "Before the first session"
    return f"{session} with {part.partner}, your {part.kind}"


def readers_of(part: WrittenPart) -> str:
    """Who reads it: "only you", "you and Martin", "the programme"."""
    match part.visibility:
        case Visibility.PRIVATE:
            return "only you"
        case Visibility.PAIR:
            return f"you and {part.partner}"
        case _:
            return "everybody in the programme"
