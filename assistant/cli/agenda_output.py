"""An agenda, and a change of one, on the command line: the promised JSON, and linear text."""

from __future__ import annotations

from typing import Any

from assistant.api import Assistant
from assistant.cli.output import Output
from assistant.cli.page_output import show_sources
from assistant.domain.changes import ChangeRow, TalkedChange
from assistant.domain.drafts import (
    PROMISES,
    AcceptedAgenda,
    Agenda,
    AgendaDraft,
    AgendaItem,
    Citation,
)
from assistant.domain.views import PairingView
from assistant.domain.visibility import Role
from assistant.errors import InvalidInput


def as_contract(draft: AgendaDraft | AcceptedAgenda, session: int) -> dict[str, Any]:
    """The promised JSON of an agenda."""
    agenda = draft.agenda
    return {
        "kind": "agenda",
        "id": draft.id,
        "pairing": draft.pairing,
        "session": session,
        "title": agenda.title,
        "purpose": agenda.purpose,
        "length": agenda.length.value,
        "minutes": agenda.minutes,
        "state": "draft" if isinstance(draft, AgendaDraft) else "shared",
        "engine": draft.receipt.engine,
        "opening": [line.model_dump(mode="json") for line in agenda.opening],
        "items": [line.model_dump(mode="json") for line in agenda.items],
        "commitments_due": [due.model_dump(mode="json") for due in agenda.commitments_due],
        "closing": [line.model_dump(mode="json") for line in agenda.closing],
        "cut_if_late": agenda.cut_if_late,
        "parked": [citation.model_dump(mode="json") for citation in agenda.parked],
        "thin_ground": agenda.thin_ground,
        "findings": [
            finding.model_dump(mode="json")
            for finding in (draft.findings if isinstance(draft, AgendaDraft) else ())
        ],
        "receipt": draft.receipt.model_dump(mode="json"),
    }


async def names_of(assistant: Assistant, pairing: str) -> dict[str, str]:
    """First names of the two, by voice."""
    view = await assistant.pairing(pairing)
    me = (await assistant.home()).name.split(" ")[0]
    partner = view.partner.split(" ")[0]
    mine, theirs = ("mentor", "mentee") if view.role == "mentor" else ("mentee", "mentor")
    return {mine: me, theirs: partner, "both": "both"}


def show(draft: AgendaDraft | AcceptedAgenda, names: dict[str, str], output: Output) -> None:
    """The agenda as linear text: minutes, who, topic, quotes; their sources by number last."""
    agenda = draft.agenda
    if not agenda.lines:
        raise InvalidInput("This agenda has no lines.")
    numbers = {(c.source, c.quote): n for n, c in enumerate(agenda.citations, start=1)}
    output.heading(agenda.title)
    mine = isinstance(draft, AgendaDraft)
    made = f"draft by {_engine(draft)}" if mine else "shared with both of you"
    output.quiet(f"{agenda.minutes} minutes, {agenda.length.value}; {made}")
    if agenda.purpose:
        output.line(agenda.purpose)
    if agenda.thin_ground:
        output.line(agenda.thin_ground)
    for place, line in enumerate(agenda.lines, start=1):
        _show_line(agenda, place, line, names, numbers, output)
    output.line()
    output.line(f"{agenda.total} minutes in all: {led(agenda, names)}.")
    if agenda.cut_if_late:
        output.line(f"If you start late: {agenda.cut_if_late}")
    if agenda.parked:
        output.line("Not for today:")
    for citation in agenda.parked:
        quote = f"{citation.lead_in} \u201c{_on_a_line(citation)}\u201d"
        output.line(f"{quote.strip()} {_mark(citation, numbers)}", indent=2)
    show_sources(agenda.citations, output)
    _show_better(draft, output)
    for finding in draft.findings if isinstance(draft, AgendaDraft) else ():
        if finding.check == "role-balance":
            output.quiet(f"Noticed: {finding.message}")
    output.line()
    whose = "only yours until you accept it" if mine else "both of you read it"
    output.quiet(f"{'Draft' if mine else 'Agenda'} {draft.id}, {whose}.")


