"""The guidance library: list, show, add, gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.domain.guidance import Strength
from assistant.errors import NotFound

guidance = typer.Typer(help="Guidance cards and documents.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(guidance, name="guidance")


@guidance.command("list")
def list_cards(
    context: typer.Context,
    strength: Annotated[Strength | None, typer.Option(help="Only those of this strength.")] = None,
    topic: Annotated[str, typer.Option(help="Only those on this topic.")] = "",
) -> None:
    """All cards and documents, with strength and date."""

    async def work(assistant: Assistant, output: Output) -> None:
        cards = [
            card
            for card in await assistant.guidance()
            if (strength is None or card.strength == strength.value)
            and (not topic or topic in card.topics)
        ]
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
def grade(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="Id of a document that you added.")],
    strength: Annotated[Strength | None, typer.Option(help="How far to trust it.")] = None,
    date: Annotated[str | None, typer.Option(help="Of when it is, as it says itself.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="May be given more than once.")] = None,
) -> None:
    """Say how strong an added document is, of when, and what about."""

    async def work(assistant: Assistant, output: Output) -> None:
        card = await assistant.grade_guidance(document, strength=strength, date=date, topics=topic)
        if output.as_json:
            output.data({"card": card.model_dump(exclude={"text"})})
        else:
            output.line(f"{card.strength}, {card.date}: {card.title} ({card.id})")
            output.line(f"Topics: {', '.join(card.topics) or 'none named'}")

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
