"""Figures of a programme for its coordinator: raw answers are read here and stay here."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Connection

from assistant.domain.documents import DocumentKind, Page, PageDraft, SharedPage
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.programme_notes import SelfRating, ShownFigures, SummaryNote
from assistant.domain.protection.gathering import Raw, figures_of
from assistant.domain.protection.programme import ProgrammeFigures, Wanted
from assistant.domain.protection.rows import ShownRow
from assistant.domain.protection.themes import quote_id
from assistant.domain.records import Record
from assistant.domain.reflections import Consent, Contribution, allowed
from assistant.domain.sessions import Commitment, Pulse, Session
from assistant.storage.tables import records as table
from assistant.storage.transactions import (
    add_records,
    replace_record,
    select_records,
    stored_record,
)

R = TypeVar("R", bound=Record)


def figures_and_rows(
    connection: Connection, wanted: Wanted
) -> tuple[ProgrammeFigures, list[ShownRow]] | None:
    """What may be known now, and what the ledger does not hold yet; None for no such programme."""
    programme = stored_record(connection, Programme, wanted.programme)
    if programme is None:
        return None

    def of(kind: type[R]) -> list[R]:
        return select_records(connection, kind, table.c.programme == wanted.programme)

    raw = Raw(
        programme=programme,
        participants=of(Participant),
        pairings=of(Pairing),
        sessions=of(Session),
        pulses=of(Pulse),
        ratings=of(SelfRating),
        commitments=of(Commitment),
        contributions=of(Contribution),
        consents=of(Consent),
        shown=[row for entry in of(ShownFigures) for row in entry.rows],
    )
    return figures_of(raw, wanted)


def remember(connection: Connection, programme: str, rows: list[ShownRow]) -> None:
    """Put rows into the ledger, in the transaction of the caller."""
    entry = ShownFigures(programme=programme, rows=tuple(rows), version=1)
    add_records(connection, [entry])


def pages_of_both(connection: Connection, programme: str) -> list[SharedPage]:
    """Pages that both partners of a pairing, each for themselves, let the coordinator read."""
    of_programme = table.c.programme == programme
    given = allowed(select_records(connection, Consent, of_programme))
    partners = {
        pairing.id: (pairing.mentor, pairing.mentee)
        for pairing in select_records(connection, Pairing, of_programme)
    }
    return [
        page
        for page in select_records(connection, SharedPage, of_programme)
        if page.pairing in partners
        and all(
            (person, page.id, page.to_coordinator) in given for person in partners[page.pairing]
        )
    ]


def take_out_quote(connection: Connection, contribution: Contribution) -> None:
    """Take the words of a contribution out of every note and draft of its programme, earlier
    forms included, in the transaction of the caller."""
    source = quote_id(contribution.id)
    of_programme = table.c.programme == contribution.programme
    for note in select_records(connection, SummaryNote, of_programme):
        page = _without(note.page, source, contribution.text)
        if page != note.page:
            changed = note.changed(page=page, version=note.version + 1)
            replace_record(connection, changed, version=note.version)
    for draft in select_records(connection, PageDraft, of_programme):
        if draft.document is not DocumentKind.SUMMARY_NOTE:
            continue
        page = _without(draft.page, source, contribution.text)
        before = tuple(_without(old, source, contribution.text) for old in draft.before)
        if (page, before) != (draft.page, draft.before):
            kept = draft.changed(page=page, before=before, version=draft.version + 1)
            replace_record(connection, kept, version=draft.version)


def _without(page: Page, source: str, words: str) -> Page:
    bare = words.strip()
    gone = [
        line.id
        for line in page.lines
        if any(citation.source == source for citation in line.citations)
        or (bare and any(bare in text for text in (line.text, line.after, *line.cells)))
    ]
    for line_id in gone:
        page = page.without_line(line_id)
    return page
