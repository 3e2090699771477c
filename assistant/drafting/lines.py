"""What every line is made of: room, a line itself, ground rules, and the way to pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.drafts import AgendaItem, Citation, Lead, Length
from assistant.domain.sessions import Goal
from assistant.drafting.desk import Desk

MAY_PASS = re.compile(
    r"['\u2018\u201c\"]pass['\u2019\u201d\"]|\b(?:may|can|right to|free to) pass\b"
    r"|\bcloses? (?:a|the|any) (?:subject|topic)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Room:
    """How much a line may hold at a length."""

    prompts: int
    citations: int
    promises: int

    @staticmethod
    def at(length: Length) -> Room:
        return {
            Length.SHORT: Room(2, 2, 3),
            Length.STEADY: Room(3, 3, 5),
            Length.DEEP: Room(4, 4, 7),
        }[length]


def line(
    slot: str,
    topic: str,
    lead: Lead,
    *,
    goal: Goal | str | None = None,
    purpose: str = "",
    prompts: Iterable[str] = (),
    citations: Iterable[Citation | None] = (),
    suggestions: Iterable[str] = (),
    ident: str = "",
) -> AgendaItem:
    """A line without minutes yet. It is a suggestion exactly if nothing is cited."""
    cited = tuple(citation for citation in citations if citation is not None)
    return AgendaItem(
        id=ident or slot,
        slot=slot,
        topic=topic,
        minutes=0,
        lead=lead,
        goal=goal.text if isinstance(goal, Goal) else goal or "",
        purpose=purpose,
        prompts=tuple(dict.fromkeys(prompt for prompt in prompts if prompt)),
        citations=cited,
        suggestions=tuple(suggestion for suggestion in suggestions if suggestion),
        suggestion=not cited,
    )


def rule(desk: Desk, wanted: Sequence[re.Pattern[str]], lead_in: str) -> Citation | None:
    """A ground rule that fits, not the one on the last page if there is another."""
    agreement = desk.briefing.agreement
    if agreement is None:
        return None
    fitting = [r for r in agreement.rules if any(pattern.search(r.text) for pattern in wanted)]
    earlier = desk.briefing.earlier_agendas
    shown = {c.source for c in earlier[-1].agenda.citations} if earlier else set()
    fresh = [r for r in fitting if f"{agreement.id}#{r.id}" not in shown] or fitting
    turn = desk.variant("rule", len(fresh))
    for found in [*fresh[turn:], *fresh[:turn]]:
        citation = desk.cite_text(f"{agreement.id}#{found.id}", found.text, lead_in)
        if citation is not None:
            return citation
    return None


def large(text: str) -> str:
    """A phrase at the start of a line."""
    return text[:1].upper() + text[1:]
