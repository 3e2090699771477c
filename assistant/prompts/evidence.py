"""Which passages a model is shown for a document, most needed first, and how lines refer to them.
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.citing import covers
from assistant.domain.documents import Page
from assistant.domain.drafts import Agenda, Citation
from assistant.domain.sources import Hit, Passage, Source
from assistant.domain.visibility import both_may_read
from assistant.domain.wording import touches
from assistant.prompts.formatting import one_line

_WHOLE = 1200
_AROUND = 400
_MOST_CARDS = 5
"""Pieces of guidance beside those that are cited: more would crowd out the two people."""


def evidence_for(
    agenda: Agenda,
    hits: Sequence[Hit],
    sources: Mapping[str, Source],
    *,
    pieces: Sequence[Passage] = (),
    boundary_terms: Iterable[str] = (),
) -> list[Passage]:
    """Passages for an agenda, most needed first: those that the rules' lines cite, then the two
    people's own words among the hits, then a few pieces of guidance. What is cited is shown in one
    of ``pieces`` or hits, if one holds it.

    What one partner alone may read is left out whatever the caller found, and so is what touches a
    boundary: nothing may prompt on it.
    """
    known = [*pieces, *(hit.passage for hit in hits)]
    found = [hit.passage for hit in hits]
    own = [passage for passage in found if not passage.source.is_guidance]
    cards = [passage for passage in found if passage.source.is_guidance]
    ranked = [*own, *cards[:_MOST_CARDS]]
    return _chosen(_by_need(agenda), known, ranked, sources, True, boundary_terms)


def page_evidence(
    page: Page,
    ranked: Sequence[Passage],
    sources: Mapping[str, Source],
    *,
    both: bool,
    boundary_terms: Iterable[str] = (),
) -> list[Passage]:
    """Passages for a page, most needed first: those that the rules' lines cite, then ``ranked``.

    For a page that ``both`` will read, what one partner alone may read is left out, whatever the
    caller found; what touches a boundary always is.
    """
    return _chosen(page.citations, ranked, ranked, sources, both, boundary_terms)


def _chosen(
    citations: Sequence[Citation],
    known: Sequence[Passage],
    ranked: Sequence[Passage],
    sources: Mapping[str, Source],
    both: bool,
    boundary_terms: Iterable[str],
) -> list[Passage]:
    """A passage around each citation, of ``known`` where one holds it, then ``ranked``, each once;
    without what may not be shown."""
    terms = tuple(boundary_terms)
    found: list[Passage] = []
    for citation in citations:
        source = sources.get(citation.source)
        if source is not None and not any(covers(passage, citation) for passage in found):
            given = next((passage for passage in known if covers(passage, citation)), None)
            shown = given or _around(source, citation)
            if source.is_guidance and touches(shown.text, terms):
                # What stands on the page is shown, without what must not be seen around it. Of
                # people's own words nothing is: what they mean may lie in what is left out.
                shown = _alone(source, citation)
            found.append(shown)
    for passage in ranked:
        if all(passage.id != other.id for other in found):
            found.append(passage)
    return [
        passage
        for passage in found
        if (not both or passage.source.is_guidance or both_may_read(passage.source.visibility))
        and not touches(passage.text, terms)
    ]


def cites_in(citations: Sequence[Citation], evidence: Sequence[Passage]) -> list[dict[str, object]]:
    return [
        {"n": number, "quote": one_line(citation.quote)}
        for citation in citations
        for number, passage in enumerate(evidence, start=1)
        if covers(passage, citation)
    ]


def _by_need(agenda: Agenda) -> list[Citation]:
    main = [citation for line in agenda.items for citation in line.citations]
    due = [due.citation for due in agenda.commitments_due if due.citation is not None]
    return [*main, *agenda.purpose_citations, *due]


def _alone(source: Source, citation: Citation) -> Passage:
    """The cited words and nothing beside them."""
    return Passage.part(source, max(0, citation.start), max(0, citation.end))


def _around(source: Source, citation: Citation) -> Passage:
    """A short source whole, of a long one the paragraphs about the citation."""
    text = source.text
    if len(text) <= _WHOLE or citation.start < 0:
        return Passage.whole(source)
    start = max(0, citation.start - _AROUND)
    end = min(len(text), citation.end + _AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    after = text.find(" ", end)
    end = after if after != -1 else len(text)
    return Passage.part(source, start, end)
