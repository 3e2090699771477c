"""Somebody to talk to: asking for a call, and the people to turn to."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.domain.days import day_words


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(call)
    app.command()(milestones)


def milestones(
    context: typer.Context,
    done: Annotated[str | None, typer.Option(help="Tick this one off: its number.")] = None,
    undo: Annotated[str | None, typer.Option(help="Take that back: its number.")] = None,
) -> None:
    """Milestones of your programmes; their coordinator ticks them off."""

    async def work(assistant: Assistant, output: Output) -> None:
        for wanted, is_done in ((done, True), (undo, False)):
            if wanted is not None:
                await assistant.tick_milestone(wanted, done=is_done)
        found = await assistant.milestones()
        if output.as_json:
            output.data({"milestones": found})
            return
        if not found:
            output.line("Your programmes have no milestones.")
        for number, one in enumerate(found, start=1):
            state = "to come"
            if one.done:
                by = f" by {one.done_by}" if one.done_by else ""
                on = f" on {day_words(one.done_on, year=True)}" if one.done_on else ""
                state = f"done{on}{by}"
            output.line(f"{number}. {one.title}, {day_words(one.on, year=True)}: {state}")
        waiting = next((n for n, one in enumerate(found, start=1) if not one.done), None)
        if waiting is not None and await assistant.coordinates():
            output.way("To tick one off", f"milestones --done {waiting}")

    run(context, work)


def call(
    context: typer.Context,
    ask: Annotated[bool, typer.Option("--ask", help="Ask your coordinator for a call.")] = False,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="You no longer want to be called.")
    ] = False,
    done: Annotated[
        str | None, typer.Option(help="For the coordinator: id of a request that was seen to.")
    ] = None,
) -> None:
    """Somebody to talk to. Your coordinator learns that you asked for a call, and nothing else."""

    async def work(assistant: Assistant, output: Output) -> None:
        said = ""
        if ask:
            await assistant.ask_for_call()
            names = " and ".join(await assistant.who_could_call())
            said = (
                f"Asked. {names} can see that you did, and nothing else. "
                "viceversa call --take-back takes it back."
            )
        elif take_back or done:
            await assistant.end_call_request(done or "")
            said = "Erased. Nothing of it is kept."
        requests, contacts = await assistant.call_requests(), await assistant.contacts()
        if output.as_json:
            output.data({"requests": requests, "contacts": contacts})
            return
        if said:
            output.line(said)
            return
        for one in requests:
            who = "You" if one.mine else one.name
            output.line(f"{who} asked for a call on {day_words(one.on, year=True)} ({one.id})")
            if one.mine:
                output.way("To take it back", "call --take-back", indent=2)
            else:
                output.way("Once you have called", f"call --done {one.id}", indent=2)
        if not any(one.mine for one in requests) and await assistant.who_could_call():
            output.way("To ask for a call", "call --ask")
        output.heading("People to turn to")
        if not contacts:
            output.line("The programme names nobody.", indent=2)
        for contact in contacts:
            output.line(f"{contact.name}: {contact.what_for}", indent=2)

    run(context, work)
