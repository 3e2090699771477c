"""The mentee's brief: one screen before a session, so that nobody has to chair or to search.

What it says of the session comes from the agenda that the mentor shared, and from nothing else of
theirs. What the mentee wrote for themselves comes in only where a shared line is about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Briefing
from assistant.domain.days import day_words
from assistant.domain.documents import Line, LineKind, Page, Section
from assistant.domain.drafts import Agenda, AgendaItem, Citation
from assistant.domain.guidance import Bank
from assistant.domain.sessions import Commitment, CommitmentState
from assistant.domain.sources import Source
from assistant.domain.wording import words
from assistant.drafting.brief_cue import listening_cue
from assistant.drafting.brief_own import (
    FRAME_SLOTS,
    SHORT_QUOTE,
    for_you_alone,
    short_quote,
    what_lasted,
    what_to_bring,
    what_you_asked_for,
    what_you_came_for,
)
from assistant.drafting.desk import Desk
from assistant.drafting.hindsight import without_hindsight
from assistant.drafting.misses import Kind, kind_of
from assistant.drafting.phrases import in_sentence
from assistant.drafting.promised import only_thoughts
from assistant.drafting.promises import current

MOST_ROWS = 24
_PROMISES, _SUBJECTS = 3, 2
_SHORT = 12
"""Words of what came of a missed promise that still fit beside it."""
_STATES = {
    CommitmentState.KEPT: "kept",
    CommitmentState.MISSED: "not kept",
    CommitmentState.OPEN: "due",
    CommitmentState.PROPOSED: "your yes?",
}
_ORDER = tuple(_STATES)
_WAY_ON: dict[Kind, str] = {
    "practice": "No excuse is needed. Choose: keep it, shrink it, let it go.",
    "booking": "No story is needed. Bring two dates, and book one of them yourself.",
    "standing": "No excuse is needed. Bring a name: who sees to it from now on?",
}
"""Of a promise that was not kept, by its kind."""
_YOU = "You:"
_ASKED = re.compile(r"\bI\b|\bwould (?:also )?like\b", re.IGNORECASE)
_THEIR_QUOTE = 11
"""Words of the mentor's beside what they lead: the topic is named already."""
_WIDTH = 76
"""Characters of a row."""
_SHORTER_BY = (
    ("bring", 1), ("box", 0), ("lasted", 0), ("leads", 3), ("promises", 2), ("bring-main", 0),
    ("leads", 2), ("alone", 0), ("bring", 0), ("wished", 1), ("cue", 1), ("wished", 0),
    ("leads", 1), ("promises", 1), ("cue", 0),
)  # fmt: skip
"""What a page that is longer than its rows gives up, in this order, with the lines that stay."""


def draft_brief(
    briefing: Briefing,
    own: Sequence[Source],
    shared: Agenda | None,
    bank: Bank,
    cues: BriefCues,
    *,
    when: str,
) -> Page:
    """The brief of a session. ``own`` are the mentee's private texts, ``shared`` the mentor's
    agenda if there is one, ``when`` the time and place in words."""
    briefing = without_hindsight(briefing)
    desk = Desk(briefing, (), bank)
    came_for = what_you_came_for(desk)
    mentor = briefing.name("mentor")
    number, total = briefing.session.number, briefing.programme.total_sessions
    minutes = f"{shared.minutes} minutes" if shared else f"{briefing.minutes} minutes"
    promises = _promises(desk)
    kept = [line.record for line in promises if line.lead == _STATES[CommitmentState.KEPT]]
    # With one kept promise on the page, what came of it needs no other name.
    named = kept if len(kept) == 1 else ()
    sections = (
        Section(
            id="promises",
            title="Your promises",
            lines=tuple(promises),
            gap="No promise of yours is on record.",
        ),
        Section(
            id="leads",
            title=f"What {mentor} will lead",
            lines=tuple(_led(desk, shared)),
            gap=f"{mentor} leads, and brings the agenda. What you promised is yours to bring.",
        ),
        Section(id="lasted", title="What lasted", lines=tuple(what_lasted(desk, shared))),
        Section(
            id="wished",
            title="What you asked for",
            lines=tuple(what_you_asked_for(desk, shared, cues, came_for)),
        ),
        Section(
            id="cue",
            title="One thing to do differently",
            lines=tuple(listening_cue(desk, cues, came_for)),
        ),
        Section(id="bring", title="Bring", lines=tuple(what_to_bring(desk, shared, named))),
        Section(id="alone", title="For you alone", lines=tuple(for_you_alone(desk, own, shared))),
    )
    title = f"Session {number} of {total} - {when} - {minutes} - {mentor} leads"
    if len(title) > _WIDTH:
        title = f"Session {number} of {total} - {when} - {mentor} leads"
    return Page(
        title=title,
        who_reads="Only you can read this.",
        sections=sections,
    )


