"""The guidance library: list, show, add, gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.domain.guidance import Strength, topic_id
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
            and (not topic or topic_id(topic) in card.topics)
        ]
        if output.as_json:
            output.data({"cards": [card.model_dump(exclude={"text"}) for card in cards]})
            return
        for card in cards:
            about = f"; {', '.join(card.topic_names)}" if card.topics else ""
            output.line(f"{card.strength}, {card.date}: {card.title} ({card.id}){about}")
        output.line(f"{len(cards)} in all.")
        if cards:
            output.way("To read one", f"guidance show {cards[0].id}")
        elif topic:
            named = {n for card in await assistant.guidance() for n in card.topic_names}
            output.line(f"Topics that there are: {', '.join(sorted(named))}")
        output.way("Topics without a source", "guidance gaps")

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
            raise NotFound(
                f"There is no card {card}.",
                next_step="Their ids, in brackets: viceversa guidance list",
            )
        if output.as_json:
            output.data(found)
            return
        output.heading(found.title)
        output.quiet(f"{found.strength} ({found.strength_says}), {found.date}, {found.source}")
        output.quiet(f"{found.licence}. Topics: {', '.join(found.topic_names) or 'none named'}")
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
        for card in added:
            output.way(
                "How far to trust it, and what it is about",
                f'guidance grade {card.id} --strength practitioner --topic "first session"',
            )
            output.way("To take it out again", f"guidance remove {card.id}")

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
            output.line(f"Topics: {', '.join(card.topic_names) or 'none named'}")

    run(context, work)


@guidance.command()
def remove(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="Id of a document that you added.")],
) -> None:
    """Take a document that you added out of the library."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.remove_guidance(document)
        if output.as_json:
            output.data({"removed": document})
        else:
            output.line("Taken out. No draft cites it from now on.")

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
            [("No source", found.lacking), ("Opinion only", found.weak)],
            indent=0,
        )
        output.way("The cards on one", 'guidance list --topic "first session"')
        output.way("To bring a document of your own", "guidance add FILE")

    run(context, work)
