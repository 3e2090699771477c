"""A session while it takes place: its plan and the clock, lines ticked off, bullets, the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, pass_on, typed
from assistant.cli.common import run as run_command
from assistant.cli.output import Output
from assistant.domain.amounts import counted
from assistant.domain.run_views import RunEnd, RunView
from assistant.domain.running import RunItem
from assistant.domain.visibility import Visibility

_SESSION = Annotated[int | None, typer.Option(help="Its number; the one that runs, else the next.")]
_LINE = Annotated[str, typer.Argument(help="A line's number; the one in hand if not named.")]
_BADGES = {"private": "(only you)", "pair": "(you two)"}


def register(app: typer.Typer) -> None:
    """Add these commands."""
    run = typer.Typer(help="Run a session: its plan, the clock, lines ticked off, bullets.")
    run.callback(invoke_without_command=True)(plan)
    for command in (begin, done, park, bullet, more, undo, end):
        run.command()(command)
    run.command("now")(turn_to)
    run.command("reader")(change_bullet)
    app.add_typer(run, name="run")


def plan(
    context: typer.Context,
    pairing: Pairing,
    session: _SESSION = None,
) -> None:
    """The lines of a session, what is left of its time, and your bullets so far."""
    if context.invoked_subcommand is not None:
        pass_on(context, pairing=pairing, session=session)
        return
    _act(context, lambda assistant: assistant.run_view(pairing, session), writes=False)


def begin(context: typer.Context, pairing: Pairing, session: _SESSION = None) -> None:
    """Start the clock."""
    _act(context, lambda assistant: assistant.begin_run(pairing, session), ways=True)


def done(
    context: typer.Context, pairing: Pairing, line: _LINE = "", session: _SESSION = None
) -> None:
    """Tick a line off; once more takes it back."""
    _act(context, lambda assistant: assistant.tick_off(pairing, line, session), whole=False)


def park(
    context: typer.Context, pairing: Pairing, line: _LINE = "", session: _SESSION = None
) -> None:
    """Leave a line for another day; once more takes it back."""
    _act(context, lambda assistant: assistant.park(pairing, line, session), whole=False)


def turn_to(
    context: typer.Context,
    pairing: Pairing,
    line: Annotated[str, typer.Argument(help="A line's number.")],
    session: _SESSION = None,
) -> None:
    """Talk about this line from now on."""
    _act(context, lambda assistant: assistant.turn_to(pairing, line, session), whole=False)


def bullet(
    context: typer.Context,
    pairing: Pairing,
    text: Annotated[str, typer.Argument(help="A few words; - reads standard input.")],
    visibility: Annotated[
        Visibility | None, typer.Option(help="private or pair; pair if not named.")
    ] = None,
    session: _SESSION = None,
) -> None:
    """Keep a few words. Your partner reads none before the session has ended."""
    _act(
        context,
        lambda assistant: assistant.add_bullet(pairing, typed(text), visibility, session),
        whole=False,
        bullets=True,
    )


def change_bullet(
    context: typer.Context,
    pairing: Pairing,
    wanted: Annotated[str, typer.Argument(help="The bullet's number.")],
    visibility: Annotated[Visibility, typer.Argument(help="private or pair.")],
    session: _SESSION = None,
) -> None:
    """Say who may read a bullet once the session is over."""
    _act(
        context,
        lambda assistant: assistant.change_bullet(pairing, wanted, visibility, session),
        whole=False,
        bullets=True,
    )


def more(context: typer.Context, pairing: Pairing, session: _SESSION = None) -> None:
    """Five more minutes."""
    _act(context, lambda assistant: assistant.five_more_minutes(pairing, session), whole=False)


def undo(context: typer.Context, pairing: Pairing, session: _SESSION = None) -> None:
    """Take the last act back."""
    _act(context, lambda assistant: assistant.undo_run(pairing, session), whole=False)


def end(
    context: typer.Context,
    pairing: Pairing,
    session: _SESSION = None,
    share: Annotated[
        bool, typer.Option("--share", help="Let your partner read what is for you two.")
    ] = False,
    private: Annotated[bool, typer.Option("--private", help="Keep all of it to yourself.")] = False,
) -> None:
    """End it: what was kept becomes your note. Without --share or --private it only shows that."""

    async def work(assistant: Assistant, output: Output) -> None:
        preview = await assistant.look_ahead_to_end(pairing, session)
        if not share and not private and preview.shared:
            if output.as_json:
                output.data({"would": preview})
            else:
                _show_end(preview, output)
                of = f"--pairing {pairing}"
                output.way(
                    f"To end it, so that {preview.partner} reads this", f"run end {of} --share"
                )
                output.way("To end it and keep all of it yours", f"run end {of} --private")
            return
        view = await assistant.end_run(pairing, session, share=share)
        if output.as_json:
            output.data(view)
            return
        _show(view, output)
        of = f"--pairing {view.pairing} --session {view.session}"
        output.way("To look back", f"reflect {of}")
        output.way("What the session came to", f"summary {of}")

    run_command(context, work, writes=share or private)


def _act(
    context: typer.Context,
    act: Callable[[Assistant], Awaitable[RunView]],
    *,
    writes: bool = True,
    whole: bool = True,
    bullets: bool = False,
    ways: bool = False,
) -> None:
    """Do it, then tell the ``whole`` plan, or what is in hand now: an ear hears line after line."""

    async def work(assistant: Assistant, output: Output) -> None:
        view = await act(assistant)
        if output.as_json:
            output.data(view)
        elif whole:
            _show(view, output)
            if view.state == "ready" and view.items:
                output.way("To begin", f"run begin --pairing {view.pairing}")
            elif view.state == "running" and (ways or not writes):
                _ways(view, output)
        else:
            _show_now(view, output, bullets=bullets)

    run_command(context, work, writes=writes)


def _ways(view: RunView, output: Output) -> None:
    of = f"--pairing {view.pairing}"
    output.way("This line is done", f"run done {of}")
    output.way("To keep a few words", f'run bullet "A few words" {of}')
    output.way("To end it", f"run end {of}")


def _show_now(view: RunView, output: Output, *, bullets: bool) -> None:
    output.line(_clock(view))
    if bullets:
        _show_bullets(view, output)
        return
    for number, item in enumerate(view.items, start=1):
        if item.id == view.hand:
            length = counted(item.minutes, "minute")
            output.line(f"Now {number} of {len(view.items)}: {item.topic}, {length}")
            for prompt in item.prompts:
                output.line(f"Ask: {prompt}", indent=3)
    if view.hand not in {item.id for item in view.items} and view.state == "running":
        output.line("Every line is done.")
        output.way("To end it", f"run end --pairing {view.pairing}")


def _show_bullets(view: RunView, output: Output) -> None:
    for number, one in enumerate(view.bullets, start=1):
        output.line(f"Bullet {number} {_BADGES[one.visibility.value]}: {one.text}")


def _show(view: RunView, output: Output) -> None:
    output.heading(f"Session {view.session} with {view.partner}, {view.when}")
    output.line(_clock(view))
    if view.late and view.cut_if_late:
        output.line(f"{view.late} minutes late. {view.cut_if_late}")
    if not view.items and view.state != "ended":
        output.line("No agenda is here for it. Draft one with: viceversa agenda")
    for number, item in enumerate(view.items, start=1):
        output.line(
            f"{number}. {_state(view, item)}: {item.topic}, {counted(item.minutes, 'minute')}"
        )
        if item.id == view.hand:
            for prompt in item.prompts:
                output.line(f"Ask: {prompt}", indent=3)
    _show_bullets(view, output)
    if view.state == "running":
        output.quiet("Only you read this until the session has ended.")


def _clock(view: RunView) -> str:
    if view.state == "ended":
        return "It is over."
    if view.state == "ready":
        return f"{view.minutes} minutes. It has not begun."
    if view.timers_hidden:
        return "It runs. The clock is hidden."
    if view.seconds_left <= 0:
        return f"It was to end at {view.ends}."
    minutes, seconds = divmod(view.seconds_left, 60)
    nearly = " Five minutes left. Commitments come next." if view.seconds_left <= 300 else ""
    left = f"{counted(minutes, 'minute')} {counted(seconds, 'second')}"
    return f"{left} left, ends {view.ends}.{nearly}"


def _state(view: RunView, item: RunItem) -> str:
    if item.id == view.hand:
        return f"now, {counted(item.seconds // 60, 'minute')} so far"
    return item.state.value


def _show_end(preview: RunEnd, output: Output) -> None:
    output.heading(f"What {preview.partner} will see")
    for text in preview.shared:
        output.line(text, indent=2)
    output.line(f"What stays only yours: {preview.private} more.")
    output.line("Nothing has been ended yet.")
