"""Feedback both ways: write it, see how it stands, release it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run, typed
from assistant.cli.listening import heard
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_page, way_to_shared, ways_of_page
from assistant.domain.amounts import counted
from assistant.domain.feedback_typing import as_typed, from_typed, typing_place
from assistant.domain.reflections import Feedback, FeedbackLine
from assistant.domain.views import FeedbackView, ReleasePreview
from assistant.errors import InvalidInput, NotAllowed

_ROUND = typer.Option("--round", help="Which round; the newest that has begun if not named.")
_PARTS = (
    ("situation", "Situation: which moment is it?"),
    ("behaviour", "Behaviour: what was said or done in it, without any adjective?"),
    ("impact", "Impact: what did it lead to, for you?"),
    ("intent", "Intent: what should come of your saying so? (may stay empty)"),
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    feedback = typer.Typer(help="Feedback both ways, sealed until both have written.")
    feedback.command("give")(give)
    feedback.command("open")(open_round)
    feedback.command("release")(release)
    feedback.command("summary")(summary)
    app.add_typer(feedback, name="feedback")


def give(
    context: typer.Context,
    pairing: Pairing,
    number: Annotated[int | None, _ROUND] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            help="A form: lines that begin with Situation:, Behaviour:, Impact: and, if you like, "
            "Intent:; - reads standard input. Without it you are asked."
        ),
    ] = None,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Erase what you sealed, to write it anew.")
    ] = False,
) -> None:
    """Write to your partner: situation, behaviour, impact, intent. It stays sealed at first."""

    async def work(assistant: Assistant, output: Output) -> None:
        if take_back:
            lines = await assistant.take_feedback_back(pairing, number)
            view = await assistant.feedback(pairing, number)
        else:
            view = await assistant.feedback(pairing, number)
            if file is None and view.state == "not yet":
                raise NotAllowed(view.says)
            if file is None and view.state == "open" and view.mine is not None:
                raise NotAllowed(
                    f"Round {view.round} has opened: what was written in it stays as it is.",
                    next_step="Release it or keep it back, point by point: "
                    "viceversa feedback release",
                )
            if file is None:
                lines = tuple(await _asked(assistant, view, output))
            else:
                form = typed("-") if str(file) == "-" else file
                lines = tuple(await assistant.read_feedback_form(form))
            for hint in await assistant.feedback_wording(lines):
                output.progress(
                    f"Wording, point {hint.point}: {hint.before} Try: {hint.after} "
                    f"{' '.join(hint.asks)}".rstrip()
                )
            view = await assistant.give_feedback(pairing, lines, number)
        if output.as_json:
            output.data(as_contract(view))
        elif take_back:
            output.line(f"Taken back: {_points(len(lines))}. The form has the words again.")
            output.way("To write it anew", f"feedback give --pairing {view.pairing}")
        else:
            word = "Sealed" if view.state == "sealed" else "Kept"
            output.line(f"{word}: {_points(len(lines))} for {view.partner}, round {view.round}.")
            output.line(view.says)
            of = f"--pairing {view.pairing} --round {view.round}"
            output.way("To see how it stands", f"feedback open {of}")
            if view.state == "sealed":
                output.way("To take it back", f"feedback give --take-back {of}")

    run(context, work, writes=True)


def open_round(
    context: typer.Context,
    pairing: Pairing,
    number: Annotated[int | None, _ROUND] = None,
) -> None:
    """How a round stands, and what has been released in it. It opens when its time has come."""

    async def work(assistant: Assistant, output: Output) -> None:
        view = await assistant.feedback(pairing, number)
        if output.as_json:
            output.data(as_contract(view))
            return
        _show(view, output)
        for other in await assistant.feedback_rounds(view.pairing):
            if other.round != view.round and other.state != "not yet":
                of = f"--pairing {view.pairing} --round {other.round}"
                output.way(f"Round {other.round}", f"feedback open {of}")

    run(context, work)


def release(
    context: typer.Context,
    pairing: Pairing,
    points: Annotated[
        list[str] | None, typer.Argument(help="Numbers of your points, as shown by open.")
    ] = None,
    number: Annotated[int | None, _ROUND] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Release them; without it the words are shown only.")
    ] = False,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Let your partner no longer read them.")
    ] = False,
) -> None:
    """Let your partner read single points, after a look at the exact words."""

    async def work(assistant: Assistant, output: Output) -> None:
        chosen = points or []
        if (yes or take_back) and not chosen:
            raise InvalidInput(
                "No point was named.", next_step="Name points by number, such as: release 1 3"
            )
        if not (yes or take_back):
            preview = await assistant.preview_release(pairing, chosen, number)
            mine = (await assistant.feedback(pairing, number)).mine
            shown = chosen or _unreleased(mine.lines if mine else ())
            _show_preview(preview, shown, pairing, output)
            return
        view = await assistant.release_feedback(pairing, chosen, number, released=not take_back)
        if output.as_json:
            output.data(as_contract(view))
        elif take_back:
            output.line(f"Taken back. {view.partner} may have read it by now.")
        else:
            output.line(f"Released. {view.partner} can read {_points(len(chosen))} now.")
            of = f"--pairing {view.pairing} --round {view.round}"
            again = f"feedback release {' '.join(chosen)} --take-back {of}"
            output.way("To take it back", again)
            output.way("Both directions on one page", f"feedback summary {of}")

    run(context, work, writes=yes or take_back)


def summary(
    context: typer.Context,
    pairing: Pairing,
    number: Annotated[int | None, _ROUND] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"],
        typer.Option(help="auto lets a connected model improve the rules' draft."),
    ] = "auto",
) -> None:
    """Both directions on one page, from released points and notes that you share. Only you read
    the draft until you share it."""

    async def work(assistant: Assistant, output: Output) -> None:
        draft = await assistant.summarise_feedback(
            pairing, number, engine=engine, on_progress=output.progress
        )
        if output.as_json:
            output.data(page_contract(draft))
        else:
            show_page(draft.page, output, foot=f"{draft.receipt.note} Draft {draft.id}".strip())
            ways_of_page(draft, output)
            await way_to_shared(assistant, draft, output)

    run(context, work)


def as_contract(view: FeedbackView) -> dict[str, Any]:
    """The promised JSON of a round."""
    return {
        "kind": "feedback",
        "pairing": view.pairing,
        "round": view.round,
        "state": view.state,
        "opens_by": view.opens_by.isoformat() if view.opens_by else None,
        "says": view.says,
        "mine": _as_points(view.mine),
        "released_to_me": _as_points(view.theirs),
    }


def _as_points(feedback: Feedback | None) -> list[dict[str, Any]]:
    return [line.model_dump(mode="json") for line in feedback.lines] if feedback else []


def _points(count: int) -> str:
    return counted(count, "point")


async def _asked(assistant: Assistant, view: FeedbackView, output: Output) -> list[FeedbackLine]:
    """The form, asked part by part; an empty situation ends it. Every line is kept as it is typed,
    where the screen's form keeps it too."""
    place = typing_place(view.pairing, view.round)
    output.progress(f"Feedback to {view.partner}, round {view.round}. {view.says}")
    output.progress("Ctrl-C stops; what you typed is here when you come back.")
    lines = from_typed((await assistant.kept_words(place)).text)
    for number, line in enumerate(lines, start=1):
        parts = " ".join(getattr(line, part) for part, _ in _PARTS).strip()
        output.progress(f"Restored, point {number}: {parts}")
    unfinished = lines.pop() if lines and not lines[-1].impact else None
    if view.mine is not None:
        output.progress("What you seal now takes the place of what you sealed before.")
    if lines:
        output.progress("Another moment, or an empty line to seal.")
    while True:
        said = {part: getattr(unfinished, part, "") for part, _ in _PARTS}
        unfinished = None
        for part, question in _PARTS:
            if said[part]:
                continue
            output.progress(question)
            said[part] = heard().strip()
            if part == "situation" and not said[part]:
                return lines
            typed_so_far = [*lines, FeedbackLine(id="typing", **said)]
            await assistant.keep_text(place, as_typed(typed_so_far))
        lines.append(FeedbackLine(id=f"l{len(lines) + 1}", **said))
        output.progress("Kept. Another moment, or an empty line to seal.")


