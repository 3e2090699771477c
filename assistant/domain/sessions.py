"""What a pair does and promises: sessions, notes, goals, commitments, agreement, questions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.records import Record, SharedRecord, new_id
from assistant.domain.visibility import Reader, Visibility, may_read

Voice = Literal["mentor", "mentee"]


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    MISSED = "missed"


class Session(SharedRecord):
    """A mentoring session (never a chat or a database session). ``starts_at`` is in UTC;
    ``time_zone`` is the IANA zone in which people speak of it."""

    kind: ClassVar[str] = "session"

    number: int = Field(ge=0)
    starts_at: datetime | None = None
    time_zone: str = "Europe/London"
    minutes: int = Field(default=60, gt=0)
    place: str = ""
    state: SessionState = SessionState.PLANNED
    midpoint: bool = False
    moved_from: tuple[datetime, ...] = ()
    """Where it stood before it was moved, oldest first. What a coordinator counts as moved."""

    def held(self, at: datetime) -> Self:
        """That it took place ``at`` then. On its planned day it keeps the planned hour; on another
        it stands on the day on which the two met, and counts as moved."""
        # As people say it; the next date is proposed at the same hour.
        at = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
        if self.starts_at is None:
            return self.changed(state=SessionState.HELD, starts_at=at)
        zone = ZoneInfo(self.time_zone)
        if self.starts_at.astimezone(zone).date() == at.astimezone(zone).date():
            return self.changed(state=SessionState.HELD)
        moved = (*self.moved_from, self.starts_at)
        return self.changed(state=SessionState.HELD, starts_at=at, moved_from=moved)

    def held_by(self, now: datetime) -> Self:
        """That it took place, as somebody says ``now``: on its date, or today if that is to come.
        Nobody met on a day that has not been."""
        to_come = self.starts_at is None or self.starts_at > now
        return self.held(now) if to_come else self.changed(state=SessionState.HELD)

    def to_come(self, now: datetime) -> Self:
        """That it did not take place yet: it goes back to a date from which ``held`` took it."""
        over = self.starts_at is not None and self.starts_at <= now
        if over and self.moved_from and self.moved_from[-1] > now:
            back = {"starts_at": self.moved_from[-1], "moved_from": self.moved_from[:-1]}
            return self.changed(state=SessionState.PLANNED, **back)
        return self.changed(state=SessionState.PLANNED)

    def seen_by(self, reader: Reader) -> Self | None:
        if self.pairing in reader.pairings:
            return self
        if self.programme in reader.coordinates:
            return self.model_copy(update={"place": ""})
        return None


class Paragraph(BaseModel):
    """A paragraph with its own visibility: real notes mix shared and private lines."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(default_factory=new_id)
    text: str
    visibility: Visibility = Visibility.PRIVATE
    page: str = ""
    """"p. 4" or "slide 3" of the file that it came from."""


class SessionNote(Record):
    """What one person wrote about a session. Visibility stands on each paragraph."""

    kind: ClassVar[str] = "note"

    paragraphs: tuple[Paragraph, ...] = ()
    origin: str = ""
    """Where it came from, as its author would say: a file's name, or "" if typed."""

    def seen_by(self, reader: Reader) -> Self | None:
        if reader.person == self.author:
            return self  # also while nothing is written in it yet
        readable = tuple(
            paragraph
            for paragraph in self.paragraphs
            if may_read(
                reader,
                author=self.author,
                pairing=self.pairing,
                programme=self.programme,
                visibility=paragraph.visibility,
            )
        )
        return self.model_copy(update={"paragraphs": readable}) if readable else None


class Goal(SharedRecord):
    kind: ClassVar[str] = "goal"

    label: str = ""
    """Short name within the pairing, such as G1."""
    whose: Voice | Literal["both"] = "both"
    text: str = Field(min_length=1)
    success: str = ""
    """How both would know; "" if nobody has said yet."""


