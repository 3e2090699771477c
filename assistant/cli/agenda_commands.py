"""Agendas: draft one."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any, Literal

import typer

from assistant.api import Assistant, EngineChoice
from assistant.cli.common import run
from assistant.cli.model_commands import show_request
from assistant.cli.output import Output
from assistant.domain.drafts import PROMISES, Agenda, AgendaDraft, AgendaItem, Citation, Length
from assistant.errors import InvalidInput


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(agenda)


def agenda(
    context: typer.Context,
    pairing: Annotated[str, typer.Option(help="Which pairing: its id or the partner's name.")],
    session: Annotated[str, typer.Option(help="next, or a number.")] = "next",
    minutes: Annotated[
        int | None, typer.Option(help="Minutes in all, if not the length's own.", min=10, max=240)
    ] = None,
    length: Annotated[
        Length | None,
        typer.Option(help="steady 60, deep 90, short 15; as planned if not named."),
    ] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"],
        typer.Option(help="auto lets a connected model improve the rules' draft."),
    ] = "auto",
    request_only: Annotated[
        bool,
        typer.Option(
            "--show-request", help="Show what would be sent to the model, and send nothing."
        ),
    ] = False,
) -> None:
    """Draft the agenda of a session. A draft is only yours until you accept it on the screen."""

    async def work(assistant: Assistant, output: Output) -> None:
        def prepared(engine: EngineChoice) -> Awaitable[AgendaDraft]:
            return assistant.prepare_agenda(
                pairing,
                session,
                length=length,
                minutes=minutes,
                engine=engine,
                on_progress=None if request_only else output.progress,
            )

        if request_only:
            show_request(await assistant.request_of(lambda: prepared("model")), output)
            return
        draft = await prepared(engine)
        view = await assistant.pairing(draft.pairing or pairing)
        number = next(s.number for s in view.sessions if s.id == draft.session)
        if output.as_json:
            output.data(as_contract(draft, number))
        else:
            if draft.before:
                output.progress("An earlier draft was there: z on the screen brings it back.")
            names = await _names(assistant, draft)
            show(draft, names, output)

    run(context, work)


def as_contract(draft: AgendaDraft, session: int) -> dict[str, Any]:
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
        "engine": draft.receipt.engine,
        "opening": [line.model_dump(mode="json") for line in agenda.opening],
        "items": [line.model_dump(mode="json") for line in agenda.items],
        "commitments_due": [due.model_dump(mode="json") for due in agenda.commitments_due],
        "closing": [line.model_dump(mode="json") for line in agenda.closing],
        "cut_if_late": agenda.cut_if_late,
        "parked": [citation.model_dump(mode="json") for citation in agenda.parked],
        "thin_ground": agenda.thin_ground,
        "findings": [finding.model_dump(mode="json") for finding in draft.findings],
        "receipt": draft.receipt.model_dump(mode="json"),
    }


async def _names(assistant: Assistant, draft: AgendaDraft) -> dict[str, str]:
    view = await assistant.pairing(draft.pairing or "")
    me = (await assistant.home()).name.split(" ")[0]
    partner = view.partner.split(" ")[0]
    mine, theirs = ("mentor", "mentee") if view.role == "mentor" else ("mentee", "mentor")
    return {mine: me, theirs: partner, "both": "both"}


def show(draft: AgendaDraft, names: dict[str, str], output: Output) -> None:
    """The agenda as linear text: minutes, who, topic, then its sources by number."""
    agenda = draft.agenda
    if not agenda.lines:
        raise InvalidInput("This agenda has no lines.")
    numbers = {(c.source, c.quote): n for n, c in enumerate(agenda.citations, start=1)}
    output.heading(agenda.title)
    output.quiet(f"{agenda.minutes} minutes, {agenda.length.value}; draft by {_engine(draft)}")
    if agenda.purpose:
        output.line(agenda.purpose)
    if agenda.thin_ground:
        output.line(agenda.thin_ground)
    for line in agenda.lines:
        _show_line(agenda, line, names, numbers, output)
        if line.slot == PROMISES:
            for due in agenda.reported:
                says = {"kept": "kept", "missed": "not kept"}.get(due.state.value, "due")
                output.line(f"{names[due.owner]}, {says}: {due.text} {due.evidence}", indent=4)
                if due.prompt:
                    output.line(f"Ask: {due.prompt}", indent=6)
    output.line()
    output.line(f"{agenda.total} minutes in all.")
    if agenda.cut_if_late:
        output.line(f"If you start late: {agenda.cut_if_late}")
    for citation in agenda.parked:
        output.line(f"Left for later: {citation.quote} {_mark(citation, numbers)}")
    if agenda.citations:
        output.line()
        output.heading("Sources")
        for citation in agenda.citations:
            _show_source(citation, numbers, output)
    output.line()
    output.quiet(f"Draft {draft.id}, only yours until you accept it.")


def _show_line(
    agenda: Agenda,
    line: AgendaItem,
    names: dict[str, str],
    numbers: dict[tuple[str, str], int],
    output: Output,
) -> None:
    marks = " ".join(_mark(citation, numbers) for citation in line.citations)
    label = "suggestion" if line.suggestion else marks
    output.line()
    output.heading(f"{line.minutes:>3} min  {line.topic} ({names[line.lead]}) {label}".rstrip())
    if line.goal:
        output.quiet(f"Goal: {line.goal}", indent=4)
    if line.purpose:
        output.line(line.purpose, indent=4)
    for prompt in agenda.own_prompts(line):
        output.line(f"Ask: {prompt}", indent=4)
    for suggestion in line.suggestions:
        output.line(f"Suggestion: {suggestion}", indent=4)


def _mark(citation: Citation, numbers: dict[tuple[str, str], int]) -> str:
    return f"[{numbers.get((citation.source, citation.quote), 0)}]"


def _show_source(citation: Citation, numbers: dict[tuple[str, str], int], output: Output) -> None:
    strength = f", {citation.strength.value}, {citation.date}" if citation.strength else ""
    found = "found word for word" if citation.found else "not found"
    number = numbers[(citation.source, citation.quote)]
    output.line(f"Source {number}: {citation.label}{strength}; {found}", indent=2)
    output.line(f"“{citation.quote}”", indent=4)


def _engine(draft: AgendaDraft) -> str:
    receipt = draft.receipt
    engine = "rules" if receipt.engine == "rules" else f"rules, then {receipt.model}"
    parts = [engine, receipt.note.rstrip("."), receipt.usage.in_words]
    if receipt.prompt_file:
        parts.append(f"asked by the programme's own {receipt.prompt_file}")
    return ". ".join(part for part in parts if part)
