"""Candidates from released feedback, and from not knowing yet what all this is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.briefing import Shape
from assistant.domain.reflections import Feedback, FeedbackLine
from assistant.domain.sessions import SessionState
from assistant.drafting.candidates import OWN_GOAL, Candidate, goal_name, goal_of, numbered_goal
from assistant.drafting.choosing import Span, spans
from assistant.drafting.desk import Desk
from assistant.drafting.phrases import LONGEST_TOPIC, in_sentence

MANNER = re.compile(
    r"\b(?:interrupt\w*|advice|advis\w*|chair(?:ed|ing)?|listen\w*|explain(?:ed|ing)?|stopp\w*|stop"
    r"|finish(?:ed|ing)?|fix(?:ed|ing)?|solution\w*|redesign\w*|took over|talk(?:ed|ing)? over|let "
    r"me|asked? (?:me )?first|wait(?:ed|ing)?|silen(?:t|ce)|quiet|lead|leading|phone)\b",
    re.IGNORECASE,
)
"""Words about how two people work together, whatever they work on."""
_ASKS = re.compile(
    r"\b(?:want|would like|i'd like|rather|next time|need|finish|before|say|ask|don't|let|tell"
    r"|leave|give|put|wait|show|hear|bring|stop)\b",
    re.IGNORECASE,
)
MORE_OF_IT = re.compile(
    r"\b(?:again|more of (?:that|this|it)|like (?:that|this)|that way|keep|stay|go on|carry on"
    r"|right for me|whenever)\b",
    re.IGNORECASE,
)
"""An intent that asks for more of what was done."""
PURPOSE = re.compile(
    r"\b(?:supposed to be for|what (?:it|that|this)(?:['\u2019]s| is| was) for|had understood"
    r"|expect(?:ed|s)?|what i['\u2019]?m for|here for|point of (?:this|it)"
    r"|i wanted (?:this|to (?:talk|see|hear|know|learn|look|find|get|show|tell|ask)))\b",
    re.IGNORECASE,
)


_SESSION_NUMBER = re.compile(r"\b(?:before|after|in)?\s*session \d+\b", re.IGNORECASE)
_POINTS_AT_SOMEBODY = re.compile(
    r"\b(?:i|me|my|you|your|we|us|our|he|she|him|her|his|they|it|when|where|after|before)\b",
    re.IGNORECASE,
)
_OCCASION_WORDS = 6


def intent_span(desk: Desk, feedback: Feedback, line: FeedbackLine) -> Span | None:
    """The quotation of a line's intent, or of its impact where it has none."""
    return part_span(desk, feedback, line, line.intent or line.impact)


def part_span(desk: Desk, feedback: Feedback, line: FeedbackLine, part: str) -> Span | None:
    """The best run of one part of a feedback line; None if it may not be quoted."""
    source = desk.briefing.source(f"{feedback.id}#{line.id}")
    at = source.text.find(part.strip()) if source is not None and part.strip() else -1
    if source is None or at < 0:
        return None
    inside = [s for s in desk.read(source) if at <= s.start and s.end <= at + len(part.strip())]
    return desk.best(inside, floor=-5.0)


def from_feedback(desk: Desk) -> Iterator[Candidate]:
    """Released lines, most of all those that ask for something next time."""
    for feedback in desk.briefing.feedback:
        voice = desk.briefing.pairing.voice_of(feedback.author)
        for line in feedback.lines:
            whole = f"{line.situation} {line.behaviour} {line.impact} {line.intent}"
            if line.released and voice and desk.allowed(whole):
                span = intent_span(desk, feedback, line)
                if span is not None:
                    yield _released(desk, feedback, line, voice, span)


