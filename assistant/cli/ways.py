"""The command that does what a next step says: on the command line nobody can press Enter on it."""

from __future__ import annotations

from assistant.domain.views import DueThing, NextStep

_COMMANDS: dict[str, str] = {
    "agreement": "agreement show --pairing {pairing}",
    "boundaries": "boundaries list --pairing {pairing}",
    "brief": "brief --pairing {pairing}",
    "close": "handbook --pairing {pairing}",
    "connect": "connect",
    "commitments": "commitments --pairing {pairing}",
    "confidence": "rate baseline --pairing {pairing}",
    "did": "commitments keep {subject}",
    "prepare read": "agenda show --pairing {pairing} --session {session}",
    "programme calls": "call",
    "programme milestones": "milestones",
    "programme asks": "asks list",
    "programme thanks": "summary thanks",
    "end-note": "summary --period end",
    "evaluation": "summary evaluation",
    "feedback": "feedback give --pairing {pairing}",
    "journey": 'plan --pairing {pairing} --session {session} --on "12 June 15:00"',
    "kept": "kept",
    "library": "guidance list",
    "notes": "import FILE --pairing {pairing} --session {session}",
    "pairs": "pair MENTOR MENTEE",
    "prepare": "agenda --pairing {pairing} --session {session}",
    "questions": "questions list --pairing {pairing}",
    "read-first": "read-first --pairing {pairing}",
    "released-notes": "summary notes",
    "readiness": "readiness --pairing {pairing}",
    "reflect": "reflect --pairing {pairing} --session {session}",
    "run": "run --pairing {pairing} --session {session}",
    "summary-note": "summary --period mid",
    "welcome": "start --help",
}
"""By place, and list of the programme's page. Where one has no command, nothing is said."""


def command_for(step: NextStep | DueThing) -> str:
    """What to type for it after the program's name; "" where there is no such command."""
    words = _COMMANDS.get(f"{step.place} {step.subject}") or _COMMANDS.get(step.place, "")
    if ("{pairing}" in words and not step.pairing) or ("{session}" in words and not step.session):
        return ""
    return words.format(pairing=step.pairing, session=step.session, subject=step.subject)
