"""The store when the machine lets it down: kills, full disks, read-only folders, two at once."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import assistant
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.sessions import Paragraph, SessionNote
from assistant.errors import (
    EditedElsewhere,
    InvalidInput,
    StorageTrouble,
    StoreDamaged,
    StoreInUse,
)
from assistant.locations import data_folder, default_store, private_folder
from assistant.storage import opening
from assistant.storage.backing_up import backups_of, is_sound
from assistant.storage.engines import store_at
from assistant.storage.locking import WriterLock
from assistant.storage.sqlalchemy_store import SqlRepositories
from assistant.storage.tables import metadata

ROOT = Path(assistant.__file__).parents[1]
SCALE = int(os.environ.get("VICEVERSA_FAULT_SCALE", "1"))
"""How many times the sample of every test run: 50 for the full campaign."""
KILLS = 20 * SCALE
DAMAGES = 60 * SCALE


def founding_records() -> list[Record]:
    return [
        Programme(id="north", name="North", coordinators=("cora",)),
        Participant(id="ana", name="Ana", programme="north"),
        Participant(id="martin", name="Martin", programme="north"),
        Pairing(id="pair", mentor="ana", mentee="martin", programme="north"),
    ]


def note(text: str, record_id: str | None = None) -> SessionNote:
    own = {"id": record_id} if record_id else {}
    return SessionNote(
        author="ana",
        pairing="pair",
        programme="north",
        paragraphs=(Paragraph(text=text),),
        **own,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "store.sqlite"
    with SqlRepositories.open(place) as store:
        store.found_programme(founding_records())
    return place


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process with the same code, talking over its standard streams."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def told(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(word + "\n")
    process.stdin.flush()


SAVE_FOR_EVER = """
    import os, sys
    from assistant.domain.sessions import Paragraph, SessionNote
    from assistant.storage.sqlalchemy_store import SqlRepositories

    def save_for_ever(name):
        print(os.getpid(), flush=True)
        store = SqlRepositories.open(sys.argv[1])
        ana = store.reader("ana")
        labels = {"author": "ana", "pairing": "pair", "programme": "north"}
        turn = 0
        while True:
            text = f"{name}-{turn} " + "word " * (turn * 7 % 900)
            both = [SessionNote(paragraphs=(Paragraph(text=text),), **labels) for _ in range(2)]
            store.save(ana, *both)
            print(both[0].id, both[1].id, flush=True)
            turn += 1

    # A fork for each turn, so that only the first one pays for the imports.
    for line in sys.stdin:
        process = os.fork()
        if not process:
            save_for_ever(line.strip())
        os.waitpid(process, 0)
        print("ended", flush=True)
