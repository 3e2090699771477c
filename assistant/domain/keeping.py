"""What a person is shown of what is kept about them, and the receipt for what they erase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.days import day_words
from assistant.domain.own_kinds import KeptGroup
from assistant.domain.records import Record
from assistant.domain.reflections import Consent
from assistant.domain.visibility import Reader

ERASE_AT_END = "erase when the time to keep ends"
"""Purpose of a consent whose subject is a programme: its author wants their own words to go when
the programme's time to keep is over."""


STAYS = (
    "What belongs to you both stays: accepted agendas, shared pages, goals, promises and the "
    "agreement, without quotes of what you erased.",
    "That you took part and met stays with the programme: your name, your pairings, dates.",
    "Your own consents stay as the proof of what you allowed; they hold no text.",
    "Files that you saved, printed or sent, and copies of this computer that others made: nothing "
    "here can reach them.",
)
"""What no erasing of one's own takes away, sentence by sentence."""


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
    when = day_words(row.created_at, year=True)
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
        f"Erased on {day_words(receipt.on, year=True)}: {went}; "
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
