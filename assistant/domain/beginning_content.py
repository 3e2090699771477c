"""What people meet in their first minutes, per language: loaded from ``knowledge/beginning``."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfferedBoundary(_Content):
    """A topic that many keep out, to be taken with one key."""

    topic: str = Field(min_length=1)
    terms: tuple[str, ...] = ()


class MirrorStatement(_Content):
    """Something to hold oneself against; ``quote`` of ``card`` is one way of trying it."""

    text: str = Field(min_length=1)
    card: str
    quote: str = Field(min_length=1)


class Mirror(_Content):
    """A private look at oneself before it begins, for one role."""

    about: str
    statements: tuple[MirrorStatement, ...] = Field(min_length=1)


class Mirrors(_Content):
    answers: tuple[str, str, str]
    """From the weakest to the strongest."""
    mentor: Mirror
    mentee: Mirror

    def of(self, role: Literal["mentor", "mentee"]) -> Mirror:
        return self.mentor if role == "mentor" else self.mentee


class BeginningContent(_Content):
    """One language's first page, offered boundaries and mirrors."""

    language: str = "en"
    first_page: dict[Literal["mentor", "mentee"], tuple[str, ...]]
    boundaries: tuple[OfferedBoundary, ...]
    readiness: Mirrors
