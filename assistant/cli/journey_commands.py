"""The journey of a pairing: goals, sessions with their dates, one change at a time."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.cli.start_commands import day_and_time
from assistant.domain.pair_views import JourneyView
from assistant.domain.sessions import SessionState
from assistant.errors import InvalidInput

Whose = Literal["mentor", "mentee", "both"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(journey)
    app.command()(plan)
    app.command()(mark)
    app.command()(about)
    app.command()(promise)
    goals = typer.Typer(
        help="Goals of a pairing; both read and change them. To read them: viceversa journey.",
        no_args_is_help=True,
    )
    goals.command("add")(add_goal)
    goals.command("change")(change_goal)
    goals.command("remove")(remove_goal)
    app.add_typer(goals, name="goals")


def journey(context: typer.Context, pairing: Pairing) -> None:
    """Goals, all sessions with their dates, and what you promised and changed."""

    async def work(assistant: Assistant, output: Output) -> None:
        view = await assistant.journey(pairing)
        if output.as_json:
            output.data(view)
        else:
            _show(view, output)

    run(context, work)


def _show(view: JourneyView, output: Output) -> None:
    output.heading(f"Journey with {view.partner}: you are the {view.role.value}")
    output.line(f"About: {view.focus or 'not said yet'}", indent=2)
    for goal in view.goals:
        known = f" Known by: {goal.success}" if goal.success else ""
        output.line(f"Goal {goal.label} ({goal.whose}): {goal.text}{known}", indent=2)
    for session in view.sessions:
        moves = view.moves.get(session.number, 0)
        moved = f", moved {moves} times" if moves > 1 else ", moved once" if moves else ""
        output.line(
            f"Session {session.number}: {session.state.value}, {session.when}, "
            f"{session.minutes} minutes{moved}",
            indent=2,
        )
    for one in view.changes:
        due = f", by {one.due:%d %B}" if one.due else ""
        output.line(f"Promised ({one.state.value}{due}): {one.text} ({one.id})", indent=2)
    of = f"--pairing {view.pairing}"
    output.way("A date", f'plan --session 1 --on "12 June 15:00" {of}')
    output.way("One more goal", f'goals add "In a sentence" {of}')
    output.way("One change of your own", f'promise "What others can see" --by "in two weeks" {of}')
    output.way("What a session became", f"mark held --session 1 {of}")


def plan(
    context: typer.Context,
    pairing: Pairing,
    session: Annotated[
        int | None, typer.Option(help="Its number; the next one if not named.")
    ] = None,
    on: Annotated[str, typer.Option(help='When: "12 June 15:00".')] = "",
    rest: Annotated[
        int, typer.Option(help="All that follow the last dated one, so many weeks apart.")
    ] = 0,
    minutes: Annotated[int | None, typer.Option(help="How long.")] = None,
    place: Annotated[str | None, typer.Option(help="Where.")] = None,
) -> None:
    """Give a session its date, or move it to another one."""

    async def work(assistant: Assistant, output: Output) -> None:
        if rest:
            every = await assistant.plan_rest(pairing, rest)
            if output.as_json:
                output.data({"sessions": every})
            for one in [] if output.as_json else every:
                output.line(f"Session {one.number} is on {one.when}.")
            return
        if not on:
            raise InvalidInput(
                "No date was named.",
                safe="Nothing was changed.",
                next_step='Add one, such as --on "12 June 15:00", or --rest 4 for all that follow.',
            )
        when = day_and_time(on, await assistant.today())
        number = session if session is not None else await _next_session(assistant, pairing)
        planned = await assistant.plan_session(pairing, number, when, minutes=minutes, place=place)
        if output.as_json:
            output.data({"session": planned})
        else:
            output.line(f"Session {planned.number} is on {planned.when}. Both of you see it.")

    run(context, work, writes=True)


async def _next_session(assistant: Assistant, pairing: str) -> int:
    """The first session that is still to come, planned or not."""
    over = (SessionState.HELD, SessionState.MISSED)
    sessions = (await assistant.journey(pairing)).sessions
    return next((one.number for one in sessions if one.state not in over), len(sessions) + 1)


def mark(
    context: typer.Context,
    pairing: Pairing,
    became: Annotated[
        Literal["held", "missed", "planned"], typer.Argument(help="What became of it.")
    ],
    session: Annotated[
        int | None, typer.Option(help="Its number; the next one if not named.")
    ] = None,
) -> None:
    """Say that a session took place, was missed, or is to come after all."""

    async def work(assistant: Assistant, output: Output) -> None:
        number = session if session is not None else await _next_session(assistant, pairing)
        marked = await assistant.mark_session(pairing, number, SessionState(became))
        if output.as_json:
            output.data({"session": marked})
        else:
            output.line(f"Session {marked.number}: {marked.state.value}, {marked.when}.")
            of = f"--pairing {marked.pairing} --session {marked.number}"
            if marked.state is not SessionState.PLANNED:
                output.way("If that is wrong", f"mark planned {of}")
            if marked.state is SessionState.HELD:
                output.way("Your note of it", f"import FILE {of}")
                output.way("To look back", f"reflect {of}")

    run(context, work, writes=True)


def about(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="What the pairing is about, in a few words.")],
    pairing: Pairing,
) -> None:
    """Say what a pairing is about. The coordinator never sees it."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.set_focus(pairing, words)
        if output.as_json:
            output.data({"focus": words})
        else:
            output.line("Kept. The next agenda goes by it.")

    run(context, work, writes=True)