"""


class TestKilled:
    def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed(self, path):
        chance = random.Random(20260329)
        acknowledged: list[str] = []
        starter = child(SAVE_FOR_EVER, path)
        for turn in range(KILLS):
            told(starter, str(turn))
            saver = 0
            wanted = chance.randint(1, 6)
            while (line := said(starter)) != "ended":
                match line.split():
                    case [process]:
                        saver = int(process)
                    case pair:
                        acknowledged += pair
                        wanted -= 1
                if wanted == 0:
                    # Somewhere within the next save or two.
                    kill_at = time.perf_counter() + chance.uniform(0, 0.03)
                    while time.perf_counter() < kill_at:
                        pass
                    os.kill(saver, signal.SIGKILL)
        starter.communicate()
        # Opening rolls back what the last kill cut off.
        with SqlRepositories.open(path) as store:
            kept = store.find(store.reader("ana"), SessionNote)
            assert store.verify() == []
        assert is_sound(path)
        assert len(acknowledged) >= 2 * KILLS
        assert set(acknowledged) <= {record.id for record in kept}
        # Two notes were saved at a time: never one of them alone.
        texts = [record.paragraphs[0].text for record in kept]
        assert all(texts.count(text) == 2 for text in set(texts))

    def test_the_lock_of_a_killed_program_is_no_obstacle(self, path):
        starter = child(SAVE_FOR_EVER, path)
        told(starter, "x")
        saver = int(said(starter))
        assert len(said(starter).split()) == 2
        with SqlRepositories.open(path, wait_seconds=0) as store:
            assert not store.writable
            os.kill(saver, signal.SIGKILL)
            starter.communicate()
            assert store.writable
            store.save(store.reader("ana"), note("after"))


class TestTwoAtOnce:
    def test_the_second_reads_while_the_first_writes_and_is_told_why_it_cannot_write(self, path):
        with (
            SqlRepositories.open(path) as first,
            SqlRepositories.open(path, wait_seconds=0) as other,
        ):
            (kept,) = first.save(first.reader("ana"), note("first"))
            ana = other.reader("ana")
            assert other.get(ana, SessionNote, kept.id) == kept
            assert not other.writable
            for write in (
                lambda: other.save(ana, note("second")),
                lambda: other.remove(ana, kept),
                lambda: other.keep_text(ana, "ask", "typing"),
            ):
                with pytest.raises(StoreInUse) as refused:
                    write()
                assert "You can read" in refused.value.sentences()
            first.close()
            assert other.writable
            other.save(ana, note("second"))

    def test_two_who_only_read_leave_each_other_free_to_write(self, path):
        with SqlRepositories.open(path) as first, SqlRepositories.open(path) as other:
            first.find(first.reader("ana"), SessionNote)
            other.find(other.reader("ana"), SessionNote)
            assert first.writable
            assert other.writable

    def test_a_second_process_waits_for_a_short_command_to_end(self, path):
        process = child(
            """
            import sys
            from assistant.domain.sessions import Paragraph, SessionNote
            from assistant.storage.sqlalchemy_store import SqlRepositories

            with SqlRepositories.open(sys.argv[1], wait_seconds=60) as store:
                ana = store.reader("ana")
                print("ready", flush=True)
                sys.stdin.readline()
                print("waiting", flush=True)
                store.save(ana, SessionNote(author="ana", pairing="pair", programme="north"))
                print("saved", flush=True)
            """,
            path,
        )
        assert said(process) == "ready"
        with SqlRepositories.open(path) as store:
            store.save(store.reader("ana"), note("mine"))
            told(process, "go")
            assert said(process) == "waiting"
        assert said(process) == "saved"
        process.communicate()

    def test_two_who_open_a_new_store_at_the_same_time_both_get_it(self, tmp_path):
        place = tmp_path / "new.sqlite"
        script = """
            import sys
            from assistant.domain.people import Programme
            from assistant.storage.sqlalchemy_store import SqlRepositories

            print("ready", flush=True)
            sys.stdin.readline()
            with SqlRepositories.open(sys.argv[1], wait_seconds=60) as store:
                north = Programme(id="north", name="North", coordinators=("cora",))
                print(store.found_programme([north]), flush=True)
        """
        both = [child(script, place) for _ in range(2)]
        for process in both:
            assert said(process) == "ready"
        for process in both:
            told(process, "go")
        answers = sorted(said(process) for process in both)
        for process in both:
            process.communicate()
        assert answers == ["False", "True"]


class TestDisk:
    def test_a_full_disk_is_said_and_the_next_save_works_without_a_restart(self, path):
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            (kept,) = store.save(ana, note("before"))
            long = note("word " * 200_000)
            with (
                no_file_may_grow_beyond(path.stat().st_size),
                pytest.raises(StorageTrouble) as full,
            ):
                store.save(ana, kept.changed(origin="together"), long)
            assert "still here" in full.value.sentences()
            assert store.get(ana, SessionNote, kept.id) == kept
            store.save(ana, long)
            assert store.get(ana, SessionNote, long.id).paragraphs == long.paragraphs
        assert is_sound(path)

    @pytest.mark.parametrize("page_count", range(0, 24, 3))
    def test_a_disk_that_fills_at_any_page_loses_nothing(self, path, page_count):
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            (kept,) = store.save(ana, note("before"))
            room = path.stat().st_size + 4096 * page_count
            with no_file_may_grow_beyond(room), pytest.raises(StorageTrouble):
                store.save(ana, note("x" * 120_000))
            assert store.find(ana, SessionNote) == [kept]
            store.save(ana, note("after"))
        assert is_sound(path)

    def test_a_store_on_a_read_only_disk_can_be_read_and_says_that_it_cannot_be_written(self, path):
        def read_then_write() -> str:
            with SqlRepositories.open(path, wait_seconds=0) as store:
                ana = store.reader("ana")
                read = len(store.find(ana, SessionNote))
                try:
                    store.save(ana, note("x"))
                except StorageTrouble as refused:
                    return f"{read} {store.writable} {refused.sentences()}"
            return "written"

        with SqlRepositories.open(path) as store:
            store.save(store.reader("ana"), note("before"))
        path.with_name(path.name + ".lock").unlink()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        try:
            answer = without_privileges(read_then_write, path.parent)
        finally:
            path.parent.chmod(0o755)
        assert answer.startswith("1 False ")
        assert "rights" in answer

    def test_a_folder_that_cannot_be_made_is_a_plain_message(self, tmp_path):
        (tmp_path / "file").write_text("not a folder")
        for place in (tmp_path / "file" / "store.sqlite", tmp_path):
            with pytest.raises(StorageTrouble) as refused:
                SqlRepositories.open(place)
            assert refused.value.next_step
        with pytest.raises(StorageTrouble):
            private_folder(tmp_path / "file" / "folder")

    def test_an_account_without_a_home_is_told_what_to_name(self, tmp_path, monkeypatch):
        def ask() -> str:
            for name in [name for name in os.environ if name == "HOME" or name.startswith("XDG")]:
                del os.environ[name]
            try:
                return f"{data_folder()}"
            except StorageTrouble as refused:
                return refused.sentences()

        if os.geteuid() != 0:
            pytest.skip("only root can become somebody without a home")
        assert "--store" in without_privileges(ask, tmp_path)
        named = {"VICEVERSA_STORE": str(tmp_path / "s.sqlite")}
        assert default_store(named) == str(tmp_path / "s.sqlite")

    def test_others_on_the_machine_cannot_open_the_store(self, path):
        with SqlRepositories.open(path) as store:
            store.save(store.reader("ana"), note("private"))
            files = list(path.parent.iterdir())
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}

    def test_an_erased_text_is_overwritten_in_the_file(self, path):
        canary = "tourmaline-canary"
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            (kept, _) = store.save(ana, note(canary * 500), note("stays"))
            store.keep_text(ana, "ask", canary)
            assert canary.encode() in path.read_bytes()
            store.remove(ana, kept)
            store.clear_text(ana, "ask")
        assert canary.encode() not in b"".join(f.read_bytes() for f in path.parent.iterdir())


class TestDamage:
    def test_damage_is_noticed_or_harmless(self, path):
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            for number in range(60):
                store.save(ana, note(f"{number} " * 200, f"n{number}"))
            everything = store.find(ana, SessionNote)
        sound = path.read_bytes()
        chance = random.Random(7)
        noticed = 0
        for _ in range(DAMAGES):
            damaged = bytearray(sound)
            if chance.random() < 0.3:
                del damaged[chance.randrange(1, len(damaged)) :]
            else:
                start = chance.randrange(len(damaged))
                damaged[start : start + 64] = chance.randbytes(len(damaged[start : start + 64]))
            path.write_bytes(damaged)
            try:
                with SqlRepositories.open(path) as store:
                    found = store.find(store.reader("ana"), SessionNote)
            except (StoreDamaged, StorageTrouble):
                noticed += 1
                continue
            assert found == everything
        assert noticed > DAMAGES / 3

    @pytest.mark.parametrize("label", [b"north", b"pair", b"ana", b"note", b"s1", b"private"])
    def test_a_damaged_label_hides_no_record_unseen(self, path, label):
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            kept = store.save(ana, *[note(f"{n}", f"n{n}").changed(session="s1") for n in range(3)])
        sound = path.read_bytes()
        places = [at for at in range(len(sound)) if sound.startswith(label, at)]
        assert len(places) > 3
        for at in places:
            path.write_bytes(sound[:at] + b"~" + sound[at + 1 :])
            with suppress(StorageTrouble), SqlRepositories.open(path) as store:
                assert store.find(ana, SessionNote, pairing="pair", session="s1") == kept
                assert store.find(ana, SessionNote, author="ana", programme="north") == kept

    def test_a_damaged_store_names_its_backups_and_is_left_alone(self, path):
        copy = path.with_name("store.sqlite.backup-before-0002")
        shutil.copy(path, copy)
        for left in (5000, 7, 0):
            path.write_bytes(copy.read_bytes()[:left])
            with pytest.raises(StoreDamaged) as refused:
                SqlRepositories.open(path)
            assert copy.name in refused.value.next_step
            assert path.stat().st_size == left

    @pytest.mark.parametrize("content", [b"# My notes\n", b"\0" * 5000, b"SQLite format 3\0" * 99])
    def test_a_file_that_is_no_store_is_left_alone(self, tmp_path, content):
        place = tmp_path / "notes.md"
        place.write_bytes(content)
        with pytest.raises(StorageTrouble):
            SqlRepositories.open(place)
        assert place.read_bytes() == content

    def test_another_programs_database_is_left_alone(self, tmp_path):
        place = tmp_path / "other.sqlite"
        with closing(sqlite3.connect(place)) as other:
            other.execute("CREATE TABLE songs (title)")
        with pytest.raises(StorageTrouble, match="another program"):
            SqlRepositories.open(place)

    @pytest.mark.parametrize("address", ["mysql://u:hunter2@h/d", "http://h", "://"])
    def test_an_address_that_cannot_be_used_is_not_repeated(self, address):
        with pytest.raises(InvalidInput) as refused:
            SqlRepositories.open(address)
        assert "hunter2" not in refused.value.sentences()

    def test_a_shared_store_that_does_not_answer_is_a_plain_message(self):
        with pytest.raises(StorageTrouble) as refused:
            SqlRepositories.open("postgresql://ana:hunter2@127.0.0.1:9/none")
        assert "does not answer" in refused.value.happened
        assert "hunter2" not in refused.value.sentences()

    def test_one_record_damaged_in_itself_does_not_close_the_others(self, path):
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            store.save(ana, note("bad", "bad"), note("good", "good"))
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE records SET body = body || ' secret' WHERE id = 'bad'")
        with SqlRepositories.open(path) as store:
            assert store.get(ana, SessionNote, "good").id == "good"
            with pytest.raises(StoreDamaged) as refused:
                store.get(ana, SessionNote, "bad")
            assert store.verify() == ["A record (note bad) is damaged."]
        assert "secret" not in refused.value.sentences()

    @pytest.mark.parametrize(
        "change",
        [
            "author = 'martin'",
            "pairing = 'other'",
            "session = 's9'",
            "version = 8",
            "id = 'other'",
            "body = replace(body, 'yes', 'no!')",
        ],
    )
    def test_a_row_changed_by_hand_is_shown_to_nobody(self, path, change):
        with SqlRepositories.open(path) as store:
            store.save(store.reader("ana"), note("Martin said yes"))
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute(f"UPDATE records SET {change} WHERE kind = 'note'")
        with SqlRepositories.open(path) as store:
            for person in ("ana", "martin"):
                reader = store.reader(person)
                with suppress(StoreDamaged):
                    assert store.find(reader, SessionNote) == []
            (problem,) = store.verify()
            assert "said" not in problem


NEXT = (*opening.REVISIONS, "9998")
NEXT_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{last}"


def upgrade():
    op.add_column("store_facts", sa.Column("note", sa.Text))
    {then}
"""


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


