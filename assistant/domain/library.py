"""Documents that a programme adds to its guidance, and text that is still being typed."""

from __future__ import annotations

from typing import ClassVar

from assistant.domain.guidance import Strength
from assistant.domain.places import PageMark
from assistant.domain.records import Record
from assistant.domain.visibility import Reader, Visibility


class Document(Record):
    """A text added to the guidance library. Its programme reads it; whoever added it removes it."""

    kind: ClassVar[str] = "document"

    title: str
    text: str
    origin: str = ""
    """File name as given, or the title of the source."""
    date: str = "undated"
    licence: str = "not stated"
    strength: Strength = Strength.OPINION
    topics: tuple[str, ...] = ()
    pages: tuple[PageMark, ...] = ()
    """Where its pages begin in the text, if it came from a file that has pages."""
    digest: str = ""
    """SHA-256 of the text, so that the same document is not added twice."""
    visibility: Visibility = Visibility.PROGRAMME


class KeptText(Record):
    """What somebody is typing, kept from the last keystroke on until it is committed elsewhere.

    ``place`` names the field, such as ``prepare/ana-martin/4/ask``. Its owner's alone.
    """

    kind: ClassVar[str] = "kept-text"

    place: str
    text: str
    visibility: Visibility = Visibility.PRIVATE

    def written_by(self, reader: Reader) -> bool:
        return reader.person == self.author
