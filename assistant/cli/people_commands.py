"""Who and what is there: demo, home, people, pairings, sessions, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run, typed
from assistant.cli.output import Output
from assistant.cli.ways import command_for
from assistant.domain.amounts import counted
from assistant.domain.days import day_words
from assistant.domain.views import HomeView, ImportedNote, NextStep, PairingView, ProgrammeCounts
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput

_BADGES = {"private": "(only you)", "pair": "(you two)", "programme": "(programme)"}


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (demo, home, people, pairings, sessions):
        app.command()(command)
    app.command("import")(import_notes)


def demo(context: typer.Context) -> None:
    """Fill the store with the demo programme; doing it twice changes nothing."""

    async def work(assistant: Assistant, output: Output) -> None:
        fresh = await assistant.load_demo()
        person = await assistant.person()
        if output.as_json:
            output.data({"loaded": fresh, "person": person})
            return
        output.line("The demo programme is here." if fresh else "The demo was here already.")
        view = await assistant.home()
        others = [p.name for p in await assistant.everyone() if "coordinator" in p.roles]
        for own in view.pairings:
            output.line(f"You are {view.name}, the {own.role.value} of {own.partner}.")
            others.insert(0, own.partner)
        output.way("What is next for you", "home")
        for other in others:
            output.way(f"What is next for {other}", f'home --as "{other}"')
        for other in others[:1]:
            output.way("To be somebody else from now on", f'people --choose "{other}"')

    run(context, work)


def home(context: typer.Context) -> None:
    """What is next for you, as the home screen says it."""

    async def work(assistant: Assistant, output: Output) -> None:
        if not output.as_json and await assistant.is_empty():
            _show_welcome(output)
            return
        view = await assistant.home()
        if output.as_json:
            output.data(view)
        else:
            _show_home(view, output)

    run(context, work)


def _show_welcome(output: Output) -> None:
    """The ways to begin, as the first screen has them."""
    output.line("Nothing is here yet. Nothing leaves this computer unless you say so.")
    output.way("Look around first, in a demo", "demo")
    output.way(
        "Start a pairing of your own",
        'start pairing --me "Your Name" --with "Their Name"',
    )
    output.way("You were invited to a pairing", "join FILE")
    output.way("You run a programme", 'start programme --name "Its Name" --me "Your Name"')
    output.way("Connect a model, which nothing needs", "connect")


def _show_home(view: HomeView, output: Output) -> None:
    output.line(view.headline)
    if view.demo:
        output.line("This is the demo. Something of your own: viceversa start --help")
    for thing in view.due:
        output.line(f"Due: {thing.words}")
        if command := command_for(thing):
            output.way("", command, indent=2)
    if view.next:
        _step("Next: ", view.next, output)
    for step in view.then:
        _step("Then: ", step, output)
    for pairing in view.pairings:
        output.line()
        _show_pairing(pairing, output)
    for counts in view.programmes:
        _show_programme(counts, output)
    if view.from_programme:
        output.line()
        output.heading("From the programme")
    for offer in view.from_programme:
        _step("", offer, output)
    output.line()
    if view.pairings:
        output.way("Promises, also those that wait for a yes", "commitments")
    output.way("All commands", "--help")


def _show_programme(counts: ProgrammeCounts, output: Output) -> None:
    output.line()
    output.heading(f"Programme: {counts.name}")
    pairs = counted(counts.pairings, "pairing")
    output.line(f"{pairs}, {counts.people} people", indent=2)
    output.line(
        f"Sessions held {counts.held}, planned {counts.planned}, moved {counts.moved}, "
        f"missed {counts.missed}",
        indent=2,
    )
    for title, day, done in counts.milestones:
        output.line(
            f"{'done' if done else 'to come'}: {title}, {day_words(day, year=True)}", indent=2
        )
    for month, held, number in counts.months:
        output.line(f"In {month}: {held} held of {number}", indent=2)
    output.line(f"Missed two in a row: {counts.lost_in_a_row or 'no pair'}", indent=2)
    for caller in counts.calls:
        output.line(f"Asked for a call: {caller}", indent=2)
        output.way("Seen to", "call", indent=4)
    output.line(f"Guidance topics without a source: {counts.gaps}", indent=2)
    for label, told in counts.told:
        output.line(f"{label}: {told or 'not shown, to protect people'}", indent=2)
    output.line("What was said in sessions is never shown here.", indent=2)


def _step(label: str, step: NextStep, output: Output) -> None:
    due = f" ({step.due})" if step.due else ""
    output.heading(f"{label}{step.title}{due}")
    if step.detail:
        output.line(step.detail, indent=2)
    if command := command_for(step):
        output.way("", command, indent=2)


def _show_pairing(pairing: PairingView, output: Output) -> None:
    output.heading(f"With {pairing.partner}: {pairing.id}, you are {pairing.role.value}")
    if pairing.focus:
        output.line(f"About: {pairing.focus}", indent=2)
    for goal in pairing.goals:
        output.line(f"Goal: {goal}", indent=2)
    for state, words, due in pairing.changes:
        output.line(f"What I changed: {state}: {words}{f' ({due})' if due else ''}", indent=2)
    for promised in pairing.promised:
        output.line(f"Promised: {promised}", indent=2)
    for session in pairing.sessions:
        agenda = "" if session.agenda == "none" else f", agenda {session.agenda}"
        output.line(
            f"Session {session.number}: {session.state.value}, {session.when}{agenda}", indent=2
        )


def people(
    context: typer.Context,
    choose: Annotated[
        str | None, typer.Option(help="Be this person from now on: a name or an id.")
    ] = None,
) -> None:
    """Who is in the programme; without a person chosen, all names in this store."""

    async def work(assistant: Assistant, output: Output) -> None:
        if choose is not None:
            await assistant.become(choose)
            name = (await assistant.home()).name
            if output.as_json:
                output.data({"person": await assistant.person()})
            else:
                output.line(f"You are {name} from now on.")
                output.line("What is next for you: viceversa home")
            return
        chosen = await assistant.person()
        found = await (assistant.people() if chosen else assistant.everyone())
        if output.as_json:
            output.data({"people": found})
            return
        if not found:
            output.line("Nobody is here yet. Look around first with: viceversa demo")
        for person in found:
            department = f"; {person.department}" if person.department else ""
            output.line(f"{person.name} ({person.id}): {', '.join(person.roles)}{department}")

    run(context, work)


def pairings(context: typer.Context) -> None:
    """Your pairings; for a coordinator, that they exist and when they met."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.pairings()
        if output.as_json:
            output.data({"pairings": found})
            return
        if not found:
            output.line("You are in no pairing. Begin one: viceversa start pairing --help")
        for view in found:
            _show_pairing(view, output)

    run(context, work)


