"""Summary notes: the coordinator's on a programme, released to everybody in it."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import Annotated

import typer

from assistant.api import Assistant, EngineChoice
from assistant.cli.common import run
from assistant.cli.listening import stopping_at_once
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_page, ways_of_page
from assistant.domain.programme_notes import Period
from assistant.errors import InvalidInput


def register(summary: typer.Typer) -> None:
    """Add these commands under ``viceversa summary``."""
    summary.command("release")(release)
    summary.command("ask")(ask)
    summary.command("notes")(notes)
    summary.command("take-back")(take_back)
    summary.command("evaluation")(evaluation)
    summary.command("close")(close)
    summary.command("give")(give)
    summary.command("pairs")(pairs)
    summary.command("thanks")(thanks)


async def draft_note(
    assistant: Assistant,
    output: Output,
    programme: str | None,
    period: Period,
    engine: EngineChoice,
) -> None:
    """Draft the note on a programme and show it."""
    draft = await assistant.summary_note(
        programme, period, engine=engine, on_progress=output.progress
    )
    if output.as_json:
        output.data(page_contract(draft))
    else:
        show_page(draft.page, output, foot=f"{draft.receipt.note} Draft {draft.id}".strip())
        for line in draft.page.lines:
            if line.id.startswith("ask-"):
                what = f"Who sees to “{line.cells[0] if line.cells else line.text}”"
                output.way(what, f'summary ask {draft.id} {line.id} --owner "Name"')
        ways_of_page(draft, output)


def release(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(help="Id of your draft.")],
    yes: Annotated[bool, typer.Option("--yes", help="Release without being asked again.")] = False,
) -> None:
    """Show the note exactly as everybody would read it; release it if you say so."""

    async def work(assistant: Assistant, output: Output) -> None:
        note = await assistant.preview_summary_note(draft)
        if not yes:
            if output.as_json:
                raise InvalidInput(
                    "Nothing was released.", next_step="Say --yes once you have read the draft."
                )
            show_page(note.page, output)
            output.line()
            with stopping_at_once():
                agreed = typer.confirm("Release this to everybody in the programme?", err=True)
            if not agreed:
                output.line("Kept as your draft. Nobody else reads it.")
                return
        kept = await assistant.release_summary_note(draft)
        if output.as_json:
            output.data({"released": kept.id, "programme": kept.programme})
        else:
            output.line(f"Released as {kept.id}. Everybody in the programme can read it now.")
            output.way("To read it as they do", f"summary notes {kept.id}")
            output.way("To take it back", f"summary take-back {kept.id}")

    run(context, work)


def ask(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(help="Id of your draft.")],
    line: Annotated[str, typer.Argument(help="Id of the request, such as ask-dates.")],
    owner: Annotated[str | None, typer.Option(help="Who sees to it.")] = None,
    by: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By when.")] = None,
) -> None:
    """Name who sees to a request of your draft, or move its date."""

    async def work(assistant: Assistant, output: Output) -> None:
        changed = await assistant.change_note_ask(
            draft, line, owner=owner, by=by.date() if by else None
        )
        if output.as_json:
            output.data(page_contract(changed))
        else:
            found = changed.page.line(line)
            output.line("; ".join(cell for cell in (found.cells if found else ()) if cell))

    run(context, work)


def notes(
    context: typer.Context,
    wanted: Annotated[str | None, typer.Argument(help="Id of a note; the newest if none.")] = None,
) -> None:
    """Read a released note of your programme."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.summary_notes()
        if output.as_json:
            output.data({"notes": found})
            return
        chosen = [note for note in found if wanted in (None, note.id)]
        if not chosen:
            output.line("No summary note has been released yet.")
            return
        show_page(chosen[-1].page, output, foot=f"Note {chosen[-1].id}")
        for other in found:
            if other is not chosen[-1]:
                output.way(f"Another: {other.page.title}", f"summary notes {other.id}")
        output.way("You said, we did", "asks list")

    run(context, work)


