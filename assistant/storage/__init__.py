"""The store: records in SQLite by default, in PostgreSQL by URL.

``sqlalchemy_store.SqlRepositories`` implements the port; nothing here is imported with the package,
because SQLAlchemy does not belong on the way to the first frame.
"""
