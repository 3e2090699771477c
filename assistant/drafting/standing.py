"""Lines in the middle of most sessions: how we work, feedback, goals, a trial, what comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.briefing import Shape
from assistant.domain.drafts import AgendaItem, Citation, CommitmentDue
from assistant.domain.sessions import CommitmentState, Goal
from assistant.drafting.candidates import (
    BROKE_OFF,
    EVERYDAY,
    Candidate,
    goal_name,
    goal_of,
    open_goals,
)
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.lines import Room, large, line
from assistant.drafting.questions import ask
from assistant.drafting.reading import Sentence
from assistant.drafting.released import MANNER
from assistant.drafting.wishes import ANOTHERS_WISH, NOTE_TO_SELF, TOLD

_OWN_GOAL = {
    "mentor": re.compile(r"\bmy (?:own )?goal\b", re.IGNORECASE),
    "mentee": re.compile(r"\b(?:her|his|their) (?:own )?goal\b", re.IGNORECASE),
}
_PRACTISED = re.compile(
    r"\b(?:practi[sc]\w+|telling|tell|leading|lead|steer\w*|speak\w*)\b", re.IGNORECASE
)
_SEEN = re.compile(
    r"\b(?:see|watch|find out|follow|learn how|decisions?|decided|decides)\b", re.IGNORECASE
)
_WANTED_FIRST = re.compile(
    r"\b(?:my|our) (?:own )?(?:goal|topic|question|thing) (?:\w+ ){0,2}first\b"
    r"|\b(?:start|begin) with (?:my|our) (?:own )?goal\b|\bfirst\b[^.!?]{0,20}\bmy (?:own )?goal\b",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(r"\b(?:that|this) one\b|\bdo (?:it|that|this)\b", re.IGNORECASE)
_SAID_TO_WANT = re.compile(
    r"\b(?:i said|wants?|worth|interested|curious|arrange|show)\b", re.IGNORECASE
)
_WANTED_BY_THE_MENTOR = {
    "mentor": re.compile(r"\b(?:i want|i would like|worth my (?:time|while))\b", re.IGNORECASE),
    "mentee": re.compile(
        r"\b(?:s?he|they) (?:wants?|would like|asked) to (?:see|watch|know|hear)\b", re.IGNORECASE
    ),
}
_CAN_OPEN = re.compile(
    r"\bI (?:can|could|will|would) (?:also |easily )?"
    r"(?:arrange|show|ask|open|introduce|bring|take|get|find|fix)\b",
    re.IGNORECASE,
)
_TAKEN_UP = 2
"""Words that an offer shares with the promise that it became."""
_BROUGHT = ("parked", "wish-of-mentor", "broke-off")
_OF_ANOTHER = re.compile(r"\b(?:s?he|they|her|him|them)\b", re.IGNORECASE)
_SPOKE_UP = re.compile(r"\bI (?:said|told|asked)\b", re.IGNORECASE)
CHANGE = re.compile(r"\b(?:change|changes|one thing|habit|others would|notice)\b", re.IGNORECASE)


def roles(desk: Desk, room: Room, manner: Sequence[Candidate]) -> AgendaItem:
    """How the two work together, from what each has released or shared."""
    own: list[Citation | None] = []
    for voice in ("mentee", "mentor"):
        span = desk.best(
            where=lambda s, v=voice: (
                s.voice == v  # type: ignore[misc]
                and s.source.kind == "reflection"
                and s.session >= desk.last
                and bool(MANNER.search(s.text))
            ),
            floor=1.0,
        )
        if span is not None:
            own.append(desk.cite(span, f"{desk.name(voice)} wrote:"))
    citations = [*own, *_manner_quotes(desk, room, manner)][: room.citations]
    return line(
        "roles", "Who speaks, who waits, who decides", "both", goal=_practising(desk),
        purpose="Each of you has named it." if len({c.voice for c in citations if c}) > 1 else "",
        citations=citations,
        prompts=ask(desk, "roles", room.prompts),
        suggestions=["Write what you settle into your agreement, as a rule of its own."],
    )  # fmt: skip


def _manner_quotes(desk: Desk, room: Room, manner: Sequence[Candidate]) -> list[Citation | None]:
    """Released words on how they work, one of each voice before a second of either."""
    ordered = [
        next((c for c in manner if c.owner == voice), None) for voice in ("mentor", "mentee")
    ]
    first = [candidate for candidate in ordered if candidate is not None]
    quotes: list[Citation | None] = []
    for candidate in [*first, *(c for c in manner if c not in first)]:
        span, lead_in = candidate.spans[0]
        if len(quotes) < room.citations and desk.free(span):
            quotes.append(desk.cite(span, lead_in))
    return quotes


def feedback(desk: Desk, room: Room, manner: Sequence[Candidate]) -> AgendaItem:
    """One moment each way: situation, behaviour, what it led to; released lines to start from."""
    mentor, mentee = desk.name("mentor"), desk.name("mentee")
    model = next((m for m in desk.bank.models if m.kind == "feedback"), None)
    prompts = [
        "Which moment are you thinking of?",
        "What did the other say or do in it, as a camera would have seen it?",
        "What did it lead to, for you?",
    ]
    suggestion = f"Each goes through it in this order: {model.title.lower()}." if model else ""
    return line(
        "feedback", "One moment each way", "both", goal=_practising(desk),
        purpose=f"{mentor} to {mentee}, then {mentee} to {mentor}. Whoever listens says back what "
        "was heard, and no more.",
        citations=_manner_quotes(desk, room, manner),
        prompts=prompts[: max(room.prompts, 3)], suggestions=[suggestion],
    )  # fmt: skip


def adjust(desk: Desk, room: Room) -> AgendaItem:
    """Goals against what has changed; the goal without a measure is asked for one."""
    goals = open_goals(desk)
    cited = [
        desk.cite_text(goal.id, goal.text, f"{large(goal_name(goal))}:")
        for goal in goals[: room.citations]
    ]
    unmeasured = next((goal for goal in goals if not goal.success), None)
    prompts = list(ask(desk, "adjust", room.prompts))
    if unmeasured is not None:
        prompts.insert(1, f"{large(goal_name(unmeasured))}: by which sign would you know?")
    return line(
        "adjust", "What to keep, change or leave out", "mentor",
        purpose="Half way: the goals against what has happened. A goal may change without anybody "
        "being wrong.",
        citations=cited, prompts=prompts[: room.prompts],
    )  # fmt: skip


def experiment(
    desk: Desk,
    room: Room,
    subjects: Sequence[Candidate],
    due: Sequence[CommitmentDue],
    rest: Sequence[Candidate] = (),
) -> AgendaItem:
    """One small thing to try, led by the mentee, tied to what they wrote or to the goal; where the
    two still settle what this is for, tied to what the mentor brought and did not get to."""
    if any(subject.trigger == "purpose" for subject in subjects):
        brought = next((c for c in rest if c.trigger in _BROUGHT and c.owner == "mentor"), None)
        if brought is not None and desk.free(brought.spans[0][0]):
            return _for_both(desk, room, brought)
    missed = [d for d in due if d.owner == "mentee" and d.state == CommitmentState.MISSED]
    changing = [goal for goal in open_goals(desk) if CHANGE.search(goal.text)]
    goals = [*(goal_of(desk, d.text) for d in missed), *changing, *(s.goal for s in subjects)]
    goal = next((g for g in goals if g is not None and g.whose != "mentor"), None)
    goal = goal or own_goal(desk, "mentee")
    vocabulary = desk.stems(goal.text, goal.success) if goal else frozenset()
    vocabulary = vocabulary.union(*(subject.vocabulary for subject in subjects))
    span = desk.best(
        where=lambda s: (
            s.voice == "mentee"
            and s.source.kind == "reflection"
            and s.session >= desk.last
            # What was quoted on how they talk is not held up a second time.
            and not desk.drawn_on(s.source.id)
            and bool(s.tags & {"learnt", "wish", "promise"} or (s.stems & vocabulary) - EVERYDAY)
        ),
        wanted=("learnt", "wish", "promise"),
        vocabulary=vocabulary,
    )
    citations: list[Citation | None] = []
    if span is not None:
        citations.append(desk.cite(span, f"{desk.name('mentee')} wrote:"))
    elif goal is not None and goal.success:
        citations.append(desk.cite_text(goal.id, goal.success, _success(desk, goal)))
    if not any(citations):
        citations.append(objective(desk, CHANGE, "The programme asks for:"))
    return line(
        "experiment", "One thing to try", "mentee", goal=goal,
        purpose="Small enough for one try, and seen by somebody else.",
        citations=citations[: room.citations], prompts=ask(desk, "experiment", room.prompts),
    )  # fmt: skip


def _for_both(desk: Desk, room: Room, brought: Candidate) -> AgendaItem:
    """Something small that serves what each of them came for."""
    goal = own_goal(desk, "mentee")
    citations: list[Citation | None] = [desk.cite(*brought.spans[0])]
    if goal is not None and len(citations) < room.citations:
        citations.append(desk.cite_text(goal.id, goal.text, f"{large(goal_name(goal))}:"))
    return line(
        "experiment", "One thing to try", "mentee", goal=brought.goal or goal,
        purpose="Small enough for one try, and of use to both.",
        citations=citations, prompts=ask(desk, "for-both", room.prompts),
    )  # fmt: skip


def _success(desk: Desk, goal: Goal) -> str:
    """Before what a goal wanted to see; its date may lie behind the pair."""
    numbers = [int(number) for number in re.findall(r"\bsession (\d+)", goal.success)]
    late = any(number <= desk.briefing.session.number for number in numbers)
    return "This was to show it by now:" if late else "What would show it:"


def objective(desk: Desk, pattern: re.Pattern[str], lead_in: str) -> Citation | None:
    programme = desk.briefing.programme
    for objective in programme.objectives:
        if pattern.search(objective.text):
            return desk.cite_text(f"{programme.id}#{objective.id}", objective.text, lead_in)
    return None


def _practising(desk: Desk) -> Goal | None:
    """The mentor's own goal if it is about leading or speaking: then such a line serves it."""
    goal = own_goal(desk, "mentor")
    return goal if goal is not None and _PRACTISED.search(goal.text) else None


