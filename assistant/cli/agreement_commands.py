"""How two people work together: the agreement, worded by either and agreed by both."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.cli.start_commands import day_and_time
from assistant.domain.pair_views import AgreementView

Rule = Annotated[str, typer.Argument(help="Number of the rule.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    agreement = typer.Typer(help="How you two work together: both say yes to the same words.")
    for name, command in (
        ("show", show),
        ("change", change),
        ("add", add),
        ("drop", drop),
        ("undo", undo),
        ("yes", yes),
        ("take-back", take_back),
        ("aloud", aloud),
    ):
        agreement.command(name)(command)
    app.add_typer(agreement, name="agreement")


def _does(
    context: typer.Context,
    act: Callable[[Assistant], Awaitable[AgreementView]],
    said: str = "",
    *,
    writes: bool = True,
) -> None:
    async def work(assistant: Assistant, output: Output) -> None:
        view = await act(assistant)
        if output.as_json:
            output.data(view)
            return
        if said:
            output.line(said)
        output.heading(f"Agreement with {view.partner}")
        for number, rule in enumerate(view.rules, start=1):
            output.line(f"{number}. {rule.text}", indent=2)
        output.line(view.says)
        if view.agreed:
            return
        of = f"--pairing {view.pairing}"
        output.way("To change a rule", f'agreement change 2 "Other words" {of}')
        if not view.mine:
            output.way("Your own yes", f"agreement yes {of}")
        output.way("When both of you said yes as you met", f"agreement aloud {of}")

    run(context, work, writes=writes)


def show(context: typer.Context, pairing: Pairing) -> None:
    """The rules as they stand, or what the programme proposes."""
    _does(context, lambda assistant: assistant.agreement(pairing), writes=False)


def change(
    context: typer.Context,
    rule: Rule,
    text: Annotated[str, typer.Argument(help="Other words for it.")],
    pairing: Pairing,
) -> None:
    """Other words for one rule. Both give their yes anew."""
    _does(context, lambda assistant: assistant.change_rule(pairing, rule, text), "Changed.")


def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="One more rule.")],
    pairing: Pairing,
    after: Annotated[str, typer.Option(help="Below the rule of this number.")] = "",
) -> None:
    """One more rule."""
    _does(context, lambda assistant: assistant.add_rule(pairing, text, after), "Added.")


def drop(context: typer.Context, rule: Rule, pairing: Pairing) -> None:
    """Leave one rule out."""
    _does(context, lambda assistant: assistant.drop_rule(pairing, rule), "Left out.")


def undo(context: typer.Context, pairing: Pairing) -> None:
    """The words before the last change."""
    _does(context, lambda assistant: assistant.undo_agreement(pairing), "Taken back.")


def yes(context: typer.Context, pairing: Pairing) -> None:
    """Your own yes to these words."""
    _does(context, lambda assistant: assistant.agree(pairing))


def take_back(context: typer.Context, pairing: Pairing) -> None:
    """Take your yes back."""
    _does(context, lambda assistant: assistant.agree(pairing, yes=False))


def aloud(
    context: typer.Context,
    pairing: Pairing,
    on: Annotated[str, typer.Option(help="The day; today if not named.")] = "",
) -> None:
    """Note that both of you said yes when you met: for a store that only one of you uses."""
    day = day_and_time(on)[0] if on else None
    _does(context, lambda assistant: assistant.agreed_aloud(pairing, day))
