"""Rights as laws: over random readers, labels and records, not over chosen examples."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.reflections import (
    Answer,
    Contribution,
    Feedback,
    FeedbackLine,
    FeedbackState,
    Quoting,
    Reflection,
)
from assistant.domain.sessions import (
    Commitment,
    Paragraph,
    Pulse,
    Question,
    Session,
    SessionNote,
)
from assistant.domain.visibility import Reader, Role, Visibility, may_read, narrowest
from assistant.errors import NotAllowed, NotFound
from assistant.storage.envelopes import reach_of
from assistant.storage.permitting import check_new, check_removal, merged
from assistant.storage.sqlalchemy_store import SqlRepositories

PEOPLE = ("ana", "ben", "cora", "martin")
PAIRINGS = ("ana-martin", "ben-martin", "cora-ana")
PROGRAMMES = ("north", "south")

people = st.sampled_from(PEOPLE)
pairings = st.sampled_from(PAIRINGS)
programmes = st.sampled_from(PROGRAMMES)
visibilities = st.sampled_from(Visibility)
readers = st.builds(
    Reader,
    person=people,
    pairings=st.dictionaries(pairings, st.sampled_from([Role.MENTOR, Role.MENTEE])),
    programmes=st.frozensets(programmes),
    coordinates=st.frozensets(programmes),
)
labels = st.fixed_dictionaries(
    {
        "author": people | st.just(""),
        "pairing": st.none() | pairings,
        "programme": st.none() | programmes,
        "visibility": visibilities,
    }
)
paragraphs = st.lists(
    st.builds(Paragraph, text=st.just("x"), visibility=visibilities), max_size=3
).map(tuple)
answers = st.lists(
    st.builds(Answer, question=st.just("?"), text=st.just("x"), visibility=visibilities),
    max_size=3,
).map(tuple)
feedback_lines = st.lists(
    st.builds(FeedbackLine, id=st.just("l"), released=st.booleans()), max_size=3
).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record of any kind whose rights are its own, with any labels."""
    kind = draw(
        st.sampled_from(
            [
                *(Question, Pulse, SessionNote, Reflection, Feedback, Contribution),
                *(Session, Commitment, Pairing, Participant, Programme),
            ]
        )
    )
    own: dict[str, Any] = {
        Question: {"text": "x"},
        Pulse: {"value": 3},
        SessionNote: {"paragraphs": draw(paragraphs)},
        Reflection: {"answers": draw(answers)},
        Feedback: {
            "round": 1,
            "state": draw(st.sampled_from(FeedbackState)),
            "lines": draw(feedback_lines),
        },
        Contribution: {
            "text": "x",
            "quoting": draw(st.sampled_from(Quoting)),
            "about_partner": draw(st.booleans()),
        },
        Session: {"number": 1, "place": "Room 4"},
        Commitment: {"owner": "mentor", "text": "x"},
        Pairing: {"mentor": draw(people), "mentee": draw(people), "focus": "secret"},
        Participant: {"name": "x"},
        Programme: {"name": "x", "coordinators": (draw(people),)},
    }[kind]
    if kind is Participant:
        own["id"] = draw(people)
    if kind is Pairing:
        own["id"] = draw(pairings)
    if kind is Programme:
        own["id"] = draw(programmes)
    found: Record = kind(**draw(labels), **own)
    return found


class TestMayRead:
    @given(readers, labels)
    def test_a_narrower_text_is_never_read_by_more_than_a_wider_one(self, reader, given_labels):
        answers_by_width = [
            may_read(reader, **{**given_labels, "visibility": visibility})
            for visibility in Visibility
        ]
        assert answers_by_width == sorted(answers_by_width)

    @given(readers, labels)
    def test_an_author_always_reads_their_own_words(self, reader, given_labels):
        assert may_read(reader, **{**given_labels, "author": reader.person})

    @given(readers, labels)
    def test_a_private_text_is_its_authors_alone(self, reader, given_labels):
        private = {**given_labels, "visibility": Visibility.PRIVATE}
        assert may_read(reader, **private) == (reader.person == given_labels["author"])

    @given(readers, labels)
    def test_somebody_outside_the_pair_never_reads_what_the_pair_shares(self, reader, given_labels):
        shared = {**given_labels, "visibility": Visibility.PAIR}
        outside = shared["pairing"] not in reader.pairings and shared["author"] != reader.person
        assert not (outside and may_read(reader, **shared))

    @given(readers, labels)
    def test_who_has_no_standing_reads_nothing_but_their_own(self, reader, given_labels):
        bare = Reader(person=reader.person)
        assert may_read(bare, **given_labels) == (reader.person == given_labels["author"])

    @given(readers, labels, pairings)
    def test_another_pairing_opens_nothing_of_this_one(self, reader, given_labels, other):
        if other == given_labels["pairing"]:
            return
        more = reader.model_copy(update={"pairings": {**reader.pairings, other: Role.MENTOR}})
        assert may_read(more, **given_labels) == may_read(reader, **given_labels)

    @given(st.lists(visibilities))
    def test_a_derived_text_is_as_narrow_as_its_narrowest_source(self, several):
        assert all(narrowest(several).width <= visibility.width for visibility in several)
        assert narrowest([]) is Visibility.PRIVATE


