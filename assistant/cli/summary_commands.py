"""Summaries: what a session came to; and the promises made in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli import note_commands
from assistant.cli.common import pass_on, run
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_page
from assistant.domain.days import day_words
from assistant.domain.programme_notes import Period
from assistant.domain.views import CommitmentView
from assistant.domain.visibility import Role
from assistant.errors import InvalidInput

_TITLES = {
    "proposed": "To confirm",
    "open": "Open",
    "missed": "Not kept",
    "kept": "Kept",
    "dropped": "Let go",
}
_WHICH = Annotated[str, typer.Argument(help="Its id, as the list shows it.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    summaries = typer.Typer(help="Summaries of a session or of a programme.")
    summaries.callback(invoke_without_command=True)(summary)
    note_commands.register(summaries)
    app.add_typer(summaries, name="summary")
    commitments = typer.Typer(help="Promises: list them; their owners confirm, keep or drop them.")
    commitments.callback(invoke_without_command=True)(listed)
    for command in (confirm, add, move, keep, miss, drop, undo):
        commitments.command()(command)
    app.add_typer(commitments, name="commitments")


def summary(
    context: typer.Context,
    pairing: Annotated[
        str | None, typer.Option(help="Which pairing: its id or the partner's name.")
    ] = None,
    session: Annotated[
        str | None, typer.Option(help="Its number; the last one held if not named.")
    ] = None,
    programme: Annotated[
        str | None, typer.Option(help="For its coordinator: the note on a whole programme.")
    ] = None,
    period: Annotated[
        Period, typer.Option(help="Of a programme: at the mid-point or at the end.")
    ] = Period.MID,
    engine: Annotated[
        Literal["auto", "rules", "model"],
        typer.Option(help="auto lets a connected model improve the rules' draft."),
    ] = "auto",
) -> None:
    """What a session came to, from the notes that you share; for a coordinator, a programme's note.

    Only you read the draft at first.
    """
    if context.invoked_subcommand is not None:
        pass_on(context, pairing=pairing, session=session)
        return

    async def work(assistant: Assistant, output: Output) -> None:
        if programme is not None or (pairing is None and not await _paired(assistant)):
            await note_commands.draft_note(assistant, output, programme, period, engine)
            return
        if pairing is None:
            raise InvalidInput(
                "Which pairing, or which programme?",
                next_step="Name one with --pairing or --programme.",
            )
        draft = await assistant.summarise_session(
            pairing, session, engine=engine, on_progress=output.progress
        )
        view = await assistant.pairing(draft.pairing or pairing)
        number = next((s.number for s in view.sessions if s.id == draft.session), None)
        if output.as_json:
            output.data(page_contract(draft, number))
        else:
            show_page(draft.page, output, foot=f"{draft.receipt.note} Draft {draft.id}".strip())

    run(context, work)


async def _paired(assistant: Assistant) -> bool:
    return any(view.role is not Role.COORDINATOR for view in await assistant.pairings())


def listed(
    context: typer.Context,
    pairing: Annotated[
        str | None, typer.Option(help="Which pairing; all of yours if not named.")
    ] = None,
) -> None:
    """Promises by how they stand. What only a note tells of waits to be confirmed."""
    if context.invoked_subcommand is not None:
        pass_on(context, pairing=pairing)
        return

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.commitments(pairing)
        if output.as_json:
            output.data({"commitments": found})
            return
        if not found:
            output.line("No promise is recorded, and no note tells of one.")
        for state, title in _TITLES.items():
            rows = [view for view in found if view.state == state]
            if rows:
                output.heading(title)
                output.pairs(((view.id, _row(view)) for view in rows), indent=2)
                output.line()
        if any(view.state == "proposed" for view in found):
            output.line("Its owner says yes with: viceversa commitments confirm ID")

    run(context, work)


def confirm(
    context: typer.Context,
    commitment: _WHICH,
    text: Annotated[str | None, typer.Option(help="Say it in your own words.")] = None,
    by: Annotated[str | None, typer.Option(help="By when: a date such as 2026-06-18.")] = None,
) -> None:
    """Say yes to a promise of your own, reworded or smaller if you like."""

    async def work(assistant: Assistant) -> CommitmentView:
        return await assistant.confirm_commitment(commitment, text=text, due=_day(by))

    _act(context, work)


def add(
    context: typer.Context,
    pairing: Annotated[str, typer.Option(help="Which pairing: its id or the partner's name.")],
    text: Annotated[str, typer.Argument(help="What you promise.")],
    by: Annotated[str | None, typer.Option(help="By when: a date such as 2026-06-18.")] = None,
) -> None:
    """Promise something; both of you read it."""
    _act(context, lambda assistant: assistant.add_commitment(pairing, text, due=_day(by)))


def move(
    context: typer.Context,
    commitment: _WHICH,
    by: Annotated[str | None, typer.Option(help="The new date, such as 2026-06-18.")] = None,
    text: Annotated[str | None, typer.Option(help="Other words for it.")] = None,
) -> None:
    """Give a promise of your own another date, or other words."""
    _act(
        context, lambda assistant: assistant.change_commitment(commitment, text=text, due=_day(by))
    )


def keep(
    context: typer.Context,
    commitment: _WHICH,
    evidence: Annotated[str, typer.Option(help="What came of it, in a sentence.")] = "",
) -> None:
    """Say that you did what you promised."""
    _act(context, lambda assistant: assistant.keep_commitment(commitment, evidence))


def miss(
    context: typer.Context,
    commitment: _WHICH,
    evidence: Annotated[str, typer.Option(help="What happened, in a sentence.")] = "",
) -> None:
    """Say that it did not happen in time. What next is asked when you meet."""
    _act(context, lambda assistant: assistant.miss_commitment(commitment, evidence))


def drop(context: typer.Context, commitment: _WHICH) -> None:
    """Let a promise of your own go, or say that you never made it."""
    _act(context, lambda assistant: assistant.drop_commitment(commitment))


def undo(context: typer.Context, commitment: _WHICH) -> None:
    """Put a promise of your own back to how it stood before."""
    _act(context, lambda assistant: assistant.undo_commitment(commitment))


def _act(context: typer.Context, act: Callable[[Assistant], Awaitable[CommitmentView]]) -> None:
    async def work(assistant: Assistant, output: Output) -> None:
        view = await act(assistant)
        if output.as_json:
            output.data(view)
        else:
            output.line(f"{_TITLES[view.state.value]}: {_row(view)}")
            output.quiet(f"To undo: viceversa commitments undo {view.id}")

    run(context, work)


def _row(view: CommitmentView) -> str:
    due = f"by {day_words(view.due)}" if view.due else view.when or "no date"
    evidence = f" {view.evidence}" if view.evidence else ""
    noted = " (in a note, not recorded)" if view.noted else ""
    return f"{view.owner}: {view.text.rstrip('.')}; {due}.{evidence}{noted}"


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidInput(
            f"{text} is no date.", next_step="Write it like this: 2026-06-18"
        ) from error
