"""What rules or a model wrote and no human has accepted yet, with where each line comes from."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.connections import Usage
from assistant.domain.guidance import Strength
from assistant.domain.records import Record, SharedRecord, new_id
from assistant.domain.sessions import CommitmentState, Voice
from assistant.domain.visibility import Reader, Visibility

Lead = Literal["mentor", "mentee", "both"]
Engine = Literal["rules", "model"]


ENOUGH = "One ordinary moment is enough."
"""Said in the purpose of a line that touches somebody's life; no better wording takes it away."""

AS_AGREED = "As you agreed:"
"""Leads in a ground rule that a line is bound by, such as a way to pass."""

PROMISES = "promises"
"""The slot under which an agenda lists its commitments."""


class Length(StrEnum):
    """STEADY is 60 minutes, DEEP 90, SHORT 15."""

    STEADY = "steady"
    DEEP = "deep"
    SHORT = "short"

    @property
    def minutes(self) -> int:
        """The planned length in minutes."""
        return {Length.STEADY: 60, Length.DEEP: 90, Length.SHORT: 15}[self]


class Citation(BaseModel):
    """Exact words in a source, with the voice that said them.

    ``start`` and ``end`` are character offsets of ``quote`` in the source's text, so that it can be
    shown in its place; ``found`` is what the citation gate says, not what the draft claims.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    """Id of a ``Source``."""
    record: str
    """Id of the record or card that the source is a part of."""
    label: str = ""
    """How a person would name it: "Ana's note, session 3"."""
    author: str = ""
    """Name of the speaker, or the guidance's source."""
    voice: str = ""
    """mentor, mentee, guidance, or pair where both agreed to the words."""
    quote: str
    start: int = -1
    end: int = -1
    found: bool = False
    strength: Strength | None = None
    date: str = ""
    lead_in: str = ""
    """Our words before the quote on a page, such as "Left off here:"."""


class CommitmentDue(BaseModel):
    """A promise as it stands on an agenda: kept, missed or due, with its evidence and a way on."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: Voice
    state: CommitmentState
    text: str
    due: date | None = None
    evidence: str = ""
    prompt: str = ""
    citation: Citation | None = None


class AgendaItem(BaseModel):
    """One line of an agenda. ``suggestion`` is True exactly if it has no citation."""

    id: str = Field(default_factory=new_id)
    slot: str = "main"
    topic: str = Field(min_length=1)
    minutes: int = Field(ge=0)
    lead: Lead = "mentor"
    goal: str = ""
    """The goal or objective served, in its own words; "" if none."""
    purpose: str = ""
    prompts: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    """Proposals of ours under this line that no source supports."""
    suggestion: bool = False


class Finding(BaseModel):
    """What a check found in a draft, in words for its reader."""

    model_config = ConfigDict(frozen=True)

    check: str
    """Name of the check, such as quote-not-found."""
    line: str
    """Id of the agenda item, or "" for the whole draft."""
    message: str
    repaired: bool = False
    said: str = ""
    """The words that it is about, where they are its reader's own."""
    rewrite: str = ""
    """What its reader could put instead; theirs to take or leave."""
    ask: str = ""
    """What a better line would have to tell, since none is made up."""


class Receipt(BaseModel):
    """How a draft was made: engine, model, prompt, passages, checks."""

    model_config = ConfigDict(frozen=True)

    engine: Engine
    model: str = ""
    host: str = ""
    """Where the request went; "" if it stayed in this process."""
    prompt: str = ""
    prompt_version: str = ""
    prompt_digest: str = ""
    prompt_file: str = ""
    """Name of the programme's own file; "" for the prompt that comes with Viceversa."""
    usage: Usage = Usage()
    """What the requests took."""
    passages: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """Passages left out to fit the model's budget."""
    checks: dict[str, int] = Field(default_factory=dict)
    """Check name to number of findings; 0 means it ran and found nothing."""
    seconds: float = 0.0
    note: str = ""
    """What a reader should know: "The model did not answer; the rules wrote this." """
    created_at: datetime


