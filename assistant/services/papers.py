"""Any document as a paper: its words as its reader may read them now, and who else may.

Rights are asked of the store each time, and so is every quote: words that were taken back since the
document was made are left out of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assistant.domain.citing import guidance_source
from assistant.domain.documents import DocumentKind, Page, PageDraft, SharedPage
from assistant.domain.drafts import AcceptedAgenda, Agenda, AgendaDraft, Citation
from assistant.domain.exporting import ExportFormat
from assistant.domain.programme_notes import SummaryNote
from assistant.domain.reflections import Reflection
from assistant.domain.sources import Source
from assistant.domain.visibility import Visibility
from assistant.errors import NotFound
from assistant.exchange.calendar_out import CalendarEntry
from assistant.exchange.markdown import agenda_markdown, with_foot
from assistant.exchange.pages import page_markdown
from assistant.exchange.record_pages import reflection_page
from assistant.exchange.sheet import Sheet
from assistant.exchange.sheets import agenda_sheet, page_sheet
from assistant.exchange.writing import slug
from assistant.grounding.agendas import ground_agenda, ground_citation
from assistant.grounding.pages import ground_page
from assistant.services.agendas import Agendas
from assistant.services.calendars import Calendars
from assistant.services.context import Context, in_words, local
from assistant.services.documents import FOR_BOTH, Documents
from assistant.services.indexing import Indexing

PAGE_FORMATS = (ExportFormat.DOCX, ExportFormat.PDF, ExportFormat.MD, ExportFormat.JSON)
AGENDA_FORMATS = (*PAGE_FORMATS[:2], ExportFormat.ICS, *PAGE_FORMATS[2:])


@dataclass(frozen=True)
class Paper:
    """A document, ready for every format that fits it."""

    stem: str
    """Of the file's name."""
    formats: tuple[ExportFormat, ...]
    sheet: Sheet
    markdown: str
    fields: dict[str, Any]
    """For JSON."""
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    entries: tuple[CalendarEntry, ...] = ()
    shared_agenda: Sheet | None = None
    """What a calendar entry may hold of the agenda: only what both read."""
    notes: tuple[str, ...] = ()


