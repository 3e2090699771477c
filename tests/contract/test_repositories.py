"""What the rest of the core may rely on, whichever database is behind it: kept, typed."""

from __future__ import annotations

import threading
from datetime import timedelta, timezone

import pytest

from assistant.domain.library import KeptText
from assistant.domain.programme_notes import (
    ShownFigures,
)
from assistant.domain.sessions import (
    Commitment,
    Goal,
    Session,
    SessionNote,
)
from assistant.errors import EditedElsewhere, InvalidInput, NotAllowed, NotFound
from tests.contract.example_records import NASTY, all_kinds, examples, of_a_coordinator
from tests.contract.stores import AT, ana, note, of_the_pair, store  # noqa: F401


class TestKeeping:
    def test_the_examples_hold_every_kind_of_record(self):
        kept_by_people = [*examples("words"), *of_a_coordinator("words")]
        # The ledger of shown figures is the store's own: nobody hands it one.
        assert {r.kind for r in kept_by_people} | {ShownFigures.kind} == all_kinds()

    @pytest.mark.parametrize("words", NASTY, ids=lambda words: ascii(words[:12]))
    def test_every_kind_comes_back_word_for_word(self, store, words):
        mine, coordinators = examples(words), of_a_coordinator(words)
        saved = store.save(ana(store), *mine) + store.save(store.reader("cora"), *coordinators)
        reader = ana(store)
        for handed, answered in zip([*mine, *coordinators], saved, strict=True):
            kept = store.get(reader, type(handed), handed.id)
            assert kept == answered
            assert kept.version == handed.version + 1
            fixed = {"version", "created_at"}
            assert kept.model_dump(exclude=fixed) == handed.model_dump(exclude=fixed)

    def test_lone_surrogates_become_a_mark_and_pairs_become_their_character(self, store):
        reader = ana(store)
        broken = note("a\ud800b \ud83d\ude00", origin="\udfff")
        (saved,) = store.save(reader, broken)
        assert (saved.paragraphs[0].text, saved.origin) == ("a\ufffdb \U0001f600", "\ufffd")
        assert store.get(reader, SessionNote, broken.id) == saved
        assert store.keep_text(reader, "a/\ud800", "typed \ud800").text == "typed \ufffd"

    def test_moments_come_back_aware_and_the_same(self, store):
        reader = ana(store)
        elsewhere = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
        session = Session(number=1, starts_at=elsewhere, created_at=elsewhere, **of_the_pair())
        store.save(reader, session)
        kept = store.get(reader, Session, session.id)
        assert kept.starts_at == AT
        assert kept.created_at == AT
        assert kept.created_at.tzinfo is not None

    def test_a_moment_without_a_zone_is_refused(self, store):
        naive = AT.replace(tzinfo=None)
        with pytest.raises(InvalidInput):
            store.save(ana(store), note("x", created_at=naive))

    def test_what_could_not_be_read_back_is_refused(self, store):
        reader = ana(store)
        (kept,) = store.save(reader, Commitment(owner="mentor", text="x", **of_the_pair()))
        with pytest.raises(InvalidInput) as refused:
            store.save(reader, kept.changed(state="private words by mistake"))
        assert "private words" not in refused.value.sentences()
        assert store.get(reader, Commitment, kept.id) == kept

    def test_records_are_found_in_the_order_of_their_first_saving(self, store):
        reader = ana(store)
        first, second, third = store.save(reader, note("1"), note("2"), note("3"))
        store.save(reader, second.changed(origin="edited"))
        found = store.find(reader, SessionNote)
        assert [record.id for record in found] == [first.id, second.id, third.id]

    def test_find_keeps_to_what_is_asked_for(self, store):
        reader = store.reader("martin")
        one = note("a", author="martin")
        other = note("b", author="martin", pairing="ben-martin", session="s2")
        store.save(reader, one, other)
        found = {
            "all": store.find(reader, SessionNote),
            "pairing": store.find(reader, SessionNote, pairing="ben-martin"),
            "session": store.find(reader, SessionNote, session="s1"),
            "author": store.find(reader, SessionNote, author="ana"),
            "programme": store.find(reader, SessionNote, programme="north", session="s2"),
            "nowhere": store.find(reader, SessionNote, programme="south"),
        }
        ids = {name: [record.id for record in records] for name, records in found.items()}
        assert ids == {
            "all": [one.id, other.id],
            "pairing": [other.id],
            "session": [one.id],
            "author": [],
            "programme": [other.id],
            "nowhere": [],
        }

    def test_the_change_count_rises_with_adding_changing_and_erasing(self, store):
        reader = ana(store)
        counts = [store.change_count()]
        (kept,) = store.save(reader, note("x"))
        counts.append(store.change_count())
        (kept,) = store.save(reader, kept)
        counts.append(store.change_count())
        store.remove(reader, kept)
        counts.append(store.change_count())
        assert counts == sorted(set(counts))
        store.keep_text(reader, "ask", "typing")
        assert store.change_count() == counts[-1]

    def test_saving_nothing_changes_nothing(self, store):
        before = store.change_count()
        assert store.save(ana(store)) == []
        store.remove(ana(store))
        assert store.change_count() == before