def promise(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="One thing that others can see.")],
    pairing: Pairing,
    by: Annotated[str, typer.Option(help="The day: 30 June, in two weeks.")],
) -> None:
    """Promise one observable change of your own, by a date."""

    async def work(assistant: Assistant, output: Output) -> None:
        due = day_and_time(by, await assistant.today())[0]
        made = await assistant.promise(pairing, words, due)
        if output.as_json:
            output.data({"commitment": made})
            return
        output.line(f"Promised by {due:%d %B}. Your partner sees it.")
        output.way("When it is done", f"commitments keep {made.id}")

    run(context, work, writes=True)


def add_goal(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="The goal, in a sentence.")],
    pairing: Pairing,
    whose: Annotated[Whose, typer.Option(help="Whose it is.")] = "both",
    known_by: Annotated[str, typer.Option(help="How both would know.")] = "",
) -> None:
    """One more goal. Your partner sees it too."""

    async def work(assistant: Assistant, output: Output) -> None:
        goal = await assistant.add_goal(pairing, text, whose, known_by)
        if output.as_json:
            output.data({"goal": goal})
        else:
            output.line(f"Kept as {goal.label}. Both of you see it.")
            output.way("Other words for it", f'goals change {goal.label} --text "Other words"')

    run(context, work, writes=True)


def change_goal(
    context: typer.Context,
    goal: Annotated[str, typer.Argument(help="Its label, such as G1, or its id.")],
    pairing: Pairing,
    text: Annotated[str | None, typer.Option(help="Other words.")] = None,
    whose: Annotated[Whose | None, typer.Option(help="Whose it is.")] = None,
    known_by: Annotated[str | None, typer.Option(help="How both would know.")] = None,
) -> None:
    """Other words for a goal."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.change_goal(pairing, goal, text=text, whose=whose, success=known_by)
        if output.as_json:
            output.data({"goal": kept})
        else:
            output.line(f"{kept.label}: {kept.text}")

    run(context, work, writes=True)


def remove_goal(
    context: typer.Context,
    goal: Annotated[str, typer.Argument(help="Its label, such as G1, or its id.")],
    pairing: Pairing,
) -> None:
    """Take a goal out."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.remove_goal(pairing, goal)
        if output.as_json:
            output.data({"removed": goal})
        else:
            output.line("Taken out.")

    run(context, work, writes=True)