def without_last_line(page: Page) -> Page | None:
    """The page one line shorter, the least needed line first; None if nothing may go."""
    for wanted, stay in _SHORTER_BY:
        if wanted in ("box", "bring-main") and page.line(wanted) is not None:
            return page.without_line(wanted)
        section = page.section(wanted)
        if section is not None and len(section.lines) > stay:
            kept = [line for line in section.lines if line.lead == _STATES[CommitmentState.KEPT]]
            return page.without_line((kept or section.lines)[-1].id)
    return None


# --- promises ----------------------------------------------------------------------------------


def _promises(desk: Desk) -> list[Line]:
    proposed = [c for c in desk.briefing.commitments if c.state is CommitmentState.PROPOSED]
    mine = [c for c in (*current(desk), *proposed) if c.owner == "mentee"]
    # What was kept is good news and can wait; it goes first where there is no room for all.
    pressing = sorted(mine, key=lambda c: c.state is CommitmentState.KEPT)[:_PROMISES]
    ranked = sorted(pressing, key=lambda c: _ORDER.index(c.state))
    lines = [_promise(desk, commitment) for commitment in ranked]
    return [line for line in lines if line is not None]


def _promise(desk: Desk, commitment: Commitment) -> Line | None:
    source = next((s for s in desk.sources if s.record == commitment.id), None)
    if source is None or not desk.allowed(commitment.text):
        return None
    told = desk.cite_text(source.id, commitment.text, keep=True)
    if told is None:
        return None
    told = short_quote(desk, told)
    # Whoever kept a promise knows what came of it; of a miss its state is worth a few words.
    # That a date was not found needs no record at all: both were there.
    worth = commitment.state is CommitmentState.MISSED and kind_of(commitment) != "booking"
    short = len(words(commitment.evidence)) <= _SHORT
    seen = desk.cite_text(source.id, commitment.evidence) if worth and short else None
    due = ""
    if commitment.due is not None and commitment.state is CommitmentState.OPEN:
        due = f"By {day_words(commitment.due)}."
    after = {
        CommitmentState.MISSED: _WAY_ON[kind_of(commitment)],
        CommitmentState.PROPOSED: "It stands only if you say yes.",
    }.get(commitment.state, due)
    return Line(
        id=f"promise-{commitment.id}",
        lead=_STATES[commitment.state],
        who="mentee",
        citations=tuple(c for c in (told, seen) if c is not None),
        after=after,
        record=commitment.id,
        fixed=True,
    )


# --- the session -------------------------------------------------------------------------------


def _led(desk: Desk, shared: Agenda | None) -> list[Line]:
    if shared is None:
        return []
    subjects = [line for line in shared.items if line.slot not in FRAME_SLOTS]
    hers = [line for line in subjects if line.lead != "mentee"]
    longest = sorted(hers, key=lambda line: -line.minutes)[:_SUBJECTS]
    lines = []
    for item in shared.items:
        if item in longest:
            said = [
                short_quote(desk, c, SHORT_QUOTE if c.voice == "mentee" else _THEIR_QUOTE)
                for c in _yours_first(item)[:1]
            ]
            text = f"{item.topic}, {item.minutes} minutes."
            if said and said[0].lead_in == _YOU and _names(desk, item.topic, said[0].quote):
                # The topic is the reader's own words: to quote them again tells nothing.
                said, text = [], f"Your own: {in_sentence(text, [desk.name('mentor')])}"
            kind: LineKind = "fact" if said else "frame"
            lines.append(
                Line(id=f"led-{item.id}", text=text, citations=tuple(said), kind=kind, fixed=True)
            )
    yours = [f"{x.topic}, {x.minutes} minutes" for x in subjects if x.lead == "mentee"]
    roles = f"Order, clock and close are {desk.name('mentor')}'s."
    told = f"Yours: {'; '.join(yours)}. " if yours else ""
    lines.append(Line(id="yours", kind="frame", text=f"{told}{roles}", fixed=True))
    return lines + _not_yours_to_raise(desk)


def _not_yours_to_raise(desk: Desk) -> list[Line]:
    """What the mentor was asked and is still thinking about: theirs to bring up."""
    mentor = desk.name("mentor")
    for told in only_thoughts(desk, desk.last):
        thought = told[-1].sentence
        if thought.voice == "mentor":
            cited = tuple(desk.cite(span) for span in told[:1] if desk.free(span))
            text = f"{mentor}'s to bring up, not yours:"
            return [Line(id="theirs", text=text, citations=cited, fixed=True)][: len(cited)]
    return []


def _names(desk: Desk, topic: str, quote: str) -> bool:
    """Whether a topic is made of the words with which the reader asked for it."""
    return bool(_ASKED.search(quote)) and desk.stems(topic) <= desk.stems(quote)


def _yours_first(item: AgendaItem) -> list[Citation]:
    """The mentee knows their own words best; then the mentor's; guidance needs no place here."""
    people = [
        c.model_copy(update={"lead_in": _YOU}) if c.voice == "mentee" else c
        for c in item.citations
        if c.voice in ("mentor", "mentee")
    ]
    return sorted(people, key=lambda c: (c.voice != "mentee", len(c.quote)))
