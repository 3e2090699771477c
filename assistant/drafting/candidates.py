"""What the session could be about: candidates with their worth, from what the two have said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.domain.drafts import Citation
from assistant.domain.sessions import Goal
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

_BROKE_OFF = re.compile(
    r"\bnever (?:did |quite |really )*finish|\b(?:didn['\u2019]?t|did not|couldn['\u2019]?t) "
    r"(?:get to )?finish|\bbroke(?:n)? off|\blost (?:my|the) thread|\bhalf ?way through"
    r"|\bbefore (?:i|she|he|we) (?:could|had|got to the end)|\bcut (?:me |us |him |her )?(?:short|off)",
    re.IGNORECASE,
)
_SHELVED = re.compile(r"\bpark(?:ed|ing)?\b|\banother (?:day|time)\b|\blater\b", re.IGNORECASE)
_GOAL_NUMBER = re.compile(r"\bgoals? (\d)\b|\bG(\d)\b", re.IGNORECASE)
_MANNER = re.compile(
    r"\b(?:interrupt\w*|advice|advis\w*|chair(?:ed|ing)?|listen\w*|explain(?:ed|ing)?|stopp\w*|stop"
    r"|finish(?:ed|ing)?|fix(?:ed|ing)?|solution\w*|redesign\w*|took over|talk(?:ed|ing)? over|let "
    r"me|asked? (?:me )?first|wait(?:ed|ing)?|silen(?:t|ce)|quiet|lead|leading|phone)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:want|would like|i'd like|please|rather|next time|need|finish|before|say|ask|stop|don't|let"
    r"|tell|leave|give|put|wait|show|hear|keep (?:the|it|to|your)|bring)\b",
    re.IGNORECASE,
)
_MORE_OF_IT = re.compile(
    r"\b(?:again|more of (?:that|this|it)|keep|stay like|go on)\b", re.IGNORECASE
)
_PURPOSE = re.compile(
    r"\b(?:supposed to be for|what (?:it|that|this)(?:['\u2019]s| is| was) for|had understood|expect"
    r"(?:ed|s)?|what i['\u2019]?m for|here for|point of (?:this|it))\b",
    re.IGNORECASE,
)  # fmt: skip
_LIVED = frozenset({"lgbt", "disability", "ethnicity", "mental-health"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that an item could be about.

    ``worth`` orders candidates: 9 a story that broke off, 3 a topic from a pack. ``repairs`` means
    that it mends something between the two, and so comes before what explores. ``aim`` completes
    "Today: ...". ``owner`` is the voice whose matter it is, or "both".
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
    repairs: bool = False
    lived: bool = False
    manner: bool = False
    extra: tuple[str, ...] = field(default=())
    """Triggers merged into this one."""


def goal_of(desk: Desk, text: str, voice: str = "") -> Goal | None:
    """The goal that a text speaks of: by its number, else by at least two shared words."""
    goals = [g for g in desk.briefing.goals if desk.allowed(f"{g.text} {g.success}")]
    number = _GOAL_NUMBER.search(text)
    if number:
        wanted = number.group(1) or number.group(2)
        labelled = [goal for goal in goals if goal.label.strip("Gg ") == wanted]
        if labelled:
            return labelled[0]
    if voice and re.search(r"\bmy (?:own )?goal\b", text, re.IGNORECASE):
        return next((goal for goal in goals if goal.whose == voice), None)
    stems = desk.stems(text)
    best = max(goals, key=lambda g: len(desk.stems(g.text, g.success) & stems), default=None)
    if best is None or len(desk.stems(best.text, best.success) & stems) < 2:
        return None
    return best


def goal_name(goal: Goal) -> str:
    """How a pair speaks of a goal: "goal 2"; its own label if that is no number."""
    number = goal.label.strip("Gg ")
    return f"goal {number}" if number.isdigit() else (goal.label or "the goal")


def all_candidates(desk: Desk) -> list[Candidate]:
    """Every candidate the records offer, best first; those on one subject become one."""
    found = [
        *_broken_off(desk),
        *_purpose(desk),
        *_differences(desk),
        *_feedback(desk),
        *_wishes(desk),
        *_left_over(desk),
        *_goals(desk),
        *_questions(desk),
        *_pack(desk),
    ]
    found = [c for c in map(lambda c: _weighed(desk, c), found) if desk.allowed(c.topic)]
    found.sort(key=lambda c: -c.worth)
    kept: list[Candidate] = []
    for candidate in found:
        same = next((n for n, other in enumerate(kept) if _same(desk, other, candidate)), None)
        if same is None:
            kept.append(candidate)
        else:
            kept[same] = _merged(kept[same], candidate)
    return kept


def _weighed(desk: Desk, candidate: Candidate) -> Candidate:
    """Less for what was already talked through, or for a second long piece of lived experience."""
    worth = candidate.worth
    quotes = {span.text for span, _ in candidate.spans}
    for accepted in desk.briefing.earlier_agendas:
        for line in accepted.agenda.items:
            if line.slot in ("main", "second") and quotes & {c.quote for c in line.citations}:
                worth -= 4
    lived_before = any(
        "lived" in line.id and line.minutes > 15
        for accepted in desk.briefing.earlier_agendas[-1:]
        for line in accepted.agenda.items
    )
    return replace(candidate, worth=worth - 4 if candidate.lived and lived_before else worth)


def _same(desk: Desk, one: Candidate, other: Candidate) -> bool:
    if one.manner != other.manner and "feedback" in (one.trigger, other.trigger):
        thing = one.vocabulary & other.vocabulary - desk.frame
        return len(thing) >= 2 and one.trigger != "difference"
    if one.goal is not None and one.goal == other.goal and other.trigger in ("goal", "feedback"):
        return True
    return len((one.vocabulary & other.vocabulary) - desk.frame) >= 2


def _merged(one: Candidate, other: Candidate) -> Candidate:
    spans = one.spans
    for span, lead_in in other.spans:
        overlaps = any(
            span.sentence.source.id == s.sentence.source.id
            and span.start < s.end > s.start < span.end
            for s, _ in spans
        )
        if len(spans) < 3 and not overlaps:
            spans = (*spans, (span, lead_in))
    return replace(
        one,
        spans=spans,
        goal=one.goal or other.goal,
        owner=one.owner if one.trigger == other.trigger or not other.spans else one.owner,
        extra=(*one.extra, other.trigger),
    )


def _span(
    desk: Desk, sentence: Sentence, wanted: str, vocabulary: frozenset[str] = frozenset()
) -> Span | None:
    return desk.best([sentence], wanted=(wanted,), vocabulary=vocabulary, floor=1.0)


def _aged(desk: Desk, sentence: Sentence) -> float:
    return float(max(desk.last - sentence.session, 0)) if sentence.session else 0.0


def _around(desk: Desk, sentence: Sentence) -> list[str]:
    """Everything said about the same session, and feedback on it."""
    return [s.text for s in desk.sentences if s.session == sentence.session]


def _thing(desk: Desk, sentence: Sentence) -> str:
    """What a sentence is about, by the sentences just before it."""
    near = [
        s.text
        for s in desk.sentences
        if s.source.id == sentence.source.id and 0 <= sentence.order - s.order <= 4
    ]
    avoid = desk.stems(desk.name("mentor"), desk.name("mentee"))
    return named_thing(near, _around(desk, sentence), desk.stopwords, avoid)


def _broken_off(desk: Desk) -> Iterator[Candidate]:
    lived = bool(_LIVED & set(desk.briefing.pairing.topics))
    for sentence in desk.sentences:
        if "parked" not in sentence.tags or not _BROKE_OFF.search(sentence.text):
            continue
        span = _span(desk, sentence, "parked")
        if span is None:
            continue
        thing = _thing(desk, sentence)
        about = f"the {thing}" if thing else "what was begun"
        voice = sentence.voice or "both"
        yield Candidate(
            trigger="broke-off",
            worth=9 - _aged(desk, sentence),
            topic=as_topic(f"{about}, from where it stopped"),
            owner=voice if voice != "both" else "mentor",
            aim=f"hear {about} to its end before anybody solves anything",
            purpose=f"This was begun in session {sentence.session} and did not get to its end.",
            spans=((span, "Left off:"),),
            goal=goal_of(desk, " ".join([thing, sentence.text])),
            vocabulary=desk.stems(thing) | sentence.stems,
            lived=lived and voice == "mentor",
        )


def _purpose(desk: Desk) -> Iterator[Candidate]:
    """No agreement and little history: what is this for? comes before anything else."""
    briefing = desk.briefing
    held = [s for s in briefing.past_sessions if s.state == "held"]
    if briefing.agreement is not None and briefing.missed_in_a_row < 2:
        return
    if len(held) > 1 and briefing.missed_in_a_row < 2:
        return
    spans = []
    for voice in ("mentee", "mentor"):
        span = desk.best(
            wanted=("difference", "doubt"),
            where=lambda s, v=voice: (
                s.voice == v  # type: ignore[misc]
                and bool(_PURPOSE.search(s.text) or s.tags & {"difference"})
            ),
            floor=2.0,
        )
        if span is not None:
            spans.append((span, f"{desk.name(voice)}:"))
    yield Candidate(
        trigger="purpose",
        worth=9,
        topic="What each of you came for",
        owner="both",
        aim="settle what this is for, before anything new",
        purpose="Each in turn, without arguing it out. Then look for what serves both.",
        spans=tuple(spans),
        repairs=True,
    )


def _differences(desk: Desk) -> Iterator[Candidate]:
    """Both notes on one thing, in different words; or one note that leaves a difference open."""
    tagged = [s for s in desk.sentences if "difference" in s.tags and s.voice]
    paired: set[int] = set()
    for one in tagged:
        for other in tagged:
            if one.voice != "mentor" or other.voice != "mentee" or one.session != other.session:
                continue
            goal = goal_of(desk, one.text)
            same_goal = goal is not None and goal == goal_of(desk, other.text)
            if not same_goal and len(one.stems & other.stems) < 2:
                continue
            first, second = _span(desk, one, "difference"), _span(desk, other, "difference")
            if first is None or second is None or {id(one), id(other)} & paired:
                continue
            paired |= {id(one), id(other)}
            yield _difference(desk, [(first, "mentor"), (second, "mentee")], goal, one)
    for one in tagged:
        if id(one) in paired or any(t.session == one.session and id(t) in paired for t in tagged):
            continue
        span = _span(desk, one, "difference")
        if span is not None:
            yield _difference(desk, [(span, one.voice)], goal_of(desk, one.text), one)


def _difference(
    desk: Desk, told: list[tuple[Span, str]], goal: Goal | None, sentence: Sentence
) -> Candidate:
    thing = "" if goal else _thing(desk, sentence)
    about = goal_name(goal) if goal else (f"the {thing}" if thing else "one thing")
    both = len(told) == 2
    topic = f"Two readings of {about}" if both else f"Left open: {about}"
    return Candidate(
        trigger="difference" if both else "one-sided",
        worth=(8 if both else 5) - _aged(desk, sentence),
        topic=as_topic(topic),
        owner="mentor" if both else told[0][1],
        aim=f"put the two readings of {about} side by side"
        if both
        else f"hear the other side of {about}",
        purpose="Two readings of the same thing. Neither has to win."
        if both
        else f"Only {desk.name(told[0][1])}'s note speaks of this.",
        spans=tuple((span, f"{desk.name(voice)}:") for span, voice in told),
        goal=goal,
        vocabulary=frozenset().union(*(span.sentence.stems for span, _ in told)),
        repairs=True,
    )


def _feedback(desk: Desk) -> Iterator[Candidate]:
    """Released feedback that asks for something next time."""
    newest = max((feedback.round for feedback in desk.briefing.feedback), default=0)
    for feedback in desk.briefing.feedback:
        voice = desk.briefing.pairing.voice_of(feedback.author)
        for line in feedback.lines:
            asked = line.intent or line.impact
            whole = f"{line.situation} {line.behaviour} {line.impact} {line.intent}"
            if not line.released or not voice or not asked.strip() or not desk.allowed(whole):
                continue
            source = desk.briefing.source(f"{feedback.id}#{line.id}")
            more = bool(_MORE_OF_IT.search(line.intent))
            manner = bool(_MANNER.search(f"{line.behaviour} {line.intent}"))
            if source is None or not (_ASKS.search(line.intent) or (more and manner)):
                continue
            sentences = [
                s for s in desk.read(source) if s.text.strip(" .") in asked or asked in s.text
            ]
            span = desk.best(sentences, floor=-5.0)
            if span is None:
                continue
            goal = goal_of(desk, f"{line.situation} {line.behaviour}")
            name = desk.name(voice)
            about = f" on {goal_name(goal)}" if goal else ""
            yield Candidate(
                trigger="feedback",
                worth=(8 if not more else 5.5) - (newest - feedback.round),
                topic=as_topic(f"What {name} asked for{about}"),
                owner=voice,
                aim=f"start from what {name} asked for{about}",
                purpose=f"{name} released this after feedback round {feedback.round}.",
                spans=((span, f"{name} asked:" if not more else f"{name} would keep:"),),
                goal=goal,
                vocabulary=desk.stems(whole),
                repairs=True,
                manner=manner,
            )


def _wishes(desk: Desk) -> Iterator[Candidate]:
    pattern = desk.bank.cues.patterns.get("wish")
    if pattern is None:
        return
    for sentence in desk.sentences:
        if "wish" not in sentence.tags or not sentence.voice or _third_person(sentence.text):
            continue
        topics = [
            wished_for(clause_after(sentence.text, found.end()))
            for found in pattern.finditer(sentence.text)
        ]
        topic = max(topics, key=len, default="")
        span = _span(desk, sentence, "wish", desk.stems(topic))
        if len(topic.split()) < 2 or span is None:
            continue
        name = desk.name(sentence.voice)
        asks_mentor = sentence.voice == "mentor"
        yield Candidate(
            trigger="wish-of-mentor" if asks_mentor else "wish",
            worth=7 - _aged(desk, sentence),
            topic=topic,
            owner=sentence.voice,
            aim=f"look at what {name} asked for: {in_sentence(topic)}",
            purpose=f"{name} brought this after session {sentence.session}.",
            spans=((span, f"{name}:"),),
            goal=goal_of(desk, sentence.text, sentence.voice),
            vocabulary=sentence.stems,
        )


def _third_person(text: str) -> bool:
    """A wish told of somebody else: it is not its teller's."""
    return bool(
        re.search(
            r"\b(?:s?he|they)(?:['\u2019]d| would| wants?| wanted| hopes?)\b", text, re.IGNORECASE
        )
    )


