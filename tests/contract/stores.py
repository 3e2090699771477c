"""A store of each kind with a small programme in it.

Runs on SQLite in a file, and in memory in the long campaign. To run it on PostgreSQL too, name a
database in which schemas may be made and dropped:
``VICEVERSA_TEST_POSTGRES=postgresql://me@localhost/test``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from assistant.domain.people import (
    Pairing,
    Participant,
    Programme,
)
from assistant.domain.records import Record
from assistant.domain.sessions import (
    Paragraph,
    SessionNote,
)
from assistant.domain.visibility import Reader, Visibility
from assistant.storage.sqlalchemy_store import SqlRepositories

POSTGRES = os.environ.get("VICEVERSA_TEST_POSTGRES", "")


AT = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)


def founding_records() -> list[Record]:
    """Two pairings of one mentee, one coordinator who is in no pairing, a stranger's programme."""
    inside: dict[str, Any] = {"programme": "north"}
    return [
        Programme(id="north", name="North", coordinators=("cora",)),
        Participant(id="ana", name="Ana Bell", job="Analyst", **inside),
        Participant(id="ben", name="Ben Cole", **inside),
        Participant(id="martin", name="Martin Dean", **inside),
        Participant(id="cora", name="Cora Ede", **inside),
        Pairing(id="ana-martin", mentor="ana", mentee="martin", focus="secret focus", **inside),
        Pairing(id="ben-martin", mentor="ben", mentee="martin", **inside),
    ]


@pytest.fixture(
    params=["file", pytest.param("memory", marks=pytest.mark.faults), "postgres"],
)
def store(request: pytest.FixtureRequest, tmp_path) -> Iterator[SqlRepositories]:
    if request.param != "postgres":
        place = ":memory:" if request.param == "memory" else str(tmp_path / "store.sqlite")
        with SqlRepositories.open(place) as opened:
            opened.found_programme(founding_records())
            yield opened
        return
    if not POSTGRES:
        pytest.skip("VICEVERSA_TEST_POSTGRES names no database")
    schema = f"viceversa_{secrets.token_hex(6)}"
    administration = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"))
    with administration.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        with SqlRepositories.open(f"{POSTGRES}?options=-csearch_path%3D{schema}") as opened:
            opened.found_programme(founding_records())
            yield opened
    finally:
        with administration.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        administration.dispose()


def ana(store: SqlRepositories) -> Reader:
    return store.reader("ana")


def of_the_pair(**more: Any) -> dict[str, Any]:
    return {"author": "ana", "programme": "north", "pairing": "ana-martin", "session": "s1", **more}


def note(*texts: str, visibility: Visibility = Visibility.PRIVATE, **more: Any) -> SessionNote:
    paragraphs = tuple(Paragraph(text=t, visibility=visibility) for t in texts)
    return SessionNote(paragraphs=paragraphs, **of_the_pair(**more))
