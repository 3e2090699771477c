"""The questions box: parked in private, answered from guidance, or put to the partner."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run, typed
from assistant.cli.output import Output
from assistant.domain.pair_views import QuestionView
from assistant.errors import NotFound

Number = Annotated[str, typer.Argument(help="Its number in the list, or its id.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    questions = typer.Typer(help="Your questions box: yours alone until you ask one of them.")
    for name, command in (
        ("list", listed),
        ("park", park),
        ("reword", reword),
        ("find-out", find_out),
        ("ask", ask),
        ("answered", answered),
        ("erase", erase),
    ):
        questions.command(name)(command)
    app.add_typer(questions, name="questions")


async def _named(assistant: Assistant, pairing: str, wanted: str) -> QuestionView:
    found = await assistant.questions(pairing)
    if wanted.isdecimal() and 0 < int(wanted) <= len(found):
        return found[int(wanted) - 1]
    for question in found:
        if question.id == wanted:
            return question
    raise NotFound(
        "There is no such question.", next_step="Their numbers: viceversa questions list"
    )


def _line(question: QuestionView) -> str:
    badge = "you two" if question.asked else "only you"
    state = "answered" if question.answered else "asked" if question.asked else "parked"
    who = "" if question.mine else f"{question.author} asks: "
    answer = f" Answer: {question.answer}" if question.answer else ""
    return f"{badge}: {state}: {who}{question.text}{answer}"


def listed(context: typer.Context, pairing: Pairing) -> None:
    """Your questions, and those that your partner asks."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.questions(pairing)
        if output.as_json:
            output.data({"questions": found})
            return
        if not found:
            output.line("Nothing is parked.")
        for number, question in enumerate(found, start=1):
            output.line(f"{number}. {_line(question)}")
        output.way("One more, only for you", 'questions park "Your question"')
        mine = [n for n, one in enumerate(found, start=1) if one.mine and not one.answered]
        for number in mine[-1:]:
            output.way("What the guidance says of it", f"questions find-out {number}")
            output.way("To let your partner read it", f"questions ask {number}")
            output.way("When you know", f"questions answered {number}")

    run(context, work)


def park(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="The question, as it comes; - reads it.")],
    pairing: Pairing,
) -> None:
    """Put a question into the box. Nobody else reads it."""

    async def work(assistant: Assistant, output: Output) -> None:
        kept = await assistant.park_question(pairing, typed(text))
        if output.as_json:
            output.data({"question": kept})
        else:
            ids = [one.id for one in await assistant.questions(pairing)]
            number = ids.index(kept.id) + 1
            output.line(f"Parked as number {number}, only for you.")
            output.way("What the guidance says of it", f"questions find-out {number}")
            output.way("To let your partner read it", f"questions ask {number}")

    run(context, work, writes=True)


def reword(
    context: typer.Context,
    question: Number,
    text: Annotated[str, typer.Argument(help="Other words for it.")],
    pairing: Pairing,
) -> None:
    """Other words for a question of yours."""

    async def work(assistant: Assistant, output: Output) -> None:
        one = await _named(assistant, pairing, question)
        kept = await assistant.reword_question(one.id, text)
        if output.as_json:
            output.data({"question": kept})
        else:
            output.line(_line(kept))

    run(context, work, writes=True)


def find_out(context: typer.Context, question: Number, pairing: Pairing) -> None:
    """What the guidance has near it, and how it could be asked openly."""

    async def work(assistant: Assistant, output: Output) -> None:
        one = await _named(assistant, pairing, question)
        helped = await assistant.help_with_question(one.id)
        if output.as_json:
            output.data(helped)
            return
        output.heading(one.text)
        for remark in helped.remarks:
            output.line(remark, indent=2)
        for form in helped.open_forms:
            output.line(f"Or ask: {form}", indent=2)
        if not helped.seems_answered:
            output.line("Nothing in the guidance seems to answer it. The nearest:", indent=2)
        for number, hit in enumerate(helped.passages, start=1):
            strength = hit.source.strength.value if hit.source.strength else hit.source.kind
            output.line(f"Source {number}: {hit.source.title}, {strength}", indent=2)
            output.line(f"“{' '.join(hit.passage.text.split())}”", indent=4)
        if not one.asked:
            output.way("To let your partner read it", f"questions ask {question}")
        output.way("In other words first", f'questions reword {question} "Other words"')

    run(context, work)


def ask(
    context: typer.Context,
    question: Number,
    pairing: Pairing,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="It is yours alone again.")
    ] = False,
) -> None:
    """Let your partner read a question, so that it comes as no surprise."""

    async def work(assistant: Assistant, output: Output) -> None:
        one = await _named(assistant, pairing, question)
        kept = await assistant.ask_question(one.id, asked=not take_back)
        if output.as_json:
            output.data({"question": kept})
        else:
            output.line(_line(kept))

    run(context, work, writes=True)


def answered(
    context: typer.Context,
    question: Number,
    pairing: Pairing,
    answer: Annotated[str, typer.Option(help="What you found out.")] = "",
    again: Annotated[bool, typer.Option("--open-again", help="It is open again.")] = False,
) -> None:
    """Mark a question of yours as answered."""

    async def work(assistant: Assistant, output: Output) -> None:
        one = await _named(assistant, pairing, question)
        kept = await assistant.question_answered(one.id, answer, done=not again)
        if output.as_json:
            output.data({"question": kept})
        else:
            output.line(_line(kept))

    run(context, work, writes=True)


def erase(context: typer.Context, question: Number, pairing: Pairing) -> None:
    """Erase a question of yours, also from search."""

    async def work(assistant: Assistant, output: Output) -> None:
        one = await _named(assistant, pairing, question)
        await assistant.remove_question(one.id)
        if output.as_json:
            output.data({"erased": one.id})
        else:
            output.line("Erased, also from search.")

    run(context, work, writes=True)
