"""Changing an agenda by talking: shown with both forms, done with --accept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from assistant.api import Assistant
from assistant.cli.agenda_commands import SessionOption, agenda, told
from assistant.cli.agenda_output import show_change
from assistant.cli.common import Pairing, run, typed
from assistant.cli.output import Output
from assistant.domain.changes import (
    AgendaChange,
    AgendaProposal,
    EditLine,
    ParkLine,
    SetMinutes,
    TalkedChange,
)
from assistant.errors import InvalidInput, NotFound


def register(_app: typer.Typer) -> None:
    """Add these commands; they belong to ``agenda``."""
    agenda.command()(change)
    agenda.command()(edit)
    agenda.command()(proposals)


def change(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help='Such as "swap 2 and 3"; - reads standard input.')],
    pairing: Pairing,
    session: SessionOption = "next",
    accept: Annotated[bool, typer.Option("--accept", help="Make the change.")] = False,
) -> None:
    """Say what to change. It is shown before and after; --accept makes it, undo takes it back."""

    async def work(assistant: Assistant, output: Output) -> None:
        said = typed(words)
        found = await assistant.consider_change(said, pairing, session)
        if found is None:
            raise InvalidInput(
                "That asks for no change that the rules know, or there is no agenda yet.",
                safe="Nothing was changed.",
                next_step='Say it like "drop the experiment" or "make it 30 minutes".',
            )
        if not output.as_json:
            output.line(found.said or found.unclear)
            for offer in found.offers:
                output.line(offer, indent=2)
        await settle(assistant, found, accept, output)

    run(context, work, writes=accept)


def edit(
    context: typer.Context,
    line: Annotated[int, typer.Argument(help="The line's number on the page.")],
    pairing: Pairing,
    session: SessionOption = "next",
    topic: Annotated[str | None, typer.Option(help="Other words for its topic.")] = None,
    goal: Annotated[str | None, typer.Option(help="Other words for its goal.")] = None,
    question: Annotated[
        list[str] | None,
        typer.Option(help="A question to ask, in place of those there; may be given again."),
    ] = None,
    lead: Annotated[
        Literal["mentor", "mentee", "both"] | None, typer.Option(help="Who leads it.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(help="How long; the longest other line gives them.", min=1)
    ] = None,
    park: Annotated[bool, typer.Option("--park", help="Keep it for another day.")] = False,
) -> None:
    """Change one line of your draft by hand; undo takes it back."""

    async def work(assistant: Assistant, output: Output) -> None:
        draft = await assistant.agenda(pairing, session)
        if draft is None:
            raise NotFound(
                "There is no draft of yours for that session.",
                next_step="Make one with: viceversa agenda",
            )
        lines = draft.agenda.lines
        if not 0 < line <= len(lines):
            raise InvalidInput(
                f"This agenda has no line {line}.",
                safe="Nothing was changed.",
                next_step=f"Its lines are numbered from 1 to {len(lines)}: viceversa agenda show",
            )
        wanted = lines[line - 1].id
        prompts = tuple(question) if question else None
        words = EditLine(line=wanted, topic=topic, goal=goal, prompts=prompts, lead=lead)
        changes: list[AgendaChange] = [words] if words != EditLine(line=wanted) else []
        if minutes is not None:
            changes.append(SetMinutes(line=wanted, minutes=minutes))
        if park:
            changes.append(ParkLine(line=wanted))
        if not changes:
            raise InvalidInput(
                "Nothing was named to change.",
                safe="The draft stays as it is.",
                next_step="Add --topic, --goal, --question, --lead, --minutes or --park.",
            )
        for one in changes:
            draft = await assistant.change_agenda(draft.id, one)
        await told(assistant, draft, output)

    run(context, work, writes=True)


async def settle(
    assistant: Assistant, found: TalkedChange, accept: bool, output: Output, **more: Any
) -> None:
    """Show a change and, if it was accepted, make it or send it; as JSON with ``more``."""
    done = ""
    if accept and found.made:
        if found.for_mentor:
            done = f"Proposed. {await _leader(assistant, found)} decides on it."
            await assistant.propose_change(found)
        else:
            await assistant.take_change(found)
            done = "Changed. viceversa agenda undo takes it back; agenda accept shares it."
    if output.as_json:
        output.data({**more, "change": found, "accepted": bool(done)})
        return
    if not found.made:
        return
    show_change(found, output)
    for note in found.notes:
        output.quiet(note)
    if done:
        output.line(done)
    elif found.for_mentor:
        leader = await _leader(assistant, found)
        output.quiet(f"{leader} leads: with --accept it goes to {leader} as a proposal.")
    else:
        output.quiet("Nothing is changed yet: the same with --accept makes it.")


async def _leader(assistant: Assistant, found: TalkedChange) -> str:
    shared = await assistant.agenda_by_id(found.draft)
    view = await assistant.pairing(shared.pairing or "")
    return view.partner.split(" ")[0]


def proposals(
    context: typer.Context,
    pairing: Pairing,
    session: SessionOption = "next",
    take: Annotated[str | None, typer.Option(help="Id of one to take into your draft.")] = None,
    leave: Annotated[str | None, typer.Option(help="Id of one to leave.")] = None,
) -> None:
    """What the mentee proposes for the agenda. The mentor takes it or leaves it."""

    async def work(assistant: Assistant, output: Output) -> None:
        if take is not None or leave is not None:
            await assistant.decide_proposal(take or leave or "", take=take is not None)
            if not output.as_json:
                output.line(
                    "Taken into your draft. Accept the draft to share it."
                    if take
                    else "Left. Your agenda stays as it is."
                )
        found = await assistant.proposals(pairing, session)
        if output.as_json:
            output.data({"proposals": [_proposal(one) for one in found]})
            return
        if not found and take is None and leave is None:
            output.line("Nothing is proposed.")
        for one in found:
            output.heading(f"{one.id}: \u201c{one.words}\u201d")
            if (await assistant.pairing(pairing)).role == "mentor":
                show_change(await assistant.proposed_change(one), output)
                output.way("To take it", f"agenda proposals --take {one.id} --pairing {pairing}")
                output.way("To leave it", f"agenda proposals --leave {one.id} --pairing {pairing}")

    run(context, work, writes=bool(take or leave))


def _proposal(one: AgendaProposal) -> dict[str, Any]:
    return {
        "id": one.id,
        "words": one.words,
        "changes": [change.model_dump(mode="json") for change in one.changes],
        "state": one.state,
    }