class Papers:
    """Documents of one reader, by id."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        agendas: Agendas,
        documents: Documents,
        calendars: Calendars,
        quotes: Callable[[], Iterable[Source]],
    ) -> None:
        """``quotes`` gives the words that a coordinator's notes may quote now."""
        self._context = context
        self._indexing = indexing
        self._agendas = agendas
        self._documents = documents
        self._calendars = calendars
        self._quotes = quotes

    def agenda(self, wanted: str) -> Paper:
        """A draft of the reader's, or the agenda that a pair of theirs shares. NotFound."""
        found = self._agendas.by_id(wanted)
        pairing = self._context.pairing(found.pairing or "")
        session = self._agendas.session_of(pairing, found.session)
        accepted = self._agendas.accepted_of(pairing, session)
        shared = accepted is not None and accepted.agenda == found.agenda
        sheet, agenda, text, left_out = self._agenda_sheet(found, shared=shared)
        of_both = sheet if shared else None
        if of_both is None and accepted is not None:
            of_both = self._agenda_sheet(accepted, shared=True)[0]
        reader = self._context.reader()
        partner = next(
            person.first_name
            for person in self._context.partners(pairing)
            if person.id != reader.person
        )
        entries = self._calendars.entries([session])
        return Paper(
            stem=f"agenda-session-{session.number}-{slug(partner)}",
            formats=AGENDA_FORMATS if entries else PAGE_FORMATS,
            sheet=sheet,
            markdown=text,
            fields=agenda.model_dump(mode="json"),
            entries=entries,
            shared_agenda=of_both,
            notes=left_out,
        )

    def _agenda_sheet(
        self, found: AgendaDraft | AcceptedAgenda, *, shared: bool
    ) -> tuple[Sheet, Agenda, str, tuple[str, ...]]:
        pairing = self._context.pairing(found.pairing or "")
        session = self._agendas.session_of(pairing, found.session)
        mentor, mentee = self._context.partners(pairing)
        agenda, gone = self._standing_agenda(found.agenda, for_both=shared)
        leads = self._context.reader().person == mentor.id
        who_reads = f"{mentor.first_name} and {mentee.first_name} can read this, and nobody else."
        if not shared and leads:
            who_reads = (
                f"A draft. Once {mentor.first_name} shares it, both can read it and nobody else."
            )
        elif not shared:
            who_reads = f"A draft. Only {mentee.first_name} can read it."
        at = session.starts_at
        place = f", {session.place}" if session.place else ""
        facts: dict[str, Any] = {
            "mentor": mentor.name,
            "mentee": mentee.name,
            "starts_at": local(at, session.time_zone) if at else None,
            "when": in_words(session) + place,
            "who_reads": who_reads,
        }
        sheet = agenda_sheet(agenda, **facts, draft=not shared)
        text = with_foot(agenda_markdown(agenda, **facts), sheet.foot)
        return sheet, agenda, text, _left_out(gone)

    def page(self, wanted: str) -> Paper:
        """Anything that is a page: a draft, a shared page, a released note, one's reflection."""
        repositories, reader = self._context.repositories, self._context.reader()
        for kind in (PageDraft, SharedPage, SummaryNote):
            try:
                found = repositories.get(reader, kind, wanted)
            except NotFound:
                continue
            assert isinstance(found, PageDraft | SharedPage | SummaryNote)
            return self._page(found)
        for programme in reader.coordinates:
            for released in repositories.pages_of_both(reader, programme):
                if released.id == wanted:
                    return self._released(released)
        return self._reflection(repositories.get(reader, Reflection, wanted))

    def _page(self, found: PageDraft | SharedPage | SummaryNote) -> Paper:
        if isinstance(found, SummaryNote):
            # Everybody was given these very words; what stands in them was asked at its release.
            return page_paper(
                found.page,
                stem=f"summary-note-{found.as_of.isoformat()}",
                who_reads="Everybody in the programme can read this.",
                draft=False,
            )
        shared = isinstance(found, SharedPage)
        page, gone = self._standing_page(found.page, for_both=shared)
        return page_paper(
            page,
            stem=self._stem(found),
            who_reads=self._shared_with(found) if shared else self._drafted_for(found),
            draft=not shared,
            notes=_left_out(gone),
        )

    def _released(self, found: SharedPage) -> Paper:
        return page_paper(
            found.page,
            stem=f"{found.document.value}-{slug(found.page.title)}",
            who_reads="The two of this pairing can read it, and the coordinator, since both of "
            "them said so.",
            draft=False,
        )

    def _stem(self, found: PageDraft | SharedPage) -> str:
        """brief-session-4-ana: short, and the same each time."""
        if found.pairing is None:
            return f"{found.document.value}-{slug(found.about or found.page.title)}"
        pairing = self._context.pairing(found.pairing)
        numbers = [s.number for s in self._context.sessions(pairing) if s.id == found.session]
        me = self._context.reader().person
        partners = [p.first_name for p in self._context.partners(pairing) if p.id != me]
        named = [f"session-{number}" for number in numbers[:1]]
        return "-".join([found.document.value, *named, slug(partners[0])])

    def _shared_with(self, found: PageDraft | SharedPage) -> str:
        one, other = self._context.partners(self._context.pairing(found.pairing or ""))
        return (
            f"{one.first_name} and {other.first_name} can read this, and nobody else unless both "
            "let the coordinator read it."
        )

    def _drafted_for(self, found: PageDraft | SharedPage) -> str:
        me = self._context.my_first_name()
        if found.document is DocumentKind.SUMMARY_NOTE:
            return f"Only {me} can read it, until {me} releases it to everybody in the programme."
        if found.document in FOR_BOTH:
            return f"Only {me} can read it, until {me} shares it."
        return f"Only {me} can read this."

    def _reflection(self, found: Reflection) -> Paper:
        reader = self._context.reader()
        pairing = self._context.pairing(found.pairing or "")
        session = self._agendas.session_of(pairing, found.session)
        writer = next(p for p in self._context.partners(pairing) if p.id == found.author)
        other = next(p for p in self._context.partners(pairing) if p.id != found.author)
        mine = found.author == reader.person
        shared = any(answer.visibility is Visibility.PAIR for answer in found.answers)
        if not mine:
            who = f"{writer.first_name} and {other.first_name} can read this, and nobody else."
        elif shared:
            who = (
                f"Only {writer.first_name} can read this, but for what is marked as shared: "
                f"{other.first_name} reads that as well."
            )
        else:
            who = f"Only {writer.first_name} can read this."
        page = reflection_page(
            found, session, writer=writer.first_name, other=other.first_name, marked=mine
        )
        return page_paper(
            page, stem=f"reflection-session-{session.number}", who_reads=who, draft=False
        )

    # --- does each quote still stand? ----------------------------------------------------

    def _standing_page(self, page: Page, *, for_both: bool) -> tuple[Page, int]:
        sources = self._sources(for_both=for_both)
        gone = _gone(page.citations, sources)
        return (ground_page(page, sources)[0], gone) if gone else (page, 0)

    def _standing_agenda(self, agenda: Agenda, *, for_both: bool) -> tuple[Agenda, int]:
        sources = self._sources(for_both=for_both)
        gone = _gone(agenda.citations, sources)
        if not gone:
            return agenda, 0
        grounded = ground_agenda(agenda, sources)[0]
        parked = tuple(c for c in agenda.parked if not _gone((c,), sources))
        return grounded.model_copy(update={"parked": parked}), gone

    def _sources(self, *, for_both: bool) -> dict[str, Source]:
        """All that the reader may cite now; for both, nothing that one alone may read."""
        found = [*map(guidance_source, self._context.cards), *self._indexing.gather()]
        for programme in self._context.programmes():
            found += self._indexing.objectives(programme)
        if self._context.reader().coordinates:
            found += self._quotes()
        private = Visibility.PRIVATE
        return {
            source.id: source
            for source in found
            if not for_both or source.is_guidance or source.visibility is not private
        }


