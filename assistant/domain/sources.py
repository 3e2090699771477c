"""What can be quoted: sources, the passages they are split into, and hits of a search.

A ``Source`` is one readable text of a record with one voice and one visibility. A note with shared
and private paragraphs gives two sources, so a passage can never mix the two.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.guidance import Strength
from assistant.domain.places import PageMark, place_of
from assistant.domain.visibility import Reader, Visibility, may_read

SourceKind = Literal[
    "guidance",
    "document",
    "note",
    "reflection",
    "feedback",
    "goal",
    "commitment",
    "agreement",
    "question",
    "agenda",
    "contribution",
    "objective",
]


class Source(BaseModel):
    """A text that can be quoted, with the labels that travel with it."""

    model_config = ConfigDict(frozen=True)

    id: str
    """Record id, with ``#part`` where a record has several sources."""
    kind: SourceKind
    record: str
    text: str
    title: str = ""
    """How a person would name it: "Ana's note, session 3", "Running mixed meetings"."""
    heading: str = ""
    author: str = ""
    """Participant id; "" for guidance."""
    author_name: str = ""
    voice: str = ""
    """mentor, mentee, pair or guidance."""
    visibility: Visibility = Visibility.PRIVATE
    programme: str | None = None
    pairing: str | None = None
    session: int | None = None
    at: datetime | None = None
    written_at: datetime | None = None
    """When its record was made, where it has one."""
    date: str = ""
    """For guidance: the date of its source."""
    origin: str = ""
    """For guidance: its source's title."""
    licence: str = ""
    strength: Strength | None = None
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """For guidance: what else people call it; searched, never shown as its words."""
    stage: tuple[str, ...] = ()
    pages: tuple[PageMark, ...] = ()
    """Where the pages of the file begin that the text came from, in order."""

    def place(self, at: int) -> str:
        """Page and headings above a character; "" for cards, which are a page each."""
        if self.kind not in ("document", "note"):
            return ""
        return place_of(self.text, at, self.pages, title=self.title)

    def name_at(self, at: int) -> str:
        """How a person would name these words' place: "Handbook, p. 4, Ground rules"."""
        return ", ".join(part for part in (self.title, self.place(at)) if part)

    @property
    def is_guidance(self) -> bool:
        """Guidance is for anyone; everything else has an owner."""
        return self.kind in ("guidance", "document")

    def readable_by(self, reader: Reader) -> bool:
        """The last wall: asked again of every hit, whatever the index says."""
        return self.is_guidance or may_read(
            reader,
            author=self.author,
            pairing=self.pairing,
            programme=self.programme,
            visibility=self.visibility,
        )


class Passage(BaseModel):
    """Characters ``start`` to ``end`` of a source's text, exactly."""

    model_config = ConfigDict(frozen=True)

    id: str
    """Content hash of source id, span and text."""
    source: Source
    start: int = Field(ge=0)
    end: int
    text: str
    context: str = ""
    """Where it stands (title, heading, speaker, date): searched, never quoted."""

    @classmethod
    def whole(cls, source: Source) -> Passage:
        """All of a short source, such as a goal or a note, as one passage."""
        return cls(
            id=f"{source.id}:whole", source=source, start=0, end=len(source.text), text=source.text
        )

    @classmethod
    def part(cls, source: Source, start: int, end: int) -> Passage:
        """Characters ``start`` to ``end``, for showing them."""
        text = source.text[start:end]
        return cls(id=f"{source.id}:{start}-{end}", source=source, start=start, end=end, text=text)

    @classmethod
    def end_of(cls, source: Source, most: int) -> Passage:
        """A source's last ``most`` characters, from the beginning of a line or word on."""
        if len(source.text) <= most:
            return cls.whole(source)
        cut = len(source.text) - most
        after = source.text.find("\n", cut) + 1
        start = after if 0 < after - cut <= most // 4 else source.text.find(" ", cut) + 1
        return cls(
            id=f"{source.id}:{start}-",
            source=source,
            start=start,
            end=len(source.text),
            text=source.text[start:],
        )


class Hit(BaseModel):
    """A passage with why it came: parts of the score by name."""

    model_config = ConfigDict(frozen=True)

    passage: Passage
    score: float
    reasons: dict[str, float] = Field(default_factory=dict)
    words: tuple[str, ...] = ()
    """Words of the question that stand in the passage, or in what says where it stands."""
    likely: float = Field(default=1.0, ge=0.0, le=1.0)
    """How likely it is that what was found answers the question; one figure for a whole search."""

    @property
    def source(self) -> Source:
        return self.passage.source
