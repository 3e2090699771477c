"""Commitments as a table: who, what, by when, and how it stands. Their words stay theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain.days import day_words
from assistant.domain.documents import Line, Section
from assistant.domain.sessions import Commitment, CommitmentState
from assistant.drafting.desk import Desk

COLUMNS = ("who", "what", "by", "how it stands")
_ORDER = (
    CommitmentState.MISSED,
    CommitmentState.OPEN,
    CommitmentState.PROPOSED,
    CommitmentState.KEPT,
)
_MOST = 8
_MOST_KEPT = 3


def commitments_section(desk: Desk, title: str, today: date) -> Section:
    """What is owed now: missed and open ones, those that wait for a yes, the newest kept ones."""
    return Section(
        id="next",
        title=title,
        columns=COLUMNS,
        lines=tuple(row(desk, commitment, today) for commitment in _standing(desk)),
        gap="No commitment is recorded. Ask each other: what will you do before you meet again?",
        most=_MOST,
    )


def _standing(desk: Desk) -> list[Commitment]:
    numbers = {session.id: session.number for session in desk.briefing.past_sessions}
    found = [
        commitment
        for commitment in desk.briefing.commitments
        if commitment.state in _ORDER and desk.allowed(f"{commitment.text} {commitment.evidence}")
    ]

    def made(commitment: Commitment) -> int:
        return numbers.get(commitment.session or "", 0)

    kept = [c for c in found if c.state is CommitmentState.KEPT and made(c) >= desk.last - 1]
    lately = [
        c
        for c in found
        if c.state in (CommitmentState.OPEN, CommitmentState.PROPOSED)
        or (c.state is CommitmentState.MISSED and made(c) >= desk.last - 1)
    ]
    chosen = [*lately, *sorted(kept, key=made)[-_MOST_KEPT:]]
    return sorted(chosen, key=lambda c: (_ORDER.index(c.state), c.due or date.max))[:_MOST]


def row(desk: Desk, commitment: Commitment, today: date) -> Line:
    """One commitment; it is cited, and a model may not touch it."""
    text = commitment.text.strip()
    said = [desk.cite_text(commitment.id, text, keep=True)]
    if commitment.evidence.strip():
        said.append(desk.cite_text(commitment.id, commitment.evidence.strip(), keep=True))
    return Line(
        id=f"next-{commitment.id}",
        who=commitment.owner,
        cells=(
            desk.name(commitment.owner),
            text.rstrip("."),
            _by(commitment, today),
            standing_words(desk, commitment),
        ),
        citations=tuple(citation for citation in said if citation is not None),
        record=commitment.id,
        fixed=True,
    )


def _by(commitment: Commitment, today: date) -> str:
    if commitment.due is None:
        return "no date"
    day = day_words(commitment.due)
    open_still = commitment.state in (CommitmentState.OPEN, CommitmentState.PROPOSED)
    late = commitment.due < today and (open_still or commitment.state is CommitmentState.MISSED)
    return f"was {day}" if late else day


def standing_words(desk: Desk, commitment: Commitment) -> str:
    """How a commitment stands, neutrally, with its evidence in its writer's words."""
    evidence = commitment.evidence.strip()
    noted = f": {evidence}" if evidence else ""
    match commitment.state:
        case CommitmentState.MISSED:
            return f"not kept{noted or '.'} Keep it, shrink it or let it go?"
        case CommitmentState.PROPOSED:
            return f"waits for {desk.name(commitment.owner)}'s yes"
        case CommitmentState.KEPT:
            return f"kept{noted}"
        case _:
            return f"open{noted}"


def promise_stems(desk: Desk, commitments: Sequence[Commitment]) -> list[frozenset[str]]:
    """What each commitment is about, for telling whether a sentence speaks of it."""
    return [desk.stems(commitment.text) for commitment in commitments]
