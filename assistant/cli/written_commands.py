"""What a person wrote in notes and reflections: who reads each part, sharing it, erasing it."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.domain.visibility import Visibility
from assistant.domain.written import WrittenPart, heading_of, readers_of
from assistant.errors import InvalidInput


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(written)


def written(
    context: typer.Context,
    keep: Annotated[
        list[str] | None,
        typer.Option("--mine", help="Only yours from now on: a part's number or id."),
    ] = None,
    share: Annotated[
        list[str] | None, typer.Option(help="Let your partner read it: a part's number or id.")
    ] = None,
    erase: Annotated[
        str | None,
        typer.Option(help="Erase the whole note or reflection that this part stands in."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --share or --erase: do it now.")] = False,
) -> None:
    """What you wrote in notes and reflections, part by part, and who reads each of them."""

    async def work(assistant: Assistant, output: Output) -> None:
        parts = await assistant.written()
        # All are looked up before one is changed: a wrong number changes nothing.
        mine = [_part(parts, wanted) for wanted in keep or ()]
        wider = [_part(parts, wanted) for wanted in share or ()]
        if erase is not None:
            await _erase(assistant, output, parts, erase, yes=yes)
            return
        if wider and not yes:
            if output.as_json:
                output.data({"shared": False, "would": wider})
                return
            output.heading("This would be read by your partner")
            for part in wider:
                output.line(f"{part.partner} will read: {part.text}", indent=2)
            named = " ".join(f"--share {wanted}" for wanted in share or ())
            output.way("To share it now", f"written {named} --yes")
            return
        readers = dict.fromkeys((part.id for part in mine), Visibility.PRIVATE)
        readers |= dict.fromkeys((part.id for part in wider), Visibility.PAIR)
        await assistant.change_readers(readers)
        _show_written(await assistant.written(), output)

    run(context, work)


def _part(parts: list[WrittenPart], wanted: str) -> WrittenPart:
    for number, part in enumerate(parts, start=1):
        if wanted in (part.id, str(number)):
            return part
    raise InvalidInput(
        f"You wrote no part {wanted}.",
        safe="Nothing was changed.",
        next_step="See their numbers: viceversa written.",
    )


def _show_written(parts: list[WrittenPart], output: Output) -> None:
    if output.as_json:
        output.data({"parts": [part.model_dump(mode="json") | {"id": part.id} for part in parts]})
        return
    if not parts:
        output.line("You wrote no note and no reflection yet.")
    record = ""
    for number, part in enumerate(parts, start=1):
        if part.record != record:
            output.heading(heading_of(part))
            record = part.record
        output.line(f"{number}. {part.text} ({readers_of(part)})", indent=2)
    own = [n for n, part in enumerate(parts, start=1) if part.visibility is Visibility.PRIVATE]
    for number in own[:1]:
        output.way("To let your partner read one, after a look", f"written --share {number}")
    for number in [n for n in range(1, len(parts) + 1) if n not in own][:1]:
        output.way("To make one yours alone again", f"written --mine {number}")
    if parts:
        output.way("To erase a whole note or reflection, after a look", "written --erase 1")


async def _erase(
    assistant: Assistant, output: Output, parts: list[WrittenPart], wanted: str, *, yes: bool
) -> None:
    """The record of a part, with all that stands in it: shown first, erased with ``yes``."""
    part = _part(parts, wanted)
    whole = [one for one in parts if one.record == part.record]
    if yes:
        remove = assistant.remove_note if part.kind == "note" else assistant.remove_reflection
        await remove(part.record)
        if output.as_json:
            output.data({"erased": part.record})
        else:
            output.line("Erased, also from search and from what quoted it.")
        return
    if output.as_json:
        output.data({"erased": False, "would": whole})
        return
    output.heading(f"Erased would be: {heading_of(part)}")
    for one in whole:
        output.line(one.text, indent=2)
    output.line("It cannot be brought back.")
    output.way("To erase it now", f"written --erase {wanted} --yes")