def own_goal(desk: Desk, voice: str) -> Goal | None:
    """The first goal that is one voice's own, or both's."""
    goals = open_goals(desk)
    mine = [goal for goal in goals if goal.whose == voice]
    shared = [goal for goal in goals if goal.whose == "both"]
    return next(iter([*mine, *shared]), None)


def gain(desk: Desk, room: Room) -> AgendaItem:
    """What comes back to the mentor: open asks first, then their own goal, in both voices."""
    mentor, mentee = desk.name("mentor"), desk.name("mentee")
    goal = own_goal(desk, "mentor")
    if goal is not None and goal.whose != "mentor":
        goal = None
    # What was missed has had its line among the promises; what is open is still to come.
    asks = [
        c for c in desk.briefing.commitments
        if c.asks_back and c.owner == "mentee" and c.state == CommitmentState.OPEN
        and desk.allowed(c.text)
    ]  # fmt: skip
    citations: list[Citation | None] = [
        desk.cite_text(ask_back.id, ask_back.text, f"Still open, {mentee}:")
        for ask_back in asks[-1:]
    ]
    practised = goal is not None and _PRACTISED.search(goal.text) and not _SEEN.search(goal.text)
    if practised and goal is not None and goal.success:
        citations.append(desk.cite_text(goal.id, goal.success, _success(desk, goal)))
    for voice in ("mentor", "mentee"):
        span = _on_own_goal(desk, voice, goal)
        if practised and span is not None and _OF_ANOTHER.search(span.text):
            # How the other one took it is not read back to them.
            continue
        if span is not None and len([c for c in citations if c]) < room.citations:
            citations.append(desk.cite(span, f"{desk.name(voice)}:"))
    if not any(citations) and goal is not None:
        citations.append(desk.cite_text(goal.id, goal.text, f"{mentor}'s own goal:"))
    prompts = list(ask(desk, "asks-back", 1)) if asks else []
    if practised or desk.briefing.shape is Shape.LAST:
        prompts += ask(desk, "practice", 2)
    else:
        seen = goal is not None and _SEEN.search(goal.text)
        prompts += ask(desk, "gain-seen" if seen else "gain", 2)
    return line(
        "gain", f"What comes back to {mentor}", "mentor", goal=goal,
        citations=citations[: room.citations], prompts=prompts[: max(room.prompts - 1, 1)],
    )  # fmt: skip


