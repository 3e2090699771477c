"""What is kept about oneself, erasing it, and the receipt; impact lines."""

from __future__ import annotations

import shlex
from typing import Annotated, cast

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.domain.days import day_words
from assistant.domain.keeping import (
    STAYS,
    EndChoice,
    EndOfKeeping,
    Erasure,
    KeptView,
    receipt_lines,
)
from assistant.domain.own_kinds import KeptGroup
from assistant.domain.views import ImpactView
from assistant.errors import InvalidInput

_ALL = "all"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (kept, impact):
        app.command()(command)


def kept(
    context: typer.Context,
    erase: Annotated[
        list[str] | None,
        typer.Option(help="A group, as the list names it, or all; may be given more than once."),
    ] = None,
    copies: Annotated[
        bool, typer.Option("--copies", help="With --erase: copies made before an update, too.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Erase it now; it cannot be undone.")] = False,
    receipt: Annotated[int | None, typer.Option(help="Show the receipt of that number.")] = None,
    at_end: Annotated[
        str | None, typer.Option(help="keep or erase: your own, when the time to keep ends.")
    ] = None,
    months: Annotated[int | None, typer.Option(help="Coordinator: months after the close.")] = None,
    end: Annotated[
        bool, typer.Option("--end", help="Coordinator: the day has come, erase it (with --yes).")
    ] = False,
    programme: Annotated[str | None, typer.Option(help="Which programme.")] = None,
) -> None:
    """What is kept about you and until when; erase what is yours, with a receipt."""

    async def work(assistant: Assistant, output: Output) -> None:
        if erase:
            await _erase(assistant, output, erase, copies=copies, yes=yes)
        elif receipt is not None:
            _show_receipt(await assistant.erasure(receipt), output)
        elif at_end is not None:
            if at_end not in ("keep", "erase"):
                raise InvalidInput("It is keep or erase.", safe="Nothing was changed.")
            _show_end(await assistant.choose_end(cast("EndChoice", at_end), programme), output)
        elif months is not None:
            _show_end(await assistant.keep_for(months, programme), output)
        elif end:
            await _end(assistant, output, programme, yes=yes)
        else:
            _show(await assistant.kept(), output)

    run(context, work)


async def _erase(
    assistant: Assistant, output: Output, wanted: list[str], *, copies: bool, yes: bool
) -> None:
    known = [group.value for group in KeptGroup]
    for name in wanted:
        if name not in (*known, _ALL):
            raise InvalidInput(
                f"There is no group called {name}.",
                safe="Nothing was erased.",
                next_step=f"Name one of: {', '.join(known)}, {_ALL}.",
            )
    groups = [KeptGroup(name) for name in (known if _ALL in wanted else wanted)]
    if yes:
        _show_receipt(await assistant.erase_own(groups, copies=copies), output)
        return
    found = [line for line in (await assistant.kept()).lines if line.group in groups]
    if output.as_json:
        output.data({"erased": False, "would": found, "stays": STAYS})
        return
    if not found:
        output.line("There is nothing of yours of that kind.")
        return
    output.heading("This would be erased, and cannot be brought back")
    for line in found:
        output.line(f"{line.words}. {line.lost}".strip(), indent=2)
    for sentence in STAYS:
        output.line(sentence)
    named = " ".join(f"--erase {name}" for name in wanted)
    more = " --copies" if copies else ""
    output.way("To erase it now, with a receipt", f"kept {named}{more} --yes")


async def _end(assistant: Assistant, output: Output, programme: str | None, *, yes: bool) -> None:
    if yes:
        _show_end(await assistant.end_keeping(programme), output)
        return
    output.line(
        "This erases what people gave to the programme and all ratings, and what else is their own "
        "of those who chose that. Notes that were released stay, without quotes. It cannot be "
        "undone. To do it now, add --yes."
    )


