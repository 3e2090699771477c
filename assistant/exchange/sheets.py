"""Pages and agendas as sheets: the same words as on the screen, sources numbered alike. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from assistant.domain.days import day_words
from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import PROMISES, Agenda, AgendaItem, Citation, CommitmentDue
from assistant.exchange.sheet import Block, Sheet, SourceNote, words

_STATES = {"kept": "Kept", "missed": "Not kept"}


def page_sheet(page: Page, *, who_reads: str, draft: bool) -> Sheet:
    """A page of any kind."""
    numbers = _Numbers(page.citations)
    blocks = [Block("strong", words(page.aim))] if page.aim else []
    blocks += [Block("quiet", words(page.thin_ground))] if page.thin_ground else []
    for section in page.shown:
        blocks += _section(section, numbers)
    blocks += [Block("quiet", words(note)) for note in page.notes]
    said = words(page.who_reads)
    return Sheet(
        title=words(page.title) or "Untitled",
        facts=tuple(words(fact) for fact in page.facts if words(fact)),
        blocks=tuple(blocks),
        sources=numbers.notes,
        who_reads=words(who_reads) or said,
        draft=draft,
    )


def _section(section: Section, numbers: _Numbers) -> Iterator[Block]:
    if section.title:
        yield Block("heading", words(section.title))
    if section.gap and not section.lines:
        yield Block("quiet", words(section.gap))
    if section.columns and section.lines:
        yield Block("table", rows=tuple(_rows(section, numbers)))
        return
    for line in section.lines:
        yield from _line(line, numbers)


def _rows(section: Section, numbers: _Numbers) -> Iterator[tuple[str, ...]]:
    yield tuple(words(column) for column in section.columns)
    for line in section.lines:
        cells = [words(cell) for cell in line.cells]
        cells += [""] * (len(section.columns) - len(cells))
        marks = " ".join(f"[{number}]" for number in numbers.of(line.citations))
        if marks and cells:
            cells[-1] = f"{cells[-1]} {marks}".strip()
        yield tuple(cells)


def _line(line: Line, numbers: _Numbers) -> Iterator[Block]:
    said = [words(line.text)]
    said += [f"{words(c.lead_in)} \u201c{words(c.quote)}\u201d".strip() for c in line.citations]
    said.append(words(line.after))
    yield Block(
        "item",
        " ".join(part for part in said if part),
        lead=words(line.lead),
        aside="suggestion" if line.suggestion else "",
        marks=numbers.of(line.citations),
    )
    yield from (Block("ask", words(prompt)) for prompt in line.prompts)


def agenda_sheet(
    agenda: Agenda,
    *,
    mentor: str,
    mentee: str,
    starts_at: datetime | None,
    when: str,
    who_reads: str,
    draft: bool,
) -> Sheet:
    """An agenda. ``starts_at`` is local; None counts the clock from 00:00."""
    names = {"mentor": _first(mentor), "mentee": _first(mentee), "both": "both"}
    numbers = _Numbers(agenda.citations)
    blocks: list[Block] = []
    if agenda.purpose:
        marks = numbers.of(agenda.purpose_citations)
        blocks.append(Block("strong", words(agenda.purpose), marks=marks))
    if agenda.thin_ground:
        blocks.append(Block("quiet", words(agenda.thin_ground)))
    elapsed = 0
    for line in agenda.lines:
        blocks += _agenda_line(line, _clock(starts_at, elapsed), names, agenda, numbers)
        elapsed += line.minutes
    sums = " + ".join(str(line.minutes) for line in agenda.lines)
    blocks.append(Block("text", f"{sums} = {agenda.total} minutes.", lead="Adds up:"))
    if agenda.cut_if_late:
        blocks.append(Block("text", words(agenda.cut_if_late), lead="If you start late:"))
    if agenda.parked:
        parked = "; ".join(_quoted(citation) for citation in agenda.parked)
        marks = numbers.of(agenda.parked)
        blocks.append(Block("text", parked, lead="Not for today:", marks=marks))
    return Sheet(
        title=words(agenda.title) or "Agenda",
        facts=(f"{words(mentor)} leads \u00b7 {words(mentee)} \u00b7 {words(when)}",),
        blocks=tuple(blocks),
        sources=numbers.notes,
        who_reads=words(who_reads),
        draft=draft,
        one_page=True,
    )


def _agenda_line(
    line: AgendaItem,
    clock: str,
    names: Mapping[str, str],
    agenda: Agenda,
    numbers: _Numbers,
) -> Iterator[Block]:
    serves = f" \u00b7 serves: {words(line.goal)}" if line.goal else ""
    label = " \u00b7 suggestion" if line.suggestion else ""
    heading = f"{clock} \u00b7 {line.minutes} min \u00b7 {words(line.topic)}"
    yield Block("heading", heading, aside=f"{words(names[line.lead])}{serves}{label}")
    if line.purpose:
        yield Block("text", words(line.purpose))
    for citation in agenda.own_citations(line):
        yield Block("quote", _quoted(citation), marks=numbers.of([citation]))
    if line.slot == PROMISES:
        for due in agenda.reported:
            yield from _due(due, names, numbers)
    yield from (Block("item", words(prompt)) for prompt in agenda.own_prompts(line))
    for suggestion in line.suggestions:
        yield Block("item", words(suggestion), lead="Suggestion, not from your notes:")


def _due(due: CommitmentDue, names: Mapping[str, str], numbers: _Numbers) -> Iterator[Block]:
    state = _STATES.get(due.state.value, "Due")
    by = f", by {day_words(due.due)}" if due.due and state == "Due" else ""
    said = words(due.text)
    marks: tuple[int, ...] = ()
    if due.citation is not None:
        quote = f"\u201c{words(due.citation.quote)}\u201d"
        # A promise that nothing else tells of is its own quote, once.
        alone = due.citation.quote.strip() == due.text.strip()
        said = quote if alone else f"{said} {quote}"
        marks = numbers.of([due.citation])
    yield Block("item", said, lead=f"{state} ({words(names[due.owner])}{by}).", marks=marks)
    if due.prompt:
        yield Block("ask", words(due.prompt))


class _Numbers:
    """Citations in reading order, each with its number, as the screen counts them."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._of = {(c.source, c.quote): number for number, c in enumerate(citations, 1)}
        self.notes = tuple(
            SourceNote(number, _says(citation), words(citation.quote))
            for number, citation in enumerate(citations, 1)
        )

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Their numbers, each once."""
        found = (self._of.get((citation.source, citation.quote), 0) for citation in citations)
        return tuple(dict.fromkeys(number for number in found if number))


def _says(citation: Citation) -> str:
    says = words(citation.label or citation.author or citation.record)
    if citation.strength is not None:
        says += f", {citation.strength.value}, {words(citation.date)}".rstrip(", ")
    return says


def _quoted(citation: Citation) -> str:
    return f"{words(citation.lead_in)} \u201c{words(citation.quote)}\u201d".strip()


def _clock(starts_at: datetime | None, elapsed: int) -> str:
    if starts_at is None:
        return f"{elapsed // 60:02d}:{elapsed % 60:02d}"
    return (starts_at + timedelta(minutes=elapsed)).strftime("%H:%M")


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name