class GroundRule(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    text: str


_OWN_YES = "Each of you says yes for themselves."


class Agreement(SharedRecord):
    """What the two agreed about how they work, confidentiality first.

    Either may word it; a yes is given by each for themselves, and to these very words: whoever
    changes them takes both back.
    """

    kind: ClassVar[str] = "agreement"

    rules: tuple[GroundRule, ...] = ()
    accepted: tuple[Voice, ...] = ()
    """Who said yes to the rules as they stand."""
    aloud: date | None = None
    """The day on which both said yes when they met, as one of them noted it: for a store that only
    one of the two uses."""
    before: tuple[tuple[GroundRule, ...], ...] = ()
    """The rules as they stood earlier, newest last, for undo. At most 20."""

    @property
    def agreed(self) -> bool:
        """Whether it stands: both said yes, here or when they met."""
        return bool(self.rules) and (len(set(self.accepted)) > 1 or self.aloud is not None)

    def refuses(self, reader: Reader, earlier: Self | None) -> str:
        mine = {reader.role_in(self.pairing or "")}
        same = earlier is not None and earlier.rules == self.rules
        others = set(earlier.accepted) - mine if earlier is not None and same else set()
        if set(self.accepted) - mine != others:
            return _OWN_YES
        if self.aloud is not None and not same:
            return "What both said yes to aloud are the words as they stood then."
        return ""


class Boundary(Record):
    """A topic that its owner keeps out. It filters silently and is never printed."""

    kind: ClassVar[str] = "boundary"

    topic: str = Field(min_length=1)
    terms: tuple[str, ...] = ()
    """The owner's own synonyms and stems; the topic's content words count as well."""


class CommitmentState(StrEnum):
    """PROPOSED until its owner says yes."""

    PROPOSED = "proposed"
    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    DROPPED = "dropped"


class CommitmentStep(BaseModel):
    """How a commitment stood before its owner changed it."""

    model_config = ConfigDict(frozen=True)

    text: str
    due: date | None
    state: CommitmentState
    evidence: str


_OWNER_STAYS = "Whose promise it is stays as it was."


class Commitment(SharedRecord):
    """What somebody said they would do. ``session`` is where it was made."""

    kind: ClassVar[str] = "commitment"

    label: str = ""
    owner: Voice
    text: str = Field(min_length=1)
    due: date | None = None
    state: CommitmentState = CommitmentState.PROPOSED
    evidence: str = ""
    asks_back: bool = False
    """True for something that comes back to the mentor."""
    before: tuple[CommitmentStep, ...] = ()
    """How it stood earlier, newest last, for undo. At most 20."""

    def refuses(self, reader: Reader, earlier: Self | None) -> str:
        """A promise is its owner's: the partner may propose one, and reword what is proposed."""
        if self.pairing is not None and reader.role_in(self.pairing) == self.owner:
            return "" if earlier is None or earlier.owner == self.owner else _OWNER_STAYS
        if earlier is not None and earlier.owner != self.owner:
            return _OWNER_STAYS
        proposed = CommitmentState.PROPOSED
        if self.state is proposed and (earlier is None or earlier.state is proposed):
            return ""
        return "Only whoever promised something says what becomes of it."


class Pulse(Record):
    """One person's rating of a session, 1 to 5. Never shown as theirs to others."""

    kind: ClassVar[str] = "pulse"

    value: int = Field(ge=1, le=5)
    about: Literal["energy", "worth"] = "energy"
    """``energy``: 1 drained to 5 full. ``worth``: was the session worth the time?"""

    def seen_by(self, reader: Reader) -> Self | None:
        return self if reader.person == self.author else None


class Question(Record):
    """A question in the box: private until its author releases it to the pair."""

    kind: ClassVar[str] = "question"

    label: str = ""
    text: str = Field(min_length=1)
    answered: bool = False
    answer: str = ""
    """What its author noted about the answer; read by whoever reads the question."""


class Readiness(Record):
    """How somebody saw themselves before it began: 1 not yet, 2 sometimes, 3 mostly, 0 passed over.

    A mirror and nothing else: nobody else reads it, nothing adds it up, no draft is made of it.
    """

    kind: ClassVar[str] = "readiness"

    answers: tuple[int, ...] = ()

    def seen_by(self, reader: Reader) -> Self | None:
        return self if reader.person == self.author else None
