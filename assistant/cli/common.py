"""What all commands share: their common options, opening the assistant, the funnel for errors."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import typer

from assistant.api import Assistant
from assistant.cli.output import Output
from assistant.cli.request_output import show_request
from assistant.errors import AssistantError

T = TypeVar("T")
_TAKES_VALUE = ("--store", "--as")
_FLAGS = ("--json", "--plain", "--show-request")


@dataclass
class Common:
    """The common options of one call."""

    store: str | None = None
    person: str | None = None
    output: Output = field(default_factory=Output)
    only_show: bool = False
    """Whether the request to the model is shown, and nothing is sent."""


def hoist(arguments: list[str]) -> list[str]:
    """Move common options before the command, so that they may stand on either side of it.

    Words after ``--`` are left alone.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in _FLAGS or word.startswith(tuple(f"{name}=" for name in _TAKES_VALUE)):
            front.append(word)
        elif word in _TAKES_VALUE:
            front += [word, *([value] if (value := next(waiting, None)) is not None else [])]
        else:
            rest.append(word)
    return front + rest


def common(context: typer.Context) -> Common:
    """The common options of this call."""
    found = context.find_root().obj
    assert isinstance(found, Common)
    return found


def pass_on(context: typer.Context, **given: object) -> None:
    """What was named before the command of a group counts for that command too."""
    named = {name: value for name, value in given.items() if value is not None}
    if context.invoked_subcommand is not None and named:
        context.default_map = {context.invoked_subcommand: named}


def run(context: typer.Context, work: Callable[[Assistant, Output], Awaitable[T]]) -> T:
    """Open the assistant for the reader, do the work, close it; errors go to the funnel."""
    options = common(context)

    async def whole() -> T:
        from assistant.bootstrap import assistant

        opened = assistant(store=options.store)
        try:
            if options.person is not None:
                await opened.become(options.person, remember=False)
            if options.only_show:
                view = await opened.request_of(lambda: work(opened, Output(silent=True)))
                show_request(view, options.output)
                raise typer.Exit
            return await work(opened, options.output)
        finally:
            await opened.close()

    try:
        return asyncio.run(whole())
    except AssistantError as error:
        raise typer.Exit(shown(error, options.output)) from error
    except KeyboardInterrupt:
        options.output.progress("Stopped. What was kept before is kept.")
        raise typer.Exit(130) from None


def shown(error: AssistantError, output: Output) -> int:
    """Say what happened, what is safe, what to do next; gives the exit code."""
    output.progress(error.sentences())
    if output.as_json:
        output.data({"error": type(error).__name__, "happened": error.happened})
    return error.exit_code


def typed(text: str) -> str:
    """The text, or standard input where it is ``-``."""
    return sys.stdin.read() if text == "-" else text
