"""What in the records sets off a candidate: broken stories, differences, wishes, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from assistant.domain.sessions import Goal
from assistant.drafting.candidates import (
    BROKE_OFF,
    EVERYDAY,
    TOO_OLD,
    Candidate,
    age,
    goal_name,
    goal_of,
    numbered_goal,
    open_goals,
    quote,
    ranked,
)
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.lived import touches_lived
from assistant.drafting.phrases import (
    as_topic,
    named_thing,
)
from assistant.drafting.reading import Sentence
from assistant.drafting.released import from_feedback, shared_reflections, with_purpose
from assistant.drafting.wishes import (
    boxed_questions,
    goals_in_need,
    heard,
    left_over,
    packs,
    wishes,
)

_RATED = re.compile(
    r"\b(?:half ?way|mostly|nearly|almost|started|begun|further|not yet|done|long way)\b",
    re.IGNORECASE,
)
_NEIGHBOURS = 2
"""Sentences before and after one that show what it is about."""
_SAME_TALK = 3
"""Stems that two surroundings share if they are about one thing."""
_MOST_OF_A_KIND = 12
_AROUND = 120
"""Sentences of a session that are read to find out what one of them is about."""


def all_candidates(desk: Desk) -> list[Candidate]:
    """Every candidate that the records offer, best first; of a long transcript the first ones."""
    found = (
        with_purpose(desk),
        broken_off(desk),
        differences(desk),
        from_feedback(desk),
        shared_reflections(desk),
        wishes(desk),
        left_over(desk),
        heard(desk),
        goals_in_need(desk),
        boxed_questions(desk),
        packs(desk),
    )
    told = [c for source in found for c in islice(source, _MOST_OF_A_KIND)]
    return ranked(desk, [replace(c, lived=touches_lived(desk, c)) for c in told])


def _thing(desk: Desk, sentence: Sentence) -> str:
    """What a sentence is about, by those just before it and what else was said of its session."""
    near = [
        s.text
        for s in desk.sentences
        if s.source.id == sentence.source.id and 0 <= sentence.order - s.order <= 4
    ]
    around = [s.text for s in desk.sentences if s.session == sentence.session][:_AROUND]
    avoid = desk.stems(desk.name("mentor"), desk.name("mentee"))
    thing = named_thing(near, around, desk.stopwords, avoid)
    return thing if desk.allowed(thing) else ""


def broken_off(desk: Desk) -> Iterator[Candidate]:
    for sentence in desk.newest:
        if "parked" not in sentence.tags or not BROKE_OFF.search(sentence.text):
            continue
        span = quote(desk, sentence, "parked")
        if span is None or not sentence.voice or age(desk, sentence) > TOO_OLD:
            continue
        thing = _thing(desk, sentence)
        about = f"the {thing}" if thing else "what was begun"
        many = thing.endswith("s") and not thing.endswith(("ss", "us", "is"))
        stopped, whose = ("they", "their") if many else ("it", "its")
        yield Candidate(
            trigger="broke-off",
            worth=9.0 - age(desk, sentence),
            topic=as_topic(f"{about}, from where {stopped} stopped"),
            owner=sentence.voice,
            aim=f"hear {about} to {whose} end before anybody solves anything",
            purpose=f"This was begun in session {sentence.session} and did not get to its end.",
            spans=((span, "Left off:"),),
            goal=goal_of(desk, f"{thing} {sentence.text}"),
            vocabulary=desk.stems(thing) | sentence.stems,
            thing=thing,
        )


def _differs(sentence: Sentence) -> bool:
    return "difference" in sentence.tags and bool(sentence.voice)


def differences(desk: Desk) -> Iterator[Candidate]:
    """Both notes of a session on one goal or thing; or one note that leaves a difference open."""
    told: set[int] = set()
    sides = {
        voice: [
            s
            for s in desk.newest
            if s.voice == voice
            and s.source.kind == "note"
            and age(desk, s) <= TOO_OLD
            and (_differs(s) or numbered_goal(desk, s.text))
        ]
        for voice in ("mentor", "mentee")
    }
    for one, other in product(sides["mentor"], sides["mentee"]):
        if one.session != other.session or {id(one), id(other)} & told:
            continue
        goal = numbered_goal(desk, one.text)
        same_goal = goal is not None and goal == numbered_goal(desk, other.text)
        if not (_at_odds(one, other, same_goal) or _about_one_thing(desk, one, other)):
            continue
        goal = goal or _goal_around(desk, one, other)
        first, second = _own_view(desk, one), _own_view(desk, other)
        if first is not None and second is not None:
            told |= {id(one), id(other)}
            told_by = [(first, "mentor"), (second, "mentee")]
            yield replace(_difference(desk, told_by, goal, one), names_goal=same_goal)
    for sentence in (s for side in sides.values() for s in side if _differs(s)):
        span = _own_view(desk, sentence, near=0) if id(sentence) not in told else None
        if span is not None:
            goal = goal_of(desk, sentence.text) or _goal_around(desk, sentence)
            yield _difference(desk, [(span, sentence.voice)], goal, sentence)


def _own_view(desk: Desk, sentence: Sentence, near: int = 1) -> Span | None:
    """How the writer of a sentence sees it: in it, else in one ``near`` it. What only reports the
    other's reading is not a second one."""
    pattern = desk.bank.cues.patterns.get("own_view")
    beside = [
        s for s in desk.sentences
        if s.source.id == sentence.source.id and 0 < abs(s.order - sentence.order) <= near
        and s.voice == sentence.voice
    ]  # fmt: skip
    for told in (sentence, *beside):
        span = quote(desk, told, "difference")
        if span is not None and (pattern is None or pattern.search(span.text)):
            return span
    return None


