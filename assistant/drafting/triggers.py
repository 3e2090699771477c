"""What in the records sets off a candidate: broken stories, differences, wishes, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from assistant.domain.sessions import CommitmentState, Goal
from assistant.drafting.candidates import (
    EVERYDAY,
    Candidate,
    goal_name,
    goal_of,
    numbered_goal,
    open_goals,
    ranked,
)
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.phrases import (
    as_topic,
    clause_after,
    clause_before,
    in_sentence,
    named_thing,
    noun_runs,
    wished_for,
)
from assistant.drafting.reading import Sentence
from assistant.drafting.released import from_feedback, with_purpose

_BROKE_OFF = re.compile(
    r"\bnever (?:did |quite |really )*finish|\b(?:didn['\u2019]?t|did not|couldn['\u2019]?t) "
    r"(?:get to )?finish|\bbroke(?:n)? off|\blost (?:my|the) thread|\bhalf ?way through"
    r"|\bbefore (?:i|she|he|we) (?:could|had|got to the end)|\bcut (?:me|us|him|her) (?:short|off)",
    re.IGNORECASE,
)
_SHELVED = re.compile(r"\bpark(?:ed|ing)?\b|\banother (?:day|time)\b", re.IGNORECASE)
_LEFT_THE_ROOM = re.compile(r"\b(?:had|has|have|needed) to\b|\bcut (?:short|off)\b", re.IGNORECASE)
_RATED = re.compile(
    r"\b(?:half ?way|mostly|nearly|almost|started|begun|further|not yet|done|long way)\b",
    re.IGNORECASE,
)
_ALSO_WISHES = re.compile(
    r"\bwould also (?:like|love)\b|\bi(?:'d| would) also like\b", re.IGNORECASE
)
_TOLD_OF_THE_PAST = re.compile(
    r"\b(?:wanted|asked|hoped|offered|meant) to\b|\bi (?:said|asked|wanted)\b"
    r"|\bsaid (?:can|could)\b",
    re.IGNORECASE,
)
_ABOUT_THE_PARTNER = re.compile(r"\b(?:his|her|hers|him|them|their)\b", re.IGNORECASE)
_NOTE_TO_SELF = re.compile(
    r"^\W*next time,? (?:say|bring|ask|do|try|tell|remember|don['\u2019]?t|go|start|make|send|put"
    r"|check|take|get|keep|stop|let)\b",
    re.IGNORECASE,
)
_ANOTHERS_WISH = re.compile(
    r"\b(?:s?he|they)(?:['\u2019]d| would| wants?| wanted| hopes?)\b", re.IGNORECASE
)
_SENSITIVE = frozenset({"lgbt", "disability", "ethnicity", "mental-health"})
_OF_THE_OTHER = re.compile(r"^\W*(?:s?he|they)\b", re.IGNORECASE)
_MOST_OF_A_KIND = 12
_AROUND = 120
"""Sentences of a session that are read to find out what one of them is about."""
_TOO_OLD = 2
"""Sessions after which a wish or a leftover is not brought up again by the rules."""


def all_candidates(desk: Desk) -> list[Candidate]:
    """Every candidate that the records offer, best first; of a long transcript the first ones."""
    found = (
        with_purpose(desk),
        _broken_off(desk),
        _differences(desk),
        from_feedback(desk),
        _wishes(desk),
        _left_over(desk),
        _goals(desk),
        _questions(desk),
        _packs(desk),
    )
    return ranked(desk, [c for source in found for c in islice(source, _MOST_OF_A_KIND)])


def _quote(desk: Desk, sentence: Sentence, wanted: str, *topics: str) -> Span | None:
    return desk.best([sentence], wanted=(wanted,), vocabulary=desk.stems(*topics), floor=1.0)


def _age(desk: Desk, sentence: Sentence) -> int:
    return max(desk.last - sentence.session, 0)


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


def _broken_off(desk: Desk) -> Iterator[Candidate]:
    sensitive = bool(_SENSITIVE & set(desk.briefing.pairing.topics))
    for sentence in desk.newest:
        if "parked" not in sentence.tags or not _BROKE_OFF.search(sentence.text):
            continue
        span = _quote(desk, sentence, "parked")
        if span is None or not sentence.voice or _age(desk, sentence) > _TOO_OLD:
            continue
        thing = _thing(desk, sentence)
        about = f"the {thing}" if thing else "what was begun"
        yield Candidate(
            trigger="broke-off",
            worth=9.0 - _age(desk, sentence),
            topic=as_topic(f"{about}, from where it stopped"),
            owner=sentence.voice,
            aim=f"hear {about} to its end before anybody solves anything",
            purpose=f"This was begun in session {sentence.session} and did not get to its end.",
            spans=((span, "Left off:"),),
            goal=goal_of(desk, f"{thing} {sentence.text}"),
            vocabulary=desk.stems(thing) | sentence.stems,
            thing=thing,
            lived=sensitive and sentence.voice == "mentor",
        )


def _differs(sentence: Sentence) -> bool:
    return "difference" in sentence.tags and bool(sentence.voice)


def _differences(desk: Desk) -> Iterator[Candidate]:
    """Both notes of a session on one goal or thing; or one note that leaves a difference open."""
    told: set[int] = set()
    sides = {
        voice: [
            s
            for s in desk.newest
            if s.voice == voice
            and s.source.kind == "note"
            and _age(desk, s) <= _TOO_OLD
            and (_differs(s) or numbered_goal(desk, s.text))
        ]
        for voice in ("mentor", "mentee")
    }
    for one, other in product(sides["mentor"], sides["mentee"]):
        if one.session != other.session or {id(one), id(other)} & told:
            continue
        goal = numbered_goal(desk, one.text)
        if not _at_odds(one, other, goal is not None and goal == numbered_goal(desk, other.text)):
            continue
        first, second = _quote(desk, one, "difference"), _quote(desk, other, "difference")
        if first is not None and second is not None:
            told |= {id(one), id(other)}
            yield _difference(desk, [(first, "mentor"), (second, "mentee")], goal, one)
    for sentence in (s for side in sides.values() for s in side if _differs(s)):
        span = _quote(desk, sentence, "difference") if id(sentence) not in told else None
        if span is not None:
            goal = goal_of(desk, sentence.text)
            yield _difference(desk, [(span, sentence.voice)], goal, sentence)


def _at_odds(one: Sentence, other: Sentence, same_goal: bool) -> bool:
    differ = _differs(one) or _differs(other)
    if same_goal:
        ratings = {word.casefold() for word in _RATED.findall(one.text)}
        return differ or bool(ratings ^ {word.casefold() for word in _RATED.findall(other.text)})
    return _differs(one) and _differs(other) and len((one.stems & other.stems) - EVERYDAY) >= 2


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
            worth=5.0 - _age(desk, sentence),
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
        worth=8.0 - _age(desk, sentence),
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


def _wishes(desk: Desk) -> Iterator[Candidate]:
    cue = desk.bank.cues.patterns.get("wish")
    patterns = [pattern for pattern in (_ALSO_WISHES, cue) if pattern is not None]
    proposed = [
        desk.stems(c.text) - EVERYDAY
        for c in desk.briefing.commitments
        if c.state == CommitmentState.PROPOSED
    ]
    for sentence in desk.newest:
        text = sentence.text
        if not sentence.voice or _ANOTHERS_WISH.search(text) or _TOLD_OF_THE_PAST.search(text):
            continue
        if _NOTE_TO_SELF.search(text):
            continue
        ends = [found.end() for pattern in patterns for found in pattern.finditer(text)]
        topics = [wished_for(clause_after(text, end)) for end in ends]
        topic = max(topics, key=lambda t: (len(desk.stems(t)), -len(t)), default="")
        length = len(topic.split())
        if length < 2 or (length < 4 and not desk.stems(topic) - EVERYDAY):
            continue
        if _ABOUT_THE_PARTNER.search(topic):
            # A wish about somebody is not theirs to have put on a page.
            continue
        if any(len(stems & sentence.stems) >= 2 for stems in proposed):
            continue
        span = _quote(desk, sentence, "wish", topic)
        if span is None or _age(desk, sentence) > _TOO_OLD:
            continue
        name = desk.name(sentence.voice)
        yield Candidate(
            trigger="wish-of-mentor" if sentence.voice == "mentor" else "wish",
            worth=7.0 - _age(desk, sentence),
            topic=topic,
            owner=sentence.voice,
            aim=f"look at what {name} asked for: {in_sentence(topic)}",
            purpose=f"{name} brought this after session {sentence.session}.",
            spans=((span, f"{name}:"),),
            goal=goal_of(desk, text, sentence.voice),
            vocabulary=sentence.stems,
        )


def _left_over(desk: Desk) -> Iterator[Candidate]:
    pattern = desk.bank.cues.patterns.get("parked")
    for sentence in desk.newest:
        found = pattern.search(sentence.text) if pattern else None
        if found is None or not sentence.voice or "parked" not in sentence.tags:
            continue
        if _BROKE_OFF.search(sentence.text) or _LEFT_THE_ROOM.search(found.group()):
            continue
        span = _quote(desk, sentence, "parked")
        subject = as_topic(_subject(desk, sentence.text, found.start(), found.end()))
        if span is None or not subject or _age(desk, sentence) > _TOO_OLD:
            continue
        shelved = bool(_SHELVED.search(found.group()))
        owner = desk.other(sentence.voice) if _OF_THE_OTHER.match(sentence.text) else sentence.voice
        # What the junior brought and did not get to is the first thing that an hour loses.
        worth = (4.5 if shelved else 6.0) + (1.5 if owner == "mentor" else 0.0)
        yield Candidate(
            trigger="parked",
            worth=worth - _age(desk, sentence),
            topic=subject,
            owner=owner,
            aim=f"come back to {in_sentence(subject)}",
            purpose=f"Session {sentence.session} did not get to this.",
            spans=((span, f"{desk.name(sentence.voice)}:"),),
            goal=goal_of(desk, sentence.text, sentence.voice),
            vocabulary=sentence.stems | desk.stems(subject),
        )


def _subject(desk: Desk, text: str, start: int, end: int) -> str:
    """What was left: the phrase after the cue, or the noun before it; "" if neither names it."""
    rest = clause_after(text, end)
    after = "" if rest.casefold().startswith(("not ", "no ")) else wished_for(rest)
    if after and len(after.split()) <= 9 and desk.stems(after) - EVERYDAY:
        return after
    before = clause_before(text, start)
    runs = noun_runs(before, desk.stopwords)
    if runs:
        return "the " + " ".join(runs[-1])
    bare = re.sub(r"\b(?:came|come|comes|was|is|got)\b.*$", "", before).strip()
    bare = re.sub(r"^(?:s?he|they|i|we)\s+\w+\s+", "", bare, flags=re.IGNORECASE)
    short = 0 < len(bare.split()) <= 4 and desk.stems(bare) - EVERYDAY
    return bare if short and "'" not in bare and '"' not in bare else ""


def _goals(desk: Desk) -> Iterator[Candidate]:
    """The goal that has had the fewest minutes so far comes first."""
    spent = minutes_by_goal(desk)
    goals = [goal for goal in open_goals(desk) if goal.whose != "mentor"]
    for rank, goal in enumerate(sorted(goals, key=lambda g: spent.get(g.text, 0))):
        yield Candidate(
            trigger="goal",
            worth=6.0 - rank,
            topic=as_topic(goal.text),
            owner="both",
            aim=f"give {goal_name(goal)} its time",
            purpose="" if goal.success else "Nobody has said yet how you would know.",
            goal=goal,
            vocabulary=desk.stems(goal.text),
        )


def minutes_by_goal(desk: Desk) -> dict[str, int]:
    """Minutes that accepted agendas have given to each goal, by the goal's text."""
    spent: dict[str, int] = {}
    for accepted in desk.briefing.earlier_agendas:
        for line in accepted.agenda.items:
            if line.goal:
                spent[line.goal] = spent.get(line.goal, 0) + line.minutes
    return spent


def _questions(desk: Desk) -> Iterator[Candidate]:
    for question in desk.briefing.questions:
        voice = desk.briefing.pairing.voice_of(question.author)
        name = desk.name(voice)
        citation = desk.cite_text(question.id, question.text, f"{name} asks:", keep=True)
        if question.answered or not voice or citation is None:
            continue
        yield Candidate(
            trigger="question",
            worth=4.0,
            topic=as_topic(f"A question from {name}"),
            owner=voice,
            aim=f"answer {name}'s question",
            cited=(citation,),
            goal=goal_of(desk, question.text),
            vocabulary=desk.stems(question.text),
        )


def _packs(desk: Desk) -> Iterator[Candidate]:
    for pack in desk.bank.packs:
        if pack.topic in desk.briefing.pairing.topics and desk.allowed(f"{pack.title} {pack.aim}"):
            yield Candidate(
                trigger="pack",
                worth=3.0,
                topic=as_topic(pack.title),
                owner="both",
                aim=in_sentence(pack.aim).rstrip("."),
                purpose=pack.aim,
                vocabulary=desk.stems(pack.title),
            )
