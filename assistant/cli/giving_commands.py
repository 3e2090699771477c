"""What a person gives to the programme: words, consent to a quote, a self-rating."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import run, typed
from assistant.cli.listening import stopping_at_once
from assistant.cli.output import Output
from assistant.domain.reflections import Quoting
from assistant.domain.views import ContributionView, RatingForm
from assistant.errors import InvalidInput

_PAIRING = typer.Option(help="Which pairing, if you are in several: its id or the partner's name.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(contribute)
    app.command("contributions")(listed)
    app.command()(consent)
    app.command()(rate)


def contribute(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Your words; - reads standard input.")] = "",
    theme: Annotated[
        list[str] | None, typer.Option(help="What it is about; may be given more than once.")
    ] = None,
    quote_me: Annotated[
        Quoting, typer.Option("--quote-me", help="May a note quote these words?")
    ] = Quoting.NO,
    about_partner: Annotated[
        bool, typer.Option("--about-partner", help="The words describe your partner.")
    ] = False,
    pairing: Annotated[str | None, _PAIRING] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only show what would be read.")
    ] = False,
    take_back: Annotated[
        str | None, typer.Option("--take-back", help="Id of a contribution to erase everywhere.")
    ] = None,
) -> None:
    """Give words to the programme. They are counted under their theme and never shown raw."""

    async def work(assistant: Assistant, output: Output) -> None:
        if take_back:
            await assistant.withdraw_contribution(take_back)
            if output.as_json:
                output.data({"withdrawn": take_back})
            else:
                output.line("Taken back. It is gone from every note and draft as well.")
            return
        if not text:
            await _show_themes(assistant, output, pairing)
            return
        given = await (assistant.preview_contribution if preview else assistant.contribute)(
            typed(text),
            theme or (),
            quote_me,
            pairing=pairing,
            about_partner=about_partner,
        )
        if output.as_json:
            output.data({"kept": not preview, "contribution": given})
        else:
            _show_contribution(given, output, kept=not preview)

    run(context, work)


async def _show_themes(assistant: Assistant, output: Output, pairing: str | None) -> None:
    themes = await assistant.themes(pairing)
    if output.as_json:
        output.data({"themes": themes})
        return
    output.heading("Say something to the programme, under one of these or in words of your own:")
    for theme in themes:
        output.line(theme, indent=2)
    example = themes[0] if themes else "In a few words"
    output.way(
        "To look first",
        f'contribute "Your words" --theme "{example}" --quote-me anonymous --preview',
    )
    output.line("The same without --preview keeps it.")
    output.way("What you gave before", "contributions")


def _show_contribution(one: ContributionView, output: Output, *, kept: bool) -> None:
    output.heading("Kept" if kept else "This would be kept")
    output.line(f"“{one.text}”", indent=2)
    output.line(f"Under: {', '.join(one.themes)}", indent=2)
    output.line("Nobody reads it as yours. It counts once five people in three pairings name")
    output.line("the same theme, and not before.")
    if one.quoting is Quoting.NO:
        output.line("It is not quoted.")
    elif not one.quoted:
        output.line("It is too short or too long to be quoted as it stands.")
    else:
        as_whom = "with your name" if one.quoting is Quoting.NAMED else "without your name"
        output.line(f"A note may quote, {as_whom}: “{one.quoted}”")
        if one.about_partner:
            output.line(
                f"It describes {one.partner}, who can read it from now on and is asked. Until "
                f"{one.partner} agrees it is not quoted."
            )
        if one.may_show and one.quoting is Quoting.ANONYMOUS:
            output.line(
                "It holds a name, a date, a place or something of a job: whoever knows you may "
                "recognise you, so a note leaves it out. Other words would be quoted."
            )
    if kept:
        output.way("To take it back at any time", f"contribute --take-back {one.id}")


def listed(context: typer.Context) -> None:
    """What you gave to the programme, and words about you that wait for your consent."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.contributions()
        if output.as_json:
            output.data({"contributions": found})
            return
        if not found:
            output.line("Nothing yet. Give something with: viceversa contribute")
        for one in found:
            if one.mine:
                output.line(f"{one.id}, yours, quoting: {one.quoting.value}. “{one.text}”")
                output.quiet(f"Under: {', '.join(one.themes)}", indent=2)
                output.way("To take it back", f"contribute --take-back {one.id}", indent=2)
            else:
                said = {True: "you agreed", False: "you said no", None: "you are asked"}[one.agreed]
                output.line(f"{one.id}, about you; {said}. “{one.text}”")
                output.way("To let a note quote them", f"consent {one.id} --yes", indent=2)
                output.way("To say no, of which nobody is told", f"consent {one.id} --no", indent=2)

    run(context, work)


def consent(
    context: typer.Context,
    contribution: Annotated[str, typer.Argument(help="Id of words about you.")],
    given: Annotated[bool, typer.Option("--yes/--no", help="May a note quote them?")],
) -> None:
    """Say whether your partner's words about you may be quoted. You can change it later."""

    async def work(assistant: Assistant, output: Output) -> None:
        one = await assistant.consent_to_quote(contribution, given=given)
        if output.as_json:
            output.data({"contribution": one})
        else:
            output.line(
                "A note may quote them." if one.agreed else "No note quotes them. Nobody is told."
            )

    run(context, work)


def rate(
    context: typer.Context,
    wave: Annotated[
        Literal["baseline", "mid", "end"], typer.Argument(help="At the start, halfway or the end.")
    ],
    scores: Annotated[
        str, typer.Option(help="Your ratings 1 to 5, with commas between them.")
    ] = "",
    change_seen: Annotated[
        bool | None,
        typer.Option("--change/--no-change", help="Would a colleague notice one change?"),
    ] = None,
    pairing: Annotated[str | None, _PAIRING] = None,
) -> None:
    """Rate your own practice. Nobody else ever reads it; it is only counted with others."""

    async def work(assistant: Assistant, output: Output) -> None:
        form = await assistant.rating_form(wave, pairing)
        given, seen = scores, change_seen
        if not given and sys.stdin.isatty() and not output.as_json:
            with stopping_at_once():
                given, seen = _asked(form, output)
        if given:
            numbers = [part.strip() for part in given.split(",")]
            if not all(part.isdigit() for part in numbers):
                raise InvalidInput("Ratings are numbers from 1 to 5, with commas between them.")
            form = await assistant.rate(
                wave, [int(part) for part in numbers], pairing=pairing, change_seen=seen
            )
        if output.as_json:
            output.data({"kept": bool(given), "rating": form})
        elif given:
            output.line("Kept, only for you. A note tells means of five people or more, no less.")
            output.way("What is next", "home")
        else:
            _show_form(form, output)

    run(context, work)


def _show_form(form: RatingForm, output: Output) -> None:
    output.heading(f"{form.about[:1].upper()}{form.about[1:]}, 1 (not at all) to 5 (fully)")
    for number, statement in enumerate(form.statements, start=1):
        output.line(f"{number}. {statement}", indent=2)
    if form.change_question:
        output.line(form.change_question, indent=2)
    threes = ",".join("3" for _ in form.statements)
    change = " --change" if form.change_question else ""
    output.way("To keep yours, a number for each", f"rate {form.wave} --scores {threes}{change}")
    if form.change_question:
        output.line("Say --no-change where nobody would notice one.")


def _asked(form: RatingForm, output: Output) -> tuple[str, bool | None]:
    _show_form(form, output)
    given = [str(typer.prompt(f"{n}", type=int)) for n in range(1, len(form.statements) + 1)]
    seen = typer.confirm(form.change_question) if form.change_question else None
    return ",".join(given), seen
