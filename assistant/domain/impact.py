"""An impact line: what somebody says their partner changed, and where it may be read."""

from __future__ import annotations

import hashlib
from typing import ClassVar, Self

from pydantic import Field

from assistant.domain.records import Record
from assistant.domain.visibility import Reader, Visibility

LONGEST = 240
"""Characters: one sentence or two."""


class ImpactLine(Record):
    """One sentence about what came of the other's work, by its author.

    Nobody reads it before its author gave it to the partner. On a certificate it stands only where
    both said so: its author that these words may be quoted, the partner that they want them there.
    The partner's yes is a ``Consent`` to these very words, so that it ends where they change.
    """

    kind: ClassVar[str] = "impact-line"

    text: str = Field(min_length=1)
    quotable: bool = False
    """Whether the author lets the partner show it to anybody, with the author's name."""
    visibility: Visibility = Visibility.PAIR

    @property
    def purpose(self) -> str:
        """Purpose of the partner's consent."""
        return f"on my certificate {hashlib.sha256(self.text.encode()).hexdigest()[:16]}"

    def seen_by(self, reader: Reader) -> Self | None:
        paired = self.pairing is not None and self.pairing in reader.pairings
        return self if reader.person == self.author or paired else None
