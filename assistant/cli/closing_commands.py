"""The journey of a pairing, its handbook, and its end."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_page
from assistant.domain.views import CloseView


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (handbook, close):
        app.command()(command)


def handbook(context: typer.Context, pairing: Pairing) -> None:
    """The journey in your own words, what was kept, and the guidance that you used."""

    async def work(assistant: Assistant, output: Output) -> None:
        draft = await assistant.handbook(pairing)
        if output.as_json:
            output.data(page_contract(draft))
            return
        show_page(draft.page, output, foot=f"Handbook {draft.id}")
        output.way("To save it", f"export handbook {draft.id} --format docx --to .")
        output.way("Your certificate", f"export certificate {draft.pairing} --format pdf --to .")
        output.way("What came of it, in a sentence", f"impact --pairing {draft.pairing}")
        output.way("To end the pairing", f"close --pairing {draft.pairing}")

    run(context, work)


def close(
    context: typer.Context,
    pairing: Pairing,
    yes: Annotated[bool, typer.Option("--yes", help="End it now.")] = False,
) -> None:
    """End a pairing. Either of you may, and need give no reason."""

    async def work(assistant: Assistant, output: Output) -> None:
        if yes:
            _show(await assistant.end_pairing(pairing), output)
            return
        view = await assistant.close_view(pairing)
        if output.as_json:
            output.data({"ended": view.pairing.ended})
            return
        output.line(view.says)
        if not view.pairing.ended:
            output.line(
                "It ends for both of you, and it is not noted who ended it. All that you kept "
                "stays yours."
            )
            output.way("To end it now", f"close --pairing {view.pairing.id} --yes")

    run(context, work, writes=yes)


def _show(view: CloseView, output: Output) -> None:
    if output.as_json:
        output.data(view)
        return
    state = "ended" if view.pairing.ended else f"session {view.held} of {_total(view)} was held"
    output.heading(f"With {view.pairing.partner}: {state}")
    output.line(view.says)
    output.line(f"So far: {view.so_far}")
    for goal in view.pairing.goals:
        output.line(f"Goal: {goal}")
    output.line(f"Promises: {view.kept} kept, {view.standing} open")


def _total(view: CloseView) -> int:
    return view.pairing.total_sessions
