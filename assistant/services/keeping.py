"""What is kept about a person: shown, erased with a receipt, and ended in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.domain.keeping import (
    ERASE_AT_END,
    STAYS,
    EndChoice,
    EndOfKeeping,
    Erasure,
    KeptLine,
    KeptView,
    allowed_line,
)
from assistant.domain.library import KeptText
from assistant.domain.own_kinds import OWN_KINDS, KeptGroup, OwnKind, chosen_kinds, own_texts
from assistant.domain.people import Programme
from assistant.domain.records import Record
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.consents import Consents
from assistant.services.context import Context
from assistant.services.indexing import Indexing
from assistant.storage.backing_up import backups_of
from assistant.storage.looking_through import look_through, pieces_of

_NOT_TYPED = "due/told"
"""Kept beside what is typed, and none of it: ids of what was told."""
_VECTOR_PIECE = 48
"""Bytes from the middle of a vector: twelve numbers, which stand nowhere by chance."""


class Keeping:
    """The reader's own. Nobody erases what is another's, and no coordinator learns who erased."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        store: Path | None,
        index: Path | None,
        forget_others: Callable[[str], None],
    ) -> None:
        """``store`` and ``index`` are where a local store lies. ``forget_others`` lets go of what
        search keeps for all but one person: it is made anew when they come."""
        self._context = context
        self._consents = Consents(context)
        self._indexing = indexing
        self._store, self._index = store, index
        self._forget_others = forget_others

    # --- what is kept --------------------------------------------------------------------

    def view(self) -> KeptView:
        """Every group of which there is something, with who reads it and until when."""
        lines = [
            KeptLine(
                group=own.group,
                words=own.counted(count),
                count=count,
                who_reads=own.who_reads,
                lost=own.lost,
                until=own.until,
            )
            for own in OWN_KINDS
            if (count := len(self._of(own)))
        ]
        return KeptView(
            lines=tuple(lines),
            copies=tuple(copy.name for copy in self._copies()),
            ends=tuple(self._end(one) for one in self._context.programmes()),
            allowed=self._allowed(),
            receipts=tuple(reversed(self._receipts())),
        )

    def _of(self, own: OwnKind) -> list[Record]:
        reader = self._context.reader()
        found = self._context.repositories.find_all(reader, own.kinds)
        return [
            record
            for record in found
            if record.author == reader.person
            and not (isinstance(record, KeptText) and record.place == _NOT_TYPED)
        ]

    def _allowed(self) -> tuple[str, ...]:
        names = {one.id: one.name for one in self._context.programmes()}
        return tuple(allowed_line(row, names) for row in self._consents.rows())

    def _receipts(self) -> list[Erasure]:
        reader = self._context.reader()
        found = self._context.repositories.find(reader, Erasure, author=reader.person)
        return sorted(found, key=lambda one: one.number)

    def _copies(self) -> list[Path]:
        return backups_of(self._store) if self._store is not None else []

    # --- erasing -------------------------------------------------------------------------

    def erase(self, groups: Sequence[KeptGroup], *, copies: bool = False) -> Erasure:
        """Erase all of the reader's own in these groups, then look for it in every file.

        ``copies`` deletes the copies of the store that an update left beside it. NotFound where
        there is nothing; nothing is erased if one record cannot be.
        """
        kinds = chosen_kinds(groups)
        found = [(own, self._of(own)) for own in kinds]
        records = [record for _, some in found for record in some]
        dropped = self._copies() if copies else []
        if not records and not dropped:
            raise NotFound("There is nothing of yours of that kind.", safe="Nothing was erased.")
        texts = [text for record in records for text in own_texts(record)]
        vectors = self._indexing.vectors_of({record.id for record in records})
        reader, repositories = self._context.reader(), self._context.repositories
        repositories.remove(reader, *records)
        for copy in dropped:
            copy.unlink(missing_ok=True)
        self._indexing.catch_up()
        self._forget_others(reader.person)
        pieces = [*pieces_of(texts), *(vector[-_VECTOR_PIECE:] for vector in vectors)]
        looked = look_through(self._places(), pieces)
        gone = [own.counted(len(some)) for own, some in found if some]
        if dropped:
            gone.append(f"{len(dropped)} cop{'y' if len(dropped) == 1 else 'ies'} of the store")
        stays = list(STAYS)
        if kept := self._copies():
            stays.append(
                f"Made before an update, beside the store: {', '.join(copy.name for copy in kept)}."
                " They hold what stood there on that day; you can erase them as well."
            )
        known = self._receipts()
        receipt = Erasure(
            author=reader.person,
            number=known[-1].number + 1 if known else 1,
            on=self._context.clock.now().date(),
            gone=tuple(gone),
            words=sum(len(text.split()) for text in texts),
            vectors=len(vectors),
            traces=looked.traces,
            left=looked.left,
            files=looked.files,
            size=looked.size,
            stays=tuple(stays),
        )
        kept_receipt = repositories.save(reader, receipt)[0]
        assert isinstance(kept_receipt, Erasure)
        return kept_receipt

    def receipt(self, number: int) -> Erasure:
        """One's own receipt of that number. NotFound."""
        for one in self._receipts():
            if one.number == number:
                return one
        raise NotFound("You have no receipt of that number.")

    def _places(self) -> list[Path]:
        if self._store is None:
            return []
        beside = [path for path in (self._store, self._index) if path is not None]
        journal = self._store.with_name(self._store.name + "-journal")
        return [*beside, journal, *self._copies()]

    # --- the end of keeping --------------------------------------------------------------

    def choose_end(self, choice: EndChoice, programme: str | None = None) -> EndOfKeeping:
        """Whether what is the reader's own goes when the programme's time to keep is over."""
        of = self._programme(programme, self._context.programmes())
        self._consents.add(of.id, ERASE_AT_END, given=choice == "erase", programme=of.id)
        return self._end(of)

    def keep_for(self, months: int, programme: str | None = None) -> EndOfKeeping:
        """For its coordinator: how many months after its close a programme keeps what it asked
        people for. InvalidInput, NotAllowed."""
        if not 1 <= months <= 120:
            raise InvalidInput("It is 1 to 120 months.", safe="Nothing was changed.")
        of = self._programme(programme, self._coordinated())
        changed = of.changed(keep_months=months)
        saved = self._context.repositories.save(self._context.reader(), changed)[0]
        assert isinstance(saved, Programme)
        return self._end(saved)

    def carry_out(self, programme: str | None = None) -> EndOfKeeping:
        """Once the day has come: erase what the programme asked people for, and what else is their
        own of those who chose that. For its coordinator; where none is in this store, for whoever
        is in it, as it holds their own alone. NotAllowed before."""
        of = self._programme(programme, self._run_here())
        today = self._context.clock.now().date()
        self._context.repositories.end_keeping(self._context.reader(), of.id, today)
        self._context.repositories.save(self._context.reader(), of.changed(keeping_ended=True))
        self._indexing.catch_up()
        self._forget_others(self._context.reader().person)
        return self._end(of.model_copy(update={"keeping_ended": True}))

    def ends(self) -> list[EndOfKeeping]:
        """Of each of the reader's programmes."""
        return [self._end(one) for one in self._context.programmes()]

    def _end(self, of: Programme) -> EndOfKeeping:
        on = of.keep_until
        over = on is not None and on <= self._context.clock.now().date()
        reader = self._context.reader()
        erases = self._consents.said(of.id, ERASE_AT_END)
        return EndOfKeeping(
            programme=of.id,
            name=of.name,
            months=of.keep_months,
            on=on,
            over=over,
            mine=of.id in reader.coordinates,
            waiting=over and of.written_by(reader) and not of.keeping_ended,
            choice="erase" if erases else "keep",
        )

    def _run_here(self) -> list[Programme]:
        reader = self._context.reader()
        closed = [one for one in self._context.programmes() if one.closed_on]
        return [one for one in closed if one.written_by(reader)] or self._coordinated()

    def _coordinated(self) -> list[Programme]:
        coordinates = self._context.reader().coordinates
        mine = [one for one in self._context.programmes() if one.id in coordinates]
        if not mine:
            raise NotAllowed("How long a programme keeps is its coordinator's to say.")
        return mine

    def _programme(self, wanted: str | None, among: Sequence[Programme]) -> Programme:
        fitting = [one for one in among if wanted in (None, one.id, one.name)]
        if len(fitting) != 1:
            raise NotFound(
                "Which programme is meant?",
                next_step=f"Yours: {', '.join(p.id for p in among) or 'none'}.",
            )
        return fitting[0]
