"""Around the lines: the one aim of today, what stays for later, and how much stands behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.domain.briefing import Briefing, Shape
from assistant.domain.drafts import AgendaItem, Citation
from assistant.domain.wording import stem, words
from assistant.drafting.candidates import Candidate
from assistant.drafting.desk import Desk
from assistant.drafting.plan import Plan

_THIN_WORDS = 230
"""Words of the pair's own notes below which a page says that it stands on thin ground."""
_MOST_PARKED = 3
_A_THOUGHT = re.compile(
    r"\b(?:(?:said|say) (?:i|we)(?:['\u2019]d| would|d|['\u2019]ll) (?:have a )?(?:think|consider)"
    r"|i(?:['\u2019]ll|['\u2019]d| will| would) (?:have a think|think (?:about|on|it over)|consider"
    r"|sleep on))\b",
    re.IGNORECASE,
)
_THINKING = ("say", "said", "think", "thought", "consider", "sleep")
_OF_THINKING = frozenset(stem(word) for word in _THINKING)
"""A thought that has no other stem does not tell its reader what it is about."""
_AIMS = {
    Shape.FIRST: "meet, agree how you will work, and find a first subject",
    Shape.REVIEW: "give each other one moment, then keep, change or drop what you set out to do",
    Shape.LAST: "see what stays, thank each other in particulars, and decide how this ends",
    Shape.RESTART: "pick up the thread",
    Shape.STEADY: "go on from where you stopped",
}


def title(briefing: Briefing) -> str:
    """Which session it is, and whose."""
    number, total = briefing.session.number, briefing.programme.total_sessions
    of = f" of {total}" if 0 < number <= total else ""
    return f"Session {number}{of}: {briefing.name('mentor')} with {briefing.name('mentee')}"


def aim(desk: Desk, plan: Plan, minutes: Mapping[str, int]) -> str:
    """Today's purpose in a sentence, from what its longest items are about."""
    shape = desk.briefing.shape
    parts = [
        plan.chosen[name].aim
        for name in (("second", "main") if plan.first == "second" else ("main",))
        if name in plan.chosen and name in minutes
    ]
    if shape in (Shape.FIRST, Shape.LAST, Shape.REVIEW) or not parts:
        return _sentence(_AIMS[shape])
    return _sentence(", then ".join(parts))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def parked(desk: Desk, plan: Plan, minutes: Mapping[str, int]) -> tuple[Citation, ...]:
    """What stays for later, on purpose: subjects left out, and thoughts that are no promises."""
    left_out = [c for name, c in plan.chosen.items() if name not in minutes]
    found: list[Citation] = []
    for candidate in (*left_out, *plan.rest):
        citation = _kept_for_later(desk, candidate)
        if citation is not None and len(found) < _MOST_PARKED:
            found.append(citation)
    thought = desk.best(
        [
            s for s in desk.sentences
            if "not_promise" in s.tags and s.session == desk.last and _A_THOUGHT.search(s.text)
            and "doubt" not in s.tags and not s.text.endswith("?")
            and s.stems - _OF_THINKING
        ],
        wanted=("not_promise",),
    )  # fmt: skip
    if thought is not None and _A_THOUGHT.search(thought.text) and len(found) < _MOST_PARKED:
        found.append(desk.cite(thought, "A thought, not a promise:"))
    return tuple(found)


def _kept_for_later(desk: Desk, candidate: Candidate) -> Citation | None:
    if candidate.trigger == "question":
        return candidate.cited[0] if candidate.cited else None
    if candidate.trigger not in ("parked", "wish", "wish-of-mentor", "broke-off"):
        return None
    span = next((span for span, _ in candidate.spans if desk.free(span)), None)
    if span is None:
        return None
    name = desk.name(candidate.owner)
    words_of_it = f"{name} asked for this; later:"
    if candidate.trigger == "parked":
        words_of_it = f"Not reached in session {span.sentence.session}:"
    return desk.cite(span, words_of_it)


def thin_ground(desk: Desk, page: Sequence[AgendaItem]) -> str:
    """An honest word about how little stands behind the page; "" if there is enough."""
    if desk.briefing.shape is Shape.FIRST:
        return ""
    own = [s for s in desk.sources if s.kind in ("note", "reflection") and s.voice]
    count = sum(len(words(source.text)) for source in own)
    silent = [
        desk.name(voice) for voice in ("mentor", "mentee") if not any(s.voice == voice for s in own)
    ]
    bare = sum(line.suggestion for line in page)
    said = []
    if not own:
        return (
            "Nothing is written down yet that both of you can read, so most of this is a proposal."
        )
    if count < _THIN_WORDS:
        texts = "one short text" if len(own) == 1 else f"{len(own)} short texts"
        said.append(f"This page stands on {texts}, {count} words in all.")
    if silent:
        said.append(f"Nothing from {silent[0]} is on record yet: ask.")
    if said and bare:
        said.append("Where it proposes something of its own, it says so.")
    return " ".join(said)
