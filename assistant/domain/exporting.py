"""What a person asks for when a document shall become a file, and what they are told."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

ExportKind = Literal[
    "agenda",
    "page",
    "brief",
    "read-first",
    "reflection",
    "summary",
    "handbook",
    "agreement",
    "questions",
    "run",
    "talk",
    "certificate",
    "commitments",
    "sessions",
    "guidance",
    "figures",
]
"""Documents by what people call them, then lists."""
LISTS: tuple[ExportKind, ...] = ("commitments", "sessions", "guidance", "figures")


class ExportFormat(StrEnum):
    """Kinds of file; the value is the ending of its name."""

    MD = "md"
    DOCX = "docx"
    PDF = "pdf"
    ICS = "ics"
    CSV = "csv"
    JSON = "json"

    @property
    def says(self) -> str:
        """What people call it."""
        return {
            ExportFormat.MD: "text",
            ExportFormat.DOCX: "Word",
            ExportFormat.PDF: "PDF",
            ExportFormat.ICS: "calendar",
            ExportFormat.CSV: "table",
            ExportFormat.JSON: "JSON",
        }[self]


class ExportWish(BaseModel):
    """A document in a format. ``wanted`` is its id; of an agreement or a questions box its pairing,
    of a run also ``pairing/number``; of a list, the
    pairing or programme that it is about, "" for all."""

    model_config = ConfigDict(frozen=True)

    what: ExportKind
    wanted: str = ""
    file_format: ExportFormat = ExportFormat.MD
    with_agenda: bool = False
    """Whether a calendar entry holds the text of the agenda; never more than both may read."""
    byte_order_mark: bool = False
    """Whether a table begins with the mark by which older spreadsheets know UTF-8."""


class ExportPreview(BaseModel):
    """What a file would hold, before there is one."""

    model_config = ConfigDict(frozen=True)

    title: str
    name: str
    """The file's name, ending and all."""
    formats: tuple[ExportFormat, ...]
    """All that this document can be saved as."""
    file_format: ExportFormat
    text: str
    """Its words to the letter; of Word, PDF and calendar, as plain text."""
    who_reads: str
    draft: bool
    notes: tuple[str, ...] = ()
    may_hold_agenda: bool = False
    """Whether a calendar entry could hold an agenda that both may read."""


class Exported(BaseModel):
    """A file that was written."""

    model_config = ConfigDict(frozen=True)

    path: Path
    older_left: bool = False
    """Whether a file of the wanted name was there, and was left alone."""
    notes: tuple[str, ...] = ()
    """What its reader should know: two pages, letters that could not be drawn, a quote left out."""
