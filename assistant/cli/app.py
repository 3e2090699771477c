"""All commands, with their common options."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import (
    agenda_commands,
    agreement_commands,
    ask_commands,
    call_commands,
    change_commands,
    closing_commands,
    document_commands,
    feedback_commands,
    first_page_commands,
    giving_commands,
    guidance_commands,
    index_commands,
    journey_commands,
    kept_commands,
    key_commands,
    model_commands,
    page_commands,
    people_commands,
    preparing_commands,
    question_commands,
    reflect_commands,
    rehearsal_commands,
    run_commands,
    settings_commands,
    start_commands,
    summary_commands,
    talk_commands,
    written_commands,
)
from assistant.cli.common import Common
from assistant.cli.listing import ByPurpose, Whole
from assistant.cli.output import Output
from assistant.cli.screen import open_screen

app = typer.Typer(
    name="viceversa",
    cls=ByPurpose,
    help="A session assistant for reverse mentoring. Without a command it opens the screen; "
    "every command has --plain for linear text and --json for scripts.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (
    start_commands,
    first_page_commands,
    people_commands,
    journey_commands,
    agreement_commands,
    question_commands,
    agenda_commands,
    document_commands,
    page_commands,
    feedback_commands,
    reflect_commands,
    change_commands,
    giving_commands,
    ask_commands,
    call_commands,
    summary_commands,
    preparing_commands,
    closing_commands,
    rehearsal_commands,
    run_commands,
    talk_commands,
    guidance_commands,
    index_commands,
    model_commands,
    key_commands,
    kept_commands,
    written_commands,
    settings_commands,
):
    commands.register(app)
for group in app.registered_groups:
    assert group.typer_instance is not None
    group.typer_instance.info.cls = Whole


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
    plain: Annotated[
        bool,
        typer.Option("--plain", help="No colour, no columns, a sentence on one line. Alone: home."),
    ] = False,
    show_request: Annotated[
        bool,
        typer.Option(
            "--show-request",
            help="Show what a command would send to the model, and send nothing.",
        ),
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Open the screen, or go on to a command."""
    output = Output(as_json=as_json, plain=plain, program=_as_called(context, store, person))
    context.obj = Common(store, person, output, only_show=show_request)
    if version:
        context.obj.output.line(f"viceversa {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None and (plain or as_json):
        people_commands.home(context)
    elif context.invoked_subcommand is None:
        open_screen(store=store, person=person)


def _as_called(context: typer.Context, store: str | None, person: str | None) -> str:
    """How the next command begins, so that it reaches the same store as the same person."""
    said = context.get_parameter_source("store")
    named = [("--store", store if said is not None and said.name == "COMMANDLINE" else None)]
    named.append(("--as", person))
    options = [f"{option} {shlex.quote(value)}" for option, value in named if value]
    return " ".join(["viceversa", *options])
