"""What is kept about a person and until when; what they erase, and the receipt for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.documents import PageDraft
from assistant.domain.drafts import AgendaDraft, Conversation
from assistant.domain.impact import ImpactLine
from assistant.domain.library import KeptText
from assistant.domain.programme_notes import CallRequest, SelfRating
from assistant.domain.records import Record
from assistant.domain.reflections import Consent, Contribution, Feedback, Reflection
from assistant.domain.running import SessionRun
from assistant.domain.sessions import Boundary, Pulse, Question, Readiness, SessionNote
from assistant.domain.visibility import Reader

ERASE_AT_END = "erase when the time to keep ends"
"""Purpose of a consent whose subject is a programme: its author wants their own words to go when
the programme's time to keep is over."""


class KeptGroup(StrEnum):
    """What somebody erases in one act."""

    NOTES = "notes"
    REFLECTIONS = "reflections"
    FEEDBACK = "feedback"
    QUESTIONS = "questions"
    TALKS = "talks"
    DRAFTS = "drafts"
    PAGES = "pages"
    GIVEN = "given"
    IMPACT = "impact"
    RATINGS = "ratings"
    BOUNDARIES = "boundaries"
    CALLS = "calls"
    TYPING = "typing"


class OwnKind(BaseModel):
    """How a group is told, and what it is made of."""

    model_config = ConfigDict(frozen=True)

    group: KeptGroup
    one: str
    many: str
    kinds: tuple[type[Record], ...]
    who_reads: str
    lost: str = ""
    """What goes with it that its owner may not think of."""


OWN_KINDS = (
    OwnKind(
        group=KeptGroup.NOTES,
        one="session note",
        many="session notes",
        kinds=(SessionNote,),
        who_reads="You; your partner the paragraphs that you shared.",
        lost="Quotes of them go from your partner's drafts and from what you two share.",
    ),
    OwnKind(
        group=KeptGroup.REFLECTIONS,
        one="reflection",
        many="reflections",
        kinds=(Reflection,),
        who_reads="You; your partner the answers that you shared.",
        lost="Quotes of them go as well.",
    ),
    OwnKind(
        group=KeptGroup.FEEDBACK,
        one="feedback form",
        many="feedback forms",
        kinds=(Feedback,),
        who_reads="You; your partner the points that you released.",
        lost="What your partner has read, they have read. The two-way page loses your lines.",
    ),
    OwnKind(
        group=KeptGroup.QUESTIONS,
        one="question in the box",
        many="questions in the box",
        kinds=(Question,),
        who_reads="You; your partner those that you asked.",
    ),
    OwnKind(
        group=KeptGroup.TALKS,
        one="talk",
        many="talks",
        kinds=(Conversation,),
        who_reads="You alone.",
    ),
    OwnKind(
        group=KeptGroup.DRAFTS,
        one="draft",
        many="drafts",
        kinds=(AgendaDraft, PageDraft),
        who_reads="You alone.",
        lost="What you shared or accepted from them stays.",
    ),
    OwnKind(
        group=KeptGroup.PAGES,
        one="page of a session as it went",
        many="pages of sessions as they went",
        kinds=(SessionRun,),
        who_reads="You alone.",
    ),
    OwnKind(
        group=KeptGroup.GIVEN,
        one="contribution to the programme",
        many="contributions to the programme",
        kinds=(Contribution,),
        who_reads="You. They are counted, and quoted as you allowed.",
        lost="Quotes of them go from every note.",
    ),
    OwnKind(
        group=KeptGroup.IMPACT,
        one="impact line",
        many="impact lines",
        kinds=(ImpactLine,),
        who_reads="You and your partner, and whoever sees a certificate that quotes it.",
        lost="A certificate that was saved as a file keeps it.",
    ),
    OwnKind(
        group=KeptGroup.RATINGS,
        one="rating, 1 to 5",
        many="ratings, 1 to 5",
        kinds=(Pulse, SelfRating),
        who_reads="You. Counted with others, never shown as yours.",
        lost="Figures that were shown already stay in their notes.",
    ),
    OwnKind(
        group=KeptGroup.BOUNDARIES,
        one="topic that you keep out, or mirror",
        many="topics that you keep out, and mirrors",
        kinds=(Boundary, Readiness),
        who_reads="You alone.",
        lost="Topics that are erased are no longer kept out.",
    ),
    OwnKind(
        group=KeptGroup.CALLS,
        one="request for a call",
        many="requests for a call",
        kinds=(CallRequest,),
        who_reads="You and the coordinator.",
    ),
    OwnKind(
        group=KeptGroup.TYPING,
        one="text that you were typing",
        many="texts that you were typing",
        kinds=(KeptText,),
        who_reads="You alone.",
    ),
)

STAYS = (
    "What belongs to you both stays: accepted agendas, shared pages, goals, promises and the "
    "agreement, without quotes of what you erased.",
    "That you took part and met stays with the programme: your name, your pairings, dates.",
    "Your own consents stay as the proof of what you allowed; they hold no text.",
    "Files that you saved, printed or sent, and copies of this computer that others made: nothing "
    "here can reach them.",
)
"""What no erasing of one's own takes away, sentence by sentence."""

OF_THE_PROGRAMME: tuple[type[Record], ...] = (Contribution, Pulse, SelfRating, CallRequest)
"""What a programme asked people for: it goes when its time to keep is over."""