class TestVersions:
    def test_an_outdated_version_is_refused_and_the_newer_text_stays(self, store):
        reader = ana(store)
        (kept,) = store.save(reader, Goal(text="first", **of_the_pair()))
        store.save(store.reader("martin"), kept.changed(text="Martin's"))
        with pytest.raises(EditedElsewhere):
            store.save(reader, kept.changed(text="Ana's"))
        assert store.get(reader, Goal, kept.id).text == "Martin's"

    def test_one_refusal_undoes_the_whole_save(self, store):
        reader = ana(store)
        before = store.change_count()
        with pytest.raises(NotAllowed):
            store.save(reader, note("mine"), note("not mine", author="martin"))
        assert store.find(reader, SessionNote) == []
        assert store.change_count() == before

    def test_an_erased_record_does_not_come_back_by_an_old_copy(self, store):
        reader = ana(store)
        (kept,) = store.save(reader, note("x"))
        store.remove(reader, kept)
        with pytest.raises(NotFound):
            store.save(reader, kept)
        with pytest.raises(NotFound):
            store.get(reader, SessionNote, kept.id)

    def test_of_eight_hands_on_one_record_each_time_one_wins_and_none_is_lost(self, store):
        reader = ana(store)
        goal = Goal(text="start", **of_the_pair())
        store.save(reader, goal)
        won: list[str] = []

        def write(name: str) -> None:
            for turn in range(5):
                word = f"{name}{turn} "
                while True:
                    seen = store.get(reader, Goal, goal.id)
                    try:
                        store.save(reader, seen.changed(text=seen.text + word))
                    except EditedElsewhere:
                        continue
                    won.append(word)
                    break

        hands = [threading.Thread(target=write, args=(name,)) for name in "abcdefgh"]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        final = store.get(reader, Goal, goal.id)
        assert len(won) == 40
        assert sorted(final.text.removeprefix("start").split()) == sorted(w.strip() for w in won)
        assert final.version == 41


class TestTyping:
    def test_what_is_typed_is_kept_and_the_last_write_wins(self, store):
        reader = ana(store)
        for text_so_far in ("H", "He", "He said"):
            store.keep_text(reader, "reflect/s1/0", text_so_far, "ana-martin")
        kept = store.kept_text(reader, "reflect/s1/0")
        assert kept is not None
        assert kept.text == "He said"
        assert store.kept_text(reader, "reflect/s1/1") is None

    def test_typing_is_its_writers_alone_even_at_the_same_place(self, store):
        store.keep_text(ana(store), "ask", "Ana types")
        martin = store.reader("martin")
        assert store.kept_text(martin, "ask") is None
        assert store.find(martin, KeptText) == []
        store.clear_text(martin, "ask")
        kept = store.kept_text(ana(store), "ask")
        assert kept is not None
        assert kept.text == "Ana types"

    def test_cleared_typing_is_gone(self, store):
        store.keep_text(ana(store), "ask", "x")
        store.clear_text(ana(store), "ask")
        store.clear_text(ana(store), "ask")
        assert store.kept_text(ana(store), "ask") is None

    def test_typing_is_kept_only_in_ones_own_pairings(self, store):
        with pytest.raises(NotAllowed):
            store.keep_text(ana(store), "ask", "x", "ben-martin")
