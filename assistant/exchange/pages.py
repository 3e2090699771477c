"""A page as Markdown: to print or to send, where every quote names its source."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.documents import Line, Page, Section
from assistant.exchange.markdown import plain, quoted


def page_markdown(page: Page) -> str:
    """The page; sections with nothing to show are left out."""
    out = [f"# {plain(page.title)}", ""]
    if page.facts:
        out += [" · ".join(plain(fact) for fact in page.facts)]
    if page.who_reads:
        out += [plain(page.who_reads)]
    out += [""]
    for text in (page.aim, page.thin_ground):
        if text:
            out += [plain(text), ""]
    for section in page.shown:
        out += list(_section(section))
    for note in page.notes:
        out += [f"*{plain(note)}*", ""]
    return "\n".join(out).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {plain(section.title)}"
        yield ""
    if section.gap and not section.lines:
        yield plain(section.gap)
        yield ""
    if section.columns and section.lines:
        yield "| " + " | ".join(plain(column) for column in section.columns) + " |"
        yield "|" + "---|" * len(section.columns)
    for line in section.lines:
        if section.columns:
            yield "| " + " | ".join(plain(cell) for cell in line.cells) + " |"
        else:
            yield from _line(line)
    yield ""


def _line(line: Line) -> Iterator[str]:
    lead = f"**{plain(line.lead)}**" if line.lead else ""
    label = " *(suggestion)*" if line.suggestion else ""
    cited = " ".join(
        f"{plain(citation.lead_in)} {quoted(citation)}".strip() for citation in line.citations
    )
    said = (lead, plain(line.text), cited, plain(line.after))
    yield "- " + " ".join(part for part in said if part) + label
    for prompt in line.prompts:
        yield f"  - {plain(prompt)}"
