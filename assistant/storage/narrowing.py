"""Leaving out in SQL what a reader surely may not read. ``seen_by`` decides about the rest."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select, union

from assistant.domain.visibility import Reader, Visibility
from assistant.storage.tables import records


def within_reach(reader: Reader, *kinds: str) -> ColumnElement[bool]:
    """Rows of these kinds that the reader wrote, is, or could see by their pairings and programmes.

    An optimisation and a second wall, never the only one: without it a reader's search would
    load a whole programme's notes to throw nearly all away. A union, because each part then has
    its own index; an "or" makes SQLite read every row of the kind.
    """
    columns = records.c
    of_kind = columns.kind.in_(kinds)
    return columns.sequence.in_(
        union(*(select(columns.sequence).where(of_kind, way) for way in _ways(reader)))
    )


def readable_in_part(reader: Reader) -> ColumnElement[bool]:
    """The same for rows that are named by other means, of whatever kind."""
    return or_(*_ways(reader))


def _ways(reader: Reader) -> tuple[ColumnElement[bool], ...]:
    columns = records.c
    pairings = sorted(reader.pairings)
    programmes = sorted(reader.programmes | reader.coordinates)
    return (
        columns.author == reader.person,
        columns.id == reader.person,
        and_(
            columns.pairing.in_(pairings),
            columns.reach.in_((Visibility.PAIR.value, Visibility.PROGRAMME.value)),
        ),
        and_(columns.programme.in_(programmes), columns.reach == Visibility.PROGRAMME.value),
    )
