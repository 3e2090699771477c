"""Pages on the command line: linear text for people, the promised JSON for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from assistant.api import Assistant
from assistant.cli.output import Output
from assistant.domain.documents import DocumentKind, Line, Page, PageDraft, Section, SharedPage
from assistant.domain.drafts import Citation


def page_contract(found: PageDraft | SharedPage, session: int | None = None) -> dict[str, Any]:
    """The promised JSON of a page; ``session`` is its number, where it is about one."""
    page = found.page
    return {
        "kind": found.document.value,
        "id": found.id,
        "programme": found.programme,
        "pairing": found.pairing,
        "session": session,
        "about": found.about,
        "engine": found.receipt.engine,
        "title": page.title,
        "facts": list(page.facts),
        "who_reads": page.who_reads,
        "aim": page.aim,
        "thin_ground": page.thin_ground,
        "sections": [_section(section) for section in page.shown],
        "notes": list(page.notes),
        "findings": [
            finding.model_dump(mode="json")
            for finding in (found.findings if isinstance(found, PageDraft) else ())
        ],
        "receipt": found.receipt.model_dump(mode="json"),
    }


def _section(section: Section) -> dict[str, Any]:
    lines = [
        {**line.model_dump(mode="json"), "suggestion": line.suggestion} for line in section.lines
    ]
    return {
        "id": section.id,
        "title": section.title,
        "columns": list(section.columns),
        "gap": "" if section.lines else section.gap,
        "lines": lines,
    }


def show_page(page: Page, output: Output, *, foot: str = "") -> None:
    """The page as linear text, sources by number at the end; ``foot`` is the last, quiet line."""
    numbers = {(c.source, c.quote): n for n, c in enumerate(page.citations, start=1)}
    output.heading(page.title)
    for fact in (*page.facts, page.who_reads):
        if fact:
            output.quiet(fact)
    for text in (page.aim, page.thin_ground):
        if text:
            output.line()
            output.line(text)
    for section in page.shown:
        output.line()
        if section.title:
            output.heading(section.title)
        if section.gap and not section.lines:
            output.line(section.gap, indent=2)
        for line in section.lines:
            _show_line(line, section, numbers, output)
    for note in page.notes:
        output.line()
        output.quiet(note)
    show_sources(page.citations, output)
    if foot:
        output.line()
        output.quiet(foot)


def _show_line(
    line: Line, section: Section, numbers: dict[tuple[str, str], int], output: Output
) -> None:
    output.line(_words(line, section, numbers), indent=2)
    for prompt in () if section.columns else line.prompts:
        output.line(f"Ask: {prompt}", indent=4)


def _words(line: Line, section: Section, numbers: dict[tuple[str, str], int]) -> str:
    """A line with its quotes, each with the number of its source where there is one."""
    mark = {key: f" [{number}]" for key, number in numbers.items()}
    if section.columns:
        cells = (
            f"{column}: {cell}" if column else cell
            for column, cell in zip(section.columns, line.cells, strict=False)
            if cell
        )
        marks = "".join(mark.get((c.source, c.quote), "") for c in line.citations)
        return f"{'; '.join(cells)}{marks}"
    lead = f"{line.lead} " if line.lead else ""
    label = " (suggestion)" if line.suggestion else ""
    quotes = " ".join(
        f"{c.lead_in} “{_one_line(c.quote)}”{mark.get((c.source, c.quote), '')}".strip()
        for c in line.citations
    )
    text = " ".join(part for part in (line.text, quotes, line.after) if part)
    return f"{lead}{text}{label}"


def numbered_lines(page: Page) -> list[str]:
    """All lines that are shown, in reading order."""
    return [_words(line, section, {}) for section in page.shown for line in section.lines]


def _one_line(quote: str) -> str:
    """A quote without the line ends of the file that it came from."""
    return " ".join(quote.split())


def ways_of_page(draft: PageDraft, output: Output) -> None:
    """What can be done with a draft."""
    if draft.document in (DocumentKind.SESSION_SUMMARY, DocumentKind.FEEDBACK_SUMMARY):
        output.way("To let your partner read it", f"page share {draft.id}")
    if draft.document is DocumentKind.SUMMARY_NOTE:
        output.way("To release it, after a look", f"summary release {draft.id}")
    output.way("To change a line", f"page change {draft.id}")
    output.way("To save it", f"export page {draft.id} --format docx --to .")


async def way_to_shared(assistant: Assistant, draft: PageDraft, output: Output) -> None:
    """The page of that kind that the two share already, for whoever drafted their own."""
    shared = await assistant.shared_page(
        draft.document, draft.pairing or "", draft.session, draft.about
    )
    if shared is not None:
        output.way("What you two share already, to read and accept", f"page show {shared.id}")


def show_sources(citations: Sequence[Citation], output: Output) -> None:
    """The sources of a page, by number, under a heading; nothing if there are none."""
    if citations:
        output.line()
        output.heading("Sources")
    for words in source_lines(citations):
        output.line(words, indent=2)


def source_lines(citations: Sequence[Citation]) -> list[str]:
    """Where the words stand and how far to trust them, neighbours of one source on one line:
    "Sources 1 to 4: Ana's note, session 3; found word for word"."""
    lines = []
    numbered = enumerate(citations, start=1)
    for says, group in groupby(numbered, key=lambda pair: _says(pair[1])):
        numbers = [number for number, _ in group]
        first, last = numbers[0], numbers[-1]
        which = f"Source {first}" if first == last else f"Sources {first} to {last}"
        lines.append(f"{which}: {says}")
    return lines


def _says(citation: Citation) -> str:
    strength = f", {citation.strength.value}, {citation.date}" if citation.strength else ""
    found = "found word for word" if citation.found else "not found"
    return f"{citation.label}{strength}; {found}"
