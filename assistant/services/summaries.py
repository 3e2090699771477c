"""The coordinator's note: drafted from protected figures, edited, released after a preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from assistant.domain.citing import guidance_source
from assistant.domain.documents import DocumentKind, Page, PageDraft, Section, SharedPage
from assistant.domain.note_content import NoteContent
from assistant.domain.people import Programme
from assistant.domain.programme_notes import Ask, Period, SummaryNote
from assistant.domain.protection.programme import ProgrammeFigures, Wanted
from assistant.domain.records import Record
from assistant.domain.sessions import Session, SessionState
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import Visibility
from assistant.drafting.note_asks import OWNER
from assistant.drafting.note_figures import took_place
from assistant.drafting.note_words import day
from assistant.drafting.summary_notes import NoteBriefing, draft_note, quote_source
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.consents import Consents
from assistant.services.context import Context
from assistant.services.documents import Documents, Drafted, EngineChoice

_EVERYBODY = "Everybody in the programme."


class Summaries:
    """Notes on programmes that the reader coordinates, and those that were released to them."""

    def __init__(
        self, context: Context, documents: Documents, content: Callable[[], NoteContent]
    ) -> None:
        """``content`` loads what notes are written from."""
        self._context = context
        self._content = content
        self._documents = documents
        self._consents = Consents(context)

    async def draft(
        self,
        programme: str | None,
        period: Period,
        engine: EngineChoice,
        on_progress: Callable[[str], None],
    ) -> PageDraft:
        """A fresh draft; an earlier one becomes its undo step. NotAllowed for anybody but the
        programme's coordinator."""
        return await self._documents.draft(
            lambda: self._drafted(self._programme(programme), period), engine, on_progress
        )

    def latest(self, programme: str | None, period: Period) -> PageDraft | None:
        of = self._programme(programme)
        return self._documents.latest(
            DocumentKind.SUMMARY_NOTE, about=period.value, programme=of.id
        )

    def change_ask(
        self, draft: str, line: str, *, owner: str | None = None, by: date | None = None
    ) -> PageDraft:
        """Say who sees to a request, or by when. NotFound if there is no such line."""
        found = self._draft(draft)
        section = found.page.section("asks")
        asked = next((one for one in section.lines if one.id == line), None) if section else None
        if asked is None:
            raise NotFound("There is no such request in this draft.")
        text, of_whom, who, when, *why = asked.cells
        who, when = who if owner is None else owner, when if by is None else day(by)
        cells = (text, of_whom, who, when, *why)
        return self._documents.edit_line(draft, line, cells=cells)

    def preview(self, draft: str) -> SummaryNote:
        """The note exactly as everybody would read it. Nothing is kept.

        InvalidInput where what it quotes or counts no longer stands: somebody took it back.
        """
        reader = self._context.reader()
        found = self._draft(draft)
        period = Period(found.about)
        programme = self._programme(found.programme)
        figures = self._figures(programme, period)
        if _gone(found.page, figures):
            raise InvalidInput(
                "What people gave has changed since this draft was made.",
                safe="The draft is kept, and nothing was released.",
                next_step="Draft the note again, then release it.",
            )
        return SummaryNote(
            programme=programme.id,
            author=reader.person,
            visibility=Visibility.PROGRAMME,
            period=period,
            page=_without_empty_owners(found.page).model_copy(update={"who_reads": _EVERYBODY}),
            receipt=found.receipt,
            draft=found.id,
            as_of=found.receipt.created_at.date(),
        )

    def release(self, draft: str) -> SummaryNote:
        """Let the whole programme read the note as previewed; its requests become asks."""
        note = self.preview(draft)
        reader = self._context.reader()
        asks = self._asks(note, self._draft(draft).page)
        saved = self._context.repositories.save(reader, note, *asks)
        kept = saved[0]
        assert isinstance(kept, SummaryNote)
        return kept

    def take_back(self, note: str) -> None:
        """Erase a note that was released, with those of its requests that nobody has answered.
        Its draft stays its author's. NotAllowed for anybody but its author."""
        reader = self._context.reader()
        repositories = self._context.repositories
        found = repositories.get(reader, SummaryNote, note)
        section = found.page.section("asks")
        asked = {line.cells[0] for line in (section.lines if section else ())}
        unanswered = [
            ask
            for ask in repositories.find(reader, Ask, programme=found.programme)
            if ask.text in asked
            and (ask.author, ask.asked_on) == (found.author, found.as_of)
            and not ask.answer
        ]
        repositories.remove(reader, found, *unanswered)

    def notes(self) -> list[SummaryNote]:
        """Released notes of the reader's programmes, newest last."""
        return self._context.repositories.find(self._context.reader(), SummaryNote)

    def note(self, wanted: str) -> SummaryNote:
        return self._context.repositories.get(self._context.reader(), SummaryNote, wanted)

    def release_page(self, page: str, *, given: bool) -> SharedPage:
        """Say for oneself whether the coordinator may read a page of the pair as it stands. They
        read it once both have said so, and no longer where one takes it back or its words change.
        """
        found = self._context.repositories.get(self._context.reader(), SharedPage, page)
        self._consents.say(found, found.to_coordinator, given=given)
        return found

    def of_pairs(self, programme: str | None) -> list[SharedPage]:
        """What is known of single pairings: pages that both released, and nothing else."""
        of = self._programme(programme)
        return self._context.repositories.pages_of_both(self._context.reader(), of.id)

    def figures(self, programme: str | None, period: Period) -> Page:
        """The protected figures of a programme and how they were protected, and nothing else of
        the note. NotAllowed for anybody but its coordinator."""
        of = self._programme(programme)
        page = self._drafted(of, period).page
        wanted = ("figures", "letters", "with-care")
        kept = tuple(section for section in page.sections if section.id in wanted)
        bare = {"title": f"Figures of {of.name}", "sections": kept, "notes": ()}
        return page.model_copy(update=bare)

    def evaluation(self, programme: str | None) -> Page:
        """What took place, and ratings before and now with the number behind each: the figures of
        the note at the end, and none besides. NotAllowed for anybody but its coordinator."""
        of = self._programme(programme)
        page = self._drafted(of, Period.END).page
        held = [
            session
            for session in self._context.repositories.find(
                self._context.reader(), Session, programme=of.id
            )
            if session.state is SessionState.HELD
        ]
        took = Section(
            id="took-place",
            title="What took place",
            lines=took_place(len(held), sum(session.minutes for session in held)),
        )
        wanted = ("figures", "letters", "with-care")
        kept = tuple(section for section in page.sections if section.id in wanted)
        changed = {
            "title": f"{of.name}: evaluation",
            "facts": page.facts[:2],
            "thin_ground": "",
            "who_reads": "Only you. The note at the end tells everybody the same.",
            "sections": (took, *kept),
            "notes": tuple(n for n in page.notes if n.startswith(("The rule:", "The limits:"))),
        }
        return page.model_copy(update=changed)

    def quotes(self) -> list[Source]:
        """Words that a note of a programme which the reader coordinates may quote now."""
        reader = self._context.reader()
        found = [
            quote_source(quote, programme.id)
            for programme in self._context.programmes()
            if programme.id in reader.coordinates
            for period in Period
            for theme in self._figures(programme, period).themes
            for quote in theme.quotes
        ]
        return list({source.id: source for source in found}.values())

    # --- inside --------------------------------------------------------------------------

    def _programme(self, wanted: str | None) -> Programme:
        """One that the reader coordinates, by id or name; the only one if none is named."""
        reader = self._context.reader()
        mine = [p for p in self._context.programmes() if p.id in reader.coordinates]
        if not mine:
            raise NotAllowed(
                "A summary note is its coordinator's to write.",
                next_step="Read released ones with U, or: viceversa summary notes",
            )
        asked = (wanted or "").strip().casefold()
        fitting = [p for p in mine if asked in ("", p.id.casefold(), p.name.casefold())]
        if len(fitting) == 1:
            return fitting[0]
        listed = ", ".join(programme.id for programme in mine)
        raise NotFound("Which programme is meant?", next_step=f"Yours: {listed}.")

    def _draft(self, draft: str) -> PageDraft:
        found = self._documents.get(draft)
        if found.document is not DocumentKind.SUMMARY_NOTE:
            raise NotFound("There is no summary note of that id among your drafts.")
        return found

    def _today(self) -> date:
        return self._context.clock.now().date()

    def _since(self, programme: Programme, period: Period) -> date | None:
        """The day of the mid-point note, for the note at the end."""
        if period is Period.MID:
            return None
        reader = self._context.reader()
        found = self._context.repositories.find(reader, SummaryNote, programme=programme.id)
        days = [note.as_of for note in found if note.period is Period.MID]
        return max(days, default=None)

    def _figures(self, programme: Programme, period: Period) -> ProgrammeFigures:
        mid = period is Period.MID
        wanted = Wanted(
            programme=programme.id,
            as_of=self._today(),
            since=self._since(programme, period),
            session=programme.midpoint_session if mid else programme.total_sessions,
            wave="mid" if mid else "end",
            words=self._content().quote_words,
        )
        return self._context.repositories.programme_figures(self._context.reader(), wanted)

    def _drafted(self, programme: Programme, period: Period) -> Drafted:
        cards = {
            source.id: source for source in (guidance_source(card) for card in self._context.cards)
        }
        today = self._today()
        asks = self._context.repositories.find(self._context.reader(), Ask, programme=programme.id)
        briefing = NoteBriefing(
            name=programme.name,
            programme=programme.id,
            period=period,
            as_of=today,
            since=self._since(programme, period),
            figures=self._figures(programme, period),
            content=self._content(),
            objectives=programme.objectives,
            asks=[ask for ask in asks if ask.asked_on is None or ask.asked_on <= today],
            cards=cards,
            session=programme.midpoint_session
            if period is Period.MID
            else programme.total_sessions,
            contacts=[contact.name for contact in programme.contacts],
        )
        page, sources = draft_note(briefing)
        return Drafted(
            kind=DocumentKind.SUMMARY_NOTE,
            page=page,
            sources={**sources, **cards},
            # Answers to what was asked before are shown, so that a question may turn on what one
            # still waits for; nobody is quoted with them.
            evidence=[
                Passage.whole(source)
                for source in (*sources.values(), *map(_as_source, briefing.asks))
            ],
            values={"programme": programme.name, "period": period.value},
            programme=programme.id,
            about=period.value,
        )

    def _asks(self, note: SummaryNote, page: Page) -> list[Record]:
        section = page.section("asks")
        known = {
            ask.text
            for ask in self._context.repositories.find(
                self._context.reader(), Ask, programme=note.programme
            )
        }
        return [
            Ask(
                programme=note.programme,
                author=note.author,
                text=line.cells[0],
                of_whom=", ".join(cell for cell in line.cells[1:3] if cell),
                by=_date(line.cells[3]),
                asked_on=note.as_of,
            )
            for line in (section.lines if section else ())
            if line.cells[0] not in known
        ]


