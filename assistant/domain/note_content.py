"""What the coordinator's note is written from: content of a programme, loaded from a file."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.protection.quotes import QuoteWords
from assistant.domain.wording import content_stems, stem


class Subject(BaseModel):
    """Something that programmes meet with, and the request that answers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    side: Literal["works", "blocks"]
    terms: tuple[str, ...] = Field(min_length=1)
    card: str = ""
    quote: str = ""
    """A sentence of the card, to the letter."""
    ask: str = ""
    ask_at_end: str = ""
    """The same for the next group, where the programme ends; "" where ``ask`` serves for both."""
    in_short: str = ""
    """The request in a few words, within a sentence."""
    settle: str = ""
    """A question: what has to be known or decided before the request can be met."""
    of_whom: str = ""
    days: int = Field(default=28, gt=0)
    """Days from the note to the proposed date."""

    def wording(self, *, at_end: bool) -> str:
        """The request as it is put at the mid-point, or at the end."""
        return (self.ask_at_end if at_end else "") or self.ask

    def agrees(self, name: str) -> int:
        """How many words of a theme's name are forms of the terms."""
        return len(content_stems(name, frozenset()) & {stem(term) for term in self.terms})


class Statements(BaseModel):
    """A self-rating for one role: what it is about, and its statements, rated 1 to 5."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    statements: tuple[str, ...] = Field(min_length=1)


class SelfRatingForm(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    mentor: Statements
    mentee: Statements
    change_seen: str


class NoteContent(BaseModel):
    """One language's subjects, quote words and self-rating."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = "en"
    subjects: tuple[Subject, ...] = Field(min_length=1)
    quote_words: QuoteWords
    self_rating: SelfRatingForm

    def subject_of(self, theme: str) -> Subject | None:
        """The subject that a theme's name agrees with most; None where it agrees with none."""
        best = max(self.subjects, key=lambda subject: subject.agrees(theme))
        return best if best.agrees(theme) else None
