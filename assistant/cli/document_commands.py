"""What works on every document: check one, write one to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(check)
    app.command()(export)


def check(
    context: typer.Context,
    draft: Annotated[Path, typer.Argument(help="A saved draft: JSON or Markdown.")],
    pairing: Annotated[
        str | None, typer.Option(help="Whose page it is, where you are in several pairings.")
    ] = None,
) -> None:
    """Ask the citation gate about a saved draft: is every quote where it claims to be?"""

    async def work(assistant: Assistant, output: Output) -> None:
        findings = await assistant.check_draft(draft, pairing=pairing)
        if output.as_json:
            output.data({"findings": findings, "sound": not findings})
        elif not findings:
            output.line("Every quote was found word for word in the source that it names.")
        else:
            output.pairs((finding.check, finding.message) for finding in findings)
        if findings:
            raise typer.Exit(1)

    run(context, work)


def export(
    context: typer.Context,
    what: Annotated[
        Literal["agenda", "page", "brief", "read-first", "reflection", "summary"],
        typer.Argument(help="The kind of document."),
    ],
    wanted: Annotated[str, typer.Argument(help="Its id, as shown with the draft.")],
    to: Annotated[Path, typer.Option(help="A new file, or a folder.")],
    file_format: Annotated[
        Literal["md", "json"], typer.Option("--format", help="md or json.")
    ] = "md",
) -> None:
    """Write a draft or a shared document to a new file; nothing is ever overwritten."""

    async def work(assistant: Assistant, output: Output) -> None:
        write = assistant.export_agenda if what == "agenda" else assistant.export_page
        path = await write(wanted, to=to, file_format=file_format)
        if output.as_json:
            output.data({"kind": what, "path": str(path)})
        else:
            output.line(f"Saved as {path}")

    run(context, work)
