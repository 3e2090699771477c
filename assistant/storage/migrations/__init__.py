"""Alembic migrations, shipped inside the package; run by ``opening`` alone, with no ini file."""
