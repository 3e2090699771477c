"""Pages: every document beside the agenda, as sections of lines that know where they come from.

One form for all of them, so that one gate checks them, one merge lets a model word them better, and
one page shows, prints and exports them.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.drafts import Citation, Finding, Receipt
from assistant.domain.records import Record, SharedRecord, new_id
from assistant.domain.visibility import Reader

LineKind = Literal["fact", "question", "suggestion", "frame"]
Who = Literal["", "mentor", "mentee", "both"]


class DocumentKind(StrEnum):
    """The documents that are pages. An agenda is a document of its own form."""

    BRIEF = "brief"
    """The mentee's page of at most 24 rows before a session."""
    READ_FIRST = "read-first"
    """Five cited minutes on the topic, so that the junior need not teach basics."""
    REFLECTION = "reflection"
    """The questions of one person's look ahead or back; the answers are a ``Reflection``."""
    FEEDBACK_SUMMARY = "feedback-summary"
    SESSION_SUMMARY = "session-summary"
    SUMMARY_NOTE = "summary-note"
    """The coordinator's, on a programme."""
    HANDBOOK = "handbook"
    """A pair's journey in its own words, at the close."""

    @property
    def words(self) -> str:
        """What people call it."""
        return {
            DocumentKind.BRIEF: "brief",
            DocumentKind.READ_FIRST: "read-first page",
            DocumentKind.REFLECTION: "reflection questions",
            DocumentKind.FEEDBACK_SUMMARY: "two-way summary",
            DocumentKind.SESSION_SUMMARY: "session summary",
            DocumentKind.SUMMARY_NOTE: "summary note",
            DocumentKind.HANDBOOK: "handbook",
        }[self]


class Line(BaseModel):
    """One line of a page: our words, and the quotes that they rest on.

    ``kind`` says what the line owes its reader. A *fact* cites; a *suggestion* is ours and says so;
    a *question* is put to somebody, and its citations are what it grew from; a *frame* says what
    code knows (times, who reads, sums, that something is missing) and cites nothing.
    """

    model_config = ConfigDict(frozen=True)

    id: str = Field(default_factory=new_id)
    kind: LineKind = "fact"
    lead: str = ""
    """A few words before the line, set in bold: "More of this"."""
    who: Who = ""
    """Whose line it is: who promised, who is quoted, whom a question is put to."""
    text: str = ""
    """Our words; "" where the quotes stand for themselves."""
    citations: tuple[Citation, ...] = ()
    after: str = ""
    """Our words after the quotes."""
    prompts: tuple[str, ...] = ()
    """Questions that belong to the line."""
    cells: tuple[str, ...] = ()
    """In a section with columns: one text for each of them. The line's text is then not shown."""
    record: str = ""
    """Id of the record that the line is about, such as a commitment; "" if none."""
    fixed: bool = False
    """True where a model may not reword it: figures, promises, dates, frames."""

    @property
    def suggestion(self) -> bool:
        """Whether the line has no source and says so."""
        return self.kind == "suggestion"


class Section(BaseModel):
    """A heading and what stands under it. An empty one shows ``gap``, or is not shown at all."""

    model_config = ConfigDict(frozen=True)

    id: str
    """Stable name within its kind of document, such as we-agree."""
    title: str = ""
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    gap: str = ""
    """What is said where nothing can be: "No words from the mentor yet"."""
    open: bool = False
    """Whether a model may add lines of its own here; each must cite."""
    voices: int = Field(default=1, ge=1, le=2)
    """How many voices a line that a model adds must quote: 2 where agreement is claimed."""
    agrees: bool = False
    """Whether what a line says here it says for all whom it quotes: then each of them must bear out
    its numbers and dates."""
    own_words: bool = False
    """Whether each line speaks for its ``who`` alone: then it may cite no other person's words."""
    questions: bool = False
    """Whether each line is a question to the page's reader, and stays one whatever a model says."""
    most: int = Field(default=8, ge=1)
    """Lines that a model may fill it up to."""

    @property
    def room(self) -> int:
        """Lines that a model may add."""
        return max(0, self.most - len(self.lines)) if self.open else 0


