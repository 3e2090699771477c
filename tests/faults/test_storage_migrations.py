"""A store of an older program is brought up to date, or left as it was."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.domain.sessions import SessionNote
from assistant.errors import (
    StorageTrouble,
    StoreDamaged,
)
from assistant.storage import opening
from assistant.storage.backing_up import backups_of, is_sound
from assistant.storage.engines import store_at
from assistant.storage.locking import WriterLock
from assistant.storage.sqlalchemy_store import SqlRepositories
from assistant.storage.tables import metadata
from tests.faults.stores import NEXT, NEXT_STEP, child, note, path, said  # noqa: F401


class TestMigrations:
    def test_a_new_store_has_the_schema_that_the_migrations_make(self, tmp_path):
        made = store_at(tmp_path / "migrated.sqlite")
        with opening._changing_schema(made) as connection:
            opening._upgrade(connection)
        created = store_at(tmp_path / "created.sqlite")
        opening.make_ready(created, WriterLock(created.path))
        schemas = []
        for store in (made, created):
            with store.engine.connect() as connection:
                assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            assert store.path is not None
            with closing(sqlite3.connect(store.path)) as raw:
                schemas.append(
                    [
                        sorted(row[1:] for row in raw.execute(f"PRAGMA {question}({name})"))
                        for name in ("records", "store_facts", "passage_vectors", "alembic_version")
                        for question in ("table_info", "index_list")
                    ]
                    + raw.execute("SELECT * FROM store_facts ORDER BY key").fetchall()
                    + raw.execute("SELECT * FROM alembic_version").fetchall()
                )
            store.engine.dispose()
        assert schemas[0] == schemas[1]

    def test_the_revisions_in_the_code_are_those_of_the_migrations(self):
        folder = Path(opening.__file__).with_name("migrations")
        steps = ScriptDirectory(str(folder)).walk_revisions()
        assert tuple(step.revision for step in steps) == opening.REVISIONS[::-1]

    def test_an_older_store_is_backed_up_then_migrated(self, path, tmp_path, monkeypatch):
        with SqlRepositories.open(path) as store:
            (kept,) = store.save(store.reader("ana"), note("before"))
        monkeypatch.setattr(opening, "MIGRATIONS", str(migrations_with(tmp_path, "pass")))
        old = store_at(path)
        opening.make_ready(old, WriterLock(path), NEXT)
        old.engine.dispose()
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9998",)]
            assert "note" in {row[1] for row in raw.execute("PRAGMA table_info(store_facts)")}
        (backup,) = backups_of(path)
        assert is_sound(backup)
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
        with SqlRepositories.open(backup) as store:
            assert store.find(store.reader("ana"), SessionNote) == [kept]

    def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
        self, path, tmp_path, monkeypatch
    ):
        step = 'op.execute("INSERT INTO no_such_table VALUES (1)")'
        monkeypatch.setattr(opening, "MIGRATIONS", str(migrations_with(tmp_path, step)))
        old = store_at(path)
        with pytest.raises(StorageTrouble):
            opening.make_ready(old, WriterLock(path), NEXT)
        old.engine.dispose()
        with SqlRepositories.open(path) as store:
            assert store.reader("ana").person == "ana"

    def test_a_store_of_a_newer_program_is_left_alone(self, path):
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE alembic_version SET version_num = '0999'")
        before = path.read_bytes()
        with pytest.raises(StorageTrouble, match="newer") as refused:
            SqlRepositories.open(path)
        assert not isinstance(refused.value, StoreDamaged)
        assert path.read_bytes() == before

    def test_a_store_of_today_opens_without_loading_the_migration_tool(self, path):
        process = child(
            """
            import sys
            from assistant.storage.sqlalchemy_store import SqlRepositories

            with SqlRepositories.open(sys.argv[1]) as store:
                store.reader("ana")
            print("alembic" in sys.modules, flush=True)
            """,
            path,
        )
        assert said(process) == "False"
        process.communicate()


def migrations_with(folder: Path, then: str) -> Path:
    """A copy of the migrations with one more step, for a program that is newer than the store."""
    copied = folder / "migrations"
    shutil.copytree(Path(opening.__file__).with_name("migrations"), copied)
    (copied / "versions" / "r9998_note.py").write_text(NEXT_STEP.format(then=then, last=NEXT[-2]))
    return copied
