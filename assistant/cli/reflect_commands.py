"""Reflecting: the questions, one at a time in a terminal, and a file of answers kept."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.api import Assistant
from assistant.cli.common import Pairing, run
from assistant.cli.output import Output
from assistant.cli.reflect_output import (
    as_contract,
    kept_contract,
    question_contract,
    questions_of,
    show,
)
from assistant.cli.reflecting import (
    ask_one_by_one,
    grown_from,
    show_kept,
    show_question,
    show_shared,
)
from assistant.domain.documents import PageDraft
from assistant.domain.reflections import Answer
from assistant.domain.sessions import SessionState
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from assistant.exchange.answer_files import (
    GivenAnswers,
    read_answers,
    with_questions,
    write_answers,
)
from assistant.exchange.reading import read_text_file

Engine = Literal["auto", "rules", "model"]
When = Literal["before", "after"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(reflect)


def reflect(
    context: typer.Context,
    pairing: Pairing,
    session: Annotated[
        str, typer.Option(help="A number, or next; the last one held if not named.")
    ] = "",
    model: Annotated[str, typer.Option(help="driscoll, gibbs, kolb, rolfe or grow.")] = "driscoll",
    minutes: Annotated[int, typer.Option(help="3 for three questions, 15 for depth.")] = 3,
    when: Annotated[
        When | None,
        typer.Option(help="before or after the session; by its date if not named."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="auto lets a connected model word the questions better.")
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
    kept: Annotated[
        bool, typer.Option("--kept", help="Show what you kept of this session, and who reads it.")
    ] = False,
    take_back: Annotated[
        str | None, typer.Option(help="A kept reflection, by id: make all of it yours alone.")
    ] = None,
    erase: Annotated[str | None, typer.Option(help="A kept reflection, by id: erase it.")] = None,
) -> None:
    """Questions about a session that grow from your own words. Only you read your answers, until
    you say otherwise for one of them."""

    async def work(assistant: Assistant, output: Output) -> None:
        wanted = session or await _last_held(assistant, pairing)
        asked = _Asked(pairing, wanted, model, minutes, when, engine)
        if kept or take_back is not None or erase is not None:
            await _look_after(assistant, output, asked, take_back, erase)
        elif answer is not None:
            await _keep(assistant, output, asked, _read(answer))
        elif next_after is not None:
            await _next(assistant, output, asked, _read(next_after))
        else:
            await _questions(assistant, output, asked, form=form)

    run(context, work, writes=answer is not None)


async def _last_held(assistant: Assistant, pairing: str) -> str:
    """The number of the last session that took place; "next" before the first."""
    sessions = (await assistant.pairing(pairing)).sessions
    held = [one.number for one in sessions if one.state is SessionState.HELD]
    return str(max(held)) if held else "next"


@dataclass(frozen=True)
class _Asked:
    """What one call is about."""

    pairing: str
    session: str
    model: str
    minutes: int
    when: When | None
    engine: Engine

    async def draft(self, assistant: Assistant, output: Output, engine: Engine) -> PageDraft:
        return await assistant.suggest_questions(
            self.pairing,
            self.session,
            model=self.model,
            minutes=self.minutes,
            when=self.when,
            engine=engine,
            on_progress=output.progress,
        )


async def _questions(assistant: Assistant, output: Output, asked: _Asked, *, form: bool) -> None:
    draft = await asked.draft(assistant, output, asked.engine)
    number = _number(draft)
    if output.as_json:
        output.data(as_contract(draft, number))
    elif form:
        empty = [Answer(question=line.text, text="") for line in questions_of(draft)]
        grown = [grown_from(line) for line in questions_of(draft)]
        output.raw(write_answers(draft.page.title, empty, grown=grown, form=True))
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        show(draft, output)
        of = f"reflect --pairing {draft.pairing} --session {number}"
        output.way("To be asked one by one, in a terminal", of)
        output.way("To answer in a file", f"{of} --form > answers.md")
        output.way("Then", f"{of} --answer answers.md")
    else:
        await ask_one_by_one(assistant, output, draft, number, asked.engine, asked.model)


async def _next(assistant: Assistant, output: Output, asked: _Asked, given: GivenAnswers) -> None:
    draft = await asked.draft(assistant, output, "rules")
    said = [answer.text for answer in given.answers]
    line = await assistant.next_question(
        draft.id, said, engine=asked.engine, on_progress=output.progress
    )
    if output.as_json:
        output.data(
            {
                "kind": "reflection",
                "pairing": draft.pairing,
                "session": _number(draft),
                "answered": len(said),
                "of": len(questions_of(draft)),
                "question": None if line is None else question_contract(line),
            }
        )
    elif line is None:
        output.line("Every question was asked. Keep your answers with --answer FILE.")
    else:
        show_question(line, output)


async def _keep(assistant: Assistant, output: Output, asked: _Asked, given: GivenAnswers) -> None:
    answers = given.answers
    if any(not answer.question for answer in answers):
        draft = await asked.draft(assistant, output, "rules")
        answers = with_questions(answers, [line.text for line in questions_of(draft)])
    kept = await assistant.keep_reflection(
        asked.pairing,
        asked.session,
        answers,
        model=asked.model,
        energy=given.energy,
        when=asked.when,
    )
    view = await assistant.pairing(kept.pairing or asked.pairing)
    if output.as_json:
        output.data(kept_contract(kept, view.sessions, given.energy))
    else:
        show_shared(kept, view.partner.split(" ")[0], output, energy=given.energy)


async def _look_after(
    assistant: Assistant, output: Output, asked: _Asked, take_back: str | None, erase: str | None
) -> None:
    if erase is not None:
        await assistant.remove_reflection(erase)
    mine = await assistant.reflections(asked.pairing, asked.session)
    if take_back is not None:
        found = next((reflection for reflection in mine if reflection.id == take_back), None)
        if found is None:
            raise InvalidInput(
                "You kept no such reflection of this session.",
                safe="Nothing was changed.",
                next_step="See their ids: viceversa reflect --kept",
            )
        shared = [part for part in await assistant.written() if part.record == found.id]
        await assistant.change_readers({part.id: Visibility.PRIVATE for part in shared})
        mine = await assistant.reflections(asked.pairing, asked.session)
    view = await assistant.pairing(asked.pairing)
    if output.as_json:
        told = [kept_contract(reflection, view.sessions, None) for reflection in mine]
        output.data({"reflections": told})
    else:
        show_kept(mine, view.partner.split(" ")[0], output)


def _read(path: Path) -> GivenAnswers:
    if str(path) == "-":
        return read_answers(sys.stdin.read(), "standard input")
    return read_answers(read_text_file(path), path.name)


def _number(draft: PageDraft) -> int:
    """The number of the draft's session, which may not be planned yet."""
    return int(draft.about.rsplit(":", 1)[-1])
