"""A page as lines on the screen: pure functions from a document and names to text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import (
    BOLD,
    FOCUS,
    QUIET,
    SUGGESTION,
    hanging,
    marked,
    one_line,
    row,
    stacked,
    wrapped,
)
from tui.numbers import Numbers
from tui.widgets.rows import Row, text_row

if TYPE_CHECKING:
    from assistant.domain.documents import Line, Page, Section

_MARKS = 12


def page_rows(page: Page, state: str, numbers: Numbers, older: str = "") -> list[Row]:
    """The whole page: title, small print, sections, notes; ``state`` is "draft: rules" or such,
    ``older`` what to say of a page that something has overtaken."""
    rows = [Row("", partial(_head, page, state))]
    rows += [Row("", partial(_quiet, older))] if older else []
    rows += [Row("", partial(_quiet, fact)) for fact in page.facts if fact]
    for words in (page.aim, page.thin_ground):
        if words:
            rows += [text_row(), Row("", partial(_plain, words))]
    for section in page.shown:
        rows += _section_rows(section, numbers)
    for note in page.notes:
        rows += [text_row(), Row("", partial(_quiet, note))]
    return rows


def no_page(words: str) -> list[Row]:
    """In the place of a page: why there is none."""
    return [text_row(), Row("", partial(_plain, words))]


def _section_rows(section: Section, numbers: Numbers) -> Iterator[Row]:
    yield text_row()
    if section.title:
        yield Row("", partial(_title, section.title))
    if section.gap and not section.lines:
        yield Row("", partial(_quiet, section.gap))
    for line in section.lines:
        yield Row(f"line-{line.id}", partial(line_text, line, section.columns, numbers))


def line_text(
    line: Line, columns: Sequence[str], numbers: Numbers, width: int, lit: bool
) -> Content:
    """One line, whole, with where it comes from at its right edge."""
    room = width - 4
    where = [Content.styled("suggestion", SUGGESTION)] if line.suggestion else []
    if line.citations:
        where = wrapped(numbers.marks(line.citations), _MARKS, style=FOCUS)
    body = _body(line, columns, room - _MARKS - 2)
    lines = [row(words, mark, room) for words, mark in zip_longest(body, where, fillvalue="")]
    for prompt in line.prompts:
        lines += hanging("Ask: ", prompt, room, indent=2)
    return marked(stacked(lines), lit, width)


def _body(line: Line, columns: Sequence[str], room: int) -> list[Content]:
    if columns:
        cells = [
            f"{column}: {cell}" if column and position else cell
            for position, (column, cell) in enumerate(zip(columns, line.cells, strict=False))
            if cell
        ]
        return wrapped(one_line("; ".join(cells)), room)
    said = [Content.styled(f"{one_line(line.lead)} ", BOLD)] if line.lead else []
    said += [Content(f"{one_line(line.text)} ")] if line.text else []
    for citation in line.citations:
        lead_in = f"{one_line(citation.lead_in)} " if citation.lead_in else ""
        said.append(Content(f"{lead_in}\u201c{one_line(citation.quote)}\u201d "))
    said += [Content(one_line(line.after))] if line.after else []
    return wrapped(Content.assemble(*said), room)


def spoken_page(page: Page, width: int) -> Content:
    """The page as its readers will see it, sources in words: for the preview."""
    lines: list[Content] = wrapped(one_line(page.title), width, style=BOLD)
    for fact in page.facts:
        lines += wrapped(one_line(fact), width, style=QUIET)
    for words in (page.aim, page.thin_ground):
        lines += wrapped(one_line(words), width)
    for section in page.shown:
        lines += [Content(""), *wrapped(one_line(section.title), width, style=BOLD)]
        if section.gap and not section.lines:
            lines += wrapped(one_line(section.gap), width, indent=2)
        for line in section.lines:
            lines += [
                Content.assemble("  ", part) for part in _body(line, section.columns, width - 2)
            ]
            for citation in line.citations:
                lines += hanging("From: ", citation.label or citation.author, width, indent=4)
            if line.suggestion:
                lines.append(Content.styled("    suggestion", SUGGESTION))
    for note in page.notes:
        lines += [Content(""), *wrapped(one_line(note), width, style=QUIET)]
    return stacked(lines)


def plain_page_line(line: Line) -> str:
    """A line as text for the clipboard, with its sources."""
    parts = [" ".join(part for part in (line.lead, line.text, line.after) if part)]
    parts += [" ".join(cell for cell in line.cells if cell)] if line.cells else []
    parts += [f"  \u201c{c.quote}\u201d {c.label or c.author}" for c in line.citations]
    parts += [f"  {prompt}" for prompt in line.prompts]
    return "\n".join(part for part in parts if part.strip())


def _head(page: Page, state: str, width: int, _lit: bool) -> Content:
    lines = wrapped(one_line(page.title), width - 4 - len(state), indent=2, style=BOLD)
    first = row(lines[0] if lines else "", Content.styled(state, QUIET), width - 2)
    return stacked([first, *lines[1:]])


def _title(words: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(words, width - 2, indent=2, style=BOLD))


def _plain(words: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(one_line(words), width - 4, indent=2))


def _quiet(words: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(one_line(words), width - 4, indent=2, style=QUIET))