def _gone(citations: Iterable[Citation], sources: dict[str, Source]) -> int:
    """How many quotes of people no longer stand where they say."""
    named = [c for c in citations if c.source and c.voice in ("mentor", "mentee", "pair")]
    return sum(ground_citation(citation, sources)[0] is None for citation in named)


def _left_out(gone: int) -> tuple[str, ...]:
    if not gone:
        return ()
    quotes, was = ("A quote is", "was") if gone == 1 else (f"{gone} quotes are", "were")
    return (f"{quotes} no longer there to be read in this document's sources, and {was} left out.",)


def page_paper(
    page: Page,
    *,
    stem: str,
    who_reads: str,
    draft: bool,
    notes: tuple[str, ...] = (),
    formats: tuple[ExportFormat, ...] = PAGE_FORMATS,
    entries: tuple[CalendarEntry, ...] = (),
) -> Paper:
    """A page for every format that fits pages."""
    sheet = page_sheet(page, who_reads=who_reads, draft=draft)
    tables = tuple(block.rows for block in sheet.blocks if block.kind == "table")
    if tables and ExportFormat.CSV not in formats:
        formats = (*formats, ExportFormat.CSV)
    return Paper(
        stem=stem,
        formats=formats,
        sheet=sheet,
        markdown=with_foot(page_markdown(page), sheet.foot),
        fields=page.model_dump(mode="json"),
        tables=tables,
        entries=entries,
        notes=notes,
    )
