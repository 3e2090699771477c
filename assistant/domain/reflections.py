"""What people write back: reflections, sealed feedback, contributions to the programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.records import Record
from assistant.domain.visibility import Reader, Visibility, may_read


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)

    question: str
    text: str
    visibility: Visibility = Visibility.PRIVATE


class Reflection(Record):
    """One person's look back at a session. Visibility stands on each answer."""

    kind: ClassVar[str] = "reflection"

    model: str = "driscoll"
    when: Literal["before", "after"] = "after"
    """Whether it looked ahead to its session or back at it."""
    answers: tuple[Answer, ...] = ()

    def seen_by(self, reader: Reader) -> Self | None:
        if reader.person == self.author:
            return self  # also while nothing is written in it yet
        readable = tuple(
            answer
            for answer in self.answers
            if may_read(
                reader,
                author=self.author,
                pairing=self.pairing,
                programme=self.programme,
                visibility=answer.visibility,
            )
        )
        return self.model_copy(update={"answers": readable}) if readable else None


class FeedbackState(StrEnum):
    SEALED = "sealed"
    OPENED = "opened"


class FeedbackLine(BaseModel):
    """Situation, Behaviour, Impact, Intent; released by its giver line by line."""

    model_config = ConfigDict(frozen=True)

    id: str
    situation: str = ""
    behaviour: str = ""
    impact: str = ""
    intent: str = ""
    released: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """What it says, in its order, empty parts left out."""
        said = (self.situation, self.behaviour, self.impact, self.intent)
        return tuple(part for part in said if part.strip())


class Feedback(Record):
    """From one partner to the other. Sealed until both have written or the deadline has passed;
    then each giver releases. The receiver cannot tell a sealed one from none.

    No save opens it: the store opens a round for both sides at once, and asks nobody's word for it.
    """

    kind: ClassVar[str] = "feedback"

    round: int = Field(ge=1)
    state: FeedbackState = FeedbackState.SEALED
    deadline: date | None = None
    lines: tuple[FeedbackLine, ...] = ()

    def seen_by(self, reader: Reader) -> Self | None:
        if reader.person == self.author:
            return self
        if self.pairing not in reader.pairings or self.state is FeedbackState.SEALED:
            return None
        released = tuple(line for line in self.lines if line.released)
        return self.model_copy(update={"lines": released}) if released else None

    def refuses(self, reader: Reader, earlier: Self | None) -> str:  # noqa: ARG002 (a hook)
        before = earlier.state if earlier is not None else FeedbackState.SEALED
        if self.state is not before:
            return "Feedback opens with its round, for both of you at once."
        if before is FeedbackState.SEALED:
            early = any(line.released for line in self.lines)
            return "Nothing can be released before the round has opened." if early else ""
        assert earlier is not None
        if self.round != earlier.round or self._as_written() != earlier._as_written():
            return "The round has opened: what was written in it stays as it is."
        return ""

    def _as_written(self) -> tuple[FeedbackLine, ...]:
        return tuple(line.model_copy(update={"released": False}) for line in self.lines)


class Quoting(StrEnum):
    """Whether its author allows these very words to stand in a note to everybody."""

    NO = "no"
    ANONYMOUS = "anonymous"
    NAMED = "named"


class Contribution(Record):
    """What a person gives to the programme, in words they chose for it.

    Its author reads it. The partner does where it is about them and is to be quoted, because they
    are asked too. Nobody else ever does: a coordinator gets counts and quotes, from the store's
    own act, once enough people stand behind them.
    """

    kind: ClassVar[str] = "contribution"

    text: str
    themes: tuple[str, ...] = ()
    """Names of themes, as the programme knows them or in the author's own words."""
    quoting: Quoting = Quoting.NO
    about_partner: bool = False
    visibility: Visibility = Visibility.PROGRAMME

    def seen_by(self, reader: Reader) -> Self | None:
        asked = self.about_partner and self.quoting is not Quoting.NO
        partner = asked and self.pairing is not None and self.pairing in reader.pairings
        return self if reader.person == self.author or partner else None


class Consent(Record):
    """One row of the consent ledger: who allowed what, when, or took it back.

    A change of mind is a new row: nothing in the ledger is ever changed, and the newest holds.
    """

    kind: ClassVar[str] = "consent"

    subject: str
    """Id of the record that it is about."""
    purpose: str
    given: bool = True


def allowed(ledger: Iterable[Consent]) -> set[tuple[str, str, str]]:
    """What holds of a ledger's rows, the oldest first: author, subject and purpose of each yes
    that was not taken back since."""
    newest = {(row.author, row.subject, row.purpose): row.given for row in ledger}
    return {about for about, given in newest.items() if given}


class AuditEntry(Record):
    """That something was done, without any words of anybody."""

    kind: ClassVar[str] = "audit"

    act: str
    subject: str = ""
