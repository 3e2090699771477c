"""A page that was drafted: read again, changed line by line, shared with the partner, accepted."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run, typed
from assistant.cli.output import Output
from assistant.cli.page_output import (
    numbered_lines,
    page_contract,
    show_page,
    ways_of_page,
)
from assistant.domain.documents import PageDraft, SharedPage
from assistant.errors import InvalidInput, NotFound

Which = Annotated[str, typer.Argument(help="Its id, as shown below the page.")]
LineNumber = Annotated[str, typer.Argument(help="A line's number; without it they are listed.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    page = typer.Typer(
        help="Pages that were drafted, such as a summary: change, share, accept them.",
        no_args_is_help=True,
    )
    page.command()(show)
    page.command()(change)
    page.command()(drop)
    page.command()(undo)
    page.command()(share)
    page.command()(accept)
    page.command("take-back")(take_back)
    app.add_typer(page, name="page")


def show(context: typer.Context, wanted: Which) -> None:
    """Read a page again: a draft of yours, or one that you two share."""

    async def work(assistant: Assistant, output: Output) -> None:
        await _tell(assistant, await assistant.page(wanted), output)

    run(context, work)


def change(
    context: typer.Context,
    wanted: Which,
    line: LineNumber = "",
    words: Annotated[str, typer.Argument(help="Other words for it; - reads them.")] = "",
) -> None:
    """Other words for one line of your draft. Its quotes stay."""

    async def work(assistant: Assistant, output: Output) -> None:
        if not line or not words:
            _list(await assistant.page(wanted), output)
            return
        said = typed(words)
        found = await assistant.page(wanted)
        await _tell(
            assistant, await assistant.change_page(wanted, _id_of(found, line), text=said), output
        )

    run(context, work)


def drop(context: typer.Context, wanted: Which, line: LineNumber = "") -> None:
    """Leave one line of your draft out."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.page(wanted)
        if not line:
            _list(found, output)
            return
        await _tell(assistant, await assistant.drop_page_line(wanted, _id_of(found, line)), output)

    run(context, work)


def undo(context: typer.Context, wanted: Which) -> None:
    """Take the last change of your draft back."""

    async def work(assistant: Assistant, output: Output) -> None:
        await _tell(assistant, await assistant.undo_page(wanted), output)

    run(context, work)


def share(
    context: typer.Context,
    wanted: Which,
    yes: Annotated[bool, typer.Option("--yes", help="Share it now.")] = False,
) -> None:
    """Let your partner read it, after a look at the whole page."""

    async def work(assistant: Assistant, output: Output) -> None:
        if not yes:
            found = await assistant.page(wanted)
            if output.as_json:
                output.data({"shared": False, "would": page_contract(found)})
                return
            show_page(found.page, output, foot="Your partner would read this. Nothing is shared.")
            output.way("To share it", f"page share {wanted} --yes")
            return
        shared = await assistant.share_page(wanted)
        if output.as_json:
            output.data(page_contract(shared))
            return
        partner = (await assistant.pairing(shared.pairing or "")).partner.split(" ")[0]
        output.line(f"Shared. {partner} can read it now, and accepts it for themselves.")
        output.way("To take it back", f"page take-back {shared.id}")

    run(context, work)


def accept(context: typer.Context, wanted: Which) -> None:
    """Say yes to a shared page, for yourself."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.accept_page(wanted)
        if output.as_json:
            output.data(page_contract(kept))
        else:
            output.line("Accepted, for yourself.")
            output.way(
                "If both of you say so, your coordinator may read it",
                f"summary give {kept.id} --yes",
            )

    run(context, work)


def take_back(context: typer.Context, wanted: Which) -> None:
    """Take a shared page back; your draft stays."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.withdraw_page(wanted)
        if output.as_json:
            output.data({"taken_back": wanted})
        else:
            output.line("Taken back. Your partner may have read it by then.")

    run(context, work)


async def _tell(assistant: Assistant, found: PageDraft | SharedPage, output: Output) -> None:
    if output.as_json:
        output.data(page_contract(found))
        return
    mine = isinstance(found, PageDraft)
    show_page(found.page, output, foot=f"{'Draft' if mine else 'Shared page'} {found.id}")
    if isinstance(found, PageDraft):
        made = found.receipt.created_at
        if found.pairing and (older := await assistant.agreement_since(found.pairing, made)):
            output.line(older)
        ways_of_page(found, output)
        return
    output.way("To say yes to it, for yourself", f"page accept {found.id}")
    output.way("To take it back", f"page take-back {found.id}")


def _list(found: PageDraft | SharedPage, output: Output) -> None:
    if output.as_json:
        output.data(page_contract(found))
        return
    output.heading(found.page.title)
    for number, words in enumerate(numbered_lines(found.page), start=1):
        output.line(f"{number}. {words}", indent=2)
    output.way("Other words for one", f'page change {found.id} 1 "Other words"')
    output.way("To leave one out", f"page drop {found.id} 1")


def _id_of(found: PageDraft | SharedPage, wanted: str) -> str:
    """A line by its number in the list, or by its id."""
    lines = [line for section in found.page.shown for line in section.lines]
    if wanted.isdecimal():
        if not 0 < int(wanted) <= len(lines):
            raise InvalidInput(
                f"This page has no line {wanted}.",
                safe="Nothing was changed.",
                next_step=f"See their numbers: viceversa page change {found.id}",
            )
        return lines[int(wanted) - 1].id
    if found.page.line(wanted) is None:
        raise NotFound(
            "This page has no such line.",
            next_step=f"See their numbers: viceversa page change {found.id}",
        )
    return wanted
