"""What a session came to, from the notes that both may read: as either would want it a month later.

A decision takes both notes, or says whose note it is. A promise waits for its owner's yes. What
was not said for everybody, and how one seemed to the other, is left out and asked back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.domain.briefing import Briefing
from assistant.domain.days import day_words
from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance import Bank
from assistant.domain.sessions import Commitment, CommitmentState, Session, Voice
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.common_ground import agreed_lines, differing_lines, one_line
from assistant.drafting.desk import Desk
from assistant.drafting.left_open import (
    boxed_lines,
    claimed_lines,
    offered_lines,
    one_sided_lines,
    thought_lines,
)
from assistant.drafting.left_out import left_out_notes
from assistant.drafting.meeting_of_many import heard_section, many_voices, meetings_of_many
from assistant.drafting.misses import kind_of, later_account, way_on
from assistant.drafting.promised import Promised, promised, telling_of, told_with_a_doubt
from assistant.drafting.proposed_aloud import (
    as_it_fell,
    asked_aloud,
    proposed_aloud,
    settled_aloud,
)
from assistant.drafting.questions import ask, meeting_point
from assistant.drafting.reading import Sentence
from assistant.drafting.set_going import set_going_lines
from assistant.drafting.settled import settled_by
from assistant.drafting.standing import offered_to_the_mentor
from assistant.drafting.summary_ground import since, thin_ground, whose_notes
from assistant.drafting.triggers import broken_off
from assistant.drafting.unasked import unasked_lines
from assistant.drafting.voices import told_by_both
from assistant.drafting.wishes import left_over, wishes

_VOICES: tuple[Voice, Voice] = ("mentor", "mentee")
_MOST = {"decided": 4, "differently": 3, "open": 5, "carried": 4, "promises": 5}
_CAME = {
    CommitmentState.KEPT: "Kept since:",
    CommitmentState.MISSED: "Not kept so far:",
    CommitmentState.OPEN: "Open:",
}
_SAYS_ENOUGH = 2
_OF_THE_OTHER = re.compile(r"^\W*(?:s?he|they|him|her|them)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:i|we)\b|\bi['\u2019]", re.IGNORECASE)


def draft_session_summary(
    briefing: Briefing, bank: Bank, *, session: Session, held_on: date | None
) -> Page:
    """The page of one session; ``held_on`` is its local date."""
    desk = Desk(briefing, (), bank)
    number = session.number
    proposals = promised(desk, number, held_on)
    recorded = [
        c
        for c in briefing.commitments
        if c.session == session.id and desk.allowed(f"{c.text} {c.evidence}")
    ]
    told = [*(c.text for c in recorded), *(p.text for p in proposals)]
    sections = (
        _decided(desk, number),
        _made(desk, number, recorded),
        _proposed(desk, number, proposals, recorded),
        _earlier(desk, session),
        heard_section(desk, number),
        proposed_aloud(desk, number),
        since(desk, number),
        differ := _differently(desk, number),
        _open(desk, number, told, differ=bool(differ.lines)),
        _carried(desk, number),
    )
    when = f", {day_words(held_on)}" if held_on else ""
    return Page(
        title=f"Session {number}{when}: {desk.name('mentor')} and {desk.name('mentee')}",
        facts=(whose_notes(desk, number),),
        who_reads="Only you read this draft. Once it is shared the two of you read it, and each "
        "of you accepts it for yourselves.",
        thin_ground=thin_ground(desk, number) or as_it_fell(desk, number),
        sections=sections,
        notes=left_out_notes(desk, range(number, number + 1)),
    )


# --- decided ------------------------------------------------------------------------------------


def _decided(desk: Desk, number: int) -> Section:
    cue = desk.bank.cues.patterns.get("decided")
    settled = [
        pair
        for pair in told_by_both(desk, range(number, number + 1))
        if cue is not None and any(cue.search(s.sentence.text) for s in pair.both)
    ]
    lines = [
        line.model_copy(update={"text": "In both notes."})
        for _, line in agreed_lines(desk, settled, "decided")
    ]
    made = {s.id for s in desk.briefing.past_sessions if s.number == number}
    recorded = [desk.stems(c.text) for c in desk.briefing.commitments if c.session in made]
    for sentence in _of(desk, number):
        if cue is None or not cue.search(sentence.text) or not sentence.voice:
            continue
        if any(len(stems & sentence.stems) >= _SAYS_ENOUGH for stems in recorded):
            continue
        span = desk.best([sentence], wanted=sentence.tags, floor=2.0)
        if span is not None and len(lines) < _MOST["decided"]:
            name = desk.name(sentence.voice)
            line = one_line(desk, span, "")
            only = {"text": f"Only {name} records this.", "id": f"decided-{span.start}-{name}"}
            lines.append(line.model_copy(update=only))
    lines += settled_aloud(desk, number)
    return Section(
        id="decided",
        title="Decided",
        lines=tuple(lines[: _MOST["decided"]]),
        gap="No decision is written down beside what is promised. If there was one, add it now.",
        open=True,
        agrees=True,
        most=5,
    )


def _of(desk: Desk, number: int) -> list[Sentence]:
    return [s for s in desk.sentences if s.session == number and s.source.kind == "note"]


# --- promises -----------------------------------------------------------------------------------


def _made(desk: Desk, number: int, recorded: Sequence[Commitment]) -> Section:
    """Promises to which their owners have said yes, and what came of them since."""
    stand = [c for c in recorded if c.state is not CommitmentState.PROPOSED]
    return Section(
        id="made",
        title="Promises made, and how they stand",
        lines=tuple(_recorded(desk, commitment, number) for commitment in stand),
        most=10,
    )


def _proposed(
    desk: Desk, number: int, proposals: Sequence[Promised], recorded: Sequence[Commitment]
) -> Section:
    waiting = [c for c in recorded if c.state is CommitmentState.PROPOSED]
    lines = [_recorded(desk, commitment, number) for commitment in waiting]
    lines += [_proposal(desk, proposal) for proposal in proposals]
    return Section(
        id="proposed",
        title="Promises, each for its owner to confirm",
        lines=tuple(lines),
        gap="" if len(waiting) < len(recorded) else "No note tells of a promise.",
        most=10,
    )


def _recorded(desk: Desk, commitment: Commitment, number: int) -> Line:
    """A promise that is a record already, with what the notes say of it."""
    told = telling_of(desk, commitment, number)
    doubted = told_with_a_doubt(desk, commitment)
    citations = [doubted or desk.cite_text(commitment.id, commitment.text.strip(), keep=True)]
    if told and told[0].text.strip(" .") == commitment.text.strip(" ."):
        # The record has the note's own words: they stand once, in the note.
        citations = []
    for span in () if doubted else told:
        # The line begins with its owner's name already.
        lead_in = f"{desk.name(span.sentence.voice)}:" if citations else ""
        citations.append(desk.cite_part(span.sentence.source, span.start, span.end, lead_in))
    by = f"By {day_words(commitment.due)}." if commitment.due else "No date."
    owner = desk.name(commitment.owner)
    stands = {
        CommitmentState.PROPOSED: f"Waits for {owner}'s yes.",
        CommitmentState.OPEN: "Open.",
        CommitmentState.KEPT: "Kept since.",
        CommitmentState.MISSED: "Not kept so far.",
    }
    evidence = commitment.evidence.strip()
    if evidence and commitment.state in _CAME:
        # What came of it since is worth more here than a second telling of the promise.
        citations = citations[:2]
        came = _CAME[commitment.state]
        proof = desk.cite_text(commitment.id, evidence, f"{by} {came}", keep=True)
        if proof is not None:
            citations.append(proof)
            by, stands = "", {}
    return Line(
        id=f"promise-{commitment.id}",
        lead=f"{owner}:",
        who=commitment.owner,
        citations=tuple(citation for citation in citations if citation is not None),
        after=f"{by} {stands.get(commitment.state, '')}".strip(),
        record=commitment.id,
        fixed=True,
    )


def _proposal(desk: Desk, proposal: Promised) -> Line:
    """A promise that only notes tell of."""
    citations = tuple(
        desk.cite_part(
            span.sentence.source, span.start, span.end, f"{desk.name(span.sentence.voice)}:"
        )
        for span in proposal.told
    )
    if not proposal.when:
        by = "No date in either note." if len(proposal.told) > 1 else "No date in the note."
    elif proposal.due:
        by = f"\u201c{proposal.when}\u201d would be {day_words(proposal.due)}."
    else:
        by = f"Its date as written: \u201c{proposal.when}\u201d."
    return Line(
        id=f"promise-{proposal.id}",
        lead=f"{desk.name(proposal.owner)}:",
        who=proposal.owner,
        citations=citations,
        after=f"{by} Waits for {desk.name(proposal.owner)}'s yes.",
        record=proposal.id,
        fixed=True,
    )


def _way_on(desk: Desk, commitment: Commitment) -> str:
    if kind_of(commitment) == "practice":
        return "Keep it, shrink it or let it go?"
    return way_on(desk, commitment, 0, brief=True)


def _earlier(desk: Desk, session: Session) -> Section:
    """What the notes of this session, or the record, say of promises that were made before."""
    made = {s.id: s.number for s in desk.briefing.past_sessions}
    last = max((n for n in made.values() if n < session.number), default=0)
    states = {
        CommitmentState.KEPT: "Kept",
        CommitmentState.MISSED: "Not kept",
        CommitmentState.OPEN: "Open",
    }
    lines: list[Line] = []
    for commitment in desk.briefing.commitments:
        number = made.get(commitment.session or "", session.number)
        if number >= session.number or commitment.state not in states:
            continue
        told = telling_of(desk, commitment, session.number)
        # What nobody has closed is owed still, however long ago it was promised.
        open_still = commitment.state is CommitmentState.OPEN
        if not (told or open_still or number >= last) or not desk.allowed(
            f"{commitment.text} {commitment.evidence}"
        ):
            continue
        evidence = commitment.evidence.strip()
        quote = desk.cite_text(commitment.id, commitment.text.strip(), keep=True)
        proof = (
            desk.cite_text(commitment.id, evidence, "What came of it:", keep=True)
            if evidence
            else None
        )
        missed = commitment.state is CommitmentState.MISSED
        if missed and proof is None:
            proof = later_account(desk, commitment, f"{desk.name(commitment.owner)}:")
        cited = [
            desk.cite_part(s.sentence.source, s.start, s.end, f"{desk.name(s.sentence.voice)}:")
            for s in (told if proof is None else ())
        ]
        if not (quote or cited or proof):
            continue
        lines.append(
            Line(
                id=f"earlier-{commitment.id}",
                lead=f"{states[commitment.state]}, {desk.name(commitment.owner)}:",
                who=commitment.owner,
                citations=tuple(c for c in (quote, *cited, proof) if c is not None),
                after=_way_on(desk, commitment) if missed else "",
                record=commitment.id,
                fixed=True,
            )
        )
    return Section(
        id="promises",
        title="What came of earlier promises",
        lines=tuple(lines[: _MOST["promises"]]),
        most=_MOST["promises"],
    )


# --- since, open, carried over --------------------------------------------------------------------


def _differently(desk: Desk, number: int) -> Section:
    """Where the two notes put one thing differently, side by side."""
    here = range(number, number + 1)
    lines = differing_lines(desk, here)
    if lines:
        lines[0] = lines[0].model_copy(update={"prompts": meeting_point(desk)})
    return Section(
        id="differently",
        title="We see it differently",
        lines=tuple([*lines, *unasked_lines(desk, here)][: _MOST["differently"]]),
        open=True,
        voices=2,
        most=4,
    )


def _open(desk: Desk, number: int, known: Sequence[str], *, differ: bool) -> Section:
    """What is not settled; ``known`` are the promises that the page tells of already, ``differ``
    says that differences stand above."""
    here = range(number, number + 1)
    pairs = told_by_both(desk, here)
    lines = offered_lines(desk, pairs)
    lines += thought_lines(desk, number, known)
    lines += set_going_lines(desk, here)
    lines += claimed_lines(desk, here)[:1]
    lines += one_sided_lines(desk, here)
    for sentence in _of(desk, number):
        if settled_by(desk, sentence) is not None:
            continue
        enough = len(sentence.stems - EVERYDAY) >= _SAYS_ENOUGH
        own = _FIRST_PERSON.search(sentence.text) and not _OF_THE_OTHER.search(sentence.text)
        if "doubt" in sentence.tags and sentence.voice and enough and own:
            doubt = desk.best([sentence], wanted=("doubt",), floor=3.0)
            if doubt is not None:
                prompts = ask(desk, "doubt", 1, len(lines))
                lines.append(one_line(desk, doubt, "").model_copy(update={"prompts": prompts}))
    lines += asked_aloud(desk, number)
    lines += boxed_lines(desk)[:1]
    return Section(
        id="open",
        title="Open questions",
        lines=tuple(lines[: _MOST["open"]]),
        gap="Beside that no open question was found. Add one if there is."
        if differ
        else "No open question was found in the notes. Add one if there is.",
        open=True,
        most=6,
    )


def _carried(desk: Desk, number: int) -> Section:
    lines: list[Line] = []
    topics: list[frozenset[str]] = []
    meetings = meetings_of_many(desk)
    for found in (*broken_off(desk), *wishes(desk), *left_over(desk)):
        span = found.spans[0][0]
        asked = span.text.endswith("?") and many_voices(desk, span.sentence)
        if span.sentence.session > number or asked or not desk.free(span):
            continue
        about = desk.stems(found.topic) - EVERYDAY
        if any(about & topic for topic in topics):
            continue
        topics.append(about)
        wish = found.trigger.startswith("wish") and span.sentence.source.id not in meetings
        lead = f"{found.topic}, at {desk.name(found.owner)}'s wish" if wish else found.topic
        lines.append(one_line(desk, span, lead))
    back = offered_to_the_mentor(desk)
    if back is not None:
        lines.insert(0, one_line(desk, back, f"What comes back to {desk.name('mentor')}"))
    if desk.briefing.agreement is None:
        lines.append(
            Line(
                id="carried-agreement",
                kind="frame",
                text="An agreement: none has been written down yet.",
                fixed=True,
            )
        )
    return Section(
        id="carried",
        title="Carried over",
        lines=tuple(lines[: _MOST["carried"]]),
        gap="Nothing was parked.",
        open=True,
        most=6,
    )


# --- the frame ----------------------------------------------------------------------------------