def _left_over(desk: Desk) -> Iterator[Candidate]:
    pattern = desk.bank.cues.patterns.get("parked")
    for sentence in desk.sentences:
        found = pattern.search(sentence.text) if pattern else None
        if found is None or "parked" not in sentence.tags or _BROKE_OFF.search(sentence.text):
            continue
        span = _span(desk, sentence, "parked")
        subject = _subject_of_parked(desk, sentence, found.start(), found.end())
        if span is None or not subject or not sentence.voice:
            continue
        shelved = bool(_SHELVED.search(found.group()))
        yield Candidate(
            trigger="parked",
            worth=(4.5 if shelved else 6.0) - _aged(desk, sentence),
            topic=as_topic(subject),
            owner=sentence.voice,
            aim=f"come back to {in_sentence(as_topic(subject))}",
            purpose=f"Session {sentence.session} did not reach this.",
            spans=((span, f"{desk.name(sentence.voice)}:"),),
            goal=goal_of(desk, sentence.text, sentence.voice),
            vocabulary=sentence.stems | desk.stems(subject),
        )


def _subject_of_parked(desk: Desk, sentence: Sentence, start: int, end: int) -> str:
    """What was left: the phrase after the cue, or the noun before it."""
    after = wished_for(clause_after(sentence.text, end))
    if after and len(after.split()) <= 9 and desk.stems(after):
        return after
    before = clause_before(sentence.text, start)
    runs = noun_runs(before, desk.stopwords)
    if runs:
        return "The " + " ".join(runs[-1])
    kept = [word for word in before.split() if desk.stems(word)]
    return " ".join(kept[:3]) if 0 < len(kept) <= 3 else ""


