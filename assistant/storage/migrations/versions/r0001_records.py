"""Records in envelopes, and facts about the store.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.storage.types import Counter, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "records",
        sa.Column("sequence", Counter, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("programme", sa.Text),
        sa.Column("pairing", sa.Text),
        sa.Column("session", sa.Text),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("reach", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "id", name="uq_records_kind_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_records_kind_pairing", "records", ["kind", "pairing"])
    op.create_index("ix_records_kind_author", "records", ["kind", "author"])
    op.create_index("ix_records_kind_programme", "records", ["kind", "programme", "reach"])
    op.create_index("ix_records_kind_session", "records", ["kind", "session"])
    op.create_table(
        "store_facts",
        sa.Column("key", sa.String(40), primary_key=True),
        sa.Column("value", Counter, nullable=False),
    )
    op.execute(
        "INSERT INTO store_facts (key, value) VALUES ('changes', 0), ('standing-changes', 0)"
    )


def downgrade() -> None:
    op.drop_table("store_facts")
    op.drop_table("records")
