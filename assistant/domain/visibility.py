"""Who may read what: pure functions of a reader and the labels of a text.

Rights hang on (person, pairing), not on a role alone: somebody may be a mentor here, a mentee
there and coordinate a third programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Role(StrEnum):
    """MENTOR is the junior, MENTEE the senior. A role comes from the pairing, never from text."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    COORDINATOR = "coordinator"


class Visibility(StrEnum):
    """PRIVATE: its author alone. PAIR: both partners. PROGRAMME: everyone in the programme."""

    PRIVATE = "private"
    PAIR = "pair"
    PROGRAMME = "programme"

    @property
    def width(self) -> int:
        """0 for the narrowest."""
        return list(Visibility).index(self)


def narrowest(visibilities: Iterable[Visibility]) -> Visibility:
    """The visibility of a text derived from several; PRIVATE when there are none."""
    return min(visibilities, key=lambda v: v.width, default=Visibility.PRIVATE)


class Reader(BaseModel):
    """A person with the standing that decides what they may read.

    ``pairings`` maps the ids of the pairings that they are in to their role there;
    ``programmes`` holds those they belong to; ``coordinates`` those they run.
    """

    model_config = ConfigDict(frozen=True)

    person: str = Field(min_length=1)
    pairings: Mapping[str, Role] = Field(default_factory=dict)
    programmes: frozenset[str] = frozenset()
    coordinates: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash((self.person, frozenset(self.pairings.items()), self.coordinates))

    def role_in(self, pairing: str) -> Role | None:
        """The reader's role in a pairing, or None if they are not in it."""
        return self.pairings.get(pairing)

    def in_programme(self, programme: str) -> bool:
        """Whether the reader takes part in a programme or runs it."""
        return programme in self.programmes or programme in self.coordinates


def may_read(
    reader: Reader,
    *,
    author: str,
    pairing: str | None,
    programme: str | None,
    visibility: Visibility,
) -> bool:
    """Whether a text with these labels is the reader's to read.

    An unknown pairing or programme (None) grants nothing beyond the author.
    """
    if reader.person == author:
        return True
    if visibility is Visibility.PRIVATE:
        return False
    if pairing is not None and pairing in reader.pairings:
        return True
    return (
        visibility is Visibility.PROGRAMME
        and programme is not None
        and reader.in_programme(programme)
    )


def both_may_read(visibility: Visibility) -> bool:
    """Whether a text of a pairing may enter a document made for both partners."""
    return visibility is not Visibility.PRIVATE
