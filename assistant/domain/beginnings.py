"""What a first run is told: who one is now, what an invitation says."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.domain.sessions import Voice


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class Begun(_View):
    """Something was started or joined, and its person acts from now on."""

    person: str
    pairing: str | None = None
    programme: str | None = None
    joined_before: bool = False
    """Whether the pairing was here already."""
    news: str = ""
    """What the invitation told anew of a programme that is run elsewhere; "" for nothing."""


class InvitationView(_View):
    """What an invitation says, to look over before it is used."""

    me: str
    partner: str
    role: Voice
    programme: str
    organisation: str = ""
    closed_on: date | None = None
    """The day on which the programme was closed."""


class ToldProgramme(_View):
    """A programme that is run from another store, as an invitation told of it."""

    name: str
    on: date
    """The day of that invitation."""


class InvitationMade(_View):
    """An invitation to hand on."""

    name: str
    """Full name of who is invited."""
    role: Voice
    code: str
    text: str
    """What its file holds."""


class FirstPage(_View):
    """What this is, in a few lines for one's role."""

    role: Voice
    partner: str
    lines: tuple[str, ...]


class BoundaryView(_View):
    """A topic that its owner keeps out, or one that is offered (``id`` is "" then)."""

    id: str
    topic: str
    terms: tuple[str, ...] = ()


class MirrorView(_View):
    """A private mirror: statements, what was answered (0 where nothing was), how each is tried."""

    pairing: str
    about: str
    answers: tuple[str, str, str]
    statements: tuple[str, ...]
    given: tuple[int, ...]
    """1 to 3 for each statement, 0 where it was passed over."""
    ways: tuple[MirrorTry, ...] = ()
    """For each statement, one way of trying it."""
    tries: tuple[MirrorTry, ...] = ()
    """Those for what is not yet so."""


class MirrorTry(_View):
    """For a statement: one way of trying it."""

    statement: str
    quote: str
    card: str
    title: str
    start: int = -1
    end: int = -1
    """Where the quote stands in the card's text; -1 where it does not stand there any more."""


MirrorView.model_rebuild()
