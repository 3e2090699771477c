"""Leaving out in SQL what a reader surely may not read. ``seen_by`` decides about the rest."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from assistant.domain.visibility import Reader, Visibility
from assistant.storage.tables import records


def within_reach(reader: Reader) -> ColumnElement[bool]:
    """Rows that the reader wrote, is, or could see by their pairings and programmes.

    An optimisation and a second wall, never the only one: without it a reader's search would
    load a whole programme's notes to throw nearly all away.
    """
    columns = records.c
    programmes = reader.programmes | reader.coordinates
    return or_(
        columns.author == reader.person,
        columns.id == reader.person,
        and_(
            columns.reach.in_((Visibility.PAIR.value, Visibility.PROGRAMME.value)),
            columns.pairing.in_(sorted(reader.pairings)),
        ),
        and_(
            columns.reach == Visibility.PROGRAMME.value,
            columns.programme.in_(sorted(programmes)),
        ),
    )
