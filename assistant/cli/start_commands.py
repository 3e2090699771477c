"""The first run: start a pairing of one's own or a programme, invite, join."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import run, typed
from assistant.cli.output import Output
from assistant.domain.beginnings import InvitationMade
from assistant.domain.days import day_words, read_day
from assistant.domain.visibility import Role
from assistant.errors import InvalidInput, NotFound
from assistant.exchange.writing import slug


def register(app: typer.Typer) -> None:
    """Add these commands."""
    start = typer.Typer(help="Begin: a pairing of your own, or a programme.", no_args_is_help=True)
    start.command("pairing")(pairing)
    start.command("programme")(programme)
    app.add_typer(start, name="start")
    app.command()(pair)
    app.command()(invite)
    app.command()(join)


def day_and_time(text: str, today: date | None = None) -> tuple[date, time | None]:
    """What ``text`` says, or InvalidInput with examples."""
    found = read_day(text, today or date.today())
    if found is None:
        raise InvalidInput(
            f"{text} is no date that can be read.",
            safe="Nothing was changed.",
            next_step='Write it like "12 June 15:00" or 2027-06-12.',
        )
    return found


def pairing(
    context: typer.Context,
    partner: Annotated[str, typer.Option("--with", help="The other person's name.")],
    me: Annotated[str, typer.Option("--me", help="Your name.")],
    role: Annotated[
        Literal["mentor", "mentee"],
        typer.Option(help="What you are: the mentor is the junior of the two."),
    ] = "mentor",
    about: Annotated[str, typer.Option(help="What it is about, in a few words.")] = "",
    goal: Annotated[str, typer.Option(help="One goal, in a sentence.")] = "",
    on: Annotated[str, typer.Option(help='The first session: "12 June 15:00".')] = "",
) -> None:
    """A pairing of your own, by yourself: two names are enough."""

    async def work(assistant: Assistant, output: Output) -> None:
        first = day_and_time(on) if on else None
        begun = await assistant.start_pairing(
            me, partner, role, focus=about, goal=goal, first=first
        )
        if output.as_json:
            output.data(begun)
            return
        other = partner.split(maxsplit=1)[0]
        output.line(f"Begun with {partner}. You are the {role}; everything here is only yours.")
        output.way("What is next", "home")
        output.way("The agenda of your first session", "agenda")
        output.way(f"If {other} uses Viceversa too", "invite --to .")

    run(context, work)


def programme(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="What it is called.")],
    me: Annotated[str, typer.Option("--me", help="Your name: you run it.")],
    organisation: Annotated[str, typer.Option(help="Where it takes place.")] = "",
    begins: Annotated[str, typer.Option(help="The kick-off; today if not named.")] = "",
    sessions: Annotated[int | None, typer.Option(help="How many sessions a pair has.")] = None,
    contact: Annotated[
        list[str] | None,
        typer.Option(help='A human contact, "name: what for"; may be given more than once.'),
    ] = None,
) -> None:
    """A programme from the template: milestones, ground rules, feedback rounds, roles."""

    async def work(assistant: Assistant, output: Output) -> None:
        begun = await assistant.start_programme(
            name,
            me,
            organisation=organisation,
            begins=day_and_time(begins)[0] if begins else None,
            sessions=sessions,
            contacts=[(who, what) for who, _, what in (c.partition(":") for c in contact or ())],
        )
        if output.as_json:
            output.data(begun)
            return
        output.line(f"{name} is here, and you run it.")
        output.way("Next, pair people", 'pair "Mentor Name" "Mentee Name"')
        output.way("What is next", "home")

    run(context, work)


def pair(
    context: typer.Context,
    mentor: Annotated[str, typer.Argument(help="The junior, who mentors.")],
    mentee: Annotated[str, typer.Argument(help="The senior, who is mentored.")],
    mentor_job: Annotated[str, typer.Option(help="What the mentor does.")] = "",
    mentee_job: Annotated[str, typer.Option(help="What the mentee does.")] = "",
    same_line: Annotated[
        bool,
        typer.Option("--same-line", help="One stands above the other: such a pair is refused."),
    ] = False,
    programme: Annotated[str | None, typer.Option(help="Which of your programmes.")] = None,
) -> None:
    """Pair two people of your programme; whoever is new is added."""

    async def work(assistant: Assistant, output: Output) -> None:
        made = await assistant.add_pairing(
            mentor,
            mentee,
            mentor_job=mentor_job,
            mentee_job=mentee_job,
            same_line=same_line,
            programme=programme,
        )
        if output.as_json:
            output.data({"pairing": made})
            return
        output.line(f"{mentor} mentors {mentee}: {made}")
        output.way("Next, an invitation for each, as a file", f"invite --pairing {made} --to .")

    run(context, work)


def invite(
    context: typer.Context,
    pairing: Annotated[
        str | None,
        typer.Option(
            help="Which pairing: its id or a person's name. If none is named: your only one; of "
            "whoever runs a programme, all that have not ended."
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="A folder to write the invitations to, as files.")
    ] = None,
) -> None:
    """Invitations: names and the programme's own facts, and nothing that anybody wrote."""

    async def work(assistant: Assistant, output: Output) -> None:
        made = [
            one for of in await _of(assistant, pairing) for one in await assistant.invitations(of)
        ]
        files = [
            await assistant.save_invitation(one, to=to / f"invitation-{slug(one.name)}.txt")
            for one in (made if to else [])
            if to
        ]
        if output.as_json:
            output.data({"invitations": made, "files": [str(file) for file in files]})
            return
        for number, one in enumerate(made):
            _show(one, files[number] if files else None, output)
        if files:
            output.line("Send each file to its person, and to nobody else. They begin with:")
            output.line("viceversa join FILE", indent=2)

    run(context, work)


