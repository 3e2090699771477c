"""The search index: what is in it, whether it is sound, making it anew; and ``doctor``."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.listening import stopping_at_once
from assistant.cli.output import Output
from assistant.domain.connection_views import MeaningView, MeaningWish
from assistant.domain.finding import CANDIDATES

index = typer.Typer(help="Your search index: a cache that can be rebuilt.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(index, name="index")
    app.command()(doctor)


@index.command()
def status(context: typer.Context) -> None:
    """What is indexed for you."""

    async def work(assistant: Assistant, output: Output) -> None:
        _facts(await assistant.index_status(), output)

    run(context, work)


@index.command()
def verify(context: typer.Context) -> None:
    """Is the index sound? Exit code 6 if it is not."""

    async def work(assistant: Assistant, output: Output) -> None:
        problems = await assistant.index_verify()
        if output.as_json:
            output.data({"sound": not problems, "problems": problems})
        for problem in [] if output.as_json else problems or ["The index is sound."]:
            output.line(problem)
        if problems:
            raise typer.Exit(6)

    run(context, work)


@index.command()
def rebuild(context: typer.Context) -> None:
    """Make the index anew from the store. Your notes are not touched."""

    async def work(assistant: Assistant, output: Output) -> None:
        output.progress("Making the index anew. Notes are safe.")
        _facts(await assistant.index_rebuild(), output)

    run(context, work)


@index.command()
def embedder(
    context: typer.Context,
    choice: Annotated[
        str | None, typer.Argument(help="bundled, none, a model's folder, or an address.")
    ] = None,
    model: Annotated[str, typer.Option(help="At an address: the model's name.")] = "",
    question_model: Annotated[
        str, typer.Option(help="At an address: the model's name for questions, if it has another.")
    ] = "",
    key_env: Annotated[
        str, typer.Option(help="Name of the environment variable that holds the key.")
    ] = "",
    agree: Annotated[
        bool, typer.Option("--agree", help="Agree that all you may read goes to that computer.")
    ] = False,
) -> None:
    """Show or change what finds by meaning. The old index serves until the new one is ready."""

    async def work(assistant: Assistant, output: Output) -> None:
        view = await assistant.meaning() if choice is None else await _changed(assistant, output)
        if output.as_json:
            output.data(view)
            return
        output.pairs(
            [
                ("Found by", view.kind),
                ("Which", view.name),
                ("Where", view.where),
                ("Passages", f"{view.ready} of {view.passages} by meaning, all by words"),
            ],
            0,
        )
        if view.notice:
            output.line(view.notice)
        if choice is None:
            output.line("Change it: viceversa index embedder bundled, none, FOLDER or ADDRESS")

    async def _changed(assistant: Assistant, output: Output) -> MeaningView:
        assert choice is not None
        agreed = agree
        if "://" in choice:
            where = await assistant.where_is(choice)
            if where != "this computer" and not agree and not output.as_json:
                output.line(
                    f"All words that you may read, your partner's shared ones too, go to {where}, "
                    "now and whenever they change; and so does each question that you search for."
                )
                with stopping_at_once():
                    agreed = typer.confirm("Is that right?", err=True)
        shown: list[int] = []

        def progress(done: int, among: int) -> None:
            if not shown or done - shown[-1] >= max(among // 20, 16):
                shown.append(done)
                output.progress(f"{done} of {among} passages. The old index serves meanwhile.")

        wanted = MeaningWish(choice, model, question_model, key_env, agreed)
        return await assistant.find_by(wanted, progress=progress)

    run(context, work)


@index.command()
def reranker(
    context: typer.Context,
    choice: Annotated[str | None, typer.Argument(help="An address, or off.")] = None,
    model: Annotated[str, typer.Option(help="The model's name, as its server knows it.")] = "",
    key_env: Annotated[
        str, typer.Option(help="Name of the environment variable that holds the key.")
    ] = "",
    agree: Annotated[
        bool, typer.Option("--agree", help="Agree that what you find goes to that computer.")
    ] = False,
) -> None:
    """Show or change what puts found passages in a better order. Nothing needs one."""

    async def work(assistant: Assistant, output: Output) -> None:
        if choice is None:
            view = await assistant.reranker()
        else:
            view = await assistant.rerank_by(
                choice, model=model, key_env=key_env, agreed=await _agreed(assistant, output)
            )
        if output.as_json:
            output.data(view)
        elif view.name:
            output.pairs([("Order by", view.name), ("Where", view.where)], 0)
        else:
            output.line("None. What is found stands in the order of words and meaning.")

    async def _agreed(assistant: Assistant, output: Output) -> bool:
        if choice is None or "://" not in choice or agree or output.as_json:
            return agree
        where = await assistant.where_is(choice)
        if where == "this computer":
            return agree
        output.line(
            f"Each question that you search for, and the {CANDIDATES} passages nearest to it, "
            f"your partner's shared ones too, go to {where}."
        )
        with stopping_at_once():
            return typer.confirm("Is that right?", err=True)

    run(context, work)


def _facts(facts: dict[str, object], output: Output) -> None:
    if output.as_json:
        output.data(facts)
        return
    told = ((name.replace("_", " "), _told(value)) for name, value in facts.items())
    output.pairs(((name, value) for name, value in told if value), 0)


def _told(value: object) -> str:
    """A fact in words; "" where there is nothing to tell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def doctor(context: typer.Context) -> None:
    """What is installed, connected, indexed or damaged, and what to do about each."""

    async def work(assistant: Assistant, output: Output) -> None:
        checks = await assistant.doctor()
        if output.as_json:
            output.data({"checks": checks, "sound": all(check.ok for check in checks)})
        else:
            for check in checks:
                word = "fine" if check.ok else "look"
                output.pairs([(f"{word}: {check.name}", f"{check.says} {check.next_step}")], 0)
        if not all(check.ok for check in checks):
            raise typer.Exit(1)

    run(context, work)
