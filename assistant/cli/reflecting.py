"""Reflecting in a terminal: one question at a time, every line kept as it is typed."""

from __future__ import annotations

from typing import Literal

from assistant.api import Assistant
from assistant.cli.listening import heard
from assistant.cli.output import Output
from assistant.domain.documents import Line, PageDraft
from assistant.domain.reflecting import answers_place
from assistant.domain.reflections import Answer, Reflection
from assistant.domain.visibility import Visibility
from assistant.exchange.answer_files import read_answers, write_answers

Engine = Literal["auto", "rules", "model"]


def place_of(draft: PageDraft) -> str:
    """Where what is being typed is kept until it becomes a reflection."""
    when, _, _, number = draft.about.split(":")
    return answers_place(draft.pairing or "", int(number), when)


def show_question(
    line: Line, output: Output, numbers: dict[tuple[str, str], int] | None = None
) -> None:
    """A question below the words that it grew from; a bank question says that it is one."""
    if line.lead:
        output.heading(line.lead)
    for citation in line.citations:
        quote = " ".join(citation.quote.split())
        mark = f" [{numbers[(citation.source, citation.quote)]}]" if numbers else ""
        own = citation.source.startswith("answer:")
        source = mark or ("" if own else f" ({citation.label})")
        lead_in = citation.lead_in or f"{citation.label}:"
        output.line(f"{lead_in} “{quote}”{source}", indent=2)
    label = " (suggestion)" if line.suggestion else ""
    after = f" {line.after}" if line.after else ""
    output.line(f"{line.text}{after}{label}", indent=2)


def grown_from(line: Line) -> str:
    """The words that a question grew from, on one line; "" for one of the bank."""
    return " ".join(
        f"{c.lead_in or c.label + ':'} “{' '.join(c.quote.split())}”" for c in line.citations
    )


def show_shared(
    kept: Reflection, partner: str, output: Output, *, energy: int | None = None
) -> None:
    """What was kept, and the exact words that the partner can read from now on."""
    shared = [a for a in kept.answers if a.visibility is not Visibility.PRIVATE]
    own = len(kept.answers) - len(shared)
    if not shared:
        output.line("Kept, only for you.")
    else:
        output.line(f"Kept. {partner} can read this from now on:")
        for answer in shared:
            output.line(answer.text, indent=2)
        output.line(f"{own or 'No'} other answer{'' if own == 1 else 's'}: only you.")
    if energy is not None:
        output.line("Your energy is kept. It is counted only with at least 4 others.")
    output.quiet(f"Reflection {kept.id}.")
    if own:
        output.way(f"To let {partner} read more of it", "written")
    output.way("What you promised", "commitments")


def show_kept(mine: list[Reflection], partner: str, output: Output) -> None:
    """Everything of one's own about a session, answer by answer, with who reads it."""
    if not mine:
        output.line("Nothing is kept of this session yet.")
    for reflection in mine:
        looked = "ahead" if reflection.when == "before" else "back"
        output.heading(f"Looking {looked}, {reflection.model} ({reflection.id})")
        for answer in reflection.answers:
            shared = answer.visibility is not Visibility.PRIVATE
            output.quiet(answer.question, indent=2)
            output.line(
                f"{f'you and {partner}' if shared else 'only you'}: {answer.text}", indent=4
            )


async def ask_one_by_one(
    assistant: Assistant,
    output: Output,
    draft: PageDraft,
    session: int,
    engine: Engine,
    model: str,
) -> None:
    """Ask, listen, ask what follows; then who may read what. Stopping at any time loses nothing."""
    place = place_of(draft)
    before = await assistant.kept_words(place)
    answers = list(read_answers(before.text).answers)
    view = await assistant.pairing(draft.pairing or "")
    partner = view.partner.split(" ")[0]
    output.heading(draft.page.title)
    output.quiet(draft.page.who_reads)
    output.quiet("An empty line goes on. Ctrl+C stops; what you typed is here when you come back.")
    if answers:
        output.line(f"Restored: {len(answers)} of your answers from {before.when}.")
    while True:
        said = [answer.text for answer in answers]
        line = await assistant.next_question(
            draft.id, said, engine=engine, on_progress=output.progress
        )
        if line is None:
            break
        output.line()
        show_question(line, output)
        typed: list[str] = []
        while entered := heard("  More, or an empty line: " if typed else "  Your answer: "):
            typed.append(entered)
            await _kept(assistant, place, draft, [*answers, _answer(line, typed)])
        answers.append(_answer(line, typed))
        await _kept(assistant, place, draft, answers)
    if not any(answer.text for answer in answers):
        output.line("Nothing was written, so nothing is kept.")
        await assistant.keep_text(place, "")
        return
    for section in draft.page.shown:
        if section.id in ("look-again", "close"):
            output.line()
            output.heading(section.title)
            for line in section.lines:
                show_question(line, output)
    output.line()
    energy = heard("Energy after the session, 1 drained to 5 full, or nothing: ").strip()
    answers = [_seen_by(answer, partner, output) for answer in answers]
    when: Literal["before", "after"] = "before" if draft.about.startswith("before") else "after"
    kept = await assistant.keep_reflection(
        draft.pairing or "",
        session,
        answers,
        model=model,
        energy=int(energy) if energy in ("1", "2", "3", "4", "5") else None,
        when=when,
    )
    await assistant.keep_text(place, "")
    show_shared(kept, partner, output)


def _answer(line: Line, typed: list[str]) -> Answer:
    return Answer(question=line.text, text="\n".join(typed).strip())


def _seen_by(answer: Answer, partner: str, output: Output) -> Answer:
    """Ask who may read an answer, with its exact words in sight."""
    if not answer.text:
        return answer
    output.line()
    output.line(answer.text, indent=2)
    said = heard(f"Enter: only you.  p: {partner} too, exactly these words.  ").strip()
    shared = said.casefold() == "p"
    return answer.model_copy(update={"visibility": Visibility.PAIR}) if shared else answer


async def _kept(assistant: Assistant, place: str, draft: PageDraft, answers: list[Answer]) -> None:
    await assistant.keep_text(place, write_answers(draft.page.title, answers))
