"""Finding the quotes in a page of Markdown that somebody saved, with what each says of its source.

Two forms are read: ``[S3.mentor "exact words"]``, by a record's id, and the form in which pages
are exported, “exact words” (Ana's note, session 3), by a source's title. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.drafts import Citation
from assistant.domain.sources import Source

_BY_ID = re.compile(r'\[(?P<id>[A-Za-z0-9_][\w.:#/-]{0,120})(?P<quotes>(?:\s+"[^"]{1,2000}")+)\]')
_QUOTED = re.compile(r'"([^"]+)"')
_BY_TITLE = re.compile(
    r"\u201c(?P<quote>[^\u201c\u201d]{1,2000})\u201d\s*\((?P<title>[^()]{1,300})\)"
)
_ESCAPED = re.compile(r"\\([\\`*_\[\]|~#>+=.)-])")


@dataclass(frozen=True)
class Cited:
    """A quote, the name by which its source is called, and the line of the file."""

    name: str
    quote: str
    line: int
    by_title: bool = False


def cited_in(markdown: str) -> list[Cited]:
    """All quotes of a page that name a source, in their order."""
    return sorted(_found(markdown), key=lambda cited: cited.line)


def _found(markdown: str) -> Iterator[Cited]:
    ends = [at for at, character in enumerate(markdown) if character == "\n"]
    for match in _BY_ID.finditer(markdown):
        line = bisect_left(ends, match.start()) + 1
        for quote in _QUOTED.findall(match["quotes"]):
            yield Cited(match["id"], quote, line)
    for match in _BY_TITLE.finditer(markdown):
        line = bisect_left(ends, match.start()) + 1
        yield Cited(_plain(match["title"]), _plain(match["quote"]), line, by_title=True)


def _plain(text: str) -> str:
    return " ".join(unescaped(text).split())


def unescaped(text: str) -> str:
    """The text as it was before it was written into Markdown, and as its readers see it."""
    bare = _ESCAPED.sub(r"\1", text).replace("&lt;", "<").replace("&gt;", ">")
    return bare.replace("&#58;", ":").replace("&amp;", "&")


def candidates(cited: Cited, sources: Iterable[Source]) -> list[Source]:
    """The sources that the name may mean, as the reader may read them; empty if none."""
    called = _titled if cited.by_title else _named
    return [source for source in sources if called(cited.name, source)]


def _titled(name: str, source: Source) -> bool:
    """Whether a page would print a source so: a card carries its strength and date."""
    printed = f"{source.title}, {source.strength}, {source.date}" if source.strength else ""
    return bool(source.title) and name in (source.title, printed)


def _named(name: str, source: Source) -> bool:
    """Whether a source is called so: by its whole id, its record's, or the end of either, as people
    shorten it within a pairing (S3.mentor, F3.mentee.2, A2, card:two-moves)."""
    wanted = name.replace("#", ".").replace(":", ".")
    ids = {source.id, source.record, source.id.removesuffix(f"#{source.visibility.value}")}
    return any(
        whole == wanted or whole.endswith(f".{wanted}")
        for whole in (one.replace("#", ".").replace(":", ".") for one in ids)
    )


def as_citation(cited: Cited, source: Source) -> Citation:
    """The quote as a citation of that source, for the gate to judge."""
    return Citation(source=source.id, record=source.record, quote=cited.quote)
