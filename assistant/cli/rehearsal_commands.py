"""Rehearsing something hard to say, and one's own talks."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run, the_only_one
from assistant.cli.listening import stopping_at_once
from assistant.cli.output import Output
from assistant.domain.progress import Countdown
from assistant.domain.rehearsing import Rehearsed
from assistant.domain.talks import passage_with

talk = typer.Typer(help="Your talks with the assistant.", no_args_is_help=True)
_Engine = Annotated[
    Literal["auto", "rules", "model"],
    typer.Option(help="auto lets a connected model invent the answers."),
]
_Id = Annotated[str, typer.Argument(help="Its id, as viceversa talk list shows it.")]
_Undo = Annotated[bool, typer.Option("--undo", help="The opposite.")]
_OptionalPairing = Annotated[
    str | None, typer.Option(help="About which pairing; your only one by itself.")
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(rehearse)
    app.add_typer(talk, name="talk")


def rehearse(context: typer.Context, pairing: Pairing, engine: _Engine = "auto") -> None:
    """Practise saying something hard; what comes back is invented, and nothing is kept.

    One line of standard input is one turn; three turns, then what worked.
    """

    async def work(assistant: Assistant, output: Output) -> None:
        said: list[str] = []
        heard = [await assistant.rehearse(pairing, engine=engine)]
        if not output.as_json:
            _show(heard[-1], output)
        while line := _next_line():
            said.append(line.strip())
            heard.append(await assistant.rehearse(pairing, said, engine=engine))
            if not output.as_json:
                _show(heard[-1], output)
            if heard[-1].over:
                break
        if output.as_json:
            output.data({"turns": [turn for part in heard for turn in _contract(part)],
                         "over": heard[-1].over, "kept": False})  # fmt: skip

    run(context, work)


def _next_line() -> str:
    """The next line of standard input that says something; "" at its end."""
    with stopping_at_once():
        return next((line for line in sys.stdin if line.strip()), "")


def _contract(part: Rehearsed) -> list[dict[str, object]]:
    return [
        {"speaker": turn.speaker, "text": turn.text, "invented": turn.invented}
        for turn in part.turns
    ]


def _show(part: Rehearsed, output: Output) -> None:
    for turn in part.turns:
        output.line()
        if turn.invented:
            output.heading(f"Invented, not {part.partner}'s words:")
        output.line(turn.text, indent=2 if turn.invented else 0)
    if part.note:
        output.quiet(part.note)
    if part.over:
        output.line()
        output.quiet("Nothing of this was kept.")


@talk.command()
def rename(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="Its new name.")],
    pairing: _OptionalPairing = None,
) -> None:
    """Give your newest talk another name."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.rename_talk(title, await the_only_one(assistant, pairing))
        if output.as_json:
            output.data({"id": kept.id, "title": kept.title})
        else:
            output.line(f"Renamed: {kept.title}")

    run(context, work)


@talk.command("list")
def listed(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Only those in which these words stand.")] = "",
    archived: Annotated[bool, typer.Option("--archived", help="Those put away.")] = False,
) -> None:
    """List your talks, pinned ones first, then the newest; or find words in them."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.talks(words, archived=archived)
        if output.as_json:
            output.data({"talks": found})
            return
        if not found:
            output.line(
                "No talk of yours is there. Begin one: viceversa ask QUESTION"
                if not words
                else "No talk has these words."
            )
        for one in found:
            marks = [
                m for m, is_so in (("pinned", one.pinned), ("put away", one.archived)) if is_so
            ]
            output.line(", ".join([f"{one.updated_at:%d %B %Y}: {one.title}", *marks]))
            if words:
                output.line(passage_with(one, words), indent=2)
            output.way("To go on with it", f"talk open {one.id}", indent=2)

    run(context, work)


@talk.command("open")
def opened(context: typer.Context, talk_id: _Id) -> None:
    """Go on with a talk: your next question about its pairing belongs to it."""

    async def work(assistant: Assistant, output: Output) -> None:
        taken = await assistant.take_up_talk(talk_id)
        output.line(f"In hand again: {taken.title}")

    run(context, work)


@talk.command()
def pin(context: typer.Context, talk_id: _Id, undo: _Undo = False) -> None:
    """Keep a talk at the top of your list."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.pin_talk(talk_id, pinned=not undo)
        output.line(f"{'Pinned' if kept.pinned else 'No longer pinned'}: {kept.title}")

    run(context, work)


@talk.command()
def archive(context: typer.Context, talk_id: _Id, undo: _Undo = False) -> None:
    """Put a talk out of the way; its words are still found."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.archive_talk(talk_id, archived=not undo)
        output.line(f"{'Put away' if kept.archived else 'Back again'}: {kept.title}")

    run(context, work)


@talk.command()
def again(
    context: typer.Context, pairing: _OptionalPairing = None, engine: _Engine = "auto"
) -> None:
    """Answer your last question anew; the earlier answer is replaced."""

    async def work(assistant: Assistant, output: Output) -> None:
        of = await the_only_one(assistant, pairing)
        async for event in assistant.answer_again(of, engine=engine):
            if event.kind == "waiting":
                output.progress(Countdown(event.text))
            if event.kind != "done":
                continue
            if output.as_json:
                output.data({"answer": event.text, "citations": event.citations})
                return
            output.line(event.text)
            for number, citation in enumerate(event.citations, start=1):
                output.line(f"Source {number}: {citation.label}", indent=2)

    run(context, work)


@talk.command()
def show(context: typer.Context, pairing: _OptionalPairing = None) -> None:
    """Show your newest talk."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.conversation(await the_only_one(assistant, pairing))
        if output.as_json:
            output.data({"talk": found})
            return
        if found is None:
            output.line(
                "There is no talk of yours about this yet. Begin one: viceversa ask QUESTION"
            )
            return
        output.heading(found.title)
        for turn in found.turns:
            output.line(f"{'You' if turn.speaker == 'you' else 'Viceversa'}: {turn.text}")

    run(context, work)
