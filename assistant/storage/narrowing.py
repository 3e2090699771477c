"""Leaving out in SQL what a reader surely may not read. ``seen_by`` decides about the rest."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, union

from assistant.domain.visibility import Reader, Visibility
from assistant.storage.tables import records


def within_reach(reader: Reader, kind: str) -> ColumnElement[bool]:
    """Rows of a kind that the reader wrote, is, or could see by their pairings and programmes.

    An optimisation and a second wall, never the only one: without it a reader's search would
    load a whole programme's notes to throw nearly all away. A union, because each part then has
    its own index; an "or" makes SQLite read every row of the kind.
    """
    columns = records.c
    pairings = sorted(reader.pairings)
    programmes = sorted(reader.programmes | reader.coordinates)
    ways = (
        (columns.author == reader.person,),
        (columns.id == reader.person,),
        (
            columns.pairing.in_(pairings),
            columns.reach.in_((Visibility.PAIR.value, Visibility.PROGRAMME.value)),
        ),
        (columns.programme.in_(programmes), columns.reach == Visibility.PROGRAMME.value),
    )
    return columns.sequence.in_(
        union(*(select(columns.sequence).where(columns.kind == kind, *way) for way in ways))
    )
