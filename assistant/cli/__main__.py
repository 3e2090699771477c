"""``viceversa``: the screen without a command, everything else with one."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import (
    agenda_commands,
    guidance_commands,
    index_commands,
    model_commands,
    people_commands,
    talk_commands,
)
from assistant.cli.common import Common, hoist, shown
from assistant.cli.output import Output
from assistant.errors import AssistantError

app = typer.Typer(
    name="viceversa",
    help="A session assistant for reverse mentoring. Without a command it opens the screen; "
    "every command has --plain for linear text and --json for scripts.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (
    people_commands,
    agenda_commands,
    talk_commands,
    guidance_commands,
    index_commands,
    model_commands,
):
    commands.register(app)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(help="Path or URL of the store.", envvar="VICEVERSA_STORE"),
    ] = None,
    person: Annotated[
        str | None, typer.Option("--as", help="Who you are: a name or an id.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no drawing.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Open the screen, or go on to a command."""
    context.obj = Common(store, person, Output(as_json=as_json, plain=plain))
    if version:
        context.obj.output.line(f"viceversa {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        try:
            from assistant.settings import load_settings
            from tui.__main__ import run

            # Who acts in this call alone is told as the environment would tell it, so that it is
            # never written into the settings.
            told = {**os.environ, **({"VICEVERSA_AS": person} if person else {})}
            run(load_settings(environ=told), store=store)
        except AssistantError as error:
            raise typer.Exit(shown(error, context.obj.output)) from error


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(hoist(sys.argv[1:]))


if __name__ == "__main__":
    main()
