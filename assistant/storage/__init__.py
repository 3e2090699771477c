"""The store: SQLite by default, PostgreSQL by URL. The truth that every index is a cache of."""
