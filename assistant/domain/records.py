"""What every record has in common."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.visibility import Reader, Visibility, may_read

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """A short random id without look-alike characters: 12 of 30, about 58 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def now() -> datetime:
    """The current moment in UTC. Services take a clock; this is for a record's own stamps."""
    return datetime.now(UTC)


class Record(BaseModel):
    """Something that the store keeps.

    ``author`` is the person whose words it holds ("" where it holds nobody's). ``version`` counts
    the saves: a save with an outdated one is refused, so that no text is overwritten unseen.
    """

    model_config = ConfigDict(validate_assignment=False)

    kind: ClassVar[str] = "record"

    id: str = Field(default_factory=new_id)
    programme: str | None = None
    pairing: str | None = None
    session: str | None = None
    author: str = ""
    visibility: Visibility = Visibility.PRIVATE
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    version: int = 0

    def seen_by(self, reader: Reader) -> Self | None:
        """This record as ``reader`` may read it, or None. Subclasses narrow parts of it."""
        allowed = may_read(
            reader,
            author=self.author,
            pairing=self.pairing,
            programme=self.programme,
            visibility=self.visibility,
        )
        return self if allowed else None

    def written_by(self, reader: Reader) -> bool:
        """Whether ``reader`` may save this record. By default its author alone."""
        return bool(self.author) and self.author == reader.person

    def refuses(self, reader: Reader, earlier: Self | None) -> str:  # noqa: ARG002 (a hook)
        """Why ``reader``, who may write it, may not put this where ``earlier`` is kept (None: it is
        new); "" if nothing speaks against it. Asked by the store before each save."""
        return ""

    def changed(self, **fields: object) -> Self:
        """A copy with other fields and a fresh ``updated_at``; the store raises the version."""
        return self.model_copy(update={**fields, "updated_at": now()})


class SharedRecord(Record):
    """A record of the pair: both read it and both may save it."""

    visibility: Visibility = Visibility.PAIR

    def written_by(self, reader: Reader) -> bool:
        return self.pairing is not None and self.pairing in reader.pairings
