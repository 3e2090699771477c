"""The citation gate on a saved file: an agenda or page as JSON, or a page of Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.domain.documents import Page
from assistant.domain.drafts import Agenda, Finding
from assistant.domain.sources import Source
from assistant.errors import InvalidInput
from assistant.exchange.cited import Cited, as_citation, candidates, cited_in
from assistant.exchange.reading import read_text_file
from assistant.grounding.agendas import ground_agenda, ground_citation
from assistant.grounding.pages import ground_page
from assistant.services.context import Context
from assistant.services.indexing import Indexing

_SHORTEST = 4
"""Characters of a quote whose record a person named."""


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
        not say. Raises InvalidInput where the file holds nothing that can be checked.
        """
        text = read_text_file(path)
        if text.lstrip().startswith("{"):
            return self._saved(path, text)
        return self._markdown(path, text, pairing)

    def _saved(self, path: Path, text: str) -> list[Finding]:
        try:
            saved: dict[str, Any] = json.loads(text)
            sources = self._sources(saved.get("pairing"))
            if "sections" in saved:
                page = Page.model_validate(
                    {key: saved[key] for key in Page.model_fields & saved.keys()}
                )
                return ground_page(page, sources)[1]
            fields = {"title": "A saved draft", **saved}
            agenda = Agenda.model_validate(
                {key: fields[key] for key in Agenda.model_fields & fields.keys()}
            )
            if not agenda.lines:
                raise _nothing(path)
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise InvalidInput(
                f"{path.name} is no saved draft.",
                next_step="Save one with --json, such as: viceversa agenda --json",
            ) from error
        return ground_agenda(agenda, sources)[1]

    def _markdown(self, path: Path, text: str, pairing: str | None) -> list[Finding]:
        cited = cited_in(text)
        if not cited:
            raise _nothing(path)
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


def _judged(cited: Cited, sources: Mapping[str, Source]) -> Finding | None:
    """What is wrong with one quote of a page; None if it stands where it says."""

    def stands(source: Source) -> bool:
        citation = as_citation(cited, source)
        return ground_citation(citation, sources, shortest=_SHORTEST)[0] is not None

    meant = candidates(cited, sources.values())
    if any(map(stands, meant)):
        return None
    if not meant:
        check, says = "unknown-source", "You have no source called {name}."
    elif any(map(stands, sources.values())):
        check, says = "wrong-voice", "These words stand elsewhere, not in {name}: {quote}"
    else:
        check, says = "quote-not-found", "These words are not in {name}: {quote}"
    message = says.format(name=cited.name, quote=f"\u201c{cited.quote}\u201d")
    return Finding(check=check, line=f"line {cited.line}", message=message)


def _nothing(path: Path) -> InvalidInput:
    return InvalidInput(
        f"{path.name} holds no quote that names a source.",
        next_step='A quote looks so: [S3.mentor "exact words"], or as an exported page prints it.',
    )


def _known(kind: type[BaseModel], saved: Mapping[str, Any]) -> dict[str, Any]:
    return {key: saved[key] for key in kind.model_fields if key in saved}
