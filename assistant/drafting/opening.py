"""The first quarter: settling in, and what became of the promises."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.briefing import Shape
from assistant.domain.drafts import AgendaItem, Citation, CommitmentDue, Lead
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.lines import MAY_PASS, Room, line, rule
from assistant.drafting.lived import lived_pair
from assistant.drafting.questions import ask, from_bank

_ANY_RULE = re.compile(r"\w")
_CONDUCT = re.compile(
    r"\b(?:leads?|runs?|picks?|advice|asks?|listen\w*|speaks?|interrupt\w*|finish|decides?)\b",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\b(?:light|faces?|captions?|subtitles?|visible|one (?:person|voice) (?:speaks?|at a time)"
    r"|microphones?|loops?|interpreters?|ramps?|step-free)\b",
    re.IGNORECASE,
)
_VISIBLE_CHANGE = re.compile(r"\bchang(?:e|es|ed)\b", re.IGNORECASE)
_LIMITS = (
    "Said first, as nothing is agreed yet: what is said here stays between the two of you, unless "
    "somebody is not safe; then you say so to each other before you pass it on."
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
            purpose = _not_held(desk)
    else:
        citations.append(_house_rule(desk))
    if briefing.shape is Shape.RESTART:
        prompts: Sequence[str] = ask(desk, "restart", 1)
    elif briefing.shape is Shape.FIRST:
        prompts = ()
        purpose = f"{desk.name('mentor')} opens, keeps the time and closes, today and every time."
    elif citations and citations[0] is not None and _ACCESS.search(citations[0].quote):
        prompts = ask(desk, "settle-access", 1)
    else:
        prompts = from_bank(desk, "opening", 1) or ask(desk, "settle", 1)
    ahead = _asked_before_today(desk)
    if ahead is not None:
        citations.append(ahead)
        # A minute holds one question: the one that waits for an answer.
        answers = desk.name(desk.other(ahead.voice))
        prompts = [*ask(desk, "asked-ahead", 1, other=answers), *prompts][: room.prompts - 1]
    topic = "Before anything else" if suggestions else "Settle in"
    return line(
        "settle", topic, "mentor", purpose=purpose, prompts=prompts,
        citations=citations[: room.citations], suggestions=suggestions,
    )  # fmt: skip


def _not_held(desk: Desk) -> str:
    """The sessions that did not take place since the last one, by number, not a word more."""
    past, missed = desk.briefing.past_sessions, desk.briefing.missed_in_a_row
    numbers = [str(session.number) for session in past[-missed:]]
    which = f"Session {numbers[0]}" if len(numbers) == 1 else f"Sessions {' and '.join(numbers)}"
    return f"{which} did not take place. Nobody needs to explain."


def _house_rule(desk: Desk) -> Citation | None:
    # What lets everybody take part comes before how they mean to talk.
    lived = (_ACCESS, MAY_PASS) if lived_pair(desk) else ()
    order = (*lived, _CONDUCT, _ANY_RULE)
    cited = (rule(desk, (pattern,), "Still true:") for pattern in order)
    return next((citation for citation in cited if citation is not None), None)


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
    due: Sequence[CommitmentDue],
    noted: Sequence[tuple[Citation, str]],
) -> AgendaItem:
    """You said, I did; if nothing was promised, what lasted; if nothing is known, a question."""
    if due or noted:
        owed_by_mentee = sum(d.owner == "mentee" for d in due)
        lead: Lead = "mentee" if due and owed_by_mentee * 2 >= len(due) else "both"
        lasted = _lasted_too(desk)
        prompts = [
            *(ask(desk, "lasted", len(lasted), owner=desk.name("mentee"))),
            *(promise.prompt for promise in due),
            *(question for _, question in noted),
        ]
        return line(
            "promises", "You said, I did", lead, goal=_change_asked_for(desk),
            purpose=_who_reports(desk, due),
            prompts=prompts,
            citations=[
                *lasted,
                *(d.citation for d in due),
                *(citation for citation, _ in noted),
            ],
        )  # fmt: skip
    span = lasting(desk)
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


def _lasted_too(desk: Desk) -> list[Citation]:
    """After a break, what lasted is heard before what was promised."""
    if desk.briefing.shape is not Shape.RESTART:
        return []
    span = lasting(desk)
    return [desk.cite(span, "It lasted:")] if span else []


def lasting(desk: Desk) -> Span | None:
    """What the mentee tells of having learnt, in their own words."""
    return desk.best(wanted=("learnt",), where=lambda s: s.voice == "mentee" and "learnt" in s.tags)


def _change_asked_for(desk: Desk) -> str:
    """The programme's objective that promises serve: something that others can see."""
    objectives = desk.briefing.programme.objectives
    found = next((o.text for o in objectives if _VISIBLE_CHANGE.search(o.text)), "")
    return found if desk.allowed(found) else ""