def _at_odds(one: Sentence, other: Sentence, same_goal: bool) -> bool:
    differ = _differs(one) or _differs(other)
    if same_goal:
        ratings = {word.casefold() for word in _RATED.findall(one.text)}
        return differ or bool(ratings ^ {word.casefold() for word in _RATED.findall(other.text)})
    return _differs(one) and _differs(other) and len((one.stems & other.stems) - EVERYDAY) >= 2


def _around(desk: Desk, sentence: Sentence) -> frozenset[str]:
    """Stems of a sentence and its neighbours in the note, everyday ones left out."""
    near = [
        s.stems
        for s in desk.sentences
        if s.source.id == sentence.source.id and abs(s.order - sentence.order) <= _NEIGHBOURS
    ]
    names = desk.stems(desk.name("mentor"), desk.name("mentee"))
    return frozenset[str]().union(*near) - EVERYDAY - names


def _about_one_thing(desk: Desk, one: Sentence, other: Sentence) -> bool:
    """Whether two sentences that each tell of a difference stand in the same part of the talk."""
    shared = _around(desk, one) & _around(desk, other)
    return _differs(one) and _differs(other) and len(shared) >= _SAME_TALK


def _goal_around(desk: Desk, *sentences: Sentence) -> Goal | None:
    """The goal that the surroundings of some sentences speak of, by three shared words or more."""
    stems = frozenset[str]().union(*(_around(desk, sentence) for sentence in sentences))
    shared = {goal.id: len((desk.stems(goal.text) - EVERYDAY) & stems) for goal in open_goals(desk)}
    best = max(open_goals(desk), key=lambda goal: shared[goal.id], default=None)
    return best if best is not None and shared[best.id] >= _SAME_TALK else None


def _difference(
    desk: Desk, told: list[tuple[Span, str]], goal: Goal | None, sentence: Sentence
) -> Candidate:
    thing = "" if goal or len(told) == 1 else _thing(desk, sentence)
    if thing and not all(desk.stems(thing) <= span.sentence.stems for span, _ in told):
        thing = ""
    about = (
        goal_name(goal) if goal else (f"the {thing}" if thing else f"session {sentence.session}")
    )
    after = f": {about}" if goal else f" after session {sentence.session}"
    spans = tuple((span, f"{desk.name(voice)}:") for span, voice in told)
    vocabulary = frozenset[str]().union(*(span.sentence.stems for span, _ in told))
    if len(told) == 1:
        voice = told[0][1]
        return Candidate(
            trigger="one-sided",
            worth=5.0 - 2 * age(desk, sentence),
            topic=as_topic(f"Left open{after}"),
            owner=voice,
            aim=f"hear the other side of what session {sentence.session} left open",
            purpose=f"So far this stands in {desk.name(voice)}'s words alone.",
            spans=spans,
            goal=goal,
            vocabulary=vocabulary,
            repairs=True,
        )
    return Candidate(
        trigger="difference",
        # A session since then had room for it.
        worth=8.0 - 2 * age(desk, sentence),
        topic=as_topic(f"Two readings of {about}"),
        owner="mentor",
        aim=f"put the two readings of {about} side by side",
        purpose=f"After session {sentence.session} each of you put it differently. Neither reading "
        "has to win.",
        spans=spans,
        goal=goal,
        vocabulary=vocabulary,
        repairs=True,
    )
