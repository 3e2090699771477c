"""The mentee's brief as rows of text: at most 24 of 76 characters, to be read on the stairs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from assistant.domain.documents import Line, Page

ROWS, WIDTH = 24, 76
_INDENT = 1
_COMMITMENT = re.compile(r"^.*'s commitment, ")
"""A promise of the reader's own needs no name before its session."""
_OWN = re.compile(r"\b[Yy]ou(?: wrote)?: $|^From your box: $")
_WHOSE = re.compile(r"^(\S+)'s ")
"""Nor do a reader's own words, nor whoever is named before the quote."""
_KIND = re.compile(r"'s (?:note|reflection|feedback)(?=, )")
_LEAD = 9
"""Characters of the word before a promise: "kept", "not kept"."""


def brief_rows(page: Page) -> list[str]:
    """The page as rows. A page that was reworded to more than fit is cut from its end."""
    return list(_all_rows(page))[:ROWS]


def row_count(page: Page) -> int:
    """How many rows the whole page would take."""
    return len(list(_all_rows(page)))


def _all_rows(page: Page) -> Iterator[str]:
    yield from textwrap.wrap(page.title, WIDTH)
    for fact in page.facts:
        yield from textwrap.wrap(fact, WIDTH)
    for section in page.shown:
        yield from ("", section.title.upper())
        if not section.lines:
            yield from _wrapped(section.gap, "")
        for line in section.lines:
            yield from _line(line)


def _line(line: Line) -> list[str]:
    parts = [line.text]
    for citation in line.citations:
        lead = f"{citation.lead_in} " if citation.lead_in else ""
        where = _COMMITMENT.sub("", citation.label)
        if _OWN.search(lead) or any(name in lead for name in _WHOSE.findall(where)):
            where = _WHOSE.sub("", where.rpartition(", ")[2])
        where = _KIND.sub("", where)
        parts.append(f"{lead}\u201c{' '.join(citation.quote.split())}\u201d ({where})")
    parts.append(line.after)
    if line.suggestion:
        parts.append("(suggestion)")
    return _wrapped(" ".join(part for part in parts if part), line.lead)


def _wrapped(text: str, lead: str) -> list[str]:
    head = " " * _INDENT + (f"{lead:<{_LEAD}} " if lead else "")
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_on_hyphens=False,
    )
