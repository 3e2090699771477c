"""The citation gate for agendas: every quotation is found in the very source that it names, in the
voice that it claims, or it goes. Pure, and the same for both engines and for saved drafts."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.citing import cite
from assistant.domain.drafts import Agenda, AgendaItem, Citation, CommitmentDue, Finding
from assistant.domain.sources import Source
from assistant.grounding.checks import finding
from assistant.grounding.quotes import SHORTEST, cut_from_negation, cut_inside_word, locate


def ground_agenda(agenda: Agenda, sources: Mapping[str, Source]) -> tuple[Agenda, list[Finding]]:
    """The agenda with only those citations that hold, and what was wrong with the others.

    ``sources`` holds everything that was supplied, by id. A line that loses its last citation
    becomes a suggestion. ``found``, ``start``, ``end`` and ``quote`` are set from the source, never
    from the draft.
    """
    findings: list[Finding] = []

    def grounded(citations: tuple[Citation, ...], line: str) -> tuple[Citation, ...]:
        kept = []
        for citation in citations:
            judged, wrong = ground_citation(citation, sources, line)
            if judged is not None:
                kept.append(judged)
            if wrong is not None:
                findings.append(wrong)
        return tuple(kept)

    def line_of(item: AgendaItem) -> AgendaItem:
        kept = grounded(item.citations, item.id)
        return item.model_copy(update={"citations": kept, "suggestion": not kept})

    def due_of(due: CommitmentDue) -> CommitmentDue:
        if due.citation is None:
            return due
        kept = grounded((due.citation,), due.id)
        return due.model_copy(update={"citation": kept[0] if kept else None})

    judged = agenda.model_copy(
        update={
            "purpose_citations": grounded(agenda.purpose_citations, ""),
            "opening": tuple(line_of(item) for item in agenda.opening),
            "items": tuple(line_of(item) for item in agenda.items),
            "closing": tuple(line_of(item) for item in agenda.closing),
            "commitments_due": tuple(due_of(due) for due in agenda.commitments_due),
            "parked": grounded(agenda.parked, ""),
        }
    )
    return judged, findings


def ground_citation(
    citation: Citation,
    sources: Mapping[str, Source],
    line: str = "",
    *,
    shortest: int = SHORTEST,
) -> tuple[Citation | None, Finding | None]:
    """The citation as its source bears it out, or None with what is wrong."""
    source = sources.get(citation.source)
    if source is None or source.record != citation.record:
        return None, finding("unknown-source", line)
    voiced = citation.voice in ("", source.voice)
    authored = citation.author.strip().casefold() in ("", source.author_name.strip().casefold())
    if not (voiced and authored):
        return None, finding("wrong-voice", line)
    stands = source.text[max(0, citation.start) : max(0, citation.end)] == citation.quote
    whole = stands and not cut_inside_word(source.text, citation.start, citation.end)
    span = (citation.start, citation.end) if whole and citation.quote else None
    if span is None:
        span = locate(citation.quote, source.text, shortest=shortest)
    if span is None:
        return None, finding("quote-not-found", line)
    if cut_from_negation(source.text, span[0]):
        return None, finding("quote-cut-short", line)
    return cite(source, *span, lead_in=citation.lead_in), None
