"""What a first run is told: who one is now, what an invitation says."""

from __future__ import annotations

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


class InvitationView(_View):
    """What an invitation says, to look over before it is used."""

    me: str
    partner: str
    role: Voice
    programme: str
    organisation: str = ""


class InvitationMade(_View):
    """An invitation to hand on."""

    name: str
    """Full name of who is invited."""
    role: Voice
    code: str
    text: str
    """What its file holds."""
