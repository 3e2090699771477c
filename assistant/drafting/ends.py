"""How sessions begin and end: meeting, agreeing, what stays, thanks, the decision, the close."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.briefing import Shape
from assistant.domain.drafts import AgendaItem, Citation, CommitmentDue
from assistant.drafting.candidates import OWN_GOAL
from assistant.drafting.desk import Desk
from assistant.drafting.lines import Room, line, rule
from assistant.drafting.lived import PASSING
from assistant.drafting.questions import ask, from_bank
from assistant.drafting.released import MORE_OF_IT, part_span
from assistant.drafting.standing import CHANGE, objective, own_goal

_MOVING = re.compile(r"\b(?:mov(?:e|es|ing)|dates?|cancel\w*|late|reschedul\w*)\b", re.IGNORECASE)
_KEPT_INSIDE = re.compile(
    r"\b(?:stays?|between (?:us|you)|retell\w*|repeat\w*|outside|leaves?)\b", re.IGNORECASE
)
_SHORT_ROOM = 2
"""Questions to a line from which a page is a short one."""
_AVAILABLE = re.compile(
    r"\b(?:(?:can|could) (?:do|make) (?:any|an?|the|\d|mon|tues|wednes|thurs|fri)"
    r"|free (?:on|at|from|before|after)|works for me|any \d+ minutes)",
    re.IGNORECASE,
)


def meet(desk: Desk, room: Room) -> AgendaItem:
    """The first minutes: how each came here, and what may be said."""
    prompts = [*ask(desk, "meet", 1), *from_bank(desk, "opening", room.prompts - 1)]
    programme = desk.briefing.programme
    cited = [
        desk.cite_text(f"{programme.id}#{aim.id}", aim.text, "The programme wants:")
        for aim in programme.objectives[:1]
    ]
    return line(
        "meet", "How each of you came to be here", "mentor",
        purpose="What may be said: what you see at work, what you do not know, “pass”. What need "
        "not be: anything about anybody's health, faith, family or pay.",
        citations=cited, prompts=prompts[: room.prompts], suggestions=[PASSING],
    )  # fmt: skip


def agreement(desk: Desk, room: Room) -> AgendaItem:
    """Ground rules: those in force to confirm, else proposals to change."""
    in_force = desk.briefing.agreement
    citations: list[Citation | None] = []
    if in_force is not None:
        citations = [
            desk.cite_text(f"{in_force.id}#{rule.id}", rule.text, "Agreed so far:")
            for rule in in_force.rules[: room.citations]
        ]
    proposals = [] if any(citations) else [
        text for text in desk.bank.template.ground_rules if desk.allowed(text)
    ][:3]  # fmt: skip
    return line(
        "agreement", "An agreement of your own", "both",
        purpose="A few rules in your words, the limits of confidentiality first. A topic may be "
        "ruled out without a reason.",
        citations=citations, prompts=ask(desk, "agreement", room.prompts), suggestions=proposals,
    )  # fmt: skip


def stays(desk: Desk, room: Room) -> AgendaItem:
    """Last session: what lasts, in one learnt sentence a voice."""
    citations: list[Citation | None] = []
    for voice in ("mentee", "mentor"):
        # What is about the mentor's own goal stands under what comes back to them.
        mine = [s for s in desk.sentences if s.voice == voice and not OWN_GOAL.search(s.text)]
        looked_back = [s for s in mine if s.source.kind == "reflection"]
        span = desk.best(looked_back, wanted=("learnt",)) or desk.best(
            [s for s in mine if "learnt" in s.tags], wanted=("learnt",)
        )
        if span is not None:
            citations.append(
                desk.cite(span, f"{desk.name(voice)}, session {span.sentence.session}:")
            )
    goal = own_goal(desk, "mentee")
    if goal is not None and goal.success:
        citations.append(desk.cite_text(goal.id, goal.success, "This was to show it:"))
    return line(
        "stays", "What stays", "mentor", goal=goal,
        purpose="Look back at the goals as they were written, then at an ordinary week.",
        citations=citations[: room.citations], prompts=ask(desk, "stays", room.prompts),
    )  # fmt: skip


def thanks(desk: Desk, room: Room) -> AgendaItem:
    """Thanks in particulars, both ways, from moments that each has named already."""
    mentor, mentee = desk.name("mentor"), desk.name("mentee")
    return line(
        "thanks", "Thanks, in particulars", "both",
        purpose=f"{mentee} first, then {mentor}: one moment, what the other did, what came of it.",
        citations=_moments(desk)[: room.citations],
        prompts=[
            "Which moment would you tell somebody about who asks what this was?",
            "What did the other do in it that you have used since?",
        ],
    )  # fmt: skip


def _moments(desk: Desk) -> list[Citation | None]:
    """For each voice the newest behaviour of the other that it asked to see more of."""
    found: dict[str, Citation] = {}
    for feedback in sorted(desk.briefing.feedback, key=lambda f: -f.round):
        voice = desk.briefing.pairing.voice_of(feedback.author)
        for given in feedback.lines:
            whole = f"{given.situation} {given.behaviour} {given.impact} {given.intent}"
            if not given.released or voice in found or not MORE_OF_IT.search(given.intent):
                continue
            span = (
                part_span(desk, feedback, given, given.behaviour) if desk.allowed(whole) else None
            )
            if span is not None and voice:
                found[voice] = desk.cite(
                    span, f"{desk.name(voice)} to {desk.name(desk.other(voice))}:"
                )
    return [found[voice] for voice in ("mentee", "mentor") if voice in found]


def ending(desk: Desk) -> AgendaItem:
    """Keep, close or change: a decision said aloud, and what becomes of the records."""
    return line(
        "ending", "How this ends", "mentor",
        purpose="Three ways, all of them good: close here, go on, or change places so that each "
        "mentors the other.",
        prompts=[
            "Close, go on, or change places?",
            "What becomes of the notes: kept, handed on or erased?",
        ],
        citations=[objective(desk, CHANGE, "The programme asked for:")],
    )  # fmt: skip


def close(
    desk: Desk, room: Room, to_confirm: Sequence[CommitmentDue], *, trial: bool = False
) -> AgendaItem:
    """Promises said aloud, the next date, and the pulse each alone. ``trial``: what to try has no
    line of its own today."""
    last = desk.briefing.shape is Shape.LAST
    available = desk.best(
        [
            s
            for s in desk.sentences
            if s.voice and _AVAILABLE.search(s.text) and s.session >= desk.last
        ],
        floor=0.0,
    )
    citations: list[Citation | None] = [due.citation for due in to_confirm]
    if available is not None and not last:
        citations.append(desk.cite(available, f"{desk.name(available.sentence.voice)}:"))
    if not last:
        citations.append(rule(desk, (_MOVING,), "Your rule for dates:"))
    if not any(citations):
        citations.append(rule(desk, (_KEPT_INSIDE,), "True after the door as well:"))
    prompts = [
        *(ask(desk, "experiment", 1) if trial else ()),
        "Say each promise aloud once more: whose it is, what, by which day. It stands when its "
        "owner says yes.",
        "" if last else "Fix the next date before anybody gets up.",
        "Afterwards, each alone: energy from 1 to 5.",
    ]
    if last:
        prompts.insert(0, "Whose promise goes on after today?")
    if desk.briefing.shape is Shape.RESTART:
        prompts.insert(2, "Go on, change the subject or stop: each is fine, without a reason.")
    if room.prompts <= _SHORT_ROOM:
        # Three minutes hold the promises, the date and a way out; the rating can wait.
        prompts = prompts[:-1]
    return line(
        "close", "Close" if last else "Close and the next date", "mentor",
        prompts=[*(due.prompt for due in to_confirm), *prompts],
        citations=citations[: room.citations],
    )  # fmt: skip
