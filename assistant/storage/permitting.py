"""Who may write what: pure functions, asked of the stored version and of the one handed in.

Reading is decided by ``seen_by``. Writing needs more than ``written_by``, because a writer also
chooses the labels that later decide who reads: a record that could change its author, pairing or
visibility under another's hand would be a way round every rule of reading.
"""

from __future__ import annotations

from typing import TypeVar

from assistant.domain.people import Pairing, Programme
from assistant.domain.records import Record
from assistant.domain.visibility import Reader
from assistant.errors import NotAllowed, NotFound
from assistant.storage.envelopes import pairing_of, programme_of

R = TypeVar("R", bound=Record)

_KEPT_LABELS = ("author", "pairing", "programme")


def not_found() -> NotFound:
    """The same words whether it is absent or hidden."""
    return NotFound("There is nothing here by that name, or nothing that is yours to read.")


def _refused(why: str) -> NotAllowed:
    return NotAllowed(why, safe="Nothing was changed.")


def check_new(reader: Reader, record: Record) -> None:
    """NotAllowed unless ``reader`` may add this record where it says it belongs."""
    if not record.written_by(reader):
        raise _refused("This is not yours to write.")
    if record.author not in ("", reader.person):
        raise _refused("Nobody writes in another person's name.")
    pairing, programme = pairing_of(record), programme_of(record)
    if not isinstance(record, Pairing) and pairing is not None and pairing not in reader.pairings:
        raise _refused("Only the two partners write in a pairing.")
    founding = isinstance(record, Programme)
    if programme is not None and not founding and not reader.in_programme(programme):
        raise _refused("Only people of a programme write in it.")
    if why := record.refuses(reader, None):
        raise _refused(why)


def merged(reader: Reader, stored: R, handed: R) -> R:
    """What to keep when ``reader`` saves ``handed`` over ``stored``.

    NotFound if they may not know of it, NotAllowed if they may not write it, or would move it.
    What the reader cannot see of it stays as it is: a coordinator who ends a pairing neither reads
    nor wipes its focus.
    """
    seen = stored.seen_by(reader)
    if seen is None:
        raise not_found()
    if not stored.written_by(reader) or not handed.written_by(reader):
        raise _refused("This is not yours to change.")
    for label in _KEPT_LABELS:
        if getattr(stored, label) != getattr(handed, label):
            raise _refused(f"The {label} of a record stays what it was.")
    if stored.visibility is not handed.visibility and stored.author != reader.person:
        raise _refused("Only its author decides who may read this.")
    if _pair(stored) != _pair(handed):
        # Whoever is in a pairing reads all of it: another pair is another pairing.
        raise _refused("The two people of a pairing stay the same; begin another pairing.")
    hidden = {
        field: getattr(stored, field)
        for field in type(stored).model_fields
        if getattr(stored, field) != getattr(seen, field)
    }
    for field, value in hidden.items():
        if getattr(handed, field) not in (getattr(seen, field), value):
            raise _refused(f"The {field} of this is not yours to change.")
    if why := handed.refuses(reader, stored):
        raise _refused(why)
    return handed.model_copy(update={**hidden, "created_at": stored.created_at})


def _pair(record: Record) -> tuple[str, str] | None:
    return (record.mentor, record.mentee) if isinstance(record, Pairing) else None


def check_removal(reader: Reader, stored: Record) -> None:
    """NotFound if the reader may not know of it, NotAllowed if it is not theirs to erase."""
    if stored.seen_by(reader) is None:
        raise not_found()
    if not stored.written_by(reader):
        raise _refused("This is not yours to erase.")
