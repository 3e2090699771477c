"""Around the lines: the one aim of today, what stays for later, and how much stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.briefing import Briefing, Shape
from assistant.domain.drafts import PROMISES, AgendaItem, Citation
from assistant.domain.sessions import SessionState
from assistant.domain.sources import Source
from assistant.domain.wording import words
from assistant.drafting.candidates import Candidate
from assistant.drafting.desk import Desk
from assistant.drafting.phrases import in_sentence
from assistant.drafting.plan import Plan
from assistant.drafting.promised import only_thoughts

_THIN_WORDS = 230
"""Words of the pair's own notes below which a page says that it stands on thin ground."""
_MOST_PARKED = 3
_ASKED = "No answer is owed today:"
_A_THOUGHT = "A thought, not a promise:"
_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six")
_AIMS = {
    Shape.FIRST: "meet, agree how you will work, and find a first subject",
    Shape.REVIEW: "give each other one moment, then keep, change or drop what you set out to do",
    Shape.LAST: "see what stays, thank each other in particulars, and decide how this ends",
    Shape.RESTART: "pick up the thread",
    Shape.STEADY: "go on from where you stopped",
}
_SUBJECTS = ("second", "main", "feedback", "adjust", "stays")


def title(briefing: Briefing) -> str:
    """Which session it is, and whose."""
    number, total = briefing.session.number, briefing.programme.total_sessions
    of = f" of {total}" if 0 < number <= total else ""
    return f"Session {number}{of}: {briefing.name('mentor')} with {briefing.name('mentee')}"


def aim(desk: Desk, plan: Plan, minutes: Mapping[str, int]) -> str:
    """Today's purpose in a sentence: the one aim of its longest item, and what clears its way."""
    shape = desk.briefing.shape
    longest = plan.chosen.get("main")
    if shape in (Shape.FIRST, Shape.LAST, Shape.REVIEW) or longest is None or "main" not in minutes:
        return _sentence(_AIMS[shape])
    before = plan.chosen.get("second") if plan.first == "second" and "second" in minutes else None
    first = f" Before that, {before.aim}." if before is not None else ""
    return _sentence(longest.aim) + first


def with_first_words(page: Sequence[AgendaItem], names: Sequence[str]) -> list[AgendaItem]:
    """The page with what its mentor, the first of ``names``, may open with on its first line."""
    said = first_words(page, names)
    return [
        line.model_copy(update={"purpose": f"{said} {line.purpose}".strip()})
        if line.slot == "settle"
        else line
        for line in page
    ]


def first_words(page: Sequence[AgendaItem], names: Sequence[str]) -> str:
    """The order of the hour in its own topic lines, and the clock: nobody has to invent the first
    minute."""
    promises = any(line.slot == PROMISES for line in page)
    subjects = [in_sentence(line.topic, names) for line in page if line.slot in _SUBJECTS]
    if not subjects:
        return ""
    order = ["what we promised"] if promises else []
    slots = [line.slot for line in page]
    if "gain" in slots and any(slot in _SUBJECTS for slot in slots[slots.index("gain") :]):
        order.append("my own goal")
    order += [f"\u2018{subject}\u2019" for subject in subjects[:2]]
    told = ", then ".join(order)
    return f"{names[0]} may begin: \u201cFirst {told}. I keep the time today.\u201d"


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
    for told in only_thoughts(desk, desk.last)[:1]:
        leads = (_ASKED, _A_THOUGHT) if len(told) > 1 else (_A_THOUGHT,)
        if all(desk.free(span) for span in told) and len(found) < _MOST_PARKED:
            found += [desk.cite(span, lead) for span, lead in zip(told, leads, strict=True)]
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
        said.append(f"This page stands on {_short_texts(desk, own)}.")
    if silent:
        said.append(f"Nothing from {silent[0]} is on record yet: ask.")
    if said and bare:
        said.append("Where it proposes something of its own, it says so.")
    return " ".join(said)


def _short_texts(desk: Desk, own: Sequence[Source]) -> str:
    """What a thin page stands on, in words: notes, and messages about sessions not held."""
    held = {s.number for s in desk.briefing.past_sessions if s.state is SessionState.HELD}
    notes = sum(source.kind == "reflection" or source.session in held for source in own)
    told = [
        f"{_IN_WORDS[count] if count < len(_IN_WORDS) else count} {what}{'' if count == 1 else 's'}"
        for count, what in ((notes, "short note"), (len(own) - notes, "message"))
        if count
    ]
    return " and ".join(told)