def _goals(desk: Desk) -> Iterator[Candidate]:
    """The goal that has had the fewest minutes so far."""
    spent = minutes_by_goal(desk)
    goals = [
        g
        for g in desk.briefing.goals
        if g.whose != "mentor" and desk.allowed(f"{g.text} {g.success}")
    ]
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
        citation = desk.cite_text(
            question.id, question.text, f"{desk.name(voice)} asks:", keep=True
        )
        if question.answered or not voice or citation is None:
            continue
        yield Candidate(
            trigger="question",
            worth=4,
            topic=as_topic(f"{desk.name(voice)}'s question from the box"),
            owner=voice,
            aim=f"answer {desk.name(voice)}'s question",
            cited=(citation,),
            goal=goal_of(desk, question.text),
            vocabulary=desk.stems(question.text),
        )


def _pack(desk: Desk) -> Iterator[Candidate]:
    for pack in desk.bank.packs:
        if pack.topic in desk.briefing.pairing.topics and desk.allowed(f"{pack.title} {pack.aim}"):
            yield Candidate(
                trigger="pack",
                worth=3,
                topic=as_topic(pack.title),
                owner="both",
                aim=in_sentence(pack.aim).rstrip("."),
                purpose=pack.aim,
                vocabulary=desk.stems(pack.title),
            )
