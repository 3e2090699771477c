"""The mentee's brief: one screen before a session, so that nobody has to chair or to search.

What it says of the session comes from the agenda that the mentor shared, and from nothing else of
theirs. What the mentee wrote for themselves comes in only where a shared line is about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Briefing
from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import Agenda, AgendaItem, Citation
from assistant.domain.guidance import Bank
from assistant.domain.sessions import Commitment, CommitmentState
from assistant.domain.sources import Source
from assistant.domain.wording import words
from assistant.drafting.brief_cue import listening_cue
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import LONGEST, spans
from assistant.drafting.desk import Desk

MOST_ROWS = 24
_PROMISES, _SUBJECTS = 3, 2
_ALIKE = 2
"""Content words that a private line must share with a shared one to stand beside it."""
_SHORT = 12
"""Words of what came of a missed promise that still fit beside it."""
_FRAME_SLOTS = ("settle", "promises", "close", "gain", "roles")
_STATES = {
    CommitmentState.KEPT: "kept",
    CommitmentState.MISSED: "not kept",
    CommitmentState.OPEN: "due",
    CommitmentState.PROPOSED: "your yes?",
}
_ORDER = tuple(_STATES)
_SHORTER_BY = ("bring", "alone", "cue", "leads")
"""Sections that lose a line first where a page is longer than its rows."""


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
    desk = Desk(briefing, (), bank)
    mentor = briefing.name("mentor")
    number, total = briefing.session.number, briefing.programme.total_sessions
    minutes = f"{shared.minutes} minutes" if shared else f"{briefing.minutes} minutes"
    sections = (
        Section(
            id="promises",
            title="Your promises",
            lines=tuple(_promises(desk)),
            gap="No promise of yours is on record.",
        ),
        Section(
            id="leads",
            title=f"What {mentor} will lead",
            lines=tuple(_led(shared)),
            gap=f"{mentor} has not shared an agenda yet. What you promised is yours to bring.",
        ),
        Section(id="cue", title="One thing to listen for", lines=tuple(listening_cue(desk, cues))),
        Section(id="bring", title="Bring", lines=tuple(_bring(desk, shared))),
        Section(id="alone", title="For you alone", lines=tuple(_alone(desk, own, shared))),
    )
    return Page(
        title=f"Session {number} of {total} - {when} - {minutes} - {mentor} leads",
        who_reads="Only you can read this.",
        sections=sections,
    )


def without_last_line(page: Page) -> Page | None:
    """The page one line shorter, the least needed line first; None if nothing may go."""
    for wanted in _SHORTER_BY:
        section = page.section(wanted)
        if section is not None and section.lines:
            return page.without_line(section.lines[-1].id)
    return None


# --- promises ----------------------------------------------------------------------------------


def _promises(desk: Desk) -> list[Line]:
    mine = [c for c in desk.briefing.commitments if c.owner == "mentee" and c.state in _STATES]
    newest = [c for c in mine if c.state is not CommitmentState.KEPT or _recent(desk, c)]
    ranked = sorted(newest, key=lambda c: _ORDER.index(c.state))
    lines = [_promise(desk, commitment) for commitment in ranked]
    return [line for line in lines if line is not None][:_PROMISES]


def _recent(desk: Desk, commitment: Commitment) -> bool:
    """Kept since the last session: what was told before need not be told again."""
    held = {s.number: s.id for s in desk.briefing.past_sessions}
    return commitment.session == held.get(desk.last) or commitment.session is None


def _promise(desk: Desk, commitment: Commitment) -> Line | None:
    source = next((s for s in desk.sources if s.record == commitment.id), None)
    if source is None or not desk.allowed(commitment.text):
        return None
    told = desk.cite_text(source.id, commitment.text, keep=True)
    if told is None:
        return None
    # Whoever kept a promise knows what came of it; of a miss its state is worth a few words.
    missed = commitment.state is CommitmentState.MISSED
    short = len(words(commitment.evidence)) <= _SHORT
    seen = desk.cite_text(source.id, commitment.evidence) if missed and short else None
    due = ""
    if commitment.due is not None and commitment.state is CommitmentState.OPEN:
        due = f"By {commitment.due.day} {commitment.due:%B}."
    after = {
        CommitmentState.MISSED: "No excuse is needed. Choose: keep it, shrink it, let it go.",
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


def _led(shared: Agenda | None) -> list[Line]:
    if shared is None:
        return []
    subjects = [line for line in shared.items if line.slot not in _FRAME_SLOTS]
    hers = [line for line in subjects if line.lead != "mentee"]
    longest = sorted(hers, key=lambda line: -line.minutes)[:_SUBJECTS]
    lines = [
        Line(
            id=f"led-{item.id}",
            text=f"{item.topic}, {item.minutes} minutes.",
            citations=tuple(_yours_first(item)[:1]),
            kind="fact" if _yours_first(item) else "frame",
            fixed=True,
        )
        for item in shared.items
        if item in longest
    ]
    yours = [line for line in subjects if line.lead == "mentee"]
    if yours:
        told = ", ".join(f"{line.topic} ({line.minutes} minutes)" for line in yours)
        lines.append(Line(id="yours", kind="frame", text=f"Yours to lead: {told}.", fixed=True))
    return lines


def _yours_first(item: AgendaItem) -> list[Citation]:
    """The mentee knows their own words best; then the mentor's; guidance needs no place here."""
    people = [
        c.model_copy(update={"lead_in": "You:"}) if c.voice == "mentee" else c
        for c in item.citations
        if c.voice in ("mentor", "mentee")
    ]
    return sorted(people, key=lambda c: (c.voice != "mentee", len(c.quote)))


def _bring(desk: Desk, shared: Agenda | None) -> list[Line]:
    if shared is None:
        return []
    name, lines = desk.name("mentor"), []
    led = [line for line in shared.items if line.slot not in _FRAME_SLOTS]
    main = max((x for x in led if x.lead != "mentee"), key=lambda x: x.minutes, default=None)
    if main is not None:
        text = f"One moment of your own for \u201c{main.topic}\u201d: what happened, in its order."
        lines.append(Line(id="bring-main", kind="suggestion", text=text))
    gain = next((line for line in shared.items if line.slot == "gain"), None)
    said = [c for c in gain.citations if c.voice == "mentor"] if gain is not None else []
    if said:
        wish = said[0].model_copy(update={"lead_in": f"For {name}:"})
        after = "A date, or a door that is yours to open."
        lines.append(Line(id="bring-gain", citations=(wish,), after=after))
    return lines


def _alone(desk: Desk, own: Sequence[Source], shared: Agenda | None) -> list[Line]:
    if shared is None:
        return []
    about = [
        desk.stems(item.topic, *(c.quote for c in item.citations)) - EVERYDAY - desk.frame
        for item in shared.items
    ]
    best: tuple[int, Line] | None = None
    for source in own:
        if source.visibility != "private" or source.voice != "mentee":
            continue
        for sentence in desk.read(source):
            for span in spans(sentence):
                alike = max((len(desk.stems(span.text) & stems) for stems in about), default=0)
                if not span.whole or len(span.words) > LONGEST or alike < _ALIKE:
                    continue
                if best is None or alike > best[0]:
                    best = (alike, Line(id="alone", citations=(desk.cite(span),)))
    return [best[1]] if best else []