class Agenda(BaseModel):
    """A timed plan for one session. opening + items + closing add up to ``minutes`` exactly."""

    title: str
    purpose: str = ""
    """Today's one aim, in a sentence."""
    purpose_citations: tuple[Citation, ...] = ()
    length: Length = Length.STEADY
    minutes: int = Field(gt=0)
    opening: tuple[AgendaItem, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    closing: tuple[AgendaItem, ...] = ()
    commitments_due: tuple[CommitmentDue, ...] = ()
    cut_if_late: str = ""
    parked: tuple[Citation, ...] = ()
    """What stays for later, on purpose."""
    thin_ground: str = ""
    """An honest word when the records say little; "" otherwise."""

    @property
    def lines(self) -> tuple[AgendaItem, ...]:
        """All lines in the order of the session."""
        return (*self.opening, *self.items, *self.closing)

    @property
    def total(self) -> int:
        """Minutes of all lines."""
        return sum(line.minutes for line in self.lines)

    def with_lines(self, lines: tuple[AgendaItem, ...]) -> Self:
        """A copy whose lines are replaced one for one by id, or dropped if absent; new ones join
        the items, in the order of ``lines``."""
        opened = {line.id for line in self.opening}
        closed = {line.id for line in self.closing}
        return self.model_copy(
            update={
                "opening": tuple(line for line in lines if line.id in opened),
                "items": tuple(line for line in lines if line.id not in opened | closed),
                "closing": tuple(line for line in lines if line.id in closed),
            }
        )

    @property
    def reported(self) -> tuple[CommitmentDue, ...]:
        """Promises to report on; proposed ones wait for their owner's yes at the close."""
        return tuple(due for due in self.commitments_due if due.state != "proposed")

    def own_prompts(self, line: AgendaItem) -> tuple[str, ...]:
        """A line's questions without those that stand beside a promise already."""
        beside = {due.prompt for due in self.reported} if line.slot == PROMISES else set()
        return tuple(prompt for prompt in line.prompts if prompt not in beside)

    def own_citations(self, line: AgendaItem) -> tuple[Citation, ...]:
        """A line's citations without those that stand beside a promise already."""
        beside = {due.citation for due in self.reported} if line.slot == PROMISES else set()
        return tuple(citation for citation in line.citations if citation not in beside)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation on the page, in reading order, each source span once."""
        found: dict[tuple[str, str], Citation] = {}
        due = [due.citation for due in self.commitments_due if due.citation]
        for citation in (
            *self.purpose_citations,
            *(c for line in self.opening for c in line.citations),
            *due,
            *(c for line in (*self.items, *self.closing) for c in line.citations),
            *self.parked,
        ):
            found.setdefault((citation.source, citation.quote), citation)
        return tuple(found.values())


class AgendaDraft(Record):
    """An agenda that nobody has accepted. It is private to whoever asked for it."""

    kind: ClassVar[str] = "agenda-draft"

    agenda: Agenda
    receipt: Receipt
    findings: tuple[Finding, ...] = ()
    before: tuple[Agenda, ...] = ()
    """Earlier forms, newest last, for undo. At most 50."""
    by_hand: bool = False
    """Whether its person changed it since it was drafted."""


class AcceptedAgenda(SharedRecord):
    """An agenda that its owner accepted: both partners read it, the mentor changes it."""

    kind: ClassVar[str] = "agenda"

    agenda: Agenda
    receipt: Receipt
    draft: str = ""
    """Id of the draft that it came from."""

    def written_by(self, reader: Reader) -> bool:
        return self.pairing is not None and reader.role_in(self.pairing) == "mentor"


class Turn(BaseModel):
    """One turn of a conversation."""

    model_config = ConfigDict(frozen=True)

    speaker: Literal["you", "viceversa"]
    text: str
    citations: tuple[Citation, ...] = ()
    engine: Engine = "rules"
    stopped: bool = False
    note: str = ""
    """What the reader should know of how it came about."""
    usage: Usage = Usage()
    """What the model's part of it took."""
    at: datetime


class Conversation(Record):
    """A talk with the assistant; its owner's alone."""

    kind: ClassVar[str] = "conversation"

    title: str = ""
    turns: tuple[Turn, ...] = ()
    visibility: Visibility = Visibility.PRIVATE
    pinned: bool = False
    archived: bool = False
    """Out of the way: not in the list, not gone on with, still found by its words."""
