"""The citation gate on a saved file: an agenda or page as JSON, or a page of Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.domain.documents import Page
from assistant.domain.drafts import Agenda, Citation, Finding
from assistant.domain.sources import Source
from assistant.errors import InvalidInput, UnreadableFile
from assistant.exchange.cited import Cited, as_citation, candidates, cited_in
from assistant.exchange.reading import read_text_file
from assistant.grounding.agendas import ground_citation
from assistant.services.context import Context
from assistant.services.indexing import Indexing

_SHORTEST = 4
"""Characters of a quote whose record a person named."""
_LARGEST_BYTES = 2 * 1024 * 1024
_MOST_QUOTES = 2000
"""No draft comes near either; to judge what does would take minutes."""
_SAFE = "The file was only read."
_TAKES = "What can be checked is one document, saved as Markdown or as JSON."
_SAYS = {
    "unknown-source": "You have no source called {name}.",
    "wrong-voice": "These words are not by {who}: {quote}",
    "quote-not-found": "These words are not in {name}: {quote}",
    "quote-cut-short": "In {name} a word before these turns them round: {quote}",
    "fact-without-source": "This is said without a source: {quote}",
}
"""What is wrong, of a file that stays as it is."""


class Checking:
    """For one reader's eyes: a quote from what they may not read counts as not found."""

    def __init__(
        self, context: Context, indexing: Indexing, quotes: Callable[[], Iterable[Source]]
    ) -> None:
        """``quotes`` gives the words that a coordinator's notes may quote."""
        self._context = context
        self._indexing = indexing
        self._quotes = quotes

    def check(self, path: Path, pairing: str | None = None) -> list[Finding]:
        """What is wrong with the quotes of a saved draft; empty if every one is sound.

        ``pairing`` says where the names of a Markdown page belong; a reader with one pairing need
        not say. Raises InvalidInput where the file holds nothing that can be checked, and
        UnreadableFile where it is no text or far too long.
        """
        try:
            text = read_text_file(path, largest=_LARGEST_BYTES)
        except UnreadableFile as error:
            raise UnreadableFile(error.happened, safe=_SAFE, next_step=_TAKES) from error
        if text.lstrip().startswith("{"):
            return self._saved(path, text)
        return self._markdown(path, text, pairing)

    def _saved(self, path: Path, text: str) -> list[Finding]:
        try:
            saved: dict[str, Any] = json.loads(text)
            pairing, draft = _draft(saved)
        # Brackets within brackets within brackets end in a RecursionError.
        except (ValueError, RecursionError) as error:
            raise InvalidInput(
                f"{path.name} is no saved draft.",
                next_step="Save one with --json, such as: viceversa agenda --json",
            ) from error
        if not draft.lines:
            raise _nothing(path)
        pieces = list(_pieces(draft))
        _check_number(path, sum(len(citations) for _, _, citations in pieces))
        sources = self._sources(pairing)
        bare = [
            _said("fact-without-source", line, quote=text)
            for line, text, cited in pieces
            if text and not cited
        ]
        wrong = [_wrong(line, citation, sources) for line, _, cited in pieces for citation in cited]
        return [*bare, *(found for found in wrong if found is not None)]

    def _markdown(self, path: Path, text: str, pairing: str | None) -> list[Finding]:
        cited = cited_in(text)
        if not cited:
            raise _nothing(path)
        _check_number(path, len(cited))
        sources = self._sources(pairing or self._only_pairing())
        findings = [_judged(one, sources) for one in cited]
        return [found for found in findings if found is not None]

    def _only_pairing(self) -> str | None:
        reader = self._context.reader()
        if len(reader.pairings) > 1:
            raise InvalidInput(
                "You are in more than one pairing.",
                next_step="Say which one the page is about, with --pairing.",
            )
        return next(iter(reader.pairings), None)

    def _sources(self, pairing: str | None) -> dict[str, Source]:
        """All that the reader may cite: guidance, what is theirs, and the pairing's records."""
        reader = self._context.reader()
        of = self._context.pairing(pairing).id if pairing else None
        found = [*self._indexing.guidance(), *self._indexing.gather(of)]
        for programme in self._context.programmes():
            found += self._indexing.objectives(programme)
            if programme.id in reader.coordinates:
                found += self._indexing.gather()
        found += self._quotes()
        return {source.id: source for source in found}


def _draft(saved: Mapping[str, Any]) -> tuple[str | None, Agenda | Page]:
    """The pairing, and the agenda or page, in what was saved. ValueError if there is none."""
    pairing = saved.get("pairing")
    if not isinstance(pairing, str | None):
        raise ValueError("a pairing is named by a text")  # noqa: TRY004 (it is the file's fault)
    kind: type[Agenda | Page] = Page if "sections" in saved else Agenda
    fields = {"title": "A saved draft", **saved}
    known = {key: fields[key] for key in kind.model_fields.keys() & fields}
    return pairing, kind.model_validate(known)


def _pieces(draft: Agenda | Page) -> Iterator[tuple[str, str, tuple[Citation, ...]]]:
    """A draft's lines: the id, the words that must not stand without a source ("" where they may),
    and the quotes."""
    if isinstance(draft, Page):
        for line in draft.lines:
            said = line.text or line.lead or " ".join(line.cells)
            yield line.id, said if line.kind == "fact" else "", line.citations
        return
    yield "", "", (*draft.purpose_citations, *draft.parked)
    for item in draft.lines:
        yield item.id, "" if item.suggestion else item.topic, item.citations
    for due in draft.commitments_due:
        yield due.id, "", (due.citation,) if due.citation else ()


def _wrong(line: str, citation: Citation, sources: Mapping[str, Source]) -> Finding | None:
    """What is wrong with one quote of a saved draft; None if it is sound."""
    found = ground_citation(citation, sources, line)[1]
    if found is None:
        return None
    source = sources.get(citation.source)
    name = source.title if source is not None and source.title else citation.source
    who = citation.author.strip() or f"the {citation.voice}"
    return _said(found.check, line, name=name, who=who, quote=citation.quote)


def _said(check: str, line: str, *, quote: str, **more: str) -> Finding:
    message = _SAYS[check].format(quote=f"\u201c{quote}\u201d", **more)
    return Finding(check=check, line=line, message=message)


def _judged(cited: Cited, sources: Mapping[str, Source]) -> Finding | None:
    """What is wrong with one quote of a page; None if it stands where it says."""

    def stands(source: Source) -> bool:
        citation = as_citation(cited, source)
        return ground_citation(citation, sources, shortest=_SHORTEST)[0] is not None

    meant = candidates(cited, sources.values())
    if any(map(stands, meant)):
        return None
    line = f"line {cited.line}"
    if not meant:
        return _said("unknown-source", line, quote=cited.quote, name=cited.name)
    if any(map(stands, sources.values())):
        says = f"These words stand elsewhere, not in {cited.name}: \u201c{cited.quote}\u201d"
        return Finding(check="wrong-voice", line=line, message=says)
    return _said("quote-not-found", line, quote=cited.quote, name=cited.name)


def _check_number(path: Path, quotes: int) -> None:
    if quotes > _MOST_QUOTES:
        raise InvalidInput(
            f"{path.name} holds {quotes:,} quotes; a draft has a few dozen.",
            safe=_SAFE,
            next_step=_TAKES,
        )


def _nothing(path: Path) -> InvalidInput:
    return InvalidInput(
        f"{path.name} holds no quote that names a source.",
        next_step='A quote looks so: [S3.mentor "exact words"], or as an exported page prints it.',
    )
