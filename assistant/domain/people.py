"""Programmes and the people in them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.days import months_after
from assistant.domain.records import Record
from assistant.domain.visibility import Reader, Role, Visibility

Day = date
"""A date, by a name that no field below has."""


class Objective(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    text: str


class Milestone(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: str
    date: date
    done: bool = False
    done_on: Day | None = None
    """When it was ticked off; None where it came done, as in a template."""
    done_by: str = ""
    """Id of the coordinator who ticked it off."""


class Contact(BaseModel):
    """A human to turn to; shown where somebody may be in danger, never recorded as sought."""

    model_config = ConfigDict(frozen=True)

    name: str
    what_for: str


class Theme(BaseModel):
    """What several people may have to say about a programme. The coordinator words it."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1)
    side: Literal["works", "blocks", ""] = ""
    """What it stands under in a note; "" leaves that to the words of its name."""
    serves: tuple[str, ...] = ()
    """Ids of the objectives that it bears on."""


class Programme(Record):
    """A reverse mentoring programme. Its ``id`` is what other records carry as ``programme``."""

    kind: ClassVar[str] = "programme"

    name: str
    organisation: str = ""
    time_zone: str = "Europe/London"
    template: str = "six-sessions"
    coordinators: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    objectives: tuple[Objective, ...] = ()
    themes: tuple[Theme, ...] = ()
    outcomes: dict[str, str] = Field(default_factory=dict)
    cadence: str = ""
    total_sessions: int = Field(default=6, ge=2)
    midpoint_session: int = Field(default=3, ge=1)
    feedback_after_sessions: tuple[int, ...] = (2, 4, 6)
    feedback_days: int = Field(default=14, ge=1)
    """Days after such a session until its feedback opens, whoever has written by then."""
    contacts: tuple[Contact, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    closed_on: date | None = None
    thanks: str = ""
    """What its coordinator said to everybody at its close."""
    keep_months: int = Field(default=12, ge=1, le=120)
    """Months after its close for which it keeps what it asked people for."""
    keeping_ended: bool = False
    """Whether that was erased, after these months."""
    told_on: date | None = None
    """For one that is run from another store: the day of the invitation that told of it last."""
    invented: bool = False
    """Whether it is the demo, in which nobody's own words belong."""

    @property
    def keep_until(self) -> Day | None:
        """The day on which its time to keep ends; None while it is not closed."""
        return months_after(self.closed_on, self.keep_months) if self.closed_on else None

    def seen_by(self, reader: Reader) -> Self | None:
        return self if reader.in_programme(self.id) else None

    def written_by(self, reader: Reader) -> bool:
        """Its coordinators; whoever is in it, where none of them is in this store."""
        here = reader.in_programme(self.id) and not self.coordinators
        return here or reader.person in self.coordinators


class Participant(Record):
    """A person in a programme. Everybody in the programme may see that they take part."""

    kind: ClassVar[str] = "participant"

    name: str = Field(min_length=1)
    job: str = ""
    department: str = ""
    also_in: tuple[str, ...] = ()
    """Further programmes that they take part in, whose people may see that they do."""
    visibility: Visibility = Visibility.PROGRAMME

    def seen_by(self, reader: Reader) -> Self | None:
        known = any(reader.in_programme(one) for one in (self.programme, *self.also_in) if one)
        return self if known or reader.person == self.id else None

    def written_by(self, reader: Reader) -> bool:
        return reader.person == self.id or self.programme in reader.coordinates

    @property
    def first_name(self) -> str:
        """What the partner calls them."""
        return self.name.split()[0] if self.name.split() else self.name


class PairingState(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"


class Pairing(Record):
    """A junior who mentors and a senior who is mentored. Its ``id`` is others' ``pairing``.

    The coordinator sees that it exists, never its focus: a focus is close to a disclosure.
    """

    kind: ClassVar[str] = "pairing"

    mentor: str
    mentee: str
    focus: str = ""
    topics: tuple[str, ...] = ()
    state: PairingState = PairingState.ACTIVE
    visibility: Visibility = Visibility.PAIR

    def seen_by(self, reader: Reader) -> Self | None:
        if self.id in reader.pairings:
            return self
        if self.programme is not None and self.programme in reader.coordinates:
            return self.model_copy(update={"focus": "", "topics": ()})
        return None

    def written_by(self, reader: Reader) -> bool:
        return self.id in reader.pairings or self.programme in reader.coordinates

    def refuses(self, reader: Reader, earlier: Self | None) -> str:
        """Either of the two ends it, with no reason; neither takes the other's end back."""
        back = earlier is not None and earlier.state is PairingState.ENDED
        if back and self.state is not PairingState.ENDED:
            coordinates = self.programme in reader.coordinates
            return "" if coordinates else "A pairing that ended is begun anew by its coordinator."
        return ""

    def person(self, role: Role | Literal["mentor", "mentee"]) -> str:
        """The id of who holds ``role``."""
        return self.mentor if role == Role.MENTOR else self.mentee

    def voice_of(self, person: str) -> str:
        """``mentor``, ``mentee``, or "" for somebody outside the pairing."""
        return {self.mentor: "mentor", self.mentee: "mentee"}.get(person, "")