class TestThreads:
    def test_an_error_in_one_save_leaves_the_next_one_free(self, path):
        with SqlRepositories.open(path) as store:
            ana = store.reader("ana")
            (kept,) = store.save(ana, note("x"))
            for _ in range(20):
                with pytest.raises(EditedElsewhere):
                    store.save(ana, note("also"), kept.model_copy(update={"version": 7}))
            store.save(ana, kept.changed(origin="y"))
            assert len(store.find(ana, SessionNote)) == 1


def migrations_with(folder: Path, then: str) -> Path:
    """A copy of the migrations with one more step, for a program that is newer than the store."""
    copied = folder / "migrations"
    shutil.copytree(Path(opening.__file__).with_name("migrations"), copied)
    (copied / "versions" / "r9998_note.py").write_text(NEXT_STEP.format(then=then, last=NEXT[-2]))
    return copied


@contextmanager
def no_file_may_grow_beyond(size: int) -> Iterator[None]:
    """A real refusal of the operating system, as a full disk gives it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)


def without_privileges(act: Callable[[], str], reachable: Path) -> str:
    """What ``act`` answers in a process that no folder's rights are waived for."""
    if os.geteuid() != 0:
        return act()
    for folder in reachable.parents:
        if folder.owner() == "root" and folder != Path("/") and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        answer = "the process failed"
        try:
            os.setgroups([])
            os.setresgid(54321, 54321, 54321)
            os.setresuid(54321, 54321, 54321)
            answer = act()
        except BaseException as error:
            answer = repr(error)
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(process, 0)
    return answer