def sessions(
    context: typer.Context,
    pairing: Annotated[str | None, typer.Option(help="Of this pairing alone.")] = None,
) -> None:
    """Sessions, by date."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.sessions(pairing)
        if output.as_json:
            output.data({"sessions": found})
            return
        if not found:
            output.line("No session is planned. Give one its date: viceversa plan --help")
        for session in found:
            place = f", {session.place}" if session.place else ""
            output.line(
                f"{session.pairing} session {session.number}: {session.state.value}, "
                f"{session.when}{place}"
            )

    run(context, work)


def import_notes(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help="Text, Word, PowerPoint, PDF or HTML files; - reads standard input."),
    ],
    pairing: Pairing,
    session: Annotated[
        int | None, typer.Option(help="Which session; the last one held if not named.")
    ] = None,
    author: Annotated[str | None, typer.Option(help="Whose words these are, if not yours.")] = None,
    visibility: Annotated[
        Visibility, typer.Option(help="Who may read it; you alone by default.")
    ] = Visibility.PRIVATE,
    before: Annotated[
        bool, typer.Option("--before", help="Made before the session: it is still to come.")
    ] = False,
) -> None:
    """Bring notes of a session in."""

    async def work(assistant: Assistant, output: Output) -> None:
        if files == [Path("-")]:
            if author:
                raise InvalidInput("Text from standard input is kept as yours: use --as instead.")
            text = typed("-")
            kept = [
                await assistant.import_text(
                    text, pairing=pairing, session=session, visibility=visibility, before=before
                )
            ]
        else:
            kept = await assistant.import_notes(
                files,
                pairing=pairing,
                session=session,
                author=author,
                visibility=visibility,
                before=before,
            )
        if output.as_json:
            output.data({"notes": kept})
            return
        for note in kept:
            output.line(_kept(note))
        for number in sorted({note.session for note in kept if not note.already_there}):
            of = f"--pairing {kept[0].pairing} --session {number}"
            if visibility is Visibility.PRIVATE:
                output.way("Only you read it. To let your partner read parts of it", "written")
            output.way("To look back", f"reflect {of}")
            output.way("What the session came to", f"summary {of}")

    run(context, work, writes=True)


def _kept(note: ImportedNote) -> str:
    name = note.name or "Your text"
    badge = _BADGES[note.visibility.value]
    if note.already_there:
        return f"{name} is in session {note.session} of {note.pairing} already. Nothing changed."
    parts = counted(note.paragraphs, "paragraph")
    return (
        f"{name}: kept in session {note.session} of {note.pairing}, {parts}, "
        f"{note.words} words {badge}"
    )