def own_texts(record: Record) -> tuple[str, ...]:
    """The words of its author in a record, and nothing that was quoted or drafted."""
    match record:
        case SessionNote():
            found = [paragraph.text for paragraph in record.paragraphs]
        case Reflection():
            found = [answer.text for answer in record.answers]
        case Feedback():
            found = [part for line in record.lines for part in line.parts]
        case Question():
            found = [record.text, record.answer]
        case Contribution() | ImpactLine() | KeptText():
            found = [record.text]
        case Boundary():
            found = [record.topic, *record.terms]
        case SessionRun():
            found = [bullet.text for bullet in record.bullets]
        case Conversation():
            found = [turn.text for turn in record.turns if turn.speaker == "you"]
        case _:
            found = []
    return tuple(text for text in found if text.strip())


class Erasure(Record):
    """The receipt of an erasing: how much went, what was looked through, what could not go.

    It holds none of the words. Its owner's alone.
    """

    kind: ClassVar[str] = "erasure"

    number: int = Field(ge=1)
    on: date
    gone: tuple[str, ...] = ()
    """``3 session notes``, one for each group."""
    words: int = 0
    """How many words of the person's own went."""
    vectors: int = 0
    """How many entries of the search by meaning went."""
    traces: int = 0
    """Pieces of text and of vectors that were looked for afterwards, byte by byte."""
    left: int = 0
    """How many of them still stand somewhere."""
    files: int = 0
    """Files that were looked through; 0 where the store is a database elsewhere."""
    size: int = 0
    """Bytes of these files."""
    stays: tuple[str, ...] = ()

    def seen_by(self, reader: Reader) -> Self | None:
        return self if reader.person == self.author else None


def allowed_line(row: Consent, programmes: Mapping[str, str]) -> str:
    """A row of the consent ledger in words. ``programmes`` are names by id."""
    subject = programmes.get(row.subject, row.subject)
    for begins, words in _ALLOWED:
        if row.purpose.startswith(begins):
            what = words.format(subject.removeprefix("host:"))
            break
    else:
        what = row.purpose
    when = f"{row.created_at.day} {row.created_at:%B %Y}"
    return f"{when}: {what}" if row.given else f"{when}, no longer: {what}"


_ALLOWED = (
    ("send-words-to-model", "your words may go to {}"),
    (ERASE_AT_END, "the rest of yours goes when the time of {} is over"),
    ("quote", "words about you may be quoted in a note"),
    ("coordinator reads", "the coordinator may read a page of you two"),
    ("on my certificate", "a sentence of your partner stands on your certificate"),
)
"""How the purpose of a consent begins, and what it says."""


def receipt_lines(receipt: Erasure) -> tuple[str, ...]:
    """A receipt in sentences."""
    went = ", ".join(receipt.gone)
    lines = [
        f"Erased on {receipt.on.day} {receipt.on:%B %Y}: {went}; "
        f"{receipt.words} words of yours"
        + (f", {receipt.vectors} entries of search by meaning." if receipt.vectors else ".")
    ]
    if not receipt.files:
        lines.append(
            "The store is a database on another computer: its files cannot be looked through from "
            "here. In its tables nothing of it is left; backups are its keeper's."
        )
    elif receipt.left:
        lines.append(
            f"Looked for {receipt.traces} pieces in {receipt.files} files, byte by byte: "
            f"{receipt.left} still stand there. Either the same words stand in a record that "
            "stays, or another window of this computer holds a copy until it is closed."
        )
    else:
        lines.append(
            f"Looked for {receipt.traces} pieces of text and of vectors in {receipt.files} files "
            f"({_size(receipt.size)}), byte by byte: none is left."
        )
    return (*lines, *receipt.stays)


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB" if number >= 100_000 else f"{max(number // 1000, 1)} kB"


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class KeptLine(_View):
    """One group of the reader's own."""

    group: KeptGroup
    words: str
    """``3 session notes``."""
    count: int
    who_reads: str
    lost: str = ""
    until: str
    """Until when, in a sentence."""


EndChoice = Literal["keep", "erase"]


class EndOfKeeping(_View):
    """How long a programme keeps what it asked for, and what the reader chose for their own."""

    programme: str
    name: str
    months: int
    """After its close."""
    on: date | None = None
    """The day; None while it is not closed."""
    over: bool = False
    """Whether that day has come."""
    mine: bool = False
    """Whether the reader coordinates it, and so carries it out."""
    waiting: bool = False
    """Whether it is the reader's to do now."""
    choice: EndChoice = "keep"


class KeptView(_View):
    """What is kept about the reader."""

    lines: tuple[KeptLine, ...]
    copies: tuple[str, ...] = ()
    """Names of copies of the store beside it, made before an update."""
    ends: tuple[EndOfKeeping, ...] = ()
    allowed: tuple[str, ...] = ()
    """Rows of the reader's ledger of consents, in sentences, the oldest first."""
    receipts: tuple[Erasure, ...] = ()
    """The newest first."""


def chosen_kinds(groups: Sequence[KeptGroup]) -> tuple[OwnKind, ...]:
    """The groups' kinds, each once, in the order in which they are shown."""
    return tuple(kind for kind in OWN_KINDS if kind.group in groups)
