"""What a session could be about: candidates with their worth; those on one subject become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.domain.drafts import Citation
from assistant.domain.sessions import Goal
from assistant.domain.wording import stem
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.reading import Sentence

_GOAL_NUMBER = re.compile(r"\bgoals? (\d)\b|\bG(\d)\b", re.IGNORECASE)
OWN_GOAL = re.compile(r"\bmy (?:own )?goal\b", re.IGNORECASE)
_EVERYDAY_WORDS = (
    "next last time session meeting meet week month day hour minute work thing way like want ask"
    " asked tell told know think thought first second two three four five six ten another people"
    " make made take put came come got give well good bit lot use used talk start started end look"
    " goal ran left parked reach reached far looked see seen saw sent send really still away back"
    " say says speak spoke spoken word whole half year room let need right"
)
EVERYDAY = frozenset(stem(word) for word in _EVERYDAY_WORDS.split())
"""Stems that two notes share without being about the same thing."""
_NAMED_BY_THE_PAIR = ("parked", "wish", "wish-of-mentor")
"""Triggers whose topic line is made of the pair's own words."""
_AGAIN = 1.0
"""What it adds that a subject comes back: from the other voice, or from another session."""


BROKE_OFF = re.compile(
    r"\bnever (?:did |quite |really )*finish|\b(?:didn['\u2019]?t|did not|couldn['\u2019]?t) "
    r"(?:get to )?finish|\bbroke(?:n)? off|\blost (?:my|the) thread|\bhalf ?way through"
    r"|\bbefore (?:i|she|he|we) (?:could|had|got to the end)|\bcut (?:me|us|him|her) (?:short|off)",
    re.IGNORECASE,
)
TOO_OLD = 2
"""Sessions after which a wish or a leftover is not brought up again by the rules."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that an item could be about.

    ``worth`` orders candidates: 9 a story that broke off, 3 a topic from a pack. ``repairs`` means
    that it mends something between the two, and so comes before what explores. ``manner`` means
    that it is about how they work together. ``aim`` is today's purpose if this is what it is for.
    ``owner`` is the voice whose matter it is, or "both"; ``thing`` names the subject in one word.
    """

    trigger: str
    worth: float
    topic: str
    owner: str
    aim: str
    purpose: str = ""
    spans: tuple[tuple[Span, str], ...] = ()
    cited: tuple[Citation, ...] = ()
    goal: Goal | None = None
    vocabulary: frozenset[str] = frozenset()
    thing: str = ""
    repairs: bool = False
    lived: bool = False
    manner: bool = False
    asks: bool = False
    names_goal: bool = False


def open_goals(desk: Desk) -> list[Goal]:
    """The pair's goals that keep clear of both boundaries."""
    return [goal for goal in desk.briefing.goals if desk.allowed(f"{goal.text} {goal.success}")]


def goal_of(desk: Desk, text: str, voice: str = "") -> Goal | None:
    """The goal that a text speaks of: by its number, as "my goal", else by two shared words."""
    goals = open_goals(desk)
    number = _GOAL_NUMBER.search(text)
    if number:
        wanted = number.group(1) or number.group(2)
        labelled = [goal for goal in goals if goal.label.strip("Gg ") == wanted]
        if labelled:
            return labelled[0]
    if voice and OWN_GOAL.search(text):
        return next((goal for goal in goals if goal.whose == voice), None)
    stems = desk.stems(text) - EVERYDAY

    def shared(goal: Goal) -> int:
        return len(desk.stems(goal.text) & stems)

    best = max(goals, key=shared, default=None)
    if best is not None and shared(best) >= 2:
        return best
    # Of one's own goal an everyday word says something as well.
    mine = [goal for goal in goals if goal.whose == voice and shared(goal)]
    close = (goal for goal in mine if len(desk.stems(goal.text) & desk.stems(text)) >= 2)
    return next(close, None)


def numbered_goal(desk: Desk, text: str) -> Goal | None:
    """The goal that a text names by its number, or None."""
    return goal_of(desk, text) if _GOAL_NUMBER.search(text) else None


def goal_name(goal: Goal) -> str:
    """How a pair speaks of a goal: "goal 2"; its own label if that is no number."""
    number = goal.label.strip("Gg ")
    return f"goal {number}" if number.isdigit() else (goal.label or "the goal")