def take_back(
    context: typer.Context,
    note: Annotated[str, typer.Argument(help="Id of a note that you released.")],
) -> None:
    """Take a released note back from everybody; its unanswered requests go with it."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.take_back_summary_note(note)
        if output.as_json:
            output.data({"taken_back": note})
        else:
            output.line("Taken back. Nobody can read it here now. Your draft stays.")

    run(context, work)


def evaluation(
    context: typer.Context,
    programme: Annotated[str | None, typer.Option(help="Which programme, if several.")] = None,
) -> None:
    """For the coordinator: sessions, hours, ratings before and now, with what they cannot carry."""

    async def work(assistant: Assistant, output: Output) -> None:
        page = await assistant.evaluation(programme)
        if output.as_json:
            output.data({"evaluation": page})
        else:
            show_page(page, output)
            output.way("The note to everybody at the end", "summary --period end")
            output.way("To close the programme, after a look", 'summary close "Your thanks"')

    run(context, work)


def close(
    context: typer.Context,
    thanks: Annotated[str, typer.Argument(help="What you say to everybody at the end.")] = "",
    programme: Annotated[str | None, typer.Option(help="Which programme, if several.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Close it; without this it is shown.")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="Take the close back.")] = False,
) -> None:
    """For the coordinator: thank everybody and close the programme, after a look."""

    async def work(assistant: Assistant, output: Output) -> None:
        if reopen:
            await assistant.reopen_programme(programme)
            if output.as_json:
                output.data({"closed": False})
            else:
                output.line("Open again. The thanks were taken back with it.")
            return
        act = assistant.close_programme if yes else assistant.preview_close
        found = await act(thanks, programme)
        if output.as_json:
            output.data({"closed": yes, "close": found})
            return
        output.heading(f"{found.name}: {'closed' if yes else 'everybody would read'}")
        output.line(found.thanks, indent=2)
        for sentence in found.becomes:
            output.line(sentence, indent=2)
        if yes:
            output.line("Whoever joined in a store of their own hears of it by a new invitation:")
            output.way("", "invite --to FOLDER", indent=2)
            output.way("To take the close back", "summary close --reopen")
        else:
            output.line("Nothing was done.")
            output.way("To close it", f"summary close {shlex.quote(thanks)} --yes")

    run(context, work)


def thanks(context: typer.Context) -> None:
    """What the coordinator says to everybody at the end, and what becomes of what is kept."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.closed_programmes()
        if output.as_json:
            output.data({"closed": found})
            return
        if not found:
            output.line("No programme of yours is closed.")
        for one in found:
            output.heading(f"{one.name}: closed")
            output.line(one.thanks, indent=2)
            for sentence in one.becomes:
                output.line(sentence, indent=2)

    run(context, work)


def give(
    context: typer.Context,
    page: Annotated[str, typer.Argument(help="Id of a page that you two share.")],
    given: Annotated[bool, typer.Option("--yes/--no", help="May your coordinator read it?")],
) -> None:
    """Say for yourself whether the coordinator may read a shared page. It takes both of you."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.release_page_to_coordinator(page, given=given)
        if output.as_json:
            output.data({"page": found.id, "given": given})
        elif given:
            output.line("The coordinator can read it, as it stands now, once both have said so.")
        else:
            output.line("The coordinator does not read it. Nobody is told.")

    run(context, work)


def pairs(
    context: typer.Context,
    programme: Annotated[str | None, typer.Option(help="Which programme, if several.")] = None,
) -> None:
    """For the coordinator: what both partners of a pairing released, and nothing else."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.pages_of_pairs(programme)
        if output.as_json:
            output.data({"pages": [page_contract(page) for page in found]})
            return
        if not found:
            output.line("No pairing has released a page of its own.")
        for page in found:
            show_page(page.page, output)

    run(context, work)
