"""What goes into a coordinator's note and comes of it: self-ratings, asks, the ledger, the note."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from assistant.domain.documents import Page
from assistant.domain.drafts import Receipt
from assistant.domain.protection.rows import ShownRow
from assistant.domain.records import Record
from assistant.domain.visibility import Reader, Visibility

Wave = Literal["baseline", "mid", "end"]


class Period(StrEnum):
    """Which note: at the mid-point, or at the end."""

    MID = "mid"
    END = "end"


class SelfRating(Record):
    """How somebody rates their own practice, statement by statement, 1 to 5. Theirs alone."""

    kind: ClassVar[str] = "self-rating"

    wave: Wave
    scores: tuple[int, ...] = Field(min_length=1)
    change_seen: bool | None = None
    """Whether there is one change that a colleague outside the pairing would notice; None if the
    question was not answered."""

    @model_validator(mode="after")
    def _within_scale(self) -> Self:
        if any(not 1 <= score <= 5 for score in self.scores):
            raise ValueError("each statement is rated 1 to 5")
        return self

    @property
    def total(self) -> int:
        return sum(self.scores)

    def seen_by(self, reader: Reader) -> Self | None:
        return self if reader.person == self.author else None


class AskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


class Ask(Record):
    """What the programme asks of the organisation, and what came of it. Everybody reads it."""

    kind: ClassVar[str] = "ask"

    text: str = Field(min_length=1)
    of_whom: str = ""
    by: date | None = None
    answer: str = ""
    state: AskState = AskState.OPEN
    asked_on: date | None = None
    answered_on: date | None = None
    visibility: Visibility = Visibility.PROGRAMME

    def written_by(self, reader: Reader) -> bool:
        return self.programme is not None and self.programme in reader.coordinates


class ShownFigures(Record):
    """The ledger of a programme's figures: one entry for each time that new ones were shown.

    No person reads or writes it. The store keeps it, so that no later figure gives away by
    subtraction what an earlier one held.
    """

    kind: ClassVar[str] = "shown-figures"

    rows: tuple[ShownRow, ...] = ()

    def seen_by(self, reader: Reader) -> Self | None:  # noqa: ARG002 (nobody does)
        return None

    def written_by(self, reader: Reader) -> bool:  # noqa: ARG002 (nobody does)
        return False


class SummaryNote(Record):
    """A coordinator's note, released: the whole programme reads it."""

    kind: ClassVar[str] = "summary"

    period: Period
    page: Page
    receipt: Receipt
    draft: str = ""
    """Id of the draft that it came from."""
    as_of: date
    visibility: Visibility = Visibility.PROGRAMME

    def written_by(self, reader: Reader) -> bool:
        return self.author == reader.person and self.programme in reader.coordinates


class CallRequest(Record):
    """That somebody asked their coordinator for a call: that they did, and nothing else.

    The two of them read it and either erases it; it is never counted.
    """

    kind: ClassVar[str] = "call-request"

    def seen_by(self, reader: Reader) -> Self | None:
        return self if self._between(reader) else None

    def written_by(self, reader: Reader) -> bool:
        return self._between(reader)

    def _between(self, reader: Reader) -> bool:
        return reader.person == self.author or self.programme in reader.coordinates