def ranked(desk: Desk, found: Iterable[Candidate]) -> list[Candidate]:
    """Best first; on a tie the earlier one. What is about one thing is merged into the best."""
    weighed = [
        _weighed(desk, candidate)
        for candidate in found
        if desk.allowed(candidate.topic) and not desk.names_outsider(candidate.topic)
    ]
    weighed.sort(key=lambda candidate: -candidate.worth)
    kept: list[Candidate] = []
    for candidate in weighed:
        if candidate.spans and all(_taken(span, kept) for span, _ in candidate.spans):
            continue
        same = next((n for n, other in enumerate(kept) if _same(desk, other, candidate)), None)
        if same is None:
            kept.append(candidate)
        else:
            kept[same] = _merged(kept[same], candidate)
    return sorted(kept, key=lambda candidate: -candidate.worth)


def _taken(span: Span, kept: Iterable[Candidate]) -> bool:
    """Whether a better candidate stands on the same words."""
    return any(
        span.sentence.source.id == other.sentence.source.id
        and span.start < other.end
        and other.start < span.end
        for candidate in kept
        for other, _ in candidate.spans
    )


def _weighed(desk: Desk, candidate: Candidate) -> Candidate:
    """Less for what was talked through already, or for a second long piece of lived experience in a
    row; more for what the last page parked on purpose."""
    worth = candidate.worth
    quotes = {span.text for span, _ in candidate.spans} | {c.quote for c in candidate.cited}
    earlier = [accepted.agenda for accepted in desk.briefing.earlier_agendas]
    for agenda in earlier:
        shown = [line for line in agenda.items if line.slot in ("main", "second")]
        if any(quotes & {c.quote for c in line.citations} for line in shown):
            worth -= 4
    if earlier and quotes & {citation.quote for citation in earlier[-1].parked}:
        worth += 2
    if candidate.lived and earlier:
        long_before = [line for line in earlier[-1].items if line.id.endswith("lived")]
        worth -= 4 if any(line.minutes > 15 for line in long_before) else 0
    return replace(candidate, worth=worth)


def _same(desk: Desk, one: Candidate, other: Candidate) -> bool:
    if other.trigger == "feedback":
        return _feedback_belongs(one, other)
    if one.trigger == "feedback" or {one.trigger, other.trigger} & {"purpose", "pack"}:
        return False
    if one.goal is not None and one.goal == other.goal and other.trigger == "goal":
        return True
    shared = (one.vocabulary & other.vocabulary) - EVERYDAY
    if len(shared) >= 2 and shared - desk.frame:
        return True
    # A rare word in the name of a subject makes it one with whatever else speaks of that.
    named = [desk.stems(c.topic) for c in (one, other) if c.trigger in _NAMED_BY_THE_PAIR]
    return any(shared & stems - desk.frame for stems in named)


def _feedback_belongs(one: Candidate, other: Candidate) -> bool:
    """Released words join a subject if they ask something about it; how to work stays apart."""
    if one.trigger == "difference":
        return other.names_goal and other.goal == one.goal and other.asks
    if one.trigger == "broke-off" and one.thing:
        return stem(one.thing) in other.vocabulary and (other.asks or not other.manner)
    return False


def _merged(one: Candidate, other: Candidate) -> Candidate:
    spans = one.spans
    # Of released words that join a subject only what they ask for: the fault is not told again.
    for span, lead_in in other.spans[: 1 if other.trigger == "feedback" else None]:
        apart = all(
            span.sentence.source.id != taken.sentence.source.id
            or span.end <= taken.start
            or span.start >= taken.end
            for taken, _ in spans
        )
        if apart and len(spans) < 4:
            spans = (*spans, (span, lead_in))
    heard = {(span.sentence.voice, span.sentence.session) for span, _ in one.spans}
    again = any((s.sentence.voice, s.sentence.session) not in heard for s, _ in other.spans)
    back = again and one.trigger == other.trigger == "parked"
    return replace(
        one,
        spans=spans,
        purpose="It has come up more than once and was not reached." if back else one.purpose,
        goal=one.goal or other.goal,
        worth=min(one.worth + (_AGAIN if again and other.trigger != "feedback" else 0), 9.0),
    )


def quote(desk: Desk, sentence: Sentence, wanted: str, *topics: str) -> Span | None:
    return desk.best([sentence], wanted=(wanted,), vocabulary=desk.stems(*topics), floor=1.0)


def age(desk: Desk, sentence: Sentence) -> int:
    return max(desk.last - sentence.session, 0)
