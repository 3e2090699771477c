"""What Alembic runs: the steps, on the connection that ``opening`` hands in.

That connection is already in a transaction, so a migration that is cut off leaves the store as
it was. Alembic itself would not do so on SQLite, where it takes no schema change to be undoable.
"""

from __future__ import annotations

from alembic import context

from assistant.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
