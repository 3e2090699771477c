"""What works on every document: check one, write one to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run, the_only_one
from assistant.cli.output import Output
from assistant.domain.drafts import Finding
from assistant.domain.exporting import LISTS, ExportFormat, ExportKind, ExportWish


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
            output.pairs((finding.check, _where(finding) + finding.message) for finding in findings)
        if findings:
            raise typer.Exit(1)

    run(context, work)


def _where(finding: Finding) -> str:
    """The line of a page; a saved draft's lines have ids, which tell a person nothing."""
    return f"{finding.line.capitalize()}: " if finding.line.startswith("line ") else ""


def export(
    context: typer.Context,
    what: Annotated[ExportKind, typer.Argument(help="The kind of document, or of list.")],
    wanted: Annotated[
        str,
        typer.Argument(
            help="Its id, as shown with the draft. Of a list: the pairing or programme, or all."
        ),
    ] = "",
    to: Annotated[Path, typer.Option(help="A new file, or a folder.")] = Path(),
    file_format: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="As the name ends, else text; a list becomes a table."),
    ] = None,
    with_agenda: Annotated[
        bool,
        typer.Option("--with-agenda", help="In a calendar: the text of the shared agenda, too."),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="In a table: the mark by which older Excel knows UTF-8.")
    ] = False,
) -> None:
    """Write a document or a list to a new file; nothing is ever overwritten."""

    async def work(assistant: Assistant, output: Output) -> None:
        wish = ExportWish(
            what=what,
            wanted=wanted or await _agenda_of(assistant, what),
            file_format=file_format or _format_of(what, to),
            with_agenda=with_agenda,
            byte_order_mark=bom,
        )
        written = await assistant.export(wish, to)
        if output.as_json:
            kept = {"older_left": written.older_left, "notes": written.notes}
            output.data({"kind": what, "path": str(written.path), **kept})
            return
        output.line(f"Saved as {written.path}")
        if written.older_left:
            output.line("The older file was left alone.")
        for note in written.notes:
            output.line(note)

    run(context, work)


async def _agenda_of(assistant: Assistant, what: ExportKind) -> str:
    """Id of the agenda of the next session in the reader's only pairing; "" for other kinds."""
    of = await the_only_one(assistant, None)
    if what != "agenda" or of is None:
        return ""
    found = await assistant.accepted_agenda(of) or await assistant.agenda(of)
    return found.id if found is not None else ""


def _format_of(what: ExportKind, to: Path) -> ExportFormat:
    """What the name asks for, unless it is a folder's."""
    ending = to.suffix.lower().removeprefix(".")
    if ending in set(ExportFormat) and not to.is_dir():
        return ExportFormat(ending)
    return ExportFormat.CSV if what in LISTS else ExportFormat.MD
