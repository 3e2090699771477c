"""What the screen and the command line are told, ready to show. Rights were decided before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.changes import DocumentWish, TalkedChange
from assistant.domain.connections import Usage
from assistant.domain.drafts import Citation
from assistant.domain.reflections import Feedback, FeedbackLine, Quoting
from assistant.domain.sessions import CommitmentState, SessionState
from assistant.domain.sources import Hit
from assistant.domain.visibility import Role, Visibility

Place = Literal[
    "welcome",
    "prepare",
    "brief",
    "read-first",
    "notes",
    "reflect",
    "feedback",
    "commitments",
    "summary-note",
    "end-note",
    "evaluation",
    "released-notes",
    "programme",
    "library",
    "connect",
    "people",
    "session",
    "run",
    "journey",
    "close",
    "agreement",
    "questions",
    "boundaries",
    "confidence",
    "readiness",
    "did",
    "pairs",
    "home",
    "kept",
]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class Audience(_View):
    """Who can read what is in hand, as a sentence for the row "Who sees this"."""

    visibility: Visibility
    badge: str
    """(only you), (you two), (programme) or (sealed); "" for guidance."""
    sentence: str


class NextStep(_View):
    """One thing to do, with the place where it is done."""

    title: str
    detail: str = ""
    due: str = ""
    place: Place
    pairing: str | None = None
    session: int | None = None
    subject: str = ""
    """What it is about: the id of a promise; of the programme's page, one of its lists; "read" for
    an agenda that is there already."""


class DueThing(_View):
    """One thing that is due today or was before, with the place where it is done."""

    id: str
    """Stays the same while it is due for the same day, so that it is told once."""
    words: str
    """What and when, in a sentence, such as "Session 4 with Martin is today at 15:00."."""
    place: Place
    pairing: str | None = None
    session: int | None = None
    subject: str = ""
    """Of the programme's page, the list that it stands in; "read" for an agenda that is there."""


class KeptWords(_View):
    """What was being typed at a place."""

    text: str = ""
    when: str = ""
    """Of what was typed before this start, and told for the first time: "14:52", or with its day
    "Tue 9 June, 14:52". Otherwise ""."""


class SessionView(_View):
    id: str
    pairing: str
    number: int
    starts_at: datetime | None
    when: str
    """Local date and time in words, such as "Thu 12 June, 15:00", or "no date yet"."""
    minutes: int
    place: str
    state: SessionState
    midpoint: bool
    notes: int = 0
    """How many notes this reader may read."""
    agenda: Literal["none", "draft", "accepted"] = "none"


class PairingView(_View):
    id: str
    role: Role
    partner: str
    """Full name of the other one; both names for a coordinator."""
    focus: str
    topics: tuple[str, ...]
    sessions: tuple[SessionView, ...] = ()
    total_sessions: int = 6
    next_session: int | None = None
    goals: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    """"Martin: 1 kept, 1 open", one for each partner."""
    changes: tuple[tuple[str, str, str], ...] = ()
    """What the reader promised: kept or open, the words, by when. For whoever learns."""
    ended: bool = False
    said: Citation | None = None
    """The partner's newest shared words worth coming back to."""


class CloseView(_View):
    """Where a pairing stands as a whole, and its close."""

    pairing: PairingView
    me: str
    """First name of the reader."""
    held: int
    so_far: str
    """``6 sessions, 6 hours``."""
    kept: int
    """Promises of both that were kept."""
    standing: int
    """Promises of both that stand."""
    last: bool
    """Whether no session is to come."""
    says: str
    """How it stands, in a sentence or two."""


class ImpactView(_View):
    """A sentence about what came of the other's work."""

    text: str
    mine: bool
    author: str
    """Full name: a certificate quotes with it."""
    about: str
    """First name of whom it is about."""
    quotable: bool
    """Whether its author lets it be shown to anybody."""
    used: bool
    """Whether the reader, whom it is about, wants it on their certificate too."""


class ProgrammeCounts(_View):
    """What a coordinator may see of a programme: counts, never content."""

    name: str
    pairings: int
    people: int
    held: int
    planned: int
    moved: int
    """Times that a session was moved; it may have been held since."""
    missed: int
    sessions: int = 0
    """All sessions, however often one was moved."""
    milestones: tuple[tuple[str, date, bool], ...] = ()
    months: tuple[tuple[str, int, int], ...] = ()
    """Month, sessions held in it, sessions that it had or has in all; oldest first."""
    lost_in_a_row: int = 0
    """Pairings whose last two sessions were moved or missed."""
    calls: tuple[str, ...] = ()
    """Who asked for a call, by name: they did so themselves."""
    gaps: int = 0
    """Guidance topics without a source."""
    told: tuple[tuple[str, str], ...] = ()
    """Ratings as the newest note told them: never asked for anew, which would cost protection."""
    told_on: date | None = None


