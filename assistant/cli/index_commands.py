"""The search index: what is in it, whether it is sound, making it anew; and ``doctor``."""

from __future__ import annotations

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output

index = typer.Typer(help="Your search index: a cache that can be rebuilt.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(index, name="index")
    app.command()(doctor)


@index.command()
def status(context: typer.Context) -> None:
    """What is indexed for you."""

    async def work(assistant: Assistant, output: Output) -> None:
        _facts(await assistant.index_status(), output)

    run(context, work)


@index.command()
def verify(context: typer.Context) -> None:
    """Is the index sound? Exit code 6 if it is not."""

    async def work(assistant: Assistant, output: Output) -> None:
        problems = await assistant.index_verify()
        if output.as_json:
            output.data({"sound": not problems, "problems": problems})
        for problem in [] if output.as_json else problems or ["The index is sound."]:
            output.line(problem)
        if problems:
            raise typer.Exit(6)

    run(context, work)


@index.command()
def rebuild(context: typer.Context) -> None:
    """Make the index anew from the store. Your notes are not touched."""

    async def work(assistant: Assistant, output: Output) -> None:
        output.progress("Making the index anew. Notes are safe.")
        _facts(await assistant.index_rebuild(), output)

    run(context, work)


def _facts(facts: dict[str, object], output: Output) -> None:
    if output.as_json:
        output.data(facts)
        return
    output.pairs(((name.replace("_", " "), str(value)) for name, value in facts.items()), 0)


def doctor(context: typer.Context) -> None:
    """What is installed, connected, indexed or damaged, and what to do about each."""

    async def work(assistant: Assistant, output: Output) -> None:
        checks = await assistant.doctor()
        if output.as_json:
            output.data({"checks": checks, "sound": all(check.ok for check in checks)})
        else:
            for check in checks:
                word = "fine" if check.ok else "look"
                output.pairs([(f"{word}: {check.name}", f"{check.says} {check.next_step}")], 0)
        if not all(check.ok for check in checks):
            raise typer.Exit(1)

    run(context, work)
