"""Text that is being typed, kept until what it becomes is saved."""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, insert, update

from assistant.domain.library import KeptText
from assistant.domain.visibility import Reader
from assistant.storage.envelopes import tidied, to_row
from assistant.storage.permitting import check_new
from assistant.storage.tables import records as table
from assistant.storage.transactions import Transactions, is_row_of, stored_record


class KeptTexts:
    """One text for each person and place. The last write wins and no version is asked: two
    windows of one person must never stop the saving of what is typed."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def keep(self, reader: Reader, place: str, text: str, pairing: str | None) -> KeptText:
        """Keep ``text``; NotAllowed for a pairing that is not the reader's."""
        kept = tidied(
            KeptText(
                id=_id_of(reader, place),
                author=reader.person,
                pairing=pairing,
                place=place,
                text=text,
                version=1,
            )
        )
        check_new(reader, kept)
        row = to_row(kept)
        with self._transactions.writing() as connection:
            changed = connection.execute(update(table).where(*is_row_of(kept)).values(row))
            if changed.rowcount == 0:
                connection.execute(insert(table).values(row))
        return kept

    def kept(self, reader: Reader, place: str) -> KeptText | None:
        """What was kept, None if nothing is."""
        with self._transactions.reading() as connection:
            found = stored_record(connection, KeptText, _id_of(reader, place))
        return found.seen_by(reader) if found is not None else None

    def clear(self, reader: Reader, place: str) -> None:
        """Erase what was kept, if anything was."""
        mine = (table.c.kind == KeptText.kind, table.c.id == _id_of(reader, place))
        with self._transactions.writing() as connection:
            connection.execute(delete(table).where(*mine))


def _id_of(reader: Reader, place: str) -> str:
    # The separator stands in no id; a lone surrogate in a place must not stop the saving.
    named = f"{reader.person}\0{place}".encode("utf-8", "replace")
    return hashlib.sha256(named).hexdigest()[:24]
