"""A page of reflection questions on the command line: the promised JSON, and linear text."""

from __future__ import annotations

from typing import Any

from assistant.cli.output import Output
from assistant.cli.page_output import page_contract, show_sources
from assistant.cli.reflecting import show_question
from assistant.domain.documents import Line, PageDraft
from assistant.domain.reflections import Reflection
from assistant.domain.views import SessionView
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput

QUESTIONS = "questions"


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
        "questions": [question_contract(line) for line in questions_of(draft)],
    }


def question_contract(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "step": line.lead.split(" · ", 1)[-1],
        "text": line.text,
        "citations": [citation.model_dump(mode="json") for citation in line.citations],
        "suggestion": line.suggestion,
    }


def kept_contract(
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
    output.quiet(f"Draft {draft.id}, only yours.")
