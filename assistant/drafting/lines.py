"""The lines of an agenda: what each slot says, asks and cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.briefing import Shape
from assistant.domain.drafts import AgendaItem, Citation, CommitmentDue, Lead, Length
from assistant.domain.sessions import CommitmentState, Goal
from assistant.drafting.candidates import Candidate, goal_name, open_goals
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask, from_bank

_PASS = re.compile(
    r"['\u2018\u201c\"]pass['\u2019\u201d\"]|\b(?:may|can|right to|free to) pass\b", re.IGNORECASE
)
_ANY_RULE = re.compile(r"\w")
_CONDUCT = re.compile(
    r"\b(?:leads?|runs?|picks?|advice|asks?|listen\w*|speaks?|interrupt\w*|finish|decides?)\b",
    re.IGNORECASE,
)
_VISIBLE_CHANGE = re.compile(r"\bchang(?:e|es|ed)\b", re.IGNORECASE)
_LIMITS = (
    "Said first, as nothing is agreed yet: what is said here stays between the two of you, unless "
    "somebody is not safe; then you say so to each other before you pass it on."
)
PASSING = "Nobody owes a story here: “pass” is an answer to any question."


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
        citations.append(_house_rule(desk))
    if briefing.shape is Shape.RESTART:
        prompts: Sequence[str] = ask(desk, "restart", 1)
    elif briefing.shape is Shape.FIRST:
        prompts = ()
        purpose = f"{desk.name('mentor')} opens, keeps the time and closes, today and every time."
    else:
        prompts = from_bank(desk, "opening", 1) or ask(desk, "settle", 1)
    citations.append(_asked_before_today(desk))
    topic = "Before anything else" if suggestions else "Settle in"
    return line(
        "settle", topic, "mentor", purpose=purpose, prompts=prompts,
        citations=citations[: room.citations], suggestions=suggestions,
    )  # fmt: skip


def _house_rule(desk: Desk) -> Citation | None:
    order = (_PASS, _CONDUCT, _ANY_RULE) if _lived(desk) else (_CONDUCT, _ANY_RULE)
    cited = (rule(desk, (pattern,), "Still true:") for pattern in order)
    return next((citation for citation in cited if citation is not None), None)


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
    """You said, I did; if nothing was promised, what lasted; if nothing is known, a question."""
    if due or noted:
        owed_by_mentee = sum(d.owner == "mentee" for d in due)
        lead: Lead = "mentee" if due and owed_by_mentee * 2 >= len(due) else "both"
        prompts = [*_due_questions(desk, room, due), *(question for _, question in noted)]
        return line(
            "promises", "You said, I did", lead, goal=_change_asked_for(desk),
            purpose=_who_reports(desk, due),
            prompts=prompts,
            citations=[
                *_lasted_too(desk),
                *(d.citation for d in due),
                *(citation for citation, _ in noted),
            ],
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


def _due_questions(desk: Desk, room: Room, due: Sequence[CommitmentDue]) -> list[str]:
    """A question for each promise; where there is room, a second one for what was not kept."""
    asked: list[str] = []
    for promise in due:
        if promise.state == CommitmentState.MISSED and room.prompts > 2:
            owner = desk.name(promise.owner)
            asked += ask(desk, "missed", 1, owner=owner)
        asked.append(promise.prompt)
    return asked


def _lasted_too(desk: Desk) -> list[Citation]:
    """After a break, what lasted is heard before what was promised."""
    if desk.briefing.shape is not Shape.RESTART:
        return []
    span = desk.best(wanted=("learnt",), where=lambda s: s.voice == "mentee" and "learnt" in s.tags)
    return [desk.cite(span, "It lasted:")] if span else []


def _change_asked_for(desk: Desk) -> str:
    """The programme's objective that promises serve: something that others can see."""
    objectives = desk.briefing.programme.objectives
    found = next((o.text for o in objectives if _VISIBLE_CHANGE.search(o.text)), "")
    return found if desk.allowed(found) else ""


def subject(
    desk: Desk, room: Room, slot: str, candidate: Candidate, guard: Candidate | None = None
) -> AgendaItem:
    """The line of a candidate: its quotations, one from the other side, and questions at "this".

    ``guard`` is a released request about how they work that this line should keep in sight.
    """
    citations: list[Citation | None] = list(candidate.cited)
    for span, lead_in in candidate.spans[: room.citations]:
        if desk.free(span):
            citations.append(desk.cite(span, lead_in))
    if candidate.trigger in ("goal", "pack", "question", "wish", "wish-of-mentor", "parked"):
        citations.append(_other_side(desk, candidate, len(citations), room))
    if candidate.trigger == "goal" and candidate.goal is not None:
        lead_in = f"{large(goal_name(candidate.goal))}:"
        citations.insert(0, desk.cite_text(candidate.goal.id, candidate.goal.text, lead_in))
    if guard is not None and len([c for c in citations if c]) < room.citations:
        span = guard.spans[0][0]
        if desk.free(span):
            name = desk.name(guard.owner)
            citations.append(desk.cite(span, f"{name} asked before, and it holds here:"))
    if candidate.trigger == "purpose":
        citations += _aims(desk, room.citations - len(citations))
    owner = candidate.owner if candidate.owner in ("mentor", "mentee") else "mentor"
    names = (desk.name(owner), desk.name(desk.other(owner)))
    trigger = "goal" if candidate.trigger == "pack" else candidate.trigger
    prompts = list(ask(desk, trigger, room.prompts, owner=names[0], other=names[1]))
    if candidate.trigger in ("goal", "pack"):
        measure = candidate.goal is not None and not candidate.goal.success
        extra = ask(desk, "measure", 1) if measure else ()
        prompts = [*_topical(desk, candidate, 2), *extra, *prompts]
    elif len(prompts) < room.prompts:
        prompts += _topical(desk, candidate, room.prompts - len(prompts))
    if slot == "main" and candidate.goal is None and open_goals(desk) and not candidate.repairs:
        prompts = [*prompts[: room.prompts - 1], "Which of your goals is this for?"]
    if candidate.lived and not _passes(desk):
        suggestions: tuple[str, ...] = (PASSING,)
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


def _aims(desk: Desk, most: int) -> list[Citation | None]:
    """What the pair was told it is for: their goals, else the programme's objectives."""
    goals = [goal for goal in open_goals(desk) if goal.whose != "mentor"]
    if goals and desk.briefing.shape is Shape.FIRST:
        return [
            desk.cite_text(goal.id, goal.text, f"{large(goal_name(goal))}:")
            for goal in goals[:most]
        ]
    programme = desk.briefing.programme
    return [
        desk.cite_text(f"{programme.id}#{aim.id}", aim.text, "The programme has room for:")
        for aim in programme.objectives[: min(max(most, 0), 2)]
    ]


def large(text: str) -> str:
    """A phrase at the start of a line."""
    return text[:1].upper() + text[1:]
