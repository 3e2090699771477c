"""What two people promised, as an answer to whoever asks for it in a conversation. Pure.

How each stands is said beside it, so that nothing that was kept is called open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.domain.days import day_words
from assistant.domain.drafts import Citation
from assistant.domain.sessions import Commitment, CommitmentState
from assistant.domain.sources import Passage
from assistant.drafting.desk import Desk

_STILL = re.compile(
    r"\b(?:open|still|due|outstanding|owe[sd]?|overdue|not (?:yet )?(?:done|kept)|unkept|to do"
    r"|left to do)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:kept|done|finished|keep)\b", re.IGNORECASE)
_OF_THE_TWO = re.compile(
    r"\b(?:what|which|whose|any|list|show|tell|who)\b.{0,60}"
    r"\b(?:promis\w*|commit\w*|owe[sd]?|due|to[- ]dos?|agreed to do"
    r"|said (?:\w+ )?(?:would|will))\b",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(
    r"\b(?:guidance|cards?|how (?:do|does|should|can|to)|why|what if|in general|worth)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:did|has|does|had) ([A-Z][a-z]+)\b")
_MINE = re.compile(r"\b(?:i|my|mine|me)\b", re.IGNORECASE)
_ORDER = (
    CommitmentState.MISSED,
    CommitmentState.OPEN,
    CommitmentState.PROPOSED,
    CommitmentState.KEPT,
)
STILL_OPEN = frozenset(_ORDER[:3])
_MOST, _MOST_KEPT = 5, 2
LONGEST = 85
"""Words of an answer, without the question that it may end in."""


def asks_what_was_promised(question: str) -> bool:
    """Whether somebody asks for the promises of the two, and not about promises."""
    return bool(_OF_THE_TWO.search(question)) and not _IN_GENERAL.search(question)


def promises_answer(
    desk: Desk, question: str, reader: str, today: date
) -> tuple[str, list[Citation]]:
    """The promises that a question is about, each with how it stands; "" and nothing where there
    are none. ``reader`` is the voice of whoever asks."""
    whose = _whose(desk, question, reader)
    of = {desk.name(voice) for voice in ("mentor", "mentee")}
    if set(_SOMEBODY.findall(question)) - of:
        # What a third person promised is in no record of the two.
        return "", []
    if _STILL.search(question):
        states = STILL_OPEN
    elif _KEPT.search(question):
        states = frozenset({CommitmentState.KEPT})
    else:
        states = frozenset(_ORDER)
    found = [c for c in standing(desk, states) if c.owner in whose]
    told, citations = told_as(desk, found[:_MOST], today)
    if not told:
        return "", []
    names = desk.name(next(iter(whose))) if len(whose) == 1 else ""
    head = f"Promised by {names}, by your records:" if names else "Promised, by your records:"
    # Who asks for all of them is told that these are not all.
    more = sum(c.owner in whose for c in _in(desk, states)) - len(told)
    tail = [f"{more} more {'stands' if more == 1 else 'stand'} in the list of promises."]
    return "\n\n".join((head, *told, *(tail if more else []))), citations


def _in(desk: Desk, states: frozenset[CommitmentState]) -> list[Commitment]:
    """All promises in these states that may be told."""
    return [
        c for c in desk.briefing.commitments
        if c.state in states and desk.allowed(f"{c.text} {c.evidence}")
    ]  # fmt: skip


def standing(desk: Desk, states: frozenset[CommitmentState]) -> list[Commitment]:
    """Promises in these states, what was not kept first, of those kept the newest."""
    numbers = {session.id: session.number for session in desk.briefing.past_sessions}

    def made(commitment: Commitment) -> int:
        return numbers.get(commitment.session or "", 0)

    found = _in(desk, states)
    kept = sorted((c for c in found if c.state is CommitmentState.KEPT), key=made)
    others = [c for c in found if c.state is not CommitmentState.KEPT]
    # An old miss was asked about long since.
    others = [
        c for c in others if c.state is not CommitmentState.MISSED or made(c) >= desk.last - 1
    ]
    others.sort(key=lambda c: (_ORDER.index(c.state), c.due or date.max))
    return [*others, *reversed(kept[-_MOST_KEPT:])]


def told_as(
    desk: Desk, commitments: Sequence[Commitment], today: date
) -> tuple[list[str], list[Citation]]:
    """A sentence for each promise, numbered from 1, in at most ``LONGEST`` words."""
    told: list[str] = []
    citations: list[Citation] = []
    for commitment in commitments:
        cited = desk.cite_text(commitment.id, commitment.text.strip(), keep=True)
        if cited is None:
            continue
        said = (
            f"{desk.name(commitment.owner)}: \u201c{' '.join(cited.quote.split())}\u201d "
            f"[{1 + len(citations)}] {_stands(desk, commitment, today)}"
        )
        if told and len(" ".join((*told, said)).split()) > LONGEST:
            break
        told.append(said)
        citations.append(cited)
    return told, citations


def with_promises(desk: Desk, passages: Sequence[Passage], today: date) -> list[Passage]:
    """Passages for a question about what is open: the promises of the two first, each with how it
    stands in its label, so that a model calls nothing open that was kept."""
    records = {source.id: source for source in desk.sources}
    shown = []
    for commitment in standing(desk, frozenset(_ORDER)):
        if commitment.id in records:
            record = records[commitment.id]
            stands = _stands(desk, commitment, today).rstrip(".")
            title = f"{record.title}: {stands[:1].lower()}{stands[1:]}"
            shown.append(Passage.whole(record.model_copy(update={"title": title})))
    told = {passage.source.id for passage in shown}
    return [*shown, *(passage for passage in passages if passage.source.id not in told)]


def _stands(desk: Desk, commitment: Commitment, today: date) -> str:
    due = commitment.due
    match commitment.state:
        case CommitmentState.KEPT:
            return "Kept."
        case CommitmentState.MISSED:
            return "Not kept so far."
        case CommitmentState.PROPOSED:
            return f"Waits for {desk.name(commitment.owner)}'s yes."
        case _ if due is None:
            return "Open, no date."
        case _:
            return f"Open, {'was due' if due < today else 'due'} {day_words(due)}."


def _whose(desk: Desk, question: str, reader: str) -> frozenset[str]:
    """Whose promises a question is about: of whoever is named, of who asks, else of both."""
    named = {
        voice for voice in ("mentor", "mentee")
        if re.search(rf"\b{re.escape(desk.name(voice))}\b", question, re.IGNORECASE)
    }  # fmt: skip
    if _MINE.search(question) and not named:
        named = {reader}
    return frozenset(named or {"mentor", "mentee"})
