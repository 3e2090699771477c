"""The lines of an agenda: what each slot says, asks and cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.briefing import Shape
from assistant.domain.drafts import AgendaItem, Citation, CommitmentDue, Lead, Length
from assistant.domain.sessions import Goal
from assistant.drafting.candidates import Candidate, goal_name, goal_of
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask, from_bank

_PASS = re.compile(r"\bpass(?:es)?\b", re.IGNORECASE)
_CONDUCT = re.compile(
    r"\b(?:leads?|runs?|advice|asks?|pass|listen\w*|speaks?|interrupt\w*|finish|decides?)\b",
    re.IGNORECASE,
)
_LIMITS = (
    "Said first, as nothing is agreed yet: what is said here stays between the two of you, unless "
    "somebody is not safe; then you say so to each other before you pass it on."
)
MAY_PASS = "Nobody owes a story here: “pass” is an answer to any question."


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


def settle(desk: Desk, room: Room) -> AgendaItem:
    """First words: the limits of confidentiality if nothing is agreed, else a rule of their own."""
    briefing = desk.briefing
    citations: list[Citation | None] = []
    suggestions: list[str] = []
    purpose = ""
    if briefing.agreement is None or not briefing.agreement.rules:
        suggestions.append(_LIMITS)
        if briefing.missed_in_a_row and briefing.shape is not Shape.FIRST:
            purpose = "A date or two did not come about. Nobody needs to explain."
    else:
        citations.append(rule(desk, (_PASS,) if _lived(desk) else (_CONDUCT,), "Still true:"))
    if briefing.shape is Shape.FIRST:
        prompts: Sequence[str] = ()
        purpose = f"{desk.name('mentor')} opens, keeps the time and closes, today and every time."
    else:
        prompts = from_bank(desk, "opening", 1) or ask(desk, "settle", 1)
    citations.append(_asked_before_today(desk))
    topic = "Before anything else" if suggestions else "Settle in"
    return line(
        "settle", topic, "mentor", purpose=purpose, prompts=prompts,
        citations=citations[: room.citations], suggestions=suggestions,
    )  # fmt: skip


def _lived(desk: Desk) -> bool:
    special = {"lgbt", "disability", "ethnicity", "mental-health"}
    return bool(special & set(desk.briefing.pairing.topics))


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


def _asked_before_today(desk: Desk) -> Citation | None:
    """A question that one of them sent ahead of this session."""
    now = desk.briefing.session.number
    ahead = [
        s for s in desk.sentences
        if s.session == now and s.text.endswith("?") and s.source.kind == "note"
    ]  # fmt: skip
    span = desk.best(ahead, floor=0.0)
    return desk.cite(span, f"{desk.name(span.sentence.voice)} asked ahead:") if span else None


def promises(
    desk: Desk,
    room: Room,
    due: Sequence[CommitmentDue],
    noted: Sequence[tuple[Citation, str]],
) -> AgendaItem:
    """You said, I did; where nothing was promised, what lasted; where nothing is known, a question."""
    if due or noted:
        owed_by_mentee = sum(d.owner == "mentee" for d in due)
        lead: Lead = "mentee" if due and owed_by_mentee * 2 >= len(due) else "both"
        prompts = [*_due_questions(desk, due), *(question for _, question in noted)]
        goal = _goal_of_promises(desk, due)
        return line(
            "promises", "You said, I did", lead, goal=goal,
            purpose=_who_reports(desk, due),
            prompts=prompts[: room.promises + 1],
            citations=[*(d.citation for d in due), *(citation for citation, _ in noted)],
        )  # fmt: skip
    span = desk.best(wanted=("learnt",), where=lambda s: s.voice == "mentee" and "learnt" in s.tags)
    if span is not None:
        name = desk.name("mentee")
        return line(
            "promises", "What lasted", "mentee", purpose="No promise is on record.",
            citations=[desk.cite(span, f"{name}:")], prompts=ask(desk, "lasted", 1, owner=name),
        )  # fmt: skip
    return line(
        "promises", "You said, I did", "both", purpose="No promise is on record: ask for it.",
        prompts=["What did either of you mean to do by today?"],
    )  # fmt: skip


def _who_reports(desk: Desk, due: Sequence[CommitmentDue]) -> str:
    owners = list(dict.fromkeys(d.owner for d in due))
    if not owners:
        return "Taken from the notes, so nothing is promised until its owner says yes."
    if len(owners) == 1:
        return f"{desk.name(owners[0])} reports, one sentence for each."
    return f"{desk.name('mentee')} reports first, then {desk.name('mentor')}."


def _due_questions(desk: Desk, due: Sequence[CommitmentDue]) -> list[str]:
    asked: list[str] = []
    for promise in due:
        owner, other = desk.name(promise.owner), desk.name(desk.other(promise.owner))
        trigger = "missed" if promise.state == "missed" else ""
        if trigger:
            asked += ask(desk, trigger, 2, owner=owner, other=other)
        elif promise.prompt:
            asked.append(promise.prompt)
    return list(dict.fromkeys(asked))


def _goal_of_promises(desk: Desk, due: Sequence[CommitmentDue]) -> Goal | None:
    for promise in due:
        goal = goal_of(desk, f"{promise.text} {promise.evidence}")
        if goal is not None:
            return goal
    return None


def subject(desk: Desk, room: Room, slot: str, candidate: Candidate) -> AgendaItem:
    """The line of a candidate: its quotations, one from the other side, and questions at "this"."""
    citations: list[Citation | None] = list(candidate.cited)
    for span, lead_in in candidate.spans[: room.citations]:
        if desk.free(span):
            citations.append(desk.cite(span, lead_in))
    if candidate.trigger in ("goal", "pack", "question", "wish", "wish-of-mentor", "parked"):
        citations.append(_other_side(desk, candidate, len(citations), room))
    if candidate.trigger == "goal" and candidate.goal is not None:
        lead_in = f"{goal_name(candidate.goal)[:1].upper()}{goal_name(candidate.goal)[1:]}:"
        citations.insert(0, desk.cite_text(candidate.goal.id, candidate.goal.text, lead_in))
    if candidate.trigger == "purpose":
        citations += _objectives(desk, room.citations - len(citations))
    owner = candidate.owner if candidate.owner in ("mentor", "mentee") else "mentor"
    names = {"owner": desk.name(owner), "other": desk.name(desk.other(owner))}
    trigger = "goal" if candidate.trigger == "pack" else candidate.trigger
    prompts = list(ask(desk, trigger, room.prompts, **names))
    if candidate.trigger in ("goal", "pack"):
        measure = candidate.goal is not None and not candidate.goal.success
        extra = ask(desk, "measure", 1) if measure else ()
        prompts = [*_topical(desk, candidate, 2), *extra, *prompts]
    elif len(prompts) < room.prompts:
        prompts += _topical(desk, candidate, room.prompts - len(prompts))
    if candidate.lived and not _passes(desk):
        suggestions: tuple[str, ...] = (MAY_PASS,)
    else:
        suggestions = ()
    return line(
        slot, candidate.topic, "mentor", goal=candidate.goal, purpose=candidate.purpose,
        prompts=prompts[: room.prompts], citations=citations, suggestions=suggestions,
        ident=f"{slot}-lived" if candidate.lived else slot,
    )  # fmt: skip


def _passes(desk: Desk) -> bool:
    agreement = desk.briefing.agreement
    return agreement is not None and any(_PASS.search(r.text) for r in agreement.rules)


def _topical(desk: Desk, candidate: Candidate, most: int) -> tuple[str, ...]:
    return from_bank(desk, "main", most, vocabulary=candidate.vocabulary, topical=True)


def _other_side(desk: Desk, candidate: Candidate, have: int, room: Room) -> Citation | None:
    """What the other one wrote on the same thing, if two words of it are shared."""
    if have >= room.citations:
        return None
    owner = candidate.owner
    about = candidate.vocabulary - desk.stems(desk.name("mentor"), desk.name("mentee"))
    span = desk.best(
        where=lambda s: (
            (owner not in ("mentor", "mentee") or s.voice == desk.other(owner))
            and bool(s.voice)
            and len(s.stems & about) >= 2
        ),
        vocabulary=about,
    )
    return desk.cite(span, f"{desk.name(span.sentence.voice)}:") if span else None


def _objectives(desk: Desk, most: int) -> list[Citation | None]:
    programme = desk.briefing.programme
    cited = [
        desk.cite_text(
            f"{programme.id}#{objective.id}", objective.text, "The programme has room for:"
        )
        for objective in programme.objectives[: max(most, 0)]
    ]
    return list(cited)
