"""Asks: what the programme requested of the organisation, and the answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.domain.days import day_words
from assistant.domain.programme_notes import Ask, AskState


def register(app: typer.Typer) -> None:
    """Add these commands."""
    asks = typer.Typer(help="You said, we did: requests to the organisation and their answers.")
    asks.command("list")(listed)
    asks.command("add")(add)
    asks.command("answer")(answer)
    asks.command("erase")(erase)
    app.add_typer(asks, name="asks")


def listed(context: typer.Context) -> None:
    """Requests of your programme, with what came of each."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.asks()
        if output.as_json:
            output.data({"asks": found})
            return
        if not found:
            output.line("Nothing has been asked yet.")
        for number, one in enumerate(found, start=1):
            _show(number, one, output)
        if await assistant.coordinates():
            waiting = [n for n, one in enumerate(found, start=1) if one.state is AskState.OPEN]
            for number in waiting[:1]:
                output.way("To say what came of one", f'asks answer {number} "What was done"')
            for number in waiting[:1]:
                output.way("To take it off the list", f"asks erase {number}")
            output.way("One more", 'asks add "What is asked" --of-whom "Whom"')

    run(context, work)


def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What is asked.")],
    of_whom: Annotated[str, typer.Option(help="Whom it is asked of.")] = "",
    by: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By when.")] = None,
    programme: Annotated[str | None, typer.Option(help="Which programme, if several.")] = None,
) -> None:
    """Put a request on the list that everybody in the programme reads."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.add_ask(
            text, of_whom=of_whom, by=by.date() if by else None, programme=programme
        )
        if output.as_json:
            output.data({"ask": kept})
        else:
            output.line("Asked. Everybody in the programme can read it.")
            output.way("When it was answered", f'asks answer {kept.id} "What was done"')

    run(context, work)


def answer(
    context: typer.Context,
    ask: Annotated[str, typer.Argument(help="Its number in the list, or its id.")],
    text: Annotated[str, typer.Argument(help="What was done, or why not.")],
    state: Annotated[AskState, typer.Option(help="done, declined, or still open.")] = AskState.DONE,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of it; today if none.")
    ] = None,
) -> None:
    """Say what came of a request. A no is an answer too."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.answer_ask(ask, text, state, on=on.date() if on else None)
        if output.as_json:
            output.data({"ask": kept})
        else:
            output.line("Answered. It stands in the next note under: You said, we did.")

    run(context, work)


def erase(
    context: typer.Context,
    ask: Annotated[str, typer.Argument(help="Its number in the list, or its id.")],
) -> None:
    """Take a request that nobody has answered off the list."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.asks()
        numbered = {str(number): one.id for number, one in enumerate(found, start=1)}
        await assistant.remove_ask(numbered.get(ask, ask))
        if output.as_json:
            output.data({"erased": numbered.get(ask, ask)})
        else:
            output.line("Erased. Nobody reads it any more.")

    run(context, work)


def _show(number: int, one: Ask, output: Output) -> None:
    due = f", by {day_words(one.by, year=True)}" if one.by else ""
    whom = f" (of {one.of_whom}{due})" if one.of_whom else ""
    output.line(f"{number}. {one.state.value}: {one.text}{whom}")
    on = f" ({day_words(one.answered_on, year=True)})" if one.answered_on else ""
    output.line(f"{one.answer}{on}" if one.answer else "No answer yet.", indent=4)