def _show(view: KeptView, output: Output) -> None:
    if output.as_json:
        output.data(view)
        return
    output.heading("Kept of your own")
    for line in view.lines:
        output.line(f"{line.group.value}: {line.words}", indent=2)
        output.line(f"Read by: {line.who_reads} {line.until}", indent=4)
    if not view.lines:
        output.line("Nothing.", indent=2)
    if view.copies:
        output.line(f"copies: {', '.join(view.copies)}", indent=2)
        output.line("Made before an update. They go with --erase all --copies.", indent=4)
    for end in view.ends:
        _show_end(end, output)
    if view.allowed:
        output.heading("What you allowed")
    for sentence in view.allowed:
        output.line(sentence, indent=2)
    if view.receipts:
        output.heading("Receipts")
    for receipt in view.receipts:
        on = day_words(receipt.on, year=True)
        output.line(f"{receipt.number}: {on}, {', '.join(receipt.gone)}", indent=2)
    output.heading("What nobody erases alone")
    for sentence in STAYS:
        output.line(sentence, indent=2)
    _ways_of_kept(view, output)


def _ways_of_kept(view: KeptView, output: Output) -> None:
    for line in view.lines[:1]:
        output.way("To see what erasing would take", f"kept --erase {line.group.value}")
    if view.lines:
        output.way("The same of all that is yours", "kept --erase all")
        output.way("Who reads each part of what you wrote", "written")
    for receipt in view.receipts[-1:]:
        output.way("To read a receipt", f"kept --receipt {receipt.number}")


def _show_end(end: EndOfKeeping, output: Output) -> None:
    if output.as_json:
        output.data(end)
        return
    output.heading(end.name)
    until = f"for {end.months} months after its close"
    until = f"until {day_words(end.on, year=True)}" if end.on else until
    output.line(f"What it asked you for is kept {until}.", indent=2)
    goes = "goes on that day" if end.choice == "erase" else "stays until you erase it"
    output.line(f"What else is yours {goes}.", indent=2)
    other = "keep" if end.choice == "erase" else "erase"
    output.way("To choose otherwise", f"kept --at-end {other}", indent=2)
    if end.waiting:
        output.way("That day has come. To erase it", "kept --end", indent=2)


def _show_receipt(receipt: Erasure, output: Output) -> None:
    if output.as_json:
        output.data(receipt)
        return
    output.heading(f"Receipt {receipt.number}")
    for line in receipt_lines(receipt):
        output.line(line, indent=2)


def impact(
    context: typer.Context,
    pairing: Pairing,
    text: Annotated[
        str, typer.Option(help="One sentence: what changed through your partner, and for whom.")
    ] = "",
    quotable: Annotated[
        bool, typer.Option("--quotable", help="They may show it, with your name, to anybody.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Give it to them now.")] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Erase yours.")] = False,
    use: Annotated[
        bool | None,
        typer.Option("--use/--leave", help="Theirs about you: on your certificate, or not."),
    ] = None,
) -> None:
    """What came of the other's work, in a sentence; on a certificate only if both say so."""

    async def work(assistant: Assistant, output: Output) -> None:
        if take_back:
            await assistant.take_impact_back(pairing)
            if output.as_json:
                output.data({"taken_back": True})
            else:
                output.line("Erased. A certificate that was saved before keeps it.")
            return
        if use is not None:
            _show_impact([await assistant.use_impact(pairing, wanted=use)], output)
            return
        if text and yes:
            _show_impact([await assistant.give_impact(text, pairing, quotable=quotable)], output)
            return
        if text:
            view = await assistant.preview_impact(text, pairing, quotable=quotable)
            _show_impact([view], output)
            if output.as_json:
                return
            more = " --quotable" if quotable else ""
            output.line("Nothing was kept.")
            of = f"--pairing {pairing}"
            output.way("To give it", f"impact --text {shlex.quote(text)}{more} {of} --yes")
            return
        _show_impact(await assistant.impact_lines(pairing), output)

    run(context, work, writes=yes or take_back or use is not None)


def _show_impact(lines: list[ImpactView], output: Output) -> None:
    if output.as_json:
        output.data({"lines": lines})
        return
    if not lines:
        output.line("Neither of you has written one yet.")
        output.way("To look at yours first", 'impact --text "One sentence"')
    for one in lines:
        output.line(f"{'You' if one.mine else one.author}, about {_whom(one)}: {one.text}")
        output.line(_where(one), indent=2)


def _whom(one: ImpactView) -> str:
    return one.about if one.mine else "you"


def _where(one: ImpactView) -> str:
    if one.mine and one.quotable:
        return f"{one.about} may show it to anybody, with your name."
    if one.mine:
        return f"Between you and {one.about}."
    if not one.quotable:
        return "Between you two: it is not to be shown."
    return "On your certificate." if one.used else "Not on your certificate; --use puts it there."
