"""The handbook of a journey: what both wrote for both, what was kept, and guidance that was used.

Nothing in it is ours but headings and sums: it is the pair's own words, each where it was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.amounts import counted
from assistant.domain.briefing import Briefing
from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import Citation
from assistant.domain.guidance import Bank
from assistant.domain.sessions import CommitmentState, Session, SessionState
from assistant.drafting.desk import Desk
from assistant.drafting.reading import Sentence

_WANTED = ("learnt", "own_feeling", "decided", "difference")
"""Cues of sentences that one would like to read again, the best first."""
_MOST = {"said": 2, "rules": 6, "guidance": 8}
_VOICES = ("mentor", "mentee")


def draft_handbook(
    briefing: Briefing, bank: Bank, *, sessions: Sequence[Session], guidance: Sequence[Citation]
) -> Page:
    """``sessions`` are those of the pairing; ``guidance`` is what their agreed pages quoted."""
    desk = Desk(briefing, (), bank)
    held = [session for session in sessions if session.state is SessionState.HELD]
    return Page(
        title=f"Our journey: {desk.name('mentor')} and {desk.name('mentee')}",
        facts=(hours_in_words(held),),
        who_reads="Only you read this. It is made of what both of you may read, and each of you "
        "can make it.",
        sections=(
            _goals(desk),
            *(_said(desk, session.number) for session in held),
            _promises(desk, CommitmentState.KEPT, "What we kept"),
            _promises(desk, CommitmentState.OPEN, "Still to come"),
            _rules(desk),
            _guidance(guidance),
        ),
    )


def hours_in_words(held: Sequence[Session]) -> str:
    """``6 sessions, 6 hours``, by the planned minutes of the sessions that were held."""
    count, minutes = len(held), sum(session.minutes for session in held)
    sessions = counted(count, "session")
    if minutes < 60:
        return f"{sessions}, {minutes} minutes"
    quarters = round(minutes / 15) / 4
    hours = f"{quarters:g}"
    return f"{sessions}, {hours} hour{'' if hours == '1' else 's'}"


def _goals(desk: Desk) -> Section:
    lines = []
    for goal in desk.briefing.goals:
        quote = desk.cite_text(goal.id, goal.text.strip())
        sign = desk.cite_text(goal.id, goal.success.strip(), "We would know by:")
        if quote is not None:
            cited = (quote, sign) if sign is not None else (quote,)
            lines.append(Line(id=f"goal-{goal.id}", citations=cited, fixed=True))
    return Section(
        id="goals", title="What we set out for", lines=tuple(lines), gap="No goal is written down."
    )


def _said(desk: Desk, number: int) -> Section:
    """The two best lines of each voice in what both may read of one session."""
    lines: list[Line] = []
    for voice in _VOICES:
        own = [s for s in desk.sentences if s.session == number and s.voice == voice]
        for _ in range(_MOST["said"]):
            line = _line(desk, own, voice)
            if line is not None:
                lines.append(line)
    return Section(id=f"session-{number}", title=f"Session {number}", lines=tuple(lines))


def _line(desk: Desk, among: Sequence[Sentence], voice: str) -> Line | None:
    span = desk.best(among, wanted=_WANTED, floor=1.0)
    if span is None:
        return None
    return Line(
        id=f"said-{span.sentence.source.id}-{span.start}",
        who="mentor" if voice == "mentor" else "mentee",
        citations=(desk.cite(span, f"{desk.name(voice)}:"),),
        fixed=True,
    )


def _promises(desk: Desk, state: CommitmentState, title: str) -> Section:
    lines = []
    for commitment in desk.briefing.commitments:
        if commitment.state is not state:
            continue
        quote = desk.cite_text(commitment.id, commitment.text.strip())
        came = desk.cite_text(commitment.id, commitment.evidence.strip(), "What came of it:")
        if quote is not None:
            lines.append(
                Line(
                    id=f"{state.value}-{commitment.id}",
                    lead=f"{desk.name(commitment.owner)}:",
                    who=commitment.owner,
                    citations=(quote, came) if came is not None else (quote,),
                    record=commitment.id,
                    fixed=True,
                )
            )
    gap = "No promise is recorded as kept." if state is CommitmentState.KEPT else ""
    return Section(id=f"promises-{state.value}", title=title, lines=tuple(lines), gap=gap)


def _rules(desk: Desk) -> Section:
    agreement = desk.briefing.agreement
    rules = agreement.rules if agreement else ()
    quotes = [_in_agreement(desk, rule.text) for rule in rules]
    found = [quote for quote in quotes if quote is not None][: _MOST["rules"]]
    lines = [Line(id=f"rule-{n}", citations=(q,), fixed=True) for n, q in enumerate(found)]
    return Section(id="rules", title="How we worked", lines=tuple(lines))


def _in_agreement(desk: Desk, text: str) -> Citation | None:
    sources = [source for source in desk.sources if source.kind == "agreement"]
    found = (desk.cite_text(source.id, text) for source in sources if text in source.text)
    return next((citation for citation in found if citation is not None), None)


def _guidance(guidance: Sequence[Citation]) -> Section:
    once: dict[str, Citation] = {}
    for citation in guidance:
        once.setdefault(citation.record, citation)
    lines = [
        Line(id=f"guidance-{citation.record}", lead=f"{citation.label}:", citations=(citation,))
        for citation in list(once.values())[: _MOST["guidance"]]
    ]
    gap = "No agenda that you shared quotes guidance."
    return Section(id="guidance", title="Guidance we used", lines=tuple(lines), gap=gap)
