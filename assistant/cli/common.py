"""What all commands share: their common options, opening the assistant, the funnel for errors."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Annotated, TypeVar

import typer

from assistant.api import Assistant
from assistant.cli.output import Output
from assistant.cli.request_output import show_request
from assistant.domain.views import PairingView
from assistant.domain.visibility import Role
from assistant.errors import AssistantError, InvalidInput, NotFound

T = TypeVar("T")
_by_hand: list[str] = []
"""What this process was told at its terminal."""
UNNAMED = ""
"""No pairing was named: ``run`` takes the reader's only one before the command's work begins."""

PAIRING = "Which pairing: its id or the partner's name. Not needed if you have only one."
Pairing = Annotated[
    str, typer.Option(help=PAIRING, default_factory=lambda: UNNAMED, show_default=False)
]
AnyPairing = Annotated[str | None, typer.Option(help=PAIRING)]
"""Where a command does without a pairing as well; ``the_only_one`` names it, if there is one."""

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
    named = {name: value for name, value in given.items() if value not in (None, UNNAMED)}
    if context.invoked_subcommand is not None and named:
        context.default_map = {context.invoked_subcommand: named}


def run(
    context: typer.Context,
    work: Callable[[Assistant, Output], Awaitable[None]],
    *,
    writes: bool = False,
) -> None:
    """Open the assistant for the reader, do the work, close it; errors go to the funnel.

    A command that needs a pairing and was told none begins anew with the reader's only one;
    where it ``writes``, that is said.
    """
    options = common(context)
    if context.params.get("pairing") == UNNAMED:
        taken = _opened(replace(options, only_show=False), _only_pairing)
        context.params["pairing"] = taken.id
        again = context.command.callback
        assert again is not None
        context.invoke(again, **context.params)
        if writes:
            options.output.progress(f"With {taken.partner}, your only pairing.")
        return
    _opened(options, work)


def _opened(options: Common, work: Callable[[Assistant, Output], Awaitable[T]]) -> T:
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


async def own_pairings(assistant: Assistant) -> list[PairingView]:
    """Those in which the reader is one of the two."""
    return [view for view in await assistant.pairings() if view.role is not Role.COORDINATOR]


async def the_only_one(assistant: Assistant, named: str | None) -> str | None:
    """The pairing that was named, else the reader's only one, else None."""
    if named:
        return named
    mine = await own_pairings(assistant)
    return mine[0].id if len(mine) == 1 else None


async def _only_pairing(assistant: Assistant, _: Output) -> PairingView:
    mine = await own_pairings(assistant)
    if not mine:
        raise NotFound(
            "You are in no pairing.",
            next_step="Begin one with: viceversa start pairing. Or be somebody else with --as.",
        )
    if len(mine) > 1:
        named = " or ".join(f"--pairing {view.id} (with {view.partner})" for view in mine)
        raise InvalidInput(f"You are in {len(mine)} pairings.", next_step=f"Add {named}.")
    return mine[0]


def shown(error: AssistantError, output: Output) -> int:
    """Say what happened, what is safe, what to do next; gives the exit code. Words that were typed
    for this command, and are nowhere else, come back."""
    output.progress(error.sentences())
    for said in _by_hand:
        output.progress(f"What you typed:\n{said.rstrip()}")
    if output.as_json:
        output.data({"error": type(error).__name__, "happened": error.happened})
    return error.exit_code


def typed(text: str) -> str:
    """The text, or standard input where it is ``-``."""
    if text != "-":
        return text
    said = sys.stdin.read()
    if sys.stdin.isatty():
        _by_hand.append(said)
    return said
