"""The command that does what a next step says: on the command line nobody can press Enter on it."""

from __future__ import annotations

from assistant.domain.views import NextStep, Place

_COMMANDS: dict[Place, str] = {
    "agreement": "agreement show --pairing {pairing}",
    "boundaries": "boundaries list --pairing {pairing}",
    "brief": "brief --pairing {pairing}",
    "close": "handbook --pairing {pairing}",
    "commitments": "commitments --pairing {pairing}",
    "confidence": "rate baseline --pairing {pairing}",
    "did": "commitments keep {subject}",
    "end-note": "summary --period end",
    "feedback": "feedback give --pairing {pairing}",
    "journey": 'plan --pairing {pairing} --session {session} --on "12 June 15:00"',
    "library": "guidance list",
    "notes": "import FILE --pairing {pairing} --session {session}",
    "pairs": "pair MENTOR MENTEE",
    "prepare": "agenda --pairing {pairing} --session {session}",
    "questions": "questions list --pairing {pairing}",
    "read-first": "read-first --pairing {pairing}",
    "readiness": "readiness --pairing {pairing}",
    "reflect": "reflect --pairing {pairing} --session {session}",
    "run": "run --pairing {pairing} --session {session}",
    "summary-note": "summary --period mid",
    "welcome": "start --help",
}
"""By place. Where one has no command of its own, nothing is said."""


def command_for(step: NextStep) -> str:
    """What to type for it, whole; "" where there is no such command."""
    words = _COMMANDS.get(step.place, "")
    if ("{pairing}" in words and not step.pairing) or ("{session}" in words and not step.session):
        return ""
    said = words.format(pairing=step.pairing, session=step.session, subject=step.subject)
    return f"viceversa {said}" if said else ""
