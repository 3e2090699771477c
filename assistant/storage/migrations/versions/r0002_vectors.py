"""Vectors of passages, for readers who keep no index on disk.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.storage.types import Counter

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passage_vectors",
        sa.Column(
            "sequence",
            Counter,
            sa.ForeignKey("records.sequence", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("body", sa.String(32), primary_key=True),
        sa.Column("embedder", sa.String(32), primary_key=True),
        sa.Column("vector", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("passage_vectors")
