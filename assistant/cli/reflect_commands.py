"""Reflecting: the questions, one at a time in a terminal, and a file of answers kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_sources
from assistant.cli.reflecting import ask_one_by_one, grown_from, show_question, show_shared
from assistant.domain.documents import Line, PageDraft
from assistant.domain.reflections import Answer, Reflection
from assistant.domain.views import SessionView
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from assistant.exchange.answer_files import (
    GivenAnswers,
    read_answers,
    with_questions,
    write_answers,
)
from assistant.exchange.reading import read_text_file

QUESTIONS = "questions"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(reflect)


def reflect(
    context: typer.Context,
    pairing: Annotated[str, typer.Option(help="Which pairing: its id or the partner's name.")],
    session: Annotated[str, typer.Option(help="A number, or next.")],
    model: Annotated[str, typer.Option(help="driscoll, gibbs, kolb, rolfe or grow.")] = "driscoll",
    minutes: Annotated[int, typer.Option(help="3 for three questions, 15 for depth.")] = 3,
    when: Annotated[
        Literal["before", "after"] | None,
        typer.Option(help="before or after the session; by its date if not named."),
    ] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"],
        typer.Option(help="auto lets a connected model word the questions better."),
    ] = "auto",
    answer: Annotated[
        Path | None,
        typer.Option(
            help="Keep this file as your reflection: under each line '## question' its answer, "
            "then 'visibility: pair' if your partner may read it; 'energy: 1' to 5 anywhere. "
            "Plain blocks, YAML and JSON do as well; - reads standard input."
        ),
    ] = None,
    next_after: Annotated[
        Path | None,
        typer.Option("--next", help="Answers so far, in the same form: print the next question."),
    ] = None,
    form: Annotated[bool, typer.Option("--form", help="Print a form to fill in.")] = False,
) -> None:
    """Questions about a session that grow from your own words. Only you read your answers, until
    you say otherwise for one of them."""

    async def work(assistant: Assistant, output: Output) -> None:
        if answer is not None:
            given = _read(answer)
            await _keep(assistant, output, given)
            return
        if next_after is not None:
            await _next(assistant, output, _read(next_after))
            return
        draft = await _draft(assistant, output, engine)
        number = _number(draft)
        if output.as_json:
            output.data(as_contract(draft, number))
        elif form:
            asked = [Answer(question=line.text, text="") for line in questions_of(draft)]
            grown = [grown_from(line) for line in questions_of(draft)]
            output.raw(write_answers(draft.page.title, asked, grown=grown, form=True))
        elif output.plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
            show(draft, output)
        else:
            await ask_one_by_one(assistant, output, draft, number, engine, model)

    async def _draft(
        assistant: Assistant, output: Output, by: Literal["auto", "rules", "model"]
    ) -> PageDraft:
        return await assistant.suggest_questions(
            pairing,
            session,
            model=model,
            minutes=minutes,
            when=when,
            engine=by,
            on_progress=output.progress,
        )

    async def _next(assistant: Assistant, output: Output, given: GivenAnswers) -> None:
        draft = await _draft(assistant, output, "rules")
        said = [a.text for a in given.answers]
        line = await assistant.next_question(
            draft.id, said, engine=engine, on_progress=output.progress
        )
        if output.as_json:
            number = _number(draft)
            output.data(
                {
                    "kind": "reflection",
                    "pairing": draft.pairing,
                    "session": number,
                    "answered": len(said),
                    "of": len(questions_of(draft)),
                    "question": None if line is None else _question(line),
                }
            )
        elif line is None:
            output.line("Every question was asked. Keep your answers with --answer.")
        else:
            show_question(line, output)

    async def _keep(assistant: Assistant, output: Output, given: GivenAnswers) -> None:
        answers = given.answers
        if any(not a.question for a in answers):
            draft = await _draft(assistant, output, "rules")
            answers = with_questions(answers, [line.text for line in questions_of(draft)])
        kept = await assistant.keep_reflection(
            pairing, session, answers, model=model, energy=given.energy, when=when
        )
        view = await assistant.pairing(kept.pairing or pairing)
        if output.as_json:
            output.data(_kept(kept, view.sessions, given.energy))
            return
        show_shared(kept, view.partner.split(" ")[0], output, energy=given.energy)

    run(context, work)


def _read(path: Path) -> GivenAnswers:
    if str(path) == "-":
        return read_answers(sys.stdin.read(), "standard input")
    return read_answers(read_text_file(path), path.name)


def _number(draft: PageDraft) -> int:
    """The number of the draft's session, which may not be planned yet."""
    return int(draft.about.rsplit(":", 1)[-1])


def questions_of(draft: PageDraft) -> tuple[Line, ...]:
    """The lines that are its questions."""
    section = draft.page.section(QUESTIONS)
    if section is None:
        raise InvalidInput("This page holds no questions.")
    return section.lines


def as_contract(draft: PageDraft, session: int) -> dict[str, Any]:
    """The promised JSON: the page, and its questions beside it."""
    when, model, minutes, _ = draft.about.split(":")
    return {
        **page_contract(draft, session),
        "when": when,
        "model": model,
        "minutes": int(minutes),
        "questions": [_question(line) for line in questions_of(draft)],
    }


def _question(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "step": line.lead.split(" · ", 1)[-1],
        "text": line.text,
        "citations": [citation.model_dump(mode="json") for citation in line.citations],
        "suggestion": line.suggestion,
    }


def _kept(
    kept: Reflection, sessions: tuple[SessionView, ...], energy: int | None
) -> dict[str, Any]:
    number = next((s.number for s in sessions if s.id == kept.session), None)
    return {
        "kind": "reflection-kept",
        "id": kept.id,
        "pairing": kept.pairing,
        "session": number,
        "when": kept.when,
        "model": kept.model,
        "answers": [answer.model_dump(mode="json") for answer in kept.answers],
        "shared": sum(a.visibility is not Visibility.PRIVATE for a in kept.answers),
        "energy_kept": energy is not None,
    }


def show(draft: PageDraft, output: Output) -> None:
    """The page as linear text: each question below the words that it grew from."""
    page = draft.page
    output.heading(page.title)
    output.quiet("; ".join(page.facts))
    output.quiet(page.who_reads)
    if page.thin_ground:
        output.line()
        output.line(page.thin_ground)
    numbers = {(c.source, c.quote): n for n, c in enumerate(page.citations, start=1)}
    for section in page.shown:
        output.line()
        if section.title:
            output.heading(section.title)
        for line in section.lines:
            if section.columns:
                case, then = line.cells
                output.line(f"{case}: {then}", indent=2)
            elif line.kind == "frame":
                output.line(line.text, indent=2)
            else:
                show_question(line, output, numbers)
    show_sources(page.citations, output)
    output.line()
    output.quiet(f"Draft {draft.id}, only yours. The questions follow your answers in a terminal.")