def _show(view: FeedbackView, output: Output) -> None:
    output.heading(f"Feedback with {view.partner}, round {view.round}")
    output.line(view.says)
    if view.mine is not None:
        output.line()
        output.heading(f"You to {view.partner}")
        for position, line in enumerate(view.mine.lines, start=1):
            who = "released" if line.released else "only you"
            output.line(f"Point {position}, {who}", indent=2)
            _show_point(line, output)
    of = f"--pairing {view.pairing} --round {view.round}"
    if view.mine is None and view.state != "not yet":
        output.way("To write yours", f"feedback give {of}")
    if view.state != "open":
        return
    output.line()
    output.heading(f"{view.partner} to you")
    if view.theirs is None:
        output.line("Nothing is released to you.", indent=2)
    for position, line in enumerate(view.theirs.lines if view.theirs else (), start=1):
        output.line(f"Point {position}", indent=2)
        _show_point(line, output)
    kept = _unreleased(view.mine.lines if view.mine else ())
    if kept:
        output.way(f"To let {view.partner} read one", f"feedback release {kept[0]} {of}")
    output.way("Both directions on one page", f"feedback summary {of}")


def _unreleased(lines: Sequence[FeedbackLine]) -> list[str]:
    """Numbers of the points that the partner does not read."""
    return [str(number) for number, line in enumerate(lines, start=1) if not line.released]


def _show_point(line: FeedbackLine, output: Output) -> None:
    parts = (
        ("Situation", line.situation),
        ("Behaviour", line.behaviour),
        ("Impact", line.impact),
        ("Intent", line.intent),
    )
    output.pairs(((name, said) for name, said in parts if said), indent=5)


def _show_preview(preview: ReleasePreview, chosen: list[str], pairing: str, output: Output) -> None:
    if output.as_json:
        output.data(preview)
        return
    if not preview.lines:
        output.line(f"Everything you wrote in round {preview.round} is released already.")
        return
    output.heading(f"What {preview.partner} would read")
    for line in preview.lines:
        _show_point(line, output)
        output.line()
    if preview.kept_back:
        output.quiet(f"{preview.partner} would not see {_points(preview.kept_back)} more of yours.")
    output.quiet("The coordinator sees none of it. You can take it back.")
    numbers = " ".join(chosen)
    of = f"--pairing {pairing} --round {preview.round}"
    output.way("To release", f"feedback release {numbers} {of} --yes")
