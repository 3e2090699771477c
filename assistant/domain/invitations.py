"""An invitation: names, roles and the programme's own facts. No words that anybody wrote."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.domain.people import Contact, Milestone
from assistant.domain.sessions import Voice

_NO_PLACE_IN_A_NAME = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
NAME_LENGTH = 80


def tidy_name(text: str) -> str:
    """A name as it is kept: one line, no invisible characters, at most ``NAME_LENGTH``."""
    return " ".join(_NO_PLACE_IN_A_NAME.sub(" ", text).split())[:NAME_LENGTH].strip()


def _a_name(text: str) -> str:
    tidy = tidy_name(text)
    if not tidy:
        raise ValueError("a name is missing")
    return tidy


WORDS_LENGTH = 400


def told(text: str) -> str:
    """As much of a text as an invitation has room for: it is a line that people paste."""
    return text[:WORDS_LENGTH]


Name = Annotated[str, Field(max_length=WORDS_LENGTH), AfterValidator(_a_name)]
Words = Annotated[
    str, Field(max_length=WORDS_LENGTH), AfterValidator(lambda text: " ".join(text.split()))
]
Ident = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InvitedPerson(_Part):
    """Somebody of the pairing, as the programme names them."""

    id: Ident
    name: Name
    job: Words = ""
    department: Words = ""


class InvitedProgramme(_Part):
    """What everybody in a programme is told about it."""

    id: Ident
    name: Name
    organisation: Words = ""
    time_zone: Words = "UTC"
    template: Ident = "six-sessions"
    total_sessions: int = Field(default=6, ge=2, le=50)
    midpoint_session: int = Field(default=3, ge=1, le=50)
    feedback_after_sessions: tuple[int, ...] = Field(default=(2, 4, 6), max_length=50)
    feedback_days: int = Field(default=14, ge=1, le=365)
    keep_months: int = Field(default=12, ge=1, le=120)
    cadence: Words = ""
    objectives: tuple[Words, ...] = Field(default=(), max_length=20)
    contacts: tuple[Contact, ...] = Field(default=(), max_length=20)
    milestones: tuple[Milestone, ...] = Field(default=(), max_length=40)
    closed_on: date | None = None
    thanks: Words = ""
    """What its coordinator said to everybody at the close."""


class Invitation(_Part):
    """Lets one person of a pairing begin in their own store. It holds no goal, note or topic."""

    viceversa: Literal[1] = 1
    made: date
    invited: Voice
    pairing: Ident
    programme: InvitedProgramme
    mentor: InvitedPerson
    mentee: InvitedPerson

    @property
    def me(self) -> InvitedPerson:
        """Whoever is invited."""
        return self.mentor if self.invited == "mentor" else self.mentee

    @property
    def partner(self) -> InvitedPerson:
        return self.mentee if self.invited == "mentor" else self.mentor
