"""You said, I did: which promises belong on this page, and in which words.

Kept ones with their evidence, missed ones with a neutral way on, those due; what only a note says
is shown to be confirmed, because a promise stands when its owner has said yes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.domain.drafts import Citation, CommitmentDue
from assistant.domain.sessions import Commitment, CommitmentState, Session, SessionState
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.meeting_of_many import meetings_of_many
from assistant.drafting.misses import own_account, way_on
from assistant.drafting.promised import of_weight, told_with_a_doubt
from assistant.drafting.questions import ask

_ORDER = (CommitmentState.KEPT, CommitmentState.MISSED, CommitmentState.OPEN)
_ANOTHERS = re.compile(r"\b(?:s?he|they)(?:['\u2019]ll|['\u2019]s| will| is)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"\b(?:not yet|so far|still to|yet to|half)\b", re.IGNORECASE)
_ASKED_EACH = 3
"""Up to so many promises on a page, each has a question of its own."""
_SHOWN_TWICE = 2
"""A miss that stood on two accepted agendas is not held up a third time."""


def reported(desk: Desk, most: int, *, brief: bool = False) -> list[CommitmentDue]:
    """Kept, missed and due promises for this session, at most ``most`` of them. ``brief``: a page
    that has a minute for each."""
    heard = sorted(current(desk), key=lambda c: (_ORDER.index(c.state), c.owner != "mentee"))
    pressing = sorted(heard, key=lambda c: c.state == CommitmentState.KEPT)[:most]
    turns: dict[str, int] = {}
    due = [_due(desk, c, turns, brief=brief) for c in heard if c in pressing]
    # Each question costs a minute or two: kept promises speak for themselves, save the first.
    kept = [one for one in due if one.state == CommitmentState.KEPT]
    quiet = kept[1:] if len(due) > _ASKED_EACH else []
    return [one.model_copy(update={"prompt": ""}) if one in quiet else one for one in due]


def to_confirm(desk: Desk, most: int) -> list[CommitmentDue]:
    """Proposed commitments since the last session: each waits for its owner's yes."""
    proposed = [
        commitment
        for commitment in desk.briefing.commitments
        if commitment.state == CommitmentState.PROPOSED and desk.allowed(commitment.text)
    ]
    return [
        CommitmentDue(
            id=commitment.id,
            owner=commitment.owner,
            state=commitment.state,
            text=commitment.text,
            due=commitment.due,
            prompt=f"{desk.name(commitment.owner)}, on what waits to be confirmed: yes, no or "
            "something smaller?",
            citation=told_with_a_doubt(
                desk, commitment, f"To confirm, {desk.name(commitment.owner)}, with a doubt:"
            )
            or desk.cite_text(
                commitment.id,
                commitment.text,
                f"To confirm, {desk.name(commitment.owner)}:",
                keep=True,
            ),
        )
        for commitment in proposed[-most:]
    ]


def noted(desk: Desk, most: int) -> list[tuple[Citation, str]]:
    """Promises in the last session's notes that no commitment records, each with a question.

    A person's promise counts in that person's own note only.
    """
    # Whoever went through the promises of that session has said already which of them stand.
    last = {s.id for s in desk.briefing.past_sessions if s.number == desk.last}
    recorded = {
        c.owner
        for c in desk.briefing.commitments
        if c.session in last or c.state == CommitmentState.PROPOSED
    }
    known = [desk.stems(commitment.text) for commitment in desk.briefing.commitments]

    def new(span: Span | None) -> bool:
        return span is not None and not any(
            len(desk.stems(span.text) & stems) >= 2 for stems in known
        )

    meetings = meetings_of_many(desk)
    found: list[tuple[Citation, str]] = []
    for voice in ("mentee", "mentor"):
        mine = [
            sentence
            for sentence in desk.sentences
            if sentence.voice == voice not in recorded
            and sentence.source.kind == "note"
            and sentence.session == desk.last
            and "promise" in sentence.tags
            and not _ANOTHERS.search(sentence.text)
            and (sentence.source.id not in meetings or of_weight(sentence.text))
        ]
        span = desk.best(
            [s for s in mine if not any(len(s.stems & stems) >= 2 for stems in known)],
            wanted=("promise",),
            floor=4.0,
        )
        if span is None or not new(span):
            continue
        name = desk.name(voice)
        question = ask(desk, "noted", 1, owner=name)
        lead_in = f"In {name}'s note, to confirm:"
        found.append((desk.cite(span, lead_in), question[0] if question else ""))
    return found[: max(most, 0)]


