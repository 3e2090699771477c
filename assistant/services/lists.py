"""What has no id as papers: the agreement, commitments, sessions, guidance, figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.domain.exporting import ExportFormat, ExportKind
from assistant.domain.programme_notes import Period
from assistant.domain.sessions import Session
from assistant.exchange.record_pages import (
    agreement_page,
    commitments_page,
    guidance_page,
    sessions_page,
)
from assistant.exchange.writing import slug
from assistant.services.agreements import Agreements
from assistant.services.calendars import Calendars
from assistant.services.commitments import Commitments
from assistant.services.context import Context
from assistant.services.guidance import Guidance
from assistant.services.papers import PAGE_FORMATS, Paper, page_paper
from assistant.services.programmes import Programmes
from assistant.services.summaries import Summaries

_AS_TABLES = (ExportFormat.CSV, *PAGE_FORMATS)


class Lists:
    """What the reader may read, row by row."""

    def __init__(
        self,
        context: Context,
        calendars: Calendars,
        programmes: Programmes,
        commitments: Commitments,
        guidance: Guidance,
        summaries: Summaries,
        agreements: Agreements,
    ) -> None:
        self._context = context
        self._calendars = calendars
        self._programmes = programmes
        self._commitments = commitments
        self._guidance = guidance
        self._summaries = summaries
        self._agreements = agreements

    @property
    def kinds(self) -> Mapping[ExportKind, Callable[[str], Paper]]:
        """Each kind with what makes it."""
        return {
            "agreement": self.agreement,
            "commitments": self.commitments,
            "sessions": self.sessions,
            "guidance": self.guidance,
            "figures": self.figures,
        }

    def agreement(self, pairing: str) -> Paper:
        """What the two of a pairing agreed, or what is proposed to them; "" where the reader has
        one pairing. NotFound."""
        mine = [view.id for view in self._programmes.pairings() if view.role != "coordinator"]
        view = self._agreements.view(pairing or (mine[0] if len(mine) == 1 else ""))
        both = self._context.partners(self._context.pairing(view.pairing))
        names = " and ".join(person.first_name for person in both)
        who = f"{names} can read this, and nobody else."
        if view.proposal:
            who = "The programme proposes these words; nobody has said yes to them yet."
        return page_paper(
            agreement_page(view, names),
            stem=self._stem("agreement", view.pairing),
            who_reads=who,
            draft=not view.agreed,
        )

    def commitments(self, pairing: str) -> Paper:
        """Promises of one pairing, or of all the reader's."""
        names = {view.id: view.partner for view in self._programmes.pairings()}
        page = commitments_page(self._commitments.listed(pairing or None), names)
        return page_paper(
            page,
            stem=self._stem("commitments", pairing),
            who_reads=self._mine(),
            draft=False,
            formats=_AS_TABLES,
        )

    def sessions(self, pairing: str) -> Paper:
        """Sessions of one pairing, or of all that the reader knows of; with dates for a calendar
        where they are the reader's own."""
        reader = self._context.reader()
        views = [self._programmes.pairing(pairing)] if pairing else self._programmes.pairings()
        mine = [view for view in views if view.id in reader.pairings]
        found = [
            session
            for view in mine
            for session in self._context.repositories.find(reader, Session, pairing=view.id)
        ]
        entries = self._calendars.entries(sorted(found, key=lambda s: (s.pairing or "", s.number)))
        dated = (ExportFormat.ICS,) if entries else ()
        return page_paper(
            sessions_page(mine, [view for view in views if view.id not in reader.pairings]),
            stem=self._stem("sessions", pairing),
            who_reads=self._mine(),
            draft=False,
            formats=(ExportFormat.CSV, *dated, *PAGE_FORMATS),
            entries=entries,
        )

    def guidance(self, _: str) -> Paper:
        """The whole library."""
        return page_paper(
            guidance_page(self._guidance.cards()),
            stem="guidance-library",
            who_reads="Everybody in the programme can read this. It is guidance.",
            draft=False,
            formats=_AS_TABLES,
        )

    def figures(self, programme: str) -> Paper:
        """A programme's protected figures, for its coordinator. NotAllowed for anybody else."""
        page = self._summaries.figures(programme or None, Period.MID)
        me = self._context.my_first_name()
        return page_paper(
            page,
            stem=slug(page.title),
            who_reads=f"Only {me} can read this. What too few people stand behind is not in it.",
            draft=False,
            formats=_AS_TABLES,
        )

    def _mine(self) -> str:
        me = self._context.my_first_name()
        return f"Made for {me}: it holds what {me} may read, and nothing else."

    def _stem(self, kind: str, pairing: str) -> str:
        if not pairing:
            return kind
        return f"{kind}-{slug(self._programmes.pairing(pairing).partner.split(' ')[0])}"