def wanted_first(gain: AgendaItem) -> bool:
    """Whether the mentor wrote that their own goal is to come first: an hour that puts it last once
    more has not listened."""
    return any(c.voice == "mentor" and _WANTED_FIRST.search(c.quote) for c in gain.citations)


def offered_to_the_mentor(desk: Desk) -> Span | None:
    """What the mentee wrote that they can open or arrange for the mentor's own goal, where no
    promise records it yet."""
    goal = own_goal(desk, "mentor")
    if goal is None or goal.whose != "mentor":
        return None
    span = _on_own_goal(desk, "mentee", goal)
    if span is None or not _CAN_OPEN.search(span.text):
        return None
    about = span.sentence.stems - EVERYDAY
    recorded = [desk.stems(c.text) for c in desk.briefing.commitments]
    return None if any(len(stems & about) >= _TAKEN_UP for stems in recorded) else span


def _on_own_goal(desk: Desk, voice: str, goal: Goal | None) -> Span | None:
    """What one of them wrote about the mentor's goal; nothing that a kept promise has settled."""
    vocabulary = (desk.stems(goal.text) if goal else frozenset()) - EVERYDAY
    settled = [
        desk.stems(c.text) - EVERYDAY
        for c in desk.briefing.commitments
        if c.state == CommitmentState.KEPT
    ]

    def fits(sentence: Sentence) -> bool:
        if sentence.voice != voice or any(len(s & sentence.stems) >= 2 for s in settled):
            return False
        shared = len(sentence.stems & vocabulary)
        asked = sentence.tags & {"wish", "promise"} or _SAID_TO_WANT.search(sentence.text)
        wanted = _WANTED_BY_THE_MENTOR[voice].search(sentence.text)
        if voice == "mentor" and goal is not None and _PRACTISED.search(goal.text):
            # A goal of telling is practised where somebody told.
            wanted = wanted or _SPOKE_UP.search(sentence.text)
        return shared >= 3 or (shared >= 2 and bool(asked)) or (shared >= 1 and bool(wanted))

    named = [
        s for s in desk.sentences
        if s.voice == voice and _OWN_GOAL[voice].search(s.text) and s.session >= desk.last
    ]  # fmt: skip
    wished = [
        s for s in desk.sentences
        if s.voice == voice == "mentor" and "wish" in s.tags and s.session >= desk.last
        and not any(p.search(s.text) for p in (_OF_SOMETHING_ELSE, TOLD, ANOTHERS_WISH))
        and not BROKE_OFF.search(s.text) and not NOTE_TO_SELF.search(s.text)
    ]  # fmt: skip
    return (
        desk.best(named, wanted=("wish",), floor=0.0)
        or desk.best(where=fits, wanted=("wish", "promise"), vocabulary=vocabulary, floor=1.0)
        or desk.best(wished, wanted=("wish",))
    )
