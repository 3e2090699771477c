"""The guidance library: list, show, add, gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.errors import NotFound

guidance = typer.Typer(help="Guidance cards and documents.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(guidance, name="guidance")


@guidance.command("list")
def list_cards(context: typer.Context) -> None:
    """All cards and documents, with strength and date."""

    async def work(assistant: Assistant, output: Output) -> None:
        cards = await assistant.guidance()
        if output.as_json:
            output.data({"cards": [card.model_dump(exclude={"text"}) for card in cards]})
            return
        for card in cards:
            output.line(f"{card.strength}, {card.date}: {card.title} ({card.id})")
        output.line(f"{len(cards)} in all.")

    run(context, work)


@guidance.command()
def show(
    context: typer.Context,
    card: Annotated[str, typer.Argument(help="Its id, as in the list.")],
) -> None:
    """One card, with its source and how far to trust it."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = next((c for c in await assistant.guidance() if c.id == card), None)
        if found is None:
            raise NotFound(f"There is no card {card}.", next_step="viceversa guidance list")
        if output.as_json:
            output.data(found)
            return
        output.heading(found.title)
        output.quiet(f"{found.strength} ({found.strength_says}), {found.date}, {found.source}")
        output.quiet(f"{found.licence}. Topics: {', '.join(found.topics) or 'none named'}")
        output.line(found.text)

    run(context, work)


@guidance.command()
def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Cards with front matter, or documents.")],
) -> None:
    """Check and add files; a faulty card is refused with every fault named."""

    async def work(assistant: Assistant, output: Output) -> None:
        added = await assistant.add_guidance(files)
        if output.as_json:
            output.data({"added": [card.model_dump(exclude={"text"}) for card in added]})
            return
        for card in added:
            output.line(f"In the library: {card.title} ({card.strength}, {card.id})")
        output.line("Everybody in your programme can read it.")

    run(context, work)


@guidance.command()
def gaps(context: typer.Context) -> None:
    """Topics without a source, and those that rest on opinion alone."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.guidance_gaps()
        if output.as_json:
            output.data(found)
            return
        output.pairs(
            [
                ("No source", ", ".join(found.without_source) or "none"),
                ("Opinion only", ", ".join(found.opinion_only) or "none"),
            ],
            indent=0,
        )

    run(context, work)
