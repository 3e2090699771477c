"""Agendas: draft one, read it, change it by talking, accept it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.agenda_output import as_contract, names_of, show, ways_of_agenda
from assistant.cli.common import AnyPairing, Pairing, pass_on, run, the_only_one
from assistant.cli.output import Output
from assistant.domain.drafts import AcceptedAgenda, AgendaDraft, Length
from assistant.domain.views import PairingView
from assistant.domain.visibility import Role
from assistant.errors import InvalidInput, NotFound

agenda = typer.Typer(help="Draft the agenda of a session, read it, change it, accept it.")
SessionOption = Annotated[str, typer.Option(help="next, or a number.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(agenda, name="agenda")


@agenda.callback(invoke_without_command=True)
def draft(
    context: typer.Context,
    pairing: Pairing,
    session: SessionOption = "next",
    minutes: Annotated[
        int | None, typer.Option(help="Minutes in all, if not the length's own.", min=10, max=240)
    ] = None,
    length: Annotated[
        Length | None,
        typer.Option(help="steady 60, deep 90, short 15; as planned if not named."),
    ] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"],
        typer.Option(help="auto lets a connected model improve the rules' draft."),
    ] = "auto",
    redraft: Annotated[
        bool, typer.Option("--redraft", help="Also if you changed the draft by hand.")
    ] = False,
) -> None:
    """Draft the agenda of a session. A draft is only yours until you accept it."""
    if context.invoked_subcommand is not None:
        pass_on(context, pairing=pairing, session=session)
        return

    async def work(assistant: Assistant, output: Output) -> None:
        drafted = await assistant.prepare_agenda(
            pairing,
            session,
            length=length,
            minutes=minutes,
            engine=engine,
            redraft=redraft,
            on_progress=output.progress,
        )
        if drafted.before and not output.as_json:
            output.progress("The draft before it is kept: viceversa agenda undo brings it back.")
        await told(assistant, drafted, output)

    run(context, work)


async def told(assistant: Assistant, found: AgendaDraft | AcceptedAgenda, output: Output) -> None:
    """Show an agenda, and what can be done with it."""
    view = await assistant.pairing(found.pairing or "")
    number = _number(view, found)
    if output.as_json:
        output.data(as_contract(found, number))
    else:
        show(found, await names_of(assistant, view.id), output)
        if isinstance(found, AgendaDraft) and (
            older := await assistant.agreement_since(view.id, found.receipt.created_at)
        ):
            output.line(older)
        ways_of_agenda(found, view, number, output)
        if view.role is Role.MENTOR and await assistant.proposals(view.id, number):
            of = f"--pairing {view.id} --session {number}"
            output.way(f"What {view.partner} proposes", f"agenda proposals {of}")


@agenda.command("show")
def show_one(
    context: typer.Context,
    wanted: Annotated[str | None, typer.Argument(help="Its id; or name a pairing.")] = None,
    pairing: AnyPairing = None,
    session: SessionOption = "next",
) -> None:
    """Show a draft or a shared agenda by id; of a pairing, the shared one, else your draft."""

    async def work(assistant: Assistant, output: Output) -> None:
        found: AgendaDraft | AcceptedAgenda | None
        if wanted is not None:
            found = await assistant.agenda_by_id(wanted)
        else:
            of = await the_only_one(assistant, pairing)
            if of is None:
                raise InvalidInput(
                    "Which agenda?", next_step="Give its id, or name a pairing with --pairing."
                )
            found = await assistant.accepted_agenda(of, session)
            found = found or await assistant.agenda(of, session)
        if found is None:
            raise NotFound(
                "There is no agenda for that session yet.",
                next_step="Draft one with: viceversa agenda",
            )
        await told(assistant, found, output)

    run(context, work)


@agenda.command()
def accept(
    context: typer.Context,
    wanted: Annotated[
        str, typer.Argument(help="The draft's id; your draft of the session if not named.")
    ] = "",
    pairing: AnyPairing = None,
    session: SessionOption = "next",
) -> None:
    """Share a draft with your partner as the agenda of that session. The mentor alone may."""

    async def work(assistant: Assistant, output: Output) -> None:
        accepted = await assistant.accept_agenda(
            wanted or await _draft_of(assistant, pairing, session)
        )
        view = await assistant.pairing(accepted.pairing or "")
        if output.as_json:
            output.data(as_contract(accepted, _number(view, accepted)))
            return
        partner = view.partner.split(" ")[0]
        output.line(f"Accepted. {partner} can read it now. Its id is {accepted.id}.")
        ways_of_agenda(accepted, view, _number(view, accepted), output)

    run(context, work)


@agenda.command()
def withdraw(context: typer.Context, pairing: Pairing, session: SessionOption = "next") -> None:
    """Take a shared agenda back; your draft stays."""

    async def work(assistant: Assistant, output: Output) -> None:
        await assistant.withdraw_agenda(pairing, session)
        if output.as_json:
            output.data({"withdrawn": True})
        else:
            output.line("Taken back. Your partner may have read it by then.")

    run(context, work, writes=True)


@agenda.command()
def undo(context: typer.Context, pairing: Pairing, session: SessionOption = "next") -> None:
    """Take the last change of your draft back."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.agenda(pairing, session)
        if found is None:
            raise _no_draft()
        await told(assistant, await assistant.undo_agenda(found.id), output)

    run(context, work, writes=True)


async def _draft_of(assistant: Assistant, pairing: str | None, session: str) -> str:
    """Id of the reader's own draft of a session."""
    of = await the_only_one(assistant, pairing)
    if of is None:
        raise InvalidInput(
            "Which draft?", next_step="Give its id, or name a pairing with --pairing."
        )
    found = await assistant.agenda(of, session)
    if found is None:
        raise _no_draft()
    return found.id


def _no_draft() -> NotFound:
    return NotFound(
        "There is no draft of yours for that session.",
        next_step="Make one with: viceversa agenda",
    )


def _number(view: PairingView, found: AgendaDraft | AcceptedAgenda) -> int:
    return next(s.number for s in view.sessions if s.id == found.session)
