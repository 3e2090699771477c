"""The end of keeping: quotes of what was erased go, and a programme lets go of what it had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, or_

from assistant.domain.keeping import ERASE_AT_END
from assistant.domain.own_kinds import OF_THE_PROGRAMME, OWN_KINDS
from assistant.domain.people import Pairing, Programme
from assistant.domain.records import Record
from assistant.domain.reflections import Consent, Contribution, allowed
from assistant.domain.visibility import Reader
from assistant.errors import NotAllowed
from assistant.storage.permitting import not_found
from assistant.storage.protected_figures import take_out_quote
from assistant.storage.quoted_words import take_out_words
from assistant.storage.tables import records as table
from assistant.storage.transactions import is_row_of, select_kinds, select_records, stored_record

_OWN = tuple(kind for own in OWN_KINDS for kind in own.kinds)


def erase_quotes(connection: Connection, erased: Sequence[Record]) -> None:
    """Take the words of erased records out of drafts, pages and notes that quote them."""
    for record in erased:
        if isinstance(record, Contribution):
            take_out_quote(connection, record)
    take_out_words(connection, erased)


def end_keeping(connection: Connection, reader: Reader, programme: str, today: date) -> None:
    """Erase what a programme asked for, and all that is their own of those who chose that.

    NotFound for no such programme; NotAllowed for others than its coordinator (where none is in
    this store: than its people), and before its time to keep is over.
    """
    of = stored_record(connection, Programme, programme)
    if of is None:
        raise not_found()
    if not of.written_by(reader):
        raise NotAllowed("What a programme keeps is its coordinator's to end.")
    if of.keep_until is None or today < of.keep_until:
        raise NotAllowed("The time to keep is not over yet.", safe="Nothing was erased.")
    inside = table.c.programme == programme
    going = {record.id: record for record in select_kinds(connection, OF_THE_PROGRAMME, inside)}
    yes = allowed(select_records(connection, Consent, inside))
    chose = [author for author, *about in yes if about == [of.id, ERASE_AT_END]]
    pairs = [pair.id for pair in select_records(connection, Pairing, inside)]
    of_it = or_(inside, table.c.pairing.in_(pairs))
    own = select_kinds(connection, _OWN, of_it, table.c.author.in_(chose)) if chose else []
    going |= {record.id: record for record in own}
    for record in going.values():
        connection.execute(delete(table).where(*is_row_of(record)))
    erase_quotes(connection, list(going.values()))