def current(desk: Desk) -> list[Commitment]:
    """Promises that this session has to hear of: old news stays in the records."""
    last = _last_held(desk.briefing.past_sessions)
    since = last.starts_at.date() if last and last.starts_at else None
    made_lately = _recent_sessions(desk)
    shown = _times_shown(desk)
    found = []
    for commitment in desk.briefing.commitments:
        if commitment.state not in _ORDER or not desk.allowed(
            f"{commitment.text} {commitment.evidence}"
        ):
            continue
        open_still = commitment.state == CommitmentState.OPEN
        fell_due = commitment.due is not None and since is not None and commitment.due >= since
        lately = commitment.session in made_lately if commitment.session else since is None
        times = shown.get((commitment.id, commitment.state), 0)
        told = times > 0 if commitment.state == CommitmentState.KEPT else times >= _SHOWN_TWICE
        if open_still or ((fell_due or lately) and not told):
            found.append(commitment)
    return found


def _last_held(sessions: Sequence[Session]) -> Session | None:
    return next((s for s in reversed(sessions) if s.state == SessionState.HELD), None)


def _recent_sessions(desk: Desk) -> set[str]:
    """Ids of the last held session, and of those since."""
    recent: set[str] = set()
    for session in reversed(desk.briefing.past_sessions):
        recent.add(session.id)
        if session.state == SessionState.HELD:
            break
    return recent


def _times_shown(desk: Desk) -> dict[tuple[str, CommitmentState], int]:
    shown: dict[tuple[str, CommitmentState], int] = {}
    for accepted in desk.briefing.earlier_agendas:
        for due in accepted.agenda.commitments_due:
            key = (due.id, due.state)
            shown[key] = shown.get(key, 0) + 1
    return shown


def _due(
    desk: Desk, commitment: Commitment, turns: dict[str, int], *, brief: bool
) -> CommitmentDue:
    owner = desk.name(commitment.owner)
    word = _state_word(commitment, _today(desk))
    text = commitment.text.strip()
    citation = None
    if commitment.evidence.strip():
        lead_in = f"{word}, {owner}: {_short(text)}"
        citation = desk.cite_text(commitment.id, commitment.evidence.strip(), lead_in, keep=True)
    missed = commitment.state == CommitmentState.MISSED
    if missed and citation is None:
        citation = own_account(desk, commitment, f"{word}, {owner}: {_short(text)}")
    citation = citation or desk.cite_text(commitment.id, text, f"{word}, {owner}:", keep=True)
    trigger = _trigger(commitment, word)
    turn = turns.get(trigger, 0)
    turns[trigger] = turn + 1
    if missed:
        prompt = way_on(desk, commitment, turn, brief=brief)
    else:
        other = desk.name(desk.other(commitment.owner))
        asked = ask(desk, trigger, 1, turn, owner=owner, other=other) if trigger else ()
        prompt = asked[0] if asked else ""
    return CommitmentDue(
        id=commitment.id,
        owner=commitment.owner,
        state=commitment.state,
        text=text,
        due=commitment.due,
        evidence=commitment.evidence,
        prompt=prompt,
        citation=citation,
    )


def _trigger(commitment: Commitment, word: str) -> str:
    """What is asked of a promise; "" where the record has said all of it."""
    if commitment.state == CommitmentState.KEPT:
        if _UNFINISHED.search(commitment.evidence):
            return "kept-unfinished"
        if commitment.owner == "mentee":
            return "kept"
        return "" if commitment.evidence.strip() else "kept-by-mentor"
    if commitment.state == CommitmentState.MISSED:
        return "missed"
    if word != "Due":
        return "open"
    if not commitment.evidence.strip():
        return "due"
    return "begun" if commitment.owner == "mentee" else "due-by-mentor"


def _today(desk: Desk) -> date | None:
    starts = desk.briefing.session.starts_at
    return starts.date() if starts else None


def _state_word(commitment: Commitment, today: date | None) -> str:
    if commitment.state == CommitmentState.KEPT:
        return "Kept"
    if commitment.state == CommitmentState.MISSED:
        return "Not kept"
    later = commitment.due is not None and today is not None and commitment.due > today
    return "Open" if later else "Due"


def _short(text: str) -> str:
    """A promise's own words as a lead-in: its first sentence, or as much as a line holds."""
    if len(text) <= 90:
        return text
    cut = text[:90].rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:") + " ..."
