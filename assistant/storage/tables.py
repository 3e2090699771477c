"""The tables. Migrations describe the same; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.storage.types import Counter, UtcDateTime

metadata = MetaData()

records = Table(
    "records",
    metadata,
    # The order of first saving. It is the primary key because SQLite counts up nothing else.
    Column("sequence", Counter, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("id", Text, nullable=False),
    # Copies of the record's labels, to narrow a search before rights decide. A programme and a
    # pairing carry their own id here, because that is what their readers are known by.
    Column("programme", Text),
    Column("pairing", Text),
    Column("session", Text),
    Column("author", Text, nullable=False),
    Column("visibility", String(20), nullable=False),
    # How far any part of the record can be seen; see envelopes.reach_of.
    Column("reach", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # Sealed: only sealing.py knows its form.
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "id", name="uq_records_kind_id"),
    Index("ix_records_kind_pairing", "kind", "pairing"),
    Index("ix_records_kind_author", "kind", "author"),
    Index("ix_records_kind_programme", "kind", "programme", "reach"),
    # Every label has an index, so that the integrity check compares each with its copy.
    Index("ix_records_kind_session", "kind", "session"),
    sqlite_autoincrement=True,
)

store_facts = Table(
    "store_facts",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Counter, nullable=False),
)

passage_vectors = Table(
    "passage_vectors",
    metadata,
    # Whatever erases a record erases its vectors: a text can be guessed from them.
    Column(
        "sequence", Counter, ForeignKey("records.sequence", ondelete="CASCADE"), primary_key=True
    ),
    # Hashes: of the text that a vector is of, and of the name of what made it.
    Column("body", String(32), primary_key=True),
    Column("embedder", String(32), primary_key=True),
    Column("vector", Text, nullable=False),
)

CHANGES = "changes"
"""Raised by each commit of records."""
STANDING_CHANGES = "standing-changes"
"""Raised where programmes, participants or pairings changed: who may read what."""
