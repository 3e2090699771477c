"""What was not kept: how it went in its owner's own words, and the way on that fits its kind.

A practice is kept, shrunk or let go. A date is booked by somebody; what has to hold every week
needs somebody who sees to it, and nobody is asked to let go of what lets others take part.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.domain.drafts import Citation
from assistant.domain.sessions import Commitment
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask
from assistant.drafting.reading import Sentence

Kind = Literal["booking", "standing", "practice"]
_BOOKING = re.compile(
    r"\b(?:arrang|book|find|fix|set(?:t|\b)|offer|propos|send)\w*\b[^.!?]{0,40}"
    r"\b(?:dates?|slots?|next (?:one|session|meeting|time|hour)|appointments?|invit\w+)\b",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:captions?|subtitles?|interpreters?|transcripts?|(?:hearing|induction) loops?|ramps?"
    r"|lifts?|microphones?|lighting)\b"
    r"|\b(?:on|off|open|in place) (?:in|for|at|from) (?:every|each|all)\b"
    r"|\bnobody owns\b|\b(?:turn|switch|keep)(?:ed|s|ing)? (?:it |them )?on\b",
    re.IGNORECASE,
)
_GOES_ON = 2
"""Sentences after one that speaks of a promise in which its owner may tell how it went."""
_ANCHOR = 2
"""Words of weight that a sentence shares with the promise that it speaks of."""
_TELLS = re.compile(
    r"^\W*I(?:['\u2019]d| had|['\u2019]ve| have)? (?!will\b|would\b)[a-z]+", re.IGNORECASE
)
_UN = re.compile(r"\bun(?=[a-z]{4})")
_THE_WAY_ON = "Then keep it, shrink it or let it go."


def kind_of(commitment: Commitment) -> Kind:
    """Whether a promise was to book something, to see that something holds, or to try something."""
    if _BOOKING.search(commitment.text):
        return "booking"
    if _STANDING.search(f"{commitment.text} {commitment.evidence}"):
        return "standing"
    return "practice"


def way_on(desk: Desk, commitment: Commitment, turn: int, *, brief: bool) -> str:
    """The one question for a promise that was not kept; ``brief``: where there is no room for what
    stood in its way."""
    owner = desk.name(commitment.owner)
    kind = kind_of(commitment)
    if kind != "practice":
        asked = ask(desk, f"missed-{kind}", 1, turn, owner=owner)
        return asked[0] if asked else ""
    if brief:
        asked = ask(desk, "missed-brief", 1, turn, owner=owner)
        return asked[0] if asked else ""
    asked = ask(desk, "missed", 1, turn, owner=owner)
    return f"{asked[0]} {_THE_WAY_ON}" if asked else ""


def own_account(desk: Desk, commitment: Commitment, lead_in: str) -> Citation | None:
    """How it went, as its owner tells it in a later note, or else how it was promised there: so
    that no promise has to stand as its own evidence."""
    own, about, made = _told_by_its_owner(desk, commitment)
    span = _as_it_went(desk, own, about, made) or _as_promised(desk, own, about, made)
    return _cited(desk, span, lead_in)


def later_account(desk: Desk, commitment: Commitment, lead_in: str) -> Citation | None:
    """How it went, as its owner tells it in a later note; None if they do not."""
    return _cited(desk, _as_it_went(desk, *_told_by_its_owner(desk, commitment)), lead_in)


def _told_by_its_owner(
    desk: Desk, commitment: Commitment
) -> tuple[list[Sentence], frozenset[str], int]:
    numbers = {s.id: s.number for s in (*desk.briefing.past_sessions, desk.briefing.session)}
    own = [s for s in desk.sentences if s.voice == commitment.owner and s.source.kind == "note"]
    return own, desk.stems(commitment.text) - EVERYDAY, numbers.get(commitment.session or "", 0)


def _cited(desk: Desk, span: Span | None, lead_in: str) -> Citation | None:
    if span is None:
        return None
    return desk.cite_part(span.sentence.source, span.start, span.end, lead_in)


def _as_it_went(desk: Desk, own: list[Sentence], about: frozenset[str], made: int) -> Span | None:
    anchors = [
        s
        for s in own
        if s.session > made and len(desk.stems(_UN.sub("", s.text.lower())) & about) >= _ANCHOR
    ]
    for anchor in sorted(anchors, key=lambda s: -s.session):
        near = [
            s
            for s in own
            if s.source.id == anchor.source.id
            and 0 <= s.order - anchor.order <= _GOES_ON
            and _TELLS.search(s.text)
            and not s.tags & {"promise", "not_promise", "wish", "feeling"}
        ]
        for sentence in near:
            span = desk.best([sentence], floor=-1.0)
            if span is not None and span.whole:
                return span
    return None


def _as_promised(desk: Desk, own: list[Sentence], about: frozenset[str], made: int) -> Span | None:
    told = [
        s for s in own if s.session == made and "promise" in s.tags
        and len(s.stems & about) >= _ANCHOR
    ]  # fmt: skip
    told.sort(key=lambda s: -len(s.stems & about))
    return desk.best(told[:1], wanted=("promise",), vocabulary=about, floor=-1.0)