def ways_of_agenda(
    found: AgendaDraft | AcceptedAgenda, view: PairingView, session: int, output: Output
) -> None:
    """What can be done with it."""
    of = f"--pairing {view.id} --session {session}"
    leads = view.role is Role.MENTOR
    if isinstance(found, AgendaDraft):
        output.way("To change it by talking", f'agenda change "drop the experiment" {of}')
        output.way("To change one line by hand", f"agenda edit 2 --minutes 10 {of}")
        if leads:
            output.way("To share it", f"agenda accept {found.id}")
    elif leads:
        output.way("To run the session", f"run {of}")
        output.way("To take it back", f"agenda withdraw {of}")
    else:
        output.way("To propose a change", f'agenda change "swap 2 and 3" {of}')
    output.way("To save it", f"export agenda {found.id} --format docx --to .")


def led(agenda: Agenda, names: dict[str, str]) -> str:
    """Who leads how much: "Ana leads 39, Martin 16, both 5"."""
    sums = {
        lead: sum(line.minutes for line in agenda.lines if line.lead == lead)
        for lead in ("mentor", "mentee", "both")
    }
    parts = [f"{names[lead]} {minutes}" for lead, minutes in sums.items() if minutes]
    return ", ".join(parts).replace(" ", " leads ", 1)


def _show_line(
    agenda: Agenda,
    place: int,
    line: AgendaItem,
    names: dict[str, str],
    numbers: dict[tuple[str, str], int],
    output: Output,
) -> None:
    label = "suggestion" if line.suggestion else ""
    output.line()
    head = f"{place}. {line.minutes} min  {line.topic} ({names[line.lead]}) {label}"
    output.heading(head.rstrip())
    if line.goal:
        output.quiet(f"Goal: {line.goal}", indent=4)
    if line.purpose:
        output.line(line.purpose, indent=4)
    for citation in agenda.own_citations(line):
        quote = f"{citation.lead_in} \u201c{_on_a_line(citation)}\u201d"
        output.line(f"{quote.strip()} {_mark(citation, numbers)}", indent=4)
    for due in agenda.reported if line.slot == PROMISES else ():
        says = {"kept": "kept", "missed": "not kept"}.get(due.state.value, "due")
        mark = f" {_mark(due.citation, numbers)}" if due.citation else ""
        told = f"{due.text} {due.evidence}".strip()
        output.line(f"{names[due.owner]}, {says}: {told}{mark}", indent=4)
        if due.prompt:
            output.line(f"Ask: {due.prompt}", indent=6)
    for prompt in agenda.own_prompts(line):
        output.line(f"Ask: {prompt}", indent=4)
    for suggestion in line.suggestions:
        output.line(f"Suggestion: {suggestion}", indent=4)


def _show_better(draft: AgendaDraft | AcceptedAgenda, output: Output) -> None:
    """What the checks say of the reader's own words, before and after."""
    found = draft.findings if isinstance(draft, AgendaDraft) else ()
    for finding in (finding for finding in found if finding.said):
        output.line()
        output.line(f"You wrote: {finding.said}")
        output.line(finding.message, indent=4)
        if finding.rewrite:
            output.line(f"Instead: {finding.rewrite}", indent=4)
        if finding.ask:
            output.quiet(finding.ask, indent=4)


def _on_a_line(citation: Citation) -> str:
    """A quote without the line ends of the note that it is from."""
    return " ".join(citation.quote.split())


def _mark(citation: Citation, numbers: dict[tuple[str, str], int]) -> str:
    return f"[{numbers.get((citation.source, citation.quote), 0)}]"


def _engine(draft: AgendaDraft | AcceptedAgenda) -> str:
    receipt = draft.receipt
    engine = "rules" if receipt.engine == "rules" else f"rules, then {receipt.model}"
    return f"{engine}. {receipt.note}" if receipt.note else engine


def show_change(change: TalkedChange, output: Output) -> None:
    """Both forms of an agenda, a line each: what goes, what comes, what stays."""
    for row in change.rows:
        output.line(_row(row), indent=2)
        for words in row.was:
            output.line(f"before: {words}", indent=6)
        for words in row.now:
            output.line(f"after: {words}", indent=6)
        for citation in row.citations:
            output.line(f"from {citation.label}: \u201c{citation.quote}\u201d", indent=6)
    output.line(f"Total: {change.total_before} before, {change.total_after} after.", indent=2)


def _row(row: ChangeRow) -> str:
    if row.what == "removed":
        minutes = f"{row.before} min, removed"
    elif row.what == "added":
        minutes = f"{row.after} min, added"
    elif row.before == row.after:
        minutes = f"{row.after} min"
    else:
        minutes = f"{row.before} min before, {row.after} min after"
    if row.what == "moved":
        minutes += f", moved from {row.at[0]} to {row.at[1]}"
    place = row.at[1] or "-"
    return f"{place}. {row.topic}: {minutes}"
