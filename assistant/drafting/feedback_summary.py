"""The two-way summary: what each has released to the other, and what both notes say of it.

Each voice speaks for itself. Agreement needs two quotes, a difference stands in both wordings, and
where one is silent the page says so. Whether anybody has written is not on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.domain.briefing import Briefing
from assistant.domain.citing import cite
from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance import Bank
from assistant.domain.reflections import Feedback, FeedbackLine
from assistant.domain.sessions import SessionState, Voice
from assistant.domain.wording import words
from assistant.drafting.common_ground import (
    agreed_section,
    differing_section,
    learnt_section,
)
from assistant.drafting.desk import Desk
from assistant.drafting.left_open import open_section
from assistant.drafting.left_out import left_out_notes
from assistant.drafting.promise_rows import commitments_section
from assistant.drafting.released import MORE_OF_IT
from assistant.drafting.unasked import unasked_lines
from assistant.drafting.voices import told_by_both

_VOICES: tuple[Voice, Voice] = ("mentee", "mentor")
_OF_A_SESSION = re.compile(
    r"^\W*(?:in |after |before |at )?(session \d{1,2})\b[\s,:.;-]*", re.IGNORECASE
)
_THIN = 40
"""Words of one voice below which nothing should be read into them."""


def draft_feedback_summary(
    briefing: Briefing,
    bank: Bank,
    *,
    number: int,
    opens: str,
    today: date,
    asked: Mapping[str, str] | None = None,
) -> Page:
    """The page of feedback round ``number``.

    ``opens`` is what the calendar says of the round, the same whoever has written; ``asked`` maps
    an answer of a shared reflection to the question that it answers.
    """
    desk = Desk(briefing, (), bank)
    mentor, mentee = desk.name("mentor"), desk.name("mentee")
    given = {
        voice: [
            line
            for feedback in briefing.feedback
            if feedback.round == number and briefing.pairing.voice_of(feedback.author) == voice
            for line in _points(desk, feedback, voice)
        ]
        for voice in _VOICES
    }
    nothing = f"Nothing has been released so far. {opens}"
    as_well = "Nothing has been released here either." if not given["mentor"] else nothing
    sections = (
        _given(
            f"To {mentee}, from {mentor}", "to-mentee", given["mentor"], nothing, mentor, mentee
        ),
        _given(
            f"To {mentor}, from {mentee}", "to-mentor", given["mentee"], as_well, mentee, mentor
        ),
        *_from_notes(desk, asked or {}),
        commitments_section(desk, "Next commitments", today),
    )
    return Page(
        title=f"Two-way summary, feedback round {number}: {mentee} and {mentor}",
        facts=(
            _covers(desk),
            "from notes that you share and feedback that its writer has released",
        ),
        who_reads="Only you read this draft. Once it is shared the two of you read it, and each "
        "of you accepts the part that is about you.",
        thin_ground=_thin_ground(desk),
        sections=sections,
        notes=left_out_notes(desk),
    )


def _from_notes(desk: Desk, asked: Mapping[str, str]) -> tuple[Section, ...]:
    if not _held(desk):
        gap = "You have not met yet, so there is nothing to set side by side."
        return (
            Section(id="learnt", title="What we both learnt", gap=gap),
            Section(id="we-agree", title="We agree"),
            Section(id="differently", title="We see it differently"),
            open_section(desk, ()),
        )
    differ = differing_section(desk)
    differ = differ.model_copy(
        update={"lines": (*differ.lines, *unasked_lines(desk))[: differ.most]}
    )
    pairs = told_by_both(desk)
    agreed = agreed_section(desk, pairs)
    return learnt_section(desk, asked), agreed, differ, open_section(desk, pairs)


# --- what was released ------------------------------------------------------------------------


def _points(desk: Desk, feedback: Feedback, voice: str) -> list[Line]:
    lines = []
    for point in feedback.lines:
        source = desk.briefing.source(f"{feedback.id}#{point.id}")
        if point.released and source is not None and desk.allowed(" ".join(point.parts)):
            lines.append(_point(desk, feedback, point, voice))
    return [line for line in lines if line.citations]


def _point(desk: Desk, feedback: Feedback, point: FeedbackLine, voice: str) -> Line:
    """One released point in its giver's words, part by part."""
    giver = desk.name(voice)
    source = desk.briefing.source(f"{feedback.id}#{point.id}")
    assert source is not None
    named = _OF_A_SESSION.match(point.situation)
    moment = point.situation[named.end() :] if named else point.situation
    told = (
        (moment, ""),
        (point.behaviour, "What you did:"),
        (point.impact, "What it did:"),
        (point.intent, f"{giver}'s wish:"),
    )
    citations = []
    for part, lead_in in told:
        at = source.text.find(part.strip()) if part.strip(" .") else -1
        if at >= 0 and not desk.guesses(part):
            citations.append(cite(source, at, at + len(part.strip()), lead_in=lead_in))
    lead = "Something to change."
    if MORE_OF_IT.search(point.intent):
        lead = "More of this."
    elif not point.intent.strip():
        lead = "Noticed."
    return Line(
        id=f"given-{feedback.id}-{point.id}",
        lead=lead,
        who="mentor" if voice == "mentor" else "mentee",
        text=f"{named.group(1).capitalize()}:" if named else "",
        citations=tuple(citations),
        fixed=True,
    )


def _given(
    title: str, section: str, lines: Sequence[Line], nothing: str, giver: str, receiver: str
) -> Section:
    change = [line for line in lines if line.lead.startswith("Something")]
    keep = [line for line in lines if line not in change]
    shown = [*keep, *change]
    if keep and not change:
        shown.append(
            Line(
                id=f"{section}-only-more",
                kind="frame",
                text=f"{giver} has released nothing that {receiver} should do differently. That is "
                "a choice, not a gap to fill.",
                fixed=True,
            )
        )
    return Section(id=section, title=title, lines=tuple(shown), gap=nothing, own_words=True)


# --- the frame ----------------------------------------------------------------------------------


def _held(desk: Desk) -> list[int]:
    return [s.number for s in desk.briefing.past_sessions if s.state is SessionState.HELD]


def _covers(desk: Desk) -> str:
    held = _held(desk)
    if not held:
        return "no session has been held yet"
    last = desk.briefing.past_sessions[-1].number
    since = " and the messages since" if last > held[-1] else ""
    if not held[0]:
        later = held[1:]
        after = f" and session{'s' * (len(later) > 1)} {later[0]}" if later else ""
        after += f" to {later[-1]}" if len(later) > 1 else ""
        return f"covers the first call{after}{since}"
    if len(held) == 1:
        return f"covers session {held[0]}{since}"
    return f"covers sessions {held[0]} to {held[-1]}{since}"


def _thin_ground(desk: Desk) -> str:
    said = {
        voice: sum(len(words(s.text)) for s in desk.sentences if s.voice == voice)
        for voice in _VOICES
    }
    silent = [desk.name(voice) for voice in _VOICES if not said[voice]]
    if len(silent) == 2:
        return "Neither of you shares a note yet, so this page is nearly empty. That is all right."
    if silent:
        return f"{silent[0]} shares no note yet, so nothing here can be called agreed."
    if len(_held(desk)) <= 1 or min(said.values()) < _THIN:
        return "There is little to go on so far, so this is short. Nothing has been filled in."
    return ""
