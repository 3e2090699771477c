"""``SqlRepositories``: the store of records, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, delete, or_, select

from assistant.domain.documents import SharedPage
from assistant.domain.library import KeptText
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.programme_notes import ShownFigures
from assistant.domain.protection.programme import ProgrammeFigures, Wanted
from assistant.domain.records import Record
from assistant.domain.reflections import Contribution, FeedbackState
from assistant.domain.sessions import Boundary
from assistant.domain.visibility import Reader
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.storage.ending import end_keeping, erase_quotes
from assistant.storage.engines import store_at
from assistant.storage.envelopes import tidied
from assistant.storage.feedback_rounds import feedback_of_round, open_together, round_to_open
from assistant.storage.kept_text import KeptTexts
from assistant.storage.kept_vectors import KeptVectors
from assistant.storage.locking import WAIT_SECONDS, WriterLock
from assistant.storage.narrowing import within_reach
from assistant.storage.opening import make_ready
from assistant.storage.permitting import check_new, check_removal, merged, not_found
from assistant.storage.protected_figures import (
    figures_and_rows,
    pages_of_both,
    remember,
)
from assistant.storage.quoted_words import take_back_words
from assistant.storage.standing import Standings
from assistant.storage.tables import CHANGES, STANDING_CHANGES
from assistant.storage.tables import records as table
from assistant.storage.transactions import (
    Transactions,
    add_records,
    fact,
    is_row_of,
    replace_record,
    select_kinds,
    select_records,
    stored_record,
)
from assistant.storage.translating import edited_elsewhere
from assistant.storage.verifying import problems_of

R = TypeVar("R", bound=Record)


class SqlRepositories:
    """The port ``Repositories`` over one store. Safe to use from several threads.

    Every read narrows in SQL and is then decided by the record's own ``seen_by``. Every write is
    one transaction, durable when it returns.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._kept_texts = KeptTexts(transactions)
        self._kept_vectors = KeptVectors(transactions)
        self._standings: tuple[int, Standings] | None = None

    @classmethod
    def open(cls, place: str | Path, *, wait_seconds: float = WAIT_SECONDS) -> Self:
        """Open a store, creating it if there is none: a path, ``:memory:``, or a URL.

        ``wait_seconds`` is how long a first write waits for another process to end its own.
        StoreDamaged, StoreInUse, StorageTrouble or InvalidInput if it cannot be opened.
        """
        store = store_at(place)
        lock = WriterLock(store.path, wait_seconds)
        with ExitStack() as unless_ready:
            transactions = Transactions(store, lock)
            unless_ready.callback(transactions.close)
            make_ready(store, lock)
            unless_ready.pop_all()
        return cls(transactions)

    def close(self) -> None:
        """Let go of the database and of the right to write."""
        self._transactions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def writable(self) -> bool:
        """Whether a save could be made now: False while another process writes this store."""
        return self._transactions.writable

    def reader(self, person: str) -> Reader:
        """Who somebody is; NotFound if the store does not know them."""
        found = self._standing().of(person)
        if found is None:
            raise NotFound(
                "Nobody of that name is in this store.",
                next_step="See who is: viceversa people.",
            )
        return found

    def everyone(self) -> list[Participant]:
        """Ids, names and programmes of all participants, for choosing who one is.

        The one read without a reader: it comes before there is one. It holds no words of anybody,
        no job and no department, and its version 0 keeps it from being saved.
        """
        return [
            Participant(id=person.id, name=person.name, programme=person.programme)
            for person in self._standing().participants
        ]

    def get(self, reader: Reader, kind: type[R], record_id: str) -> R:
        """One record as the reader may read it. NotFound if there is none for them."""
        with self._transactions.reading() as connection:
            stored = stored_record(connection, kind, record_id)
        seen = stored.seen_by(reader) if stored is not None else None
        if seen is None:
            raise not_found()
        return seen

    def find(
        self,
        reader: Reader,
        kind: type[R],
        *,
        pairing: str | None = None,
        session: str | None = None,
        author: str | None = None,
        programme: str | None = None,
    ) -> list[R]:
        """Records as the reader may read them, in the order in which they were first saved."""
        wanted = {"pairing": pairing, "session": session, "author": author, "programme": programme}
        conditions = [table.c[name] == value for name, value in wanted.items() if value is not None]
        with self._transactions.reading() as connection:
            found = select_records(connection, kind, within_reach(reader, kind.kind), *conditions)
        return [seen for record in found if (seen := record.seen_by(reader)) is not None]

    def find_all(
        self, reader: Reader, kinds: Sequence[type[Record]], *, pairing: str | None = None
    ) -> list[Record]:
        """``find`` of several kinds, one after the other, in one question to the database."""
        conditions = [] if pairing is None else [table.c.pairing == pairing]
        reach = within_reach(reader, *(kind.kind for kind in kinds))
        with self._transactions.reading() as connection:
            found = select_kinds(connection, kinds, reach, *conditions)
        return [seen for record in found if (seen := record.seen_by(reader)) is not None]

    def boundary_terms(self, reader: Reader, pairing: str) -> tuple[str, ...]:
        """Topics and terms of both partners' boundaries, sorted, with no sign of whose they are.

        For a partner of that pairing alone (NotAllowed otherwise), and only for leaving things
        out: never shown. A boundary without a pairing holds in all of its owner's pairings.
        """
        if pairing not in reader.pairings:
            raise NotAllowed("Only the two partners use a pairing's boundaries.")
        with self._transactions.reading() as connection:
            pair = stored_record(connection, Pairing, pairing)
            partners = (pair.mentor, pair.mentee) if pair is not None else ()
            both = select_records(
                connection,
                Boundary,
                or_(
                    table.c.pairing == pairing,
                    table.c.pairing.is_(None) & table.c.author.in_(partners),
                ),
            )
        terms = {term.strip() for boundary in both for term in (boundary.topic, *boundary.terms)}
        return tuple(sorted(terms - {""}))

    def open_feedback(self, reader: Reader, pairing: str, number: int, *, overdue: bool) -> bool:
        """Open a round for both sides at once, if both have written or it is ``overdue``.

        True if it is open for the reader: their own part and the calendar decide the answer, never
        the other's part alone. NotAllowed for anybody but the two; StoreInUse, StorageTrouble.
        """
        if pairing not in reader.pairings:
            raise NotAllowed("Only the two partners take part in a pairing's feedback.")
        with self._transactions.reading() as connection:
            to_open = round_to_open(connection, pairing, number, overdue=overdue)
        if to_open:
            with self._transactions.writing(to_open) as connection:
                # Asked again inside: one side may have been taken back in between.
                open_together(
                    connection, round_to_open(connection, pairing, number, overdue=overdue)
                )
        with self._transactions.reading() as connection:
            written = feedback_of_round(connection, pairing, number)
        mine = [one for one in written if one.author == reader.person]
        return mine[0].state is FeedbackState.OPENED if mine else overdue

    def programme_figures(self, reader: Reader, wanted: Wanted) -> ProgrammeFigures:
        """What a coordinator may know of their programme, protected before it leaves the store.

        What is new in it is put into the ledger of shown figures by the same transaction: from
        then on no figure may give it away, in whatever draft. NotAllowed for anybody else;
        StoreInUse where the ledger cannot be written.
        """
        if wanted.programme not in reader.coordinates:
            raise NotAllowed("Only a programme's coordinator sees its figures.")
        with self._transactions.reading() as connection:
            found = figures_and_rows(connection, wanted)
        if found is None:
            raise not_found()
        figures, rows = found
        if rows:
            with self._transactions.writing([ShownFigures()]) as connection:
                # Anew inside the transaction: somebody else may have been shown more meanwhile.
                found = figures_and_rows(connection, wanted)
                if found is None:
                    raise not_found()
                figures, rows = found
                if rows:
                    remember(connection, wanted.programme, rows)
        return figures

    def pages_of_both(self, reader: Reader, programme: str) -> list[SharedPage]:
        """Pages of pairs that both partners let their coordinator read, word for word as they are.
        NotAllowed for anybody else."""
        if programme not in reader.coordinates:
            raise NotAllowed("Only a programme's coordinator reads what pairs release to it.")
        with self._transactions.reading() as connection:
            return pages_of_both(connection, programme)

    def end_keeping(self, reader: Reader, programme: str, today: date) -> None:
        """Erase what a programme asked people for, once its time to keep is over; and what else is
        their own of those who chose that. It is told of nobody who that is.

        NotAllowed for anybody but who runs it here, and before that day.
        """
        with self._transactions.writing([Contribution(text="")]) as connection:
            end_keeping(connection, reader, programme, today)

    def change_count(self) -> int:
        """Rises with each commit by anybody, text that is still being typed aside."""
        with self._transactions.reading() as connection:
            return fact(connection, CHANGES)

    def verify(self) -> list[str]:
        """Look at every record and, in SQLite, every page: problems in plain words, or none."""
        with self._transactions.reading() as connection:
            return problems_of(connection)

    def save(self, reader: Reader, *records: Record) -> list[Record]:
        """Write all or nothing, durable when it returns; gives them back with their new version.
        What others read loses quotes of what an author no longer lets them read, in the same go.

        NotAllowed or NotFound if the reader may not write one; EditedElsewhere if one's version is
        outdated; StoreInUse if another process writes; StorageTrouble if the disk refuses.
        """
        if not records:
            return []
        handed = [tidied(record) for record in records]
        with self._transactions.writing(handed) as connection:
            return [_save_one(connection, reader, record) for record in handed]

    def remove(self, reader: Reader, *records: Record) -> None:
        """Erase text and versions, all or nothing. NotAllowed or NotFound if the reader may not.

        What quotes the words of a record loses them in the same go. Its author erases a record
        whatever its version; a partner only the one that they have seen (EditedElsewhere). A
        person, pairing or programme goes after what stands on it.
        """
        if not records:
            return
        going: list[Record] = []
        with self._transactions.writing(records) as connection:
            for record in records:
                stored = stored_record(connection, type(record), record.id)
                if stored is None:
                    raise not_found()
                check_removal(reader, stored)
                if stored.version != record.version and stored.author != reader.person:
                    raise edited_elsewhere()
                going.append(stored)
                connection.execute(delete(table).where(*is_row_of(record)))
            erase_quotes(connection, going)
            for record in records:
                _check_nothing_stands_on(connection, record)

    def found_programme(self, records: Sequence[Record]) -> bool:
        """Write a whole new programme, all or nothing; False if there is one of that id already.

        For setting up alone: nobody has standing before the first programme exists, so nobody's
        rights are asked. Never hand it what a reader sent. InvalidInput unless it holds exactly
        one programme and every other record belongs to it.
        """
        kept = [tidied(record).model_copy(update={"version": 1}) for record in records]
        programmes = [record for record in kept if isinstance(record, Programme)]
        if len(programmes) != 1:
            raise InvalidInput("A foundation holds exactly one programme.")
        programme = programmes[0].id
        for record in kept:
            if record.programme != programme and not isinstance(record, Programme):
                raise InvalidInput(f"A {record.kind} ({record.id}) belongs to no such programme.")
        # Asked before writing, so that asking again needs no right to write.
        with self._transactions.reading() as connection:
            if stored_record(connection, Programme, programme) is not None:
                return False
        with self._transactions.writing(kept) as connection:
            if stored_record(connection, Programme, programme) is not None:
                return False
            add_records(connection, kept)
        return True

    def keep_text(
        self, reader: Reader, place: str, text: str, pairing: str | None = None
    ) -> KeptText:
        """Keep what the reader is typing at a place; the last write wins. NotAllowed for a
        pairing that is not theirs; StoreInUse or StorageTrouble if it cannot be written."""
        return self._kept_texts.keep(reader, place, text, pairing)

    def kept_text(self, reader: Reader, place: str) -> KeptText | None:
        """What the reader was typing at a place and when (``updated_at``); None if nothing."""
        return self._kept_texts.kept(reader, place)

    def clear_text(self, reader: Reader, place: str) -> None:
        """Forget it: after what it became is saved, never before."""
        self._kept_texts.clear(reader, place)

    def kept_vectors(
        self, reader: Reader, embedder: str, wanted: Mapping[str, Iterable[str]]
    ) -> dict[str, bytes]:
        """Vectors of passages by hash of their text; ``wanted`` names the hashes of each record."""
        return self._kept_vectors.find(reader, embedder, wanted)

    def keep_vectors(
        self, reader: Reader, embedder: str, made: Sequence[tuple[str, str, bytes]]
    ) -> None:
        """Keep (record, hash of the text, vector) for readers without an index on disk."""
        self._kept_vectors.keep(reader, embedder, made)

    def _standing(self) -> Standings:
        with self._transactions.reading() as connection:
            count = fact(connection, STANDING_CHANGES)
            # The count is read first: were somebody quicker, the next call would read again.
            if self._standings is None or self._standings[0] != count:
                programmes = select_records(connection, Programme)
                participants = select_records(connection, Participant)
                pairings = select_records(connection, Pairing)
                self._standings = (count, Standings(programmes, participants, pairings))
            return self._standings[1]


