"""Before a session: the mentee's brief, and what to read first."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.agenda_commands import SessionOption
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_page
from assistant.exchange.brief_text import brief_rows

Engine = Annotated[
    Literal["auto", "rules", "model"],
    typer.Option(help="auto lets a connected model word it better."),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(brief)
    app.command("read-first")(read_first)


def brief(
    context: typer.Context,
    pairing: Pairing,
    session: SessionOption = "next",
    engine: Engine = "auto",
) -> None:
    """The mentee's brief of a session: one screen, only for its reader."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.prepare_brief(
            pairing, session, engine=engine, on_progress=output.progress
        )
        rows = brief_rows(found.page)
        if output.as_json:
            view = await assistant.pairing(found.pairing or pairing)
            number = next((s.number for s in view.sessions if s.id == found.session), None)
            output.data({**page_contract(found, number), "rows": rows})
            return
        if output.plain:
            show_page(found.page, output, foot=f"Draft {found.id}, only yours.")
        else:
            for row in rows:
                output.line(row)
        output.way("To save it", f"export brief {found.id} --format pdf --to .")

    run(context, work)


def read_first(context: typer.Context, pairing: Pairing, engine: Engine = "auto") -> None:
    """Five cited minutes on the topic, so that nobody need teach the basics."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.prepare_reading(pairing, engine=engine, on_progress=output.progress)
        if output.as_json:
            output.data(page_contract(found))
        else:
            show_page(found.page, output, foot=f"Draft {found.id}, only yours.")

    run(context, work)
