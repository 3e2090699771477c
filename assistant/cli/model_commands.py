"""Connecting a language model, testing it, letting it go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.listening import stopping_at_once
from assistant.cli.output import Output
from assistant.domain.connection_views import ConnectionView, TrialView
from assistant.errors import InvalidInput


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(connect)


def connect(
    context: typer.Context,
    base_url: Annotated[str | None, typer.Option(help="Such as http://localhost:11434/v1")] = None,
    model: Annotated[
        str | None, typer.Option(help="The model's name, as its server calls it.")
    ] = None,
    key_env: Annotated[
        str | None, typer.Option(help="Name of the environment variable that holds the key.")
    ] = None,
    ask_key: Annotated[
        bool, typer.Option("--ask-key", help="Type the key; it goes to your keyring.")
    ] = False,
    gguf: Annotated[
        Path | None,
        typer.Option(help="A model file in GGUF form to run on this computer, with no server."),
    ] = None,
    consent: Annotated[
        bool | None,
        typer.Option(
            "--consent/--no-consent",
            help="Agree that your words go to the connected computer, or take that back.",
        ),
    ] = None,
    replace_names: Annotated[
        bool | None,
        typer.Option(
            "--replace-names/--send-names",
            help="Whether people and the organisation go by stand-ins in what is sent.",
        ),
    ] = None,
    test: Annotated[bool, typer.Option("--test", help="Test what is set.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Work without a model again.")] = False,
) -> None:
    """Show, set or test the connection to a model. Nothing needs one."""

    async def work(assistant: Assistant, output: Output) -> None:
        if gguf is not None and base_url is not None:
            raise InvalidInput("Name an address or a file, not both.")
        if remove:
            await assistant.disconnect()
        elif gguf is not None:
            await assistant.connect_file(gguf)
        elif base_url is not None:
            await _set(assistant, output)
        elif model is not None:
            raise InvalidInput("A model needs an address.", next_step="Add --base-url.")
        if replace_names is not None:
            await assistant.replace_names(replace_names)
        if consent is not None:
            await assistant.agree_to_send(given=consent)
        if test:
            trial = await assistant.try_connection()
            _show_trial(trial, output)
            if not trial.works:
                raise typer.Exit(1)
            return
        view = await assistant.connection()
        if output.as_json:
            output.data({**view.model_dump(), "connected": view.connected})
        else:
            _show(view, output)

    async def _set(assistant: Assistant, output: Output) -> None:
        with stopping_at_once():
            key = typer.prompt("Key", hide_input=True, err=True) if ask_key else None
        name = model or ""
        if not name:
            trial = await assistant.try_connection(base_url, None, key)
            if not trial.models:
                raise InvalidInput(
                    "The server does not say which models it has.", next_step="Add --model."
                )
            name = trial.models[0]
            output.progress(f"Using its first model: {name}")
        await assistant.connect(base_url or "", name, key=key, key_env=key_env)

    run(context, work)


def _show(view: ConnectionView, output: Output) -> None:
    if not view.connected:
        output.line("No model is connected. Nothing needs one; drafts read better with one.")
        output.way("Connect", "connect --base-url http://localhost:11434/v1 --model NAME")
        output.way("Or a model file, run here", "connect --gguf FILE")
        return
    place = f"{view.base_url} ({view.where})" if view.base_url else f"{view.file} ({view.where})"
    names = "replaced by stand-ins" if view.replaces_names else "sent as they are"
    rows = [("Address" if view.base_url else "File", place), ("Model", view.model)]
    if view.base_url:
        rows += [("Key", view.key), ("Consent", view.consent)]
    output.pairs([*rows, ("Names", names)], 0)
    for warning in view.warnings:
        output.line(warning)
    if view.consent == "missing":
        output.way("Nothing of yours is sent there until you agree", "connect --consent")
    output.line("What leaves: the draft and the passages that it cites, as you may read them.")
    output.way("See it first, word for word", "--show-request agenda")
    output.way("Test it", "connect --test")
    output.way("Work without it again", "connect --remove")


def _show_trial(trial: TrialView, output: Output) -> None:
    if output.as_json:
        output.data(trial)
        return
    for step in trial.steps:
        output.line(f"{'works' if step.works else 'does not work'}: {step.says}")
    if trial.usage.in_words:
        output.line(f"The test took {trial.usage.in_words}.")
    speed = f", {trial.words_per_second:.0f} words a second" if trial.words_per_second else ""
    output.line(
        f"{'It works' if trial.works else 'It cannot be used'}: {trial.seconds:.1f} s{speed}."
    )
