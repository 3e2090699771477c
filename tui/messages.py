"""What widgets say to screens, in the past tense. Data goes down, these come up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation


@dataclass
class TerminalVanished(Message):
    """The window was closed or the connection broke: nobody reads or types any more."""


@dataclass
class RowChosen(Message):
    """A row of a list was opened with Enter or a click."""

    row: str
    rows: str
    """Id of the list."""


@dataclass
class RowLit(Message):
    """The selection stands on another row."""

    row: str
    rows: str


@dataclass
class AskSent(Message):
    """A question was sent from the ask line."""

    question: str


@dataclass
class SourceAsked(Message):
    """A citation was clicked or opened."""

    citation: Citation


@dataclass
class KeyWordPressed(Message):
    """A word of the key line was clicked."""

    call: str


@dataclass
class OptionTaken(Message):
    """One word of a choice was taken."""

    choice: str
    """Id of the choice."""
    value: str


@dataclass
class TextTyped(Message):
    """Text that is not committed anywhere yet changed; it is kept as it is typed."""

    place: str
    text: str


@dataclass
class PlaceAsked(Message):
    """Somebody wants to go to a place."""

    place: str
    pairing: str | None = None
    session: int | None = None
    subject: str = ""


@dataclass
class DemoAsked(Message):
    """Somebody wants to look around first."""


@dataclass
class Entered(Message):
    """Somebody acts here who did not before: at home first, or at ``place``."""

    person: str = ""
    """Who is to act from now on; "" if the core knows already."""
    place: str = ""
    pairing: str | None = None