class MilestoneView(_View):
    """A milestone of a programme, as everybody in it may read it."""

    id: str
    """Its programme's id and its number in it, from 1: "both-ways/2"."""
    title: str
    on: date
    done: bool
    done_on: date | None = None
    done_by: str = ""
    """Name of the coordinator who ticked it off."""


class CallView(_View):
    """That somebody asked for a call."""

    id: str
    name: str
    on: date
    mine: bool


class ProgrammeClose(_View):
    """A programme that is closed or about to be."""

    name: str
    on: date
    thanks: str
    becomes: tuple[str, ...]
    """What becomes of what is kept, sentence by sentence."""
    held: int
    """Sessions; 0 for anybody but its coordinator, as the hours are."""
    hours: float


class HomeView(_View):
    person: str
    name: str
    headline: str
    due: tuple[DueThing, ...] = ()
    """What is due now, the most pressing first."""
    next: NextStep | None = None
    then: tuple[NextStep, ...] = ()
    pairings: tuple[PairingView, ...] = ()
    programmes: tuple[ProgrammeCounts, ...] = ()
    from_programme: tuple[NextStep, ...] = ()
    """What is there for everybody: released notes, you said, we did, somebody to talk to."""
    demo: bool = False
    """Whether all of it was invented: own words belong into a pairing of one's own."""


class PersonView(_View):
    id: str
    name: str
    job: str
    department: str
    roles: tuple[str, ...]
    """"mentor of Martin Oakes", "coordinator"."""


class ImportedNote(_View):
    note: str
    """Id of the note that was kept."""
    name: str
    pairing: str
    session: int
    paragraphs: int
    words: int
    visibility: Visibility
    already_there: bool = False


class FeedbackView(_View):
    """A round of feedback as its reader may know it: never whether the partner has written."""

    pairing: str
    round: int
    partner: str
    """First name of the partner."""
    state: Literal["not yet", "to write", "sealed", "open"]
    opens_by: date | None = None
    """Day on which it opens whoever has written; None while its session has no date."""
    says: str
    """How it stands, in a sentence."""
    mine: Feedback | None = None
    theirs: Feedback | None = None
    """What the partner has released to the reader, if anything."""


class Wording(_View):
    """A line that names character and not behaviour, and a way to say what was done instead."""

    point: int
    """From 1."""
    part: Literal["situation", "behaviour", "impact", "intent"]
    before: str
    after: str
    asks: tuple[str, ...] = ()
    """What its writer could fill in."""


class ReleasePreview(_View):
    """What the partner will read once it is released: these words, to the letter."""

    partner: str
    round: int
    lines: tuple[FeedbackLine, ...]
    kept_back: int
    """How many more lines of the giver's own stay theirs."""


class CommitmentView(_View):
    """A promise, or one that only a note tells of and that waits for its owner's yes."""

    id: str
    pairing: str
    owner: str
    """First name."""
    mine: bool
    text: str
    due: date | None = None
    when: str = ""
    """Its date as written in a note."""
    state: CommitmentState
    evidence: str = ""
    noted: bool = False
    undo: bool = False


class AnswerEvent(_View):
    """A step of an answer: the passages found, a change of the agenda to accept, a fragment of
    text, or the end of it. ``waiting`` says in words what is waited for, and its next one takes its
    place. ``undone`` says that the agenda in hand is another one now."""

    kind: Literal["passages", "change", "undone", "document", "waiting", "text", "done"]
    text: str = ""
    hits: tuple[Hit, ...] = ()
    citations: tuple[Citation, ...] = ()
    engine: Literal["rules", "model"] = "rules"
    note: str = ""
    stopped: bool = False
    usage: Usage = Usage()
    """Of a model's answer, with ``done``: what it took."""
    change: TalkedChange | None = None
    document: DocumentWish | None = None


class ContributionView(_View):
    """A contribution as its author sees it, or as the partner does who is asked about it."""

    id: str
    """"" while it is only looked over."""
    text: str
    themes: tuple[str, ...]
    quoting: Quoting
    quoted: str
    """The words that a note may quote; "" if none."""
    mine: bool
    partner: str
    """First name of the author's partner."""
    about_partner: bool
    may_show: bool
    """Whether the quoted words hold a date, a place or something of a job: somebody who knows the
    author may recognise them, so they are left out of notes."""
    agreed: bool | None = None
    """What the reader said to words about them; None if nothing yet, or if they are the author."""


class RatingForm(_View):
    """A self-rating to fill in."""

    pairing: str
    wave: Literal["baseline", "mid", "end"]
    about: str
    statements: tuple[str, ...]
    change_question: str = ""
    """Asked from the mid-point on; "" before."""
    scores: tuple[int, ...] = ()
    """What was answered before."""