class Page(BaseModel):
    """A document. ``facts`` are the small print under its title, one short phrase each."""

    model_config = ConfigDict(frozen=True)

    title: str
    facts: tuple[str, ...] = ()
    who_reads: str = ""
    aim: str = ""
    """What it says in a sentence, where it has one."""
    thin_ground: str = ""
    """An honest word when the records say little; "" otherwise."""
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    """Method, limits, what was left out: at the foot."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in reading order."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def shown(self) -> tuple[Section, ...]:
        """Sections that have something to show: a line or an honest gap."""
        return tuple(section for section in self.sections if section.lines or section.gap)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation on the page, in reading order, each source span once."""
        found: dict[tuple[str, str], Citation] = {}
        for line in self.lines:
            for citation in line.citations:
                found.setdefault((citation.source, citation.quote), citation)
        return tuple(found.values())

    def section(self, section_id: str) -> Section | None:
        """The section of that id, if the page has one."""
        return next((section for section in self.sections if section.id == section_id), None)

    def line(self, line_id: str) -> Line | None:
        """The line of that id, if the page has one."""
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def most_left_out(self) -> int:
        """How many lines a model may leave out: one in three of those it may touch, rounded up."""
        return -(-sum(not line.fixed for line in self.lines) // 3)

    def may_go(self, line_id: str) -> bool:
        """Whether a model may leave a line out: no question and no fixed one, and not the last line
        of a section, unless the section has an honest word to say instead."""
        section = next((s for s in self.sections if any(o.id == line_id for o in s.lines)), None)
        line = self.line(line_id)
        if section is None or line is None or line.fixed or section.questions:
            return False
        return len(section.lines) > 1 or bool(section.gap)

    def with_sections(self, sections: tuple[Section, ...]) -> Self:
        """A copy with these sections."""
        return self.model_copy(update={"sections": sections})

    def with_line(self, line: Line) -> Self:
        """A copy in which ``line`` stands for the line of its id."""
        return self.with_sections(
            tuple(
                section.model_copy(
                    update={"lines": tuple(line if o.id == line.id else o for o in section.lines)}
                )
                for section in self.sections
            )
        )

    def without_line(self, line_id: str) -> Self:
        """A copy without the line of that id."""
        return self.with_sections(
            tuple(
                section.model_copy(
                    update={"lines": tuple(line for line in section.lines if line.id != line_id)}
                )
                for section in self.sections
            )
        )


class PageDraft(Record):
    """A page that nobody has accepted. It is private to whoever asked for it."""

    kind: ClassVar[str] = "page-draft"

    document: DocumentKind
    about: str = ""
    """What tells two drafts of one document apart beside pairing and session: a feedback round,
    before or after, a period."""
    page: Page
    receipt: Receipt
    findings: tuple[Finding, ...] = ()
    before: tuple[Page, ...] = ()
    """Earlier forms, newest last, for undo. At most 50."""


class SharedPage(SharedRecord):
    """A page that one of the pair has shared with the other: each accepts for themselves."""

    kind: ClassVar[str] = "page"

    document: DocumentKind
    about: str = ""
    page: Page
    receipt: Receipt
    draft: str = ""
    """Id of the draft that it came from."""
    accepted_by: tuple[str, ...] = ()
    """Ids of the partners who said yes to it, whoever shared it first."""

    def written_by(self, reader: Reader) -> bool:
        return self.pairing is not None and self.pairing in reader.pairings

    @property
    def to_coordinator(self) -> str:
        """Purpose of a consent to let the coordinator read this page: of these very words, so that
        it ends where they change."""
        digest = hashlib.sha256(self.page.model_dump_json().encode()).hexdigest()[:16]
        return f"coordinator reads {digest}"