def _released(
    desk: Desk, feedback: Feedback, line: FeedbackLine, voice: str, span: Span
) -> Candidate:
    more = bool(MORE_OF_IT.search(line.intent))
    asks = not more and bool(_ASKS.search(line.intent))
    goal = goal_of(desk, f"{line.situation} {line.behaviour}")
    name = desk.name(voice)
    moment = part_span(desk, feedback, line, line.behaviour) if line.intent else None
    seen = ((moment, f"{name} saw:"),) if moment is not None and asks else ()
    about = f" on {goal_name(goal)}" if goal else _occasion(desk, line)
    age = max(desk.last - (span.sentence.session or feedback.round), 0)
    return Candidate(
        trigger="feedback",
        worth=(8.0 if asks else 4.0) - 2.0 * age,
        topic=f"What {name} asked for{about}"[:LONGEST_TOPIC] if asks else "Worth keeping",
        owner=voice,
        aim=f"start from what {name} asked for{about}",
        purpose=f"{name} released this after feedback round {feedback.round}.",
        spans=((span, f"{name} asked:" if asks else f"{name} would keep:"), *seen),
        goal=goal,
        names_goal=numbered_goal(desk, f"{line.situation} {line.behaviour}") is not None,
        vocabulary=desk.stems(f"{line.situation} {line.behaviour} {line.intent}"),
        repairs=True,
        manner=bool(MANNER.search(f"{line.behaviour} {line.intent}")),
        asks=asks,
    )


def _occasion(desk: Desk, line: FeedbackLine) -> str:
    """The occasion of a released line in its giver's words, if they point at nobody."""
    named = _SESSION_NUMBER.sub("", line.situation).strip(" ,.:;")
    short = 0 < len(named.split()) <= _OCCASION_WORDS
    if not short or _POINTS_AT_SOMEBODY.search(named) or desk.names_outsider(named):
        return ""
    return f": {in_sentence(named)}"


def shared_reflections(desk: Desk) -> Iterator[Candidate]:
    """What one of them wrote looking back at the last session and chose to share, by answer."""
    for source in desk.sources:
        if source.kind != "reflection" or (source.session or 0) < desk.last or not source.voice:
            continue
        name = desk.name(source.voice)
        mine = [s for s in desk.sentences if s.source.id == source.id]
        for answer in _answers(source.text):
            inside = [s for s in mine if s.start in answer]
            whole = [run for s in inside for run in spans(s) if run.whole and desk.quotable(run)]
            if not whole or any(OWN_GOAL.search(s.text) for s in inside):
                continue
            telling = any(s.tags & {"learnt", "difference"} for s in inside)
            yield Candidate(
                trigger="reflected",
                worth=6.5 if telling else 5.5,
                topic=f"What {name} wrote afterwards"[:LONGEST_TOPIC],
                owner=source.voice,
                aim=f"hear more of what {name} wrote after session {source.session}",
                purpose=f"{name} looked back at session {source.session} and shared this.",
                spans=tuple((run, f"{name} wrote:") for run in whole[:2]),
                goal=goal_of(desk, " ".join(s.text for s in inside)),
                vocabulary=desk.stems(*(s.text for s in inside)),
            )


def _answers(text: str) -> Iterator[range]:
    """Where each answer of a reflection stands: an empty line parts them."""
    start = 0
    for answer in text.split("\n\n"):
        yield range(start, start + len(answer))
        start += len(answer) + 2


def with_purpose(desk: Desk) -> Iterator[Candidate]:
    """At the start, or after a thread that broke with little behind it: what is this for?"""
    briefing = desk.briefing
    held = [s for s in briefing.past_sessions if s.state == SessionState.HELD]
    restart = briefing.shape is Shape.RESTART and (len(held) <= 1 or briefing.missed_in_a_row >= 2)
    if briefing.shape is not Shape.FIRST and not restart:
        return
    spans = [
        (span, f"{desk.name(voice)}:")
        for tag in ("difference", "doubt")
        for voice in ("mentee", "mentor")
        if (span := _expected(desk, voice, tag)) is not None
    ]
    spans = [pair for n, pair in enumerate(spans) if all(pair[0] != s for s, _ in spans[:n])]
    yield Candidate(
        trigger="purpose",
        worth=9.5,
        topic="What each of you came for",
        owner="both",
        aim="settle what this is for, before anything new",
        purpose="Each in turn, without arguing it out. Then look for what serves both.",
        spans=tuple(spans),
        repairs=True,
    )


def _expected(desk: Desk, voice: str, tag: str) -> Span | None:
    """What one of them had expected of this, or doubts of it, in their own words."""
    mine = [s for s in desk.sentences if s.voice == voice]
    # A sentence that says what somebody came for needs no sign of a difference.
    named = [s for s in mine if PURPOSE.search(s.text) and (tag in s.tags or tag == "difference")]
    span = desk.best(named, wanted=(tag,), floor=1.0)
    if span is not None and PURPOSE.search(span.text):
        return span
    return desk.best([s for s in mine if tag in s.tags], wanted=(tag,))
