"""The humans of a programme, as a sentence names them. Pure."""

from __future__ import annotations

from assistant.domain.reflecting import LookBack


def contacts(look: LookBack) -> str:
    """The humans of the programme, in a sentence."""
    named = [f"{c.name} ({_as_aside(c.what_for)})" for c in look.briefing.programme.contacts]
    return "; ".join(named) or "whoever runs your programme"


def _as_aside(text: str) -> str:
    tidy = text.strip().rstrip(".")
    return tidy[:1].lower() + tidy[1:]