async def _of(assistant: Assistant, named: str | None) -> list[str]:
    """The pairings to invite to."""
    if named:
        return [named]
    views = [view for view in await assistant.pairings() if not view.ended]
    mine = [view.id for view in views if view.role is not Role.COORDINATOR]
    found = mine or [view.id for view in views]
    if not found:
        raise NotFound(
            "There is no pairing to invite to.",
            next_step="Make one with: viceversa pair or viceversa start pairing",
        )
    if len(mine) > 1:
        raise InvalidInput(
            f"You are in {len(mine)} pairings.",
            next_step=f"Name one with --pairing: {', '.join(mine)}.",
        )
    return found


def _show(one: InvitationMade, file: Path | None, output: Output) -> None:
    output.heading(f"For {one.name}, {one.role}")
    if file is not None:
        output.line(f"Written to {file}", indent=2)
        return
    output.line("Send this line, or write a file with --to FOLDER:", indent=2)
    output.exact(one.code)


def join(
    context: typer.Context,
    invitation: Annotated[
        str, typer.Argument(help="The file, or the line; - reads standard input.")
    ],
    look: Annotated[bool, typer.Option("--look", help="Only say what it holds.")] = False,
) -> None:
    """Join a pairing with the invitation that you got."""

    async def work(assistant: Assistant, output: Output) -> None:
        said = typed(invitation)
        view = await assistant.look_at_invitation(said)
        begun = None if look else await assistant.join(said)
        if output.as_json:
            output.data({"invitation": view, "joined": begun})
            return
        where = f", {view.organisation}" if view.organisation else ""
        output.line(f"{view.programme}{where}: {view.me}, {view.role} of {view.partner}.")
        if begun is None:
            if (day := view.closed_on) is not None:
                output.line(f"The programme was closed on {day_words(day, year=True)}.")
            output.line("Nothing was changed. Join without --look.")
            return
        output.line(f"You are {view.me} from now on.")
        if begun.news:
            output.line(begun.news)
        if begun.joined_before:
            output.way("What is next", "home")
            return
        output.line("Next, each in a minute, each can wait:")
        other = f'--pairing "{view.partner}"'
        output.way("What this is", f"what-it-is {other}", indent=2)
        output.way("Topics that you keep out", f"boundaries list {other}", indent=2)
        output.way("Where you stand today", f"rate baseline {other}", indent=2)
        output.way("A private mirror", f"readiness {other}", indent=2)
        output.way("Then", "home")

    run(context, work)
