"""Summaries: what a session came to; and the promises made in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli import note_commands
from assistant.cli.common import AnyPairing, Pairing, own_pairings, pass_on, run, the_only_one
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_page, way_to_shared, ways_of_page
from assistant.cli.start_commands import day_and_time
from assistant.domain.days import day_words
from assistant.domain.programme_notes import Period
from assistant.domain.views import CommitmentView
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
    pairing: AnyPairing = None,
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
        if programme is not None or (pairing is None and not await own_pairings(assistant)):
            await note_commands.draft_note(assistant, output, programme, period, engine)
            return
        of = await the_only_one(assistant, pairing)
        if of is None:
            raise InvalidInput(
                "Which pairing, or which programme?",
                next_step="Name one with --pairing or --programme. viceversa pairings lists them.",
            )
        draft = await assistant.summarise_session(
            of, session, engine=engine, on_progress=output.progress
        )
        view = await assistant.pairing(draft.pairing or of)
        number = next((s.number for s in view.sessions if s.id == draft.session), None)
        if output.as_json:
            output.data(page_contract(draft, number))
        else:
            show_page(draft.page, output, foot=f"{draft.receipt.note} Draft {draft.id}".strip())
            ways_of_page(draft, output)
            await way_to_shared(assistant, draft, output)

    run(context, work)


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
        shown = {view.state.value: view.id for view in found if view.mine}
        for state, what_for, command in (
            ("proposed", "To say yes to one of yours", "confirm"),
            ("proposed", "To say that you never promised it", "drop"),
            ("open", "When you did what you promised", "keep"),
            ("open", "When it did not happen", "miss"),
            ("missed", "To give it another day", 'move --by "in two weeks"'),
        ):
            if state in shown:
                output.way(what_for, f"commitments {command} {shown[state]}")

    run(context, work)


def confirm(
    context: typer.Context,
    commitment: _WHICH,
    text: Annotated[str | None, typer.Option(help="Say it in your own words.")] = None,
    by: Annotated[str | None, typer.Option(help="By when: 30 June, in two weeks.")] = None,
) -> None:
    """Say yes to a promise of your own, reworded or smaller if you like."""

    async def work(assistant: Assistant) -> CommitmentView:
        return await assistant.confirm_commitment(
            commitment, text=text, due=await _day(assistant, by)
        )

    _act(context, work)


def add(
    context: typer.Context,
    pairing: Pairing,
    text: Annotated[str, typer.Argument(help="What you promise.")],
    by: Annotated[str | None, typer.Option(help="By when: 30 June, in two weeks.")] = None,
) -> None:
    """Promise something; both of you read it."""

    async def work(assistant: Assistant) -> CommitmentView:
        return await assistant.add_commitment(pairing, text, due=await _day(assistant, by))

    _act(context, work)


def move(
    context: typer.Context,
    commitment: _WHICH,
    by: Annotated[str | None, typer.Option(help="The new date: 30 June, in two weeks.")] = None,
    text: Annotated[str | None, typer.Option(help="Other words for it.")] = None,
) -> None:
    """Give a promise of your own another date, or other words."""

    async def work(assistant: Assistant) -> CommitmentView:
        return await assistant.change_commitment(
            commitment, text=text, due=await _day(assistant, by)
        )

    _act(context, work)


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
            output.way("To undo", f"commitments undo {view.id}")

    run(context, work, writes=True)


def _row(view: CommitmentView) -> str:
    due = f"by {day_words(view.due)}" if view.due else view.when or "no date"
    evidence = f" {view.evidence}" if view.evidence else ""
    noted = " (in a note, not recorded)" if view.noted else ""
    return f"{view.owner}: {view.text.rstrip('.')}; {due}.{evidence}{noted}"


async def _day(assistant: Assistant, text: str | None) -> date | None:
    return day_and_time(text, await assistant.today())[0] if text else None