class TestSeenBy:
    @given(readers, records())
    def test_sealed_feedback_is_its_givers_alone(self, reader, record):
        if isinstance(record, Feedback) and record.state is FeedbackState.SEALED:
            assert (record.seen_by(reader) is not None) == (record.author == reader.person)

    @given(readers, records())
    def test_what_is_seen_is_the_record_or_less_of_it(self, reader, record):
        seen = record.seen_by(reader)
        if seen is None:
            return
        assert (seen.id, seen.author, seen.version) == (record.id, record.author, record.version)
        if isinstance(record, SessionNote) and isinstance(seen, SessionNote):
            assert set(seen.paragraphs) <= set(record.paragraphs)
        if isinstance(record, Feedback) and isinstance(seen, Feedback):
            assert record.author == reader.person or all(line.released for line in seen.lines)

    @given(readers, records())
    def test_seeing_twice_shows_no_more_than_seeing_once(self, reader, record):
        seen = record.seen_by(reader)
        assert seen is None or seen.seen_by(reader) == seen

    @given(readers, records())
    def test_a_coordinator_outside_the_pair_reads_no_focus(self, reader, record):
        if isinstance(record, Pairing) and record.id not in reader.pairings:
            seen = record.seen_by(reader)
            assert seen is None or (seen.focus, seen.topics) == ("", ())

    @given(readers, records())
    def test_a_pulse_is_never_shown_to_another(self, reader, record):
        if isinstance(record, Pulse):
            assert (record.seen_by(reader) is not None) == (record.author == reader.person)


class TestWriting:
    @given(readers, records(), records())
    def test_no_save_moves_a_text_under_other_rights(self, reader, stored, handed):
        handed = stored.model_copy(
            update={
                name: getattr(handed, name)
                for name in ("author", "pairing", "programme", "visibility")
            }
        )
        try:
            kept = merged(reader, stored, handed)
        except (NotAllowed, NotFound):
            return
        fixed = ("id", "author", "pairing", "programme", "created_at")
        assert all(getattr(kept, name) == getattr(stored, name) for name in fixed)
        assert stored.author == reader.person or kept.visibility is stored.visibility
        assert stored.written_by(reader)

    @given(readers, records())
    def test_saving_what_one_sees_changes_nothing_that_one_does_not_see(self, reader, stored):
        seen = stored.seen_by(reader)
        if seen is None:
            return
        try:
            assert merged(reader, stored, seen) == stored
        except NotAllowed:
            assert not stored.written_by(reader)

    @given(readers, records())
    def test_nobody_writes_or_erases_what_they_may_not_know_of(self, reader, stored):
        if stored.seen_by(reader) is not None:
            return
        for act in (
            lambda: merged(reader, stored, stored),
            lambda: check_removal(reader, stored),
        ):
            with pytest.raises(NotFound):
                act()

    @given(readers, records())
    def test_a_new_record_stands_where_its_writer_stands(self, reader, record):
        try:
            check_new(reader, record)
        except NotAllowed:
            return
        assert record.author in ("", reader.person)
        if not isinstance(record, Pairing) and record.pairing is not None:
            assert record.pairing in reader.pairings
        if not isinstance(record, Programme) and record.programme is not None:
            assert reader.in_programme(record.programme)


class TestNarrowing:
    @given(readers, records())
    def test_the_reach_of_a_record_is_never_less_than_what_somebody_sees(self, reader, record):
        if record.author == reader.person or record.id == reader.person:
            return
        if record.seen_by(reader) is None:
            return
        reach = reach_of(record)
        assert reach is not Visibility.PRIVATE
        pairing = record.id if isinstance(record, Pairing) else record.pairing
        assert reach is Visibility.PROGRAMME or pairing in reader.pairings

    # Without shrinking: a store for each step of it would take minutes.
    @settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
    @given(st.lists(records(), max_size=12), st.lists(readers, min_size=1, max_size=4))
    def test_searching_finds_exactly_what_the_reader_may_see(self, several, some_readers):
        founding = {("programme", "west"): Programme(id="west", name="West")}
        for record in several:
            if isinstance(record, Programme):
                continue
            inside = record.model_copy(update={"programme": "west"})
            founding.setdefault((record.kind, record.id), inside)
        with SqlRepositories.open(":memory:") as store:
            store.found_programme(list(founding.values()))
            for reader in some_readers:
                member = reader.model_copy(
                    update={
                        "programmes": frozenset({"west"} if "north" in reader.programmes else ()),
                        "coordinates": frozenset({"west"} if "north" in reader.coordinates else ()),
                    }
                )
                for kind in {type(record) for record in founding.values()}:
                    everything = [r for r in founding.values() if type(r) is kind]
                    expected = [r.id for r in everything if r.seen_by(member) is not None]
                    assert [r.id for r in store.find(member, kind)] == expected