def _save_one(connection: Connection, reader: Reader, handed: R) -> R:
    stored = stored_record(connection, type(handed), handed.id)
    if stored is None:
        if handed.version:
            raise not_found()
        check_new(reader, handed)
        if isinstance(handed, Pairing | Programme):
            _check_nothing_stands_on(connection, handed)
        kept = handed.model_copy(update={"version": 1})
        add_records(connection, [kept])
    else:
        allowed = merged(reader, stored, handed)
        if stored.version != handed.version:
            raise edited_elsewhere()
        kept = allowed.model_copy(update={"version": stored.version + 1})
        replace_record(connection, kept, version=stored.version)
        take_back_words(connection, stored, kept)
    return kept.seen_by(reader) or kept


def _check_nothing_stands_on(connection: Connection, record: Record) -> None:
    """NotAllowed where others' records name it: erased, it would leave them without an owner;
    written anew under its id, it would hand them to whoever writes it."""
    columns = table.c
    paired = False
    if isinstance(record, Pairing):
        leaning = columns.pairing == record.id
    elif isinstance(record, Programme):
        leaning = columns.programme == record.id
    elif isinstance(record, Participant):
        leaning = columns.author == record.id
        pairs = select_records(connection, Pairing)
        paired = any(record.id in (pair.mentor, pair.mentee) for pair in pairs)
    else:
        return
    if paired or connection.scalar(select(columns.id).where(leaning).limit(1)) is not None:
        raise NotAllowed(
            "Other records stand on this one.",
            safe="Nothing was changed.",
            next_step="Erase those first, or end it instead.",
        )
