"""The store when the machine lets it down: kills, full disks, read-only folders, two at once."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from assistant.domain.sessions import SessionNote
from assistant.errors import (
    EditedElsewhere,
    StoreInUse,
)
from assistant.storage.backing_up import is_sound
from assistant.storage.sqlalchemy_store import SqlRepositories
from tests.faults.stores import KILLS, SAVE_FOR_EVER, child, note, path, said, told  # noqa: F401


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