def _as_source(ask: Ask) -> Source:
    """What was asked before, with what came of it."""
    return Source(
        id=ask.id,
        kind="objective",
        record=ask.id,
        text=f"{ask.text.rstrip('.')}: {ask.answer or 'no answer yet'}",
        title="An earlier request and its answer",
        visibility=Visibility.PROGRAMME,
        programme=ask.programme,
    )


def _without_empty_owners(page: Page) -> Page:
    """The page as it goes out: no column for who sees to the requests where nobody is named."""
    section = page.section("asks")
    if section is None or any(line.cells[OWNER] for line in section.lines):
        return page

    def shorter(cells: tuple[str, ...]) -> tuple[str, ...]:
        return cells[:OWNER] + cells[OWNER + 1 :]

    lines = tuple(o.model_copy(update={"cells": shorter(o.cells)}) for o in section.lines)
    bare = section.model_copy(update={"columns": shorter(section.columns), "lines": lines})
    return page.with_sections(tuple(bare if o.id == "asks" else o for o in page.sections))


def _gone(page: Page, figures: ProgrammeFigures) -> bool:
    """Whether the page quotes or names what may no longer be quoted or named."""
    quotes = {quote.id for one in figures.themes for quote in one.quotes}
    quoted = {c.source for c in page.citations if c.voice in ("mentor", "mentee")}
    themes = {one.theme.name for one in figures.themes}
    leads = {
        line.lead.rpartition(" (")[0]
        for section in page.sections
        if section.id in ("what-works", "what-blocks", "also-raised")
        for line in section.lines
        if line.lead
    }
    return not quoted <= quotes or not leads <= themes


def _date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d %B %Y").date()
    except ValueError:
        return None
