"""The first minutes in a pairing: what it is, topics that stay out, a private mirror."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.domain.beginnings import MirrorView
from assistant.errors import InvalidInput


def register(app: typer.Typer) -> None:
    """Add these commands."""
    boundaries = typer.Typer(help="Topics that you keep out. Nobody else ever sees them.")
    boundaries.command("list")(listed)
    boundaries.command("add")(add)
    boundaries.command("remove")(remove)
    app.add_typer(boundaries, name="boundaries")
    app.command()(readiness)
    app.command("what-it-is")(what_it_is)


def what_it_is(context: typer.Context, pairing: Pairing) -> None:
    """What reverse mentoring is, in five lines for your role."""

    async def work(assistant: Assistant, output: Output) -> None:
        page = await assistant.first_page(pairing)
        if output.as_json:
            output.data(page)
            return
        output.heading(f"You are the {page.role}, with {page.partner}")
        for line in page.lines:
            output.line(line, indent=2)

    run(context, work)


def listed(context: typer.Context, pairing: Pairing) -> None:
    """What you keep out, and what many others do."""

    async def work(assistant: Assistant, output: Output) -> None:
        own = await assistant.boundaries(pairing)
        offered = await assistant.offered_boundaries()
        if output.as_json:
            output.data({"boundaries": own, "offered": offered})
            return
        output.heading("You keep out (only you see this):")
        for one in own:
            words = f" (also: {', '.join(one.terms)})" if one.terms else ""
            output.line(f"{one.topic}{words}", indent=2)
        if not own:
            output.line("nothing yet", indent=2)
        output.line(f"You could keep out: {'; '.join(one.topic for one in offered)}")
        example = next((one.topic for one in offered), "health")
        output.way("Keep one out", f'boundaries add "{example}" --pairing {pairing}')
        for one in own[:1]:
            output.way("Let one in again", f'boundaries remove "{one.topic}"')

    run(context, work)


def add(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic, in a word or a few.")],
    pairing: Pairing,
    also: Annotated[
        list[str] | None, typer.Option(help="Another word for it; may be given more than once.")
    ] = None,
) -> None:
    """Keep a topic out of everything that is drafted for the two of you, without a sign."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.keep_out(pairing, topic, also or ())
        if output.as_json:
            output.data({"boundary": kept})
            return
        words = f", also as {', '.join(kept.terms)}" if kept.terms else ""
        output.line(f"Kept out from now on: {kept.topic}{words}. Only you know.")
        output.way("Let it in again", f'boundaries remove "{kept.topic}"')

    run(context, work, writes=True)


def remove(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic, or its id.")],
) -> None:
    """Let a topic in again."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.let_in(topic)
        if output.as_json:
            output.data({"removed": topic})
        else:
            output.line(f"Let in again: {topic}.")

    run(context, work)


def readiness(
    context: typer.Context,
    pairing: Pairing,
    answers: Annotated[
        str, typer.Option(help="1 to 3 for each line, 0 to pass, with commas between them.")
    ] = "",
) -> None:
    """A private mirror before it begins. Nothing is added up; nobody else ever reads it."""

    async def work(assistant: Assistant, output: Output) -> None:
        view = await assistant.readiness(pairing)
        if answers:
            parts = [part.strip() for part in answers.split(",")]
            if not all(part.isdecimal() for part in parts):
                raise InvalidInput("Answers are numbers from 0 to 3, with commas between them.")
            view = await assistant.answer_readiness(pairing, [int(part) for part in parts])
        if output.as_json:
            output.data(view)
        else:
            _show(view, output, kept=bool(answers))

    run(context, work, writes=bool(answers))


def _show(view: MirrorView, output: Output, *, kept: bool) -> None:
    scale = ", ".join(f"{n} {word}" for n, word in enumerate(view.answers, start=1))
    output.heading(f"{view.about}: {scale}")
    for number, (statement, given) in enumerate(
        zip(view.statements, view.given, strict=True), start=1
    ):
        said = f" ({view.answers[given - 1]})" if given else ""
        output.line(f"{number}. {statement}{said}", indent=2)
    for tried in view.tries:
        output.line(f"To try: “{tried.quote}” (card: {tried.title})", indent=2)
    if kept:
        output.line("Kept, only for you.")
    else:
        twos = ",".join("2" for _ in view.statements)
        output.way("Keep yours, a number for each", f"readiness --answers {twos}")
