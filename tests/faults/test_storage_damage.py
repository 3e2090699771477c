"""A disk that refuses, and files that are damaged: nothing is lost that was kept."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from assistant.domain.sessions import SessionNote
from assistant.errors import (
    InvalidInput,
    StorageTrouble,
    StoreDamaged,
)
from assistant.locations import data_folder, default_store, private_folder
from assistant.storage.backing_up import is_sound
from assistant.storage.sqlalchemy_store import SqlRepositories
from tests.faults.stores import DAMAGES, note, path, said  # noqa: F401


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
