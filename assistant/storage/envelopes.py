"""Between a record and its row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from assistant.domain.people import Pairing, Programme
from assistant.domain.records import Record
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.errors import InvalidInput, StoreDamaged
from assistant.storage.sealing import LABELS, Labels, seal, unseal

R = TypeVar("R", bound=Record)

# Can be nobody's id: ids come from new_id or from names.
NOBODY = "\0nobody"


def tidied(record: R) -> R:
    """The record as it can be kept and read back: lone surrogates, which no encoding can hold,
    become U+FFFD.

    InvalidInput for a moment without a time zone, or a field that does not hold what it should:
    copies are made unchecked, and what is kept unchecked could never be read again.
    """
    if record.created_at.tzinfo is None or record.updated_at.tzinfo is None:
        raise InvalidInput(
            f"A record ({record.kind}) carries a moment without a time zone.",
            safe="Nothing was saved.",
        )
    try:
        body = record.model_dump_json(warnings="none")
    except PydanticSerializationError:
        values = _without_surrogates(record.model_dump(mode="json", warnings="none"))
        body = json.dumps(values, ensure_ascii=False)
    try:
        return type(record).model_validate_json(body)
    except ValidationError as error:
        # Without its cause: a validation error prints the words it failed on.
        fields = sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]})
        raise InvalidInput(
            f"A record ({record.kind}) cannot be kept: look at {', '.join(fields)}.",
            safe="Nothing was saved.",
        ) from None


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        # Pairs of surrogates are one character written as two; only lone ones are lost.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(part) for part in value]
    return value


def programme_of(record: Record) -> str | None:
    """The programme that a record belongs to; a programme belongs to itself."""
    return record.id if isinstance(record, Programme) else record.programme


def pairing_of(record: Record) -> str | None:
    """The pairing that a record belongs to; a pairing belongs to itself."""
    return record.id if isinstance(record, Pairing) else record.pairing


def reach_of(record: Record) -> Visibility:
    """How far any part of a record can be seen, as the record itself decides it.

    Asked of ``seen_by`` with readers who have standing and wrote nothing, so that narrowing in SQL
    can never know the rights better or worse than the domain. PRIVATE: its author alone.
    """
    programme = programme_of(record)
    if programme is not None:
        around = Reader(
            person=NOBODY,
            programmes=frozenset({programme}),
            coordinates=frozenset({programme}),
        )
        if record.seen_by(around) is not None:
            return Visibility.PROGRAMME
    return Visibility.PRIVATE if as_partners_see(record) is None else Visibility.PAIR


def as_partners_see(record: R) -> R | None:
    """What whoever shares its pairing may read of a record, by right of the pairing alone."""
    pairing = pairing_of(record)
    readers = (
        Reader(person=NOBODY, pairings={pairing or "": role}) for role in (Role.MENTOR, Role.MENTEE)
    )
    seen = (record.seen_by(reader) for reader in readers) if pairing is not None else ()
    return next((one for one in seen if one is not None), None)


def _labels_of(record: Record) -> Labels:
    return Labels(
        kind=record.kind,
        id=record.id,
        programme=programme_of(record),
        pairing=pairing_of(record),
        session=record.session,
        author=record.author,
        version=record.version,
    )


def to_row(record: Record) -> dict[str, Any]:
    """The columns of a record."""
    labels = _labels_of(record)
    return {
        "kind": labels.kind,
        "id": labels.id,
        "programme": labels.programme,
        "pairing": labels.pairing,
        "session": labels.session,
        "author": labels.author,
        "visibility": record.visibility.value,
        "reach": reach_of(record).value,
        "version": labels.version,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "body": seal(record.model_dump_json(), labels),
    }


def from_row(kind: type[R], row: Mapping[Any, Any]) -> R:
    """The whole record, before anybody's rights. StoreDamaged if it is not as it was kept."""
    labels = Labels(**{name: row[name] for name in LABELS})
    body = unseal(row["body"], labels)
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        # Without its cause: a validation error prints the words it failed on.
        raise StoreDamaged(
            f"A record ({labels.kind} {labels.id}) cannot be read by this program.",
            safe="The others are whole.",
            next_step="Open the store with the Viceversa that wrote it.",
        ) from None
