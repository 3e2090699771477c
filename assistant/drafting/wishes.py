"""Candidates from what somebody wishes for, left over, asked in the box, or had no time for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.sessions import CommitmentState
from assistant.drafting.candidates import (
    BROKE_OFF,
    EVERYDAY,
    TOO_OLD,
    Candidate,
    age,
    goal_name,
    goal_of,
    open_goals,
    quote,
)
from assistant.drafting.desk import Desk
from assistant.drafting.phrases import (
    as_topic,
    clause_after,
    clause_before,
    in_sentence,
    noun_runs,
    wished_for,
)
from assistant.drafting.reading import REPORTED, Sentence

_SHELVED = re.compile(r"\bpark(?:ed|ing)?\b|\banother (?:day|time)\b", re.IGNORECASE)
_LEFT_THE_ROOM = re.compile(r"\b(?:had|has|have|needed) to\b|\bcut (?:short|off)\b", re.IGNORECASE)
_ALSO_WISHES = re.compile(
    r"\bwould also (?:like|love)\b|\bi(?:'d| would) also like\b", re.IGNORECASE
)
TOLD = re.compile(
    r"\b(?:wanted|asked|hoped|offered|meant) to\b|\bi (?:said|asked|wanted)\b"
    r"|\bsaid (?:can|could)\b",
    re.IGNORECASE,
)
_LEFT_OPEN = ("wish", "parked")
_WISHING = frozenset({"wish", f"{REPORTED}-wish"})
_ABOUT_THE_PARTNER = re.compile(r"\b(?:his|her|hers|him|them|their)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\byou\b|^(?:is|are|was|were|has|have|had|does|do|did|be|been|being|it|there)\b", re.IGNORECASE
)
NOTE_TO_SELF = re.compile(
    r"^\W*next time,? (?:say|bring|ask|do|try|tell|remember|don['\u2019]?t|go|start|make|send|put"
    r"|check|take|get|keep|stop|let)\b",
    re.IGNORECASE,
)
ANOTHERS_WISH = re.compile(
    r"\b(?:s?he|they)(?:['\u2019]d| would| wants?| wanted| hopes?)\b", re.IGNORECASE
)
_OF_THE_OTHER = re.compile(r"^\W*(?:s?he|they)\b", re.IGNORECASE)


def wishes(desk: Desk) -> Iterator[Candidate]:
    cue = desk.bank.cues.patterns.get("wish")
    patterns = [pattern for pattern in (_ALSO_WISHES, cue) if pattern is not None]
    proposed = [
        desk.stems(c.text) - EVERYDAY
        for c in desk.briefing.commitments
        if c.state == CommitmentState.PROPOSED
    ]
    for sentence in desk.newest:
        text = sentence.text
        # Most sentences wish for nothing, and their tags say so already.
        if not sentence.voice or not (sentence.tags & _WISHING or "also" in text):
            continue
        if ANOTHERS_WISH.search(text) or TOLD.search(text):
            continue
        if NOTE_TO_SELF.search(text):
            continue
        ends = [found.end() for pattern in patterns for found in pattern.finditer(text)]
        topics = [wished_for(clause_after(text, end)) for end in ends]
        topic = max(topics, key=lambda t: (len(desk.stems(t)), -len(t)), default="")
        length = len(topic.split())
        if length < 2 or (length < 4 and not desk.stems(topic) - EVERYDAY):
            continue
        if _NO_NAME.search(topic):
            # Half a sentence names no subject.
            continue
        if _ABOUT_THE_PARTNER.search(topic):
            # A wish about somebody is not theirs to have put on a page.
            continue
        if any(len(stems & sentence.stems) >= 2 for stems in proposed):
            continue
        span = quote(desk, sentence, "wish", topic)
        if span is None or age(desk, sentence) > TOO_OLD:
            continue
        name = desk.name(sentence.voice)
        yield Candidate(
            trigger="wish-of-mentor" if sentence.voice == "mentor" else "wish",
            worth=7.0 - age(desk, sentence),
            topic=topic,
            owner=sentence.voice,
            aim=f"look at what {name} asked for: {in_sentence(topic)}",
            purpose=f"{name} brought this after session {sentence.session}.",
            spans=((span, f"{name}:"),),
            goal=goal_of(desk, text, sentence.voice),
            vocabulary=sentence.stems,
        )


def left_over(desk: Desk) -> Iterator[Candidate]:
    pattern = desk.bank.cues.patterns.get("parked")
    for sentence in desk.newest:
        if not sentence.voice or "parked" not in sentence.tags:
            continue
        found = pattern.search(sentence.text) if pattern else None
        if found is None:
            continue
        if BROKE_OFF.search(sentence.text) or _LEFT_THE_ROOM.search(found.group()):
            continue
        span = quote(desk, sentence, "parked")
        subject = as_topic(_subject(desk, sentence.text, found.start(), found.end()))
        if span is None or not subject or age(desk, sentence) > TOO_OLD:
            continue
        if _taken_up(desk, sentence, desk.stems(subject) - EVERYDAY):
            continue
        shelved = bool(_SHELVED.search(found.group()))
        owner = desk.other(sentence.voice) if _OF_THE_OTHER.match(sentence.text) else sentence.voice
        # What the junior brought and did not get to is the first thing that an hour loses.
        worth = (4.5 if shelved else 6.0) + (1.5 if owner == "mentor" else 0.0)
        yield Candidate(
            trigger="parked",
            worth=worth - age(desk, sentence),
            topic=subject,
            owner=owner,
            aim=f"come back to {in_sentence(subject)}",
            purpose=f"Session {sentence.session} did not get to this.",
            spans=((span, f"{desk.name(sentence.voice)}:"),),
            goal=goal_of(desk, sentence.text, sentence.voice),
            vocabulary=sentence.stems | desk.stems(subject),
        )


def _taken_up(desk: Desk, left: Sentence, about: frozenset[str]) -> bool:
    """Whether what was left over has been worked on since: a later note or promise speaks of it,
    and nobody left it over again."""
    later = [s for s in desk.sentences if s.session > left.session and s.stems & about]
    if any(s.tags & {"parked", "wish"} for s in later):
        return False
    since = {s.id for s in desk.briefing.past_sessions if s.number > left.session}
    promised = [c for c in desk.briefing.commitments if c.session in since]
    return bool(later) or any(desk.stems(c.text) & about for c in promised)


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


def heard(desk: Desk) -> Iterator[Candidate]:
    """What others said in a meeting that the last session's note records, and left open there.

    Nobody's wish or promise: it is cited to the note, and the pair is asked what it means to them.
    """
    for sentence in desk.newest:
        if sentence.voice or sentence.session != desk.last:
            continue
        if not {f"{REPORTED}-{kind}" for kind in _LEFT_OPEN} & sentence.tags:
            continue
        span = desk.best([sentence], wanted=sentence.tags, floor=6.0)
        if span is None or not span.whole or len(span.words) < 7:
            continue
        name = sentence.source.author_name
        yield Candidate(
            trigger="heard",
            worth=5.0 + (0.5 if sentence.stems & desk.frame else 0.0),
            topic=f"Left open in the meeting of session {sentence.session}",
            owner="both",
            aim="see what a meeting that you have a record of means to the two of you",
            purpose="Somebody else's words, from a meeting that the note records.",
            spans=((span, f"Said there, as {name}'s note has it:"),),
            goal=goal_of(desk, sentence.text),
            vocabulary=sentence.stems,
        )


def goals_in_need(desk: Desk) -> Iterator[Candidate]:
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


def boxed_questions(desk: Desk) -> Iterator[Candidate]:
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


def packs(desk: Desk) -> Iterator[Candidate]:
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
