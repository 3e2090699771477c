"""Asking and searching."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from assistant.api import Assistant
from assistant.cli.change_commands import settle
from assistant.cli.common import run, the_only_one, typed
from assistant.cli.output import Output
from assistant.domain.changes import TalkedChange
from assistant.domain.finding import NEAREST_ONLY, seems_answered, why
from assistant.domain.progress import Countdown
from assistant.domain.sources import Hit
from assistant.domain.talks import TurnFound, turns_with


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(search)
    app.command()(ask)


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words to look for; - reads standard input.")],
    pairing: Annotated[
        str | None,
        typer.Option(help="Also what you may read of this pairing; your only one by itself."),
    ] = None,
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=100)] = 8,
    explain: Annotated[bool, typer.Option(help="Show why each passage came.")] = False,
) -> None:
    """Find passages in guidance, in what you may read, and in your own talks."""

    async def work(assistant: Assistant, output: Output) -> None:
        words = typed(query)
        of = await the_only_one(assistant, pairing)
        hits = await assistant.search(words, pairing=of, k=k)
        turns = turns_with(await assistant.talks(words), words, k)
        if output.as_json:
            answered = seems_answered(hits)
            said = {"hits": [_hit(hit) for hit in hits], "talks": [_turn(one) for one in turns]}
            output.data({"query": words, "answered": answered, **said})
            return
        if not hits and not turns:
            output.line(
                "Nothing found in what you may read. Private text of others is not searched."
            )
        elif hits and not seems_answered(hits):
            output.line(NEAREST_ONLY)
        if notice := (await assistant.meaning()).notice:
            output.progress(f"Found by words alone. {notice}")
        if notice := await assistant.reranker_notice():
            output.progress(notice)
        for hit in hits:
            output.line(f"{_badge(hit)} {hit.source.name_at(hit.passage.start)}".strip())
            output.line(f"“{hit.passage.text}”", indent=2)
            if explain:
                for reason in why(hit):
                    output.quiet(reason, indent=4)
        for one in turns:
            output.line(f"your talk, only you: {one.name}")
            output.line(f"“{one.words}”", indent=2)

    run(context, work)


def _turn(one: TurnFound) -> dict[str, Any]:
    turn = one.talk.turns[one.turn]
    return {
        "talk": one.talk.id,
        "title": one.talk.title,
        "pairing": one.talk.pairing,
        "turn": one.turn,
        "speaker": turn.speaker,
        "at": turn.at.isoformat(),
        "text": turn.text,
    }


def _badge(hit: Hit) -> str:
    if hit.source.is_guidance:
        strength = hit.source.strength.value if hit.source.strength else ""
        return f"guidance, {strength}:" if strength else "guidance:"
    return {"private": "only you:", "pair": "you two:"}.get(hit.source.visibility, "programme:")


def _hit(hit: Hit) -> dict[str, Any]:
    source = hit.source
    return {
        "source": source.id,
        "record": source.record,
        "kind": source.kind,
        "title": source.title,
        "place": source.place(hit.passage.start),
        "author": source.author_name,
        "voice": source.voice,
        "visibility": source.visibility.value,
        "session": source.session,
        "strength": source.strength.value if source.strength else None,
        "date": source.date,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "score": hit.score,
        "reasons": hit.reasons,
        "why": why(hit),
        "likely": hit.likely,
    }


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="Your question; - reads standard input.")],
    pairing: Annotated[
        str | None,
        typer.Option(help="Also from what you may read of this pairing; your only one by itself."),
    ] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"], typer.Option(help="rules shows passages alone.")
    ] = "auto",
    session: Annotated[str, typer.Option(help="Whose agenda you talk about.")] = "next",
    accept: Annotated[
        bool, typer.Option("--accept", help="Make the change of the agenda that you ask for.")
    ] = False,
) -> None:
    """Ask about guidance and your sessions, or say what to change on your agenda."""

    async def work(assistant: Assistant, output: Output) -> None:
        text = ""
        change: TalkedChange | None = None
        of = await the_only_one(assistant, pairing)
        events = assistant.ask(typed(question), pairing=of, engine=engine, session=session)
        async for event in events:
            change = event.change or change
            if event.kind == "text":
                text += event.text
                if not output.as_json:
                    output.raw(event.text)
            elif event.kind == "waiting":
                output.progress(Countdown(event.text))
            elif event.kind == "done" and change is not None:
                if not output.as_json:
                    output.line("\n")
                said = {"question": question, "answer": event.text or text}
                await settle(assistant, change, accept, output, **said)
            elif event.kind == "done":
                if output.as_json:
                    output.data(
                        {
                            "question": question,
                            "answer": event.text or text,
                            "citations": event.citations,
                            "engine": event.engine,
                            "note": event.note,
                            "stopped": event.stopped,
                            "usage": event.usage,
                        }
                    )
                    return
                output.line("" if text.endswith("\n") else "\n")
                if event.text and event.text != text:
                    output.line(f"After checking: {event.text}")
                for number, citation in enumerate(event.citations, start=1):
                    strength = f", {citation.strength.value}" if citation.strength else ""
                    output.line(f"Source {number}: {citation.label}{strength}", indent=2)
                    output.line(f"“{citation.quote}”", indent=4)
                if event.note:
                    output.quiet(event.note)
                if event.usage.in_words:
                    output.quiet(f"The model took {event.usage.in_words}.")

    run(context, work)
