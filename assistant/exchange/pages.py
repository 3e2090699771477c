"""A page as Markdown: to print or to send, where every quote names its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import Citation
from assistant.exchange.markdown import plain, quoted, says


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
            yield from _line(line, quote_first=section.questions or line.kind == "question")
    yield ""


def _line(line: Line, *, quote_first: bool = False) -> Iterator[str]:
    """A line. A question stands below the words that it points at, so their quote comes first."""
    lead = f"**{plain(line.lead)}**" if line.lead else ""
    named = [
        c
        for c in line.citations
        if c.strength and (c.label == line.lead.rstrip(".") or c.label in line.after)
    ]
    # A card that the line is named after is not named again; the line says how far to trust it.
    told = bool(named) and all(str(c.strength) in line.after for c in named)
    label = " *(suggestion)*" if line.suggestion else ""
    text = plain(line.text)
    cited = " ".join(f"\u201c{plain(c.quote)}\u201d" for c in named)
    cited = cited if told and named == list(line.citations) else _cited(line.citations)
    said = (lead, *((cited, text) if quote_first else (text, cited)), plain(line.after))
    yield "- " + " ".join(part for part in said if part) + label
    for prompt in line.prompts:
        yield f"  - {plain(prompt)}"


def _cited(citations: Sequence[Citation]) -> str:
    """The quotes, each with its source; neighbours of one speaker and source name it once, after
    the last."""
    shown = []
    for place, citation in enumerate(citations):
        after = citations[place + 1] if place + 1 < len(citations) else None
        told_next = (
            after is not None
            and says(after) == says(citation)
            and after.lead_in in ("", citation.lead_in)
        )
        words = f"\u201c{plain(citation.quote)}\u201d" if told_next else quoted(citation)
        shown.append(f"{plain(citation.lead_in)} {words}".strip())
    return " ".join(shown)
