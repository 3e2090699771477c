"""Who may read and write what, whichever database is behind it."""

from __future__ import annotations

import pytest

from assistant.domain.people import (
    Pairing,
    PairingState,
    Participant,
    Programme,
)
from assistant.domain.reflections import (
    Feedback,
    FeedbackLine,
    FeedbackState,
)
from assistant.domain.sessions import (
    Boundary,
    Commitment,
    CommitmentState,
    Goal,
    Paragraph,
    Question,
    Session,
    SessionNote,
)
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.errors import EditedElsewhere, InvalidInput, NotAllowed, NotFound
from tests.contract.stores import ana, founding_records, note, of_the_pair, store  # noqa: F401


class TestStanding:
    def test_roles_come_from_the_pairings(self, store):
        martin = store.reader("martin")
        assert martin.pairings == {"ana-martin": Role.MENTEE, "ben-martin": Role.MENTEE}
        assert store.reader("ben").pairings == {"ben-martin": Role.MENTOR}
        assert store.reader("cora").coordinates == {"north"}
        assert store.reader("ana").coordinates == frozenset()

    def test_somebody_unknown_is_not_found(self, store):
        with pytest.raises(NotFound):
            store.reader("zoe")

    def test_a_new_pairing_gives_standing_at_once(self, store):
        cora = store.reader("cora")
        store.save(cora, Pairing(id="ana-ben", mentor="ana", mentee="ben", programme="north"))
        assert store.reader("ana").pairings["ana-ben"] is Role.MENTOR
        assert store.reader("ben").pairings["ana-ben"] is Role.MENTEE

    def test_everyone_is_names_only(self, store):
        people = store.everyone()
        assert [person.name for person in people] == [
            "Ana Bell",
            "Ben Cole",
            "Martin Dean",
            "Cora Ede",
        ]
        assert people[0].job == ""
        with pytest.raises(EditedElsewhere):
            store.save(ana(store), people[0])

    def test_a_programme_is_founded_once_and_whole(self, store):
        before = store.change_count()
        assert store.found_programme(founding_records()) is False
        assert store.change_count() == before
        south = [Programme(id="south", name="S"), Participant(id="eve", name="E", programme="west")]
        with pytest.raises(InvalidInput):
            store.found_programme(south)
        with pytest.raises(InvalidInput):
            store.found_programme([])
        assert store.change_count() == before


class TestReading:
    def test_a_private_note_is_its_authors_alone(self, store):
        (kept,) = store.save(ana(store), note("x"))
        for person in ("martin", "ben", "cora"):
            with pytest.raises(NotFound):
                store.get(store.reader(person), SessionNote, kept.id)
            assert store.find(store.reader(person), SessionNote) == []

    def test_a_mixed_note_shows_the_partner_its_shared_paragraph_alone(self, store):
        mixed = SessionNote(
            paragraphs=(
                Paragraph(text="mine"),
                Paragraph(text="ours", visibility=Visibility.PAIR),
            ),
            **of_the_pair(),
        )
        store.save(ana(store), mixed)
        (seen,) = store.find(store.reader("martin"), SessionNote)
        assert [paragraph.text for paragraph in seen.paragraphs] == ["ours"]
        assert store.find(store.reader("cora"), SessionNote) == []

    def test_nothing_crosses_between_two_mentors_of_one_mentee(self, store):
        martin = store.reader("martin")
        shared = note("of Ana and me", author="martin", visibility=Visibility.PAIR)
        store.save(martin, shared)
        store.save(ana(store), note("from Ana", visibility=Visibility.PAIR))
        assert len(store.find(ana(store), SessionNote)) == 2
        assert store.find(store.reader("ben"), SessionNote) == []
        assert store.find(store.reader("ben"), SessionNote, pairing="ana-martin") == []

    def test_sealed_feedback_cannot_be_told_from_none(self, store):
        martin = store.reader("martin")
        feedback = Feedback(round=1, lines=(FeedbackLine(id="l1", behaviour="x"),), **of_the_pair())
        (sealed,) = store.save(ana(store), feedback)
        assert store.find(martin, Feedback, pairing="ana-martin") == []
        with pytest.raises(NotFound) as hidden:
            store.get(martin, Feedback, sealed.id)
        with pytest.raises(NotFound) as absent:
            store.get(martin, Feedback, "no-such-id")
        assert hidden.value.sentences() == absent.value.sentences()
        with pytest.raises(NotFound) as taken:
            store.remove(martin, sealed)
        assert taken.value.sentences() == absent.value.sentences()
        assert store.open_feedback(martin, "ana-martin", 1, overdue=False) is False
        assert store.open_feedback(martin, "ana-martin", 1, overdue=True) is True
        assert store.find(martin, Feedback) == []
        opened = store.get(ana(store), Feedback, sealed.id)
        shown = tuple(line.model_copy(update={"released": True}) for line in opened.lines)
        store.save(ana(store), opened.changed(lines=shown))
        assert len(store.find(martin, Feedback)) == 1

    def test_a_round_opens_for_both_at_once_and_for_nobody_by_their_own_word(self, store):
        martin = store.reader("martin")
        (mine,) = store.save(
            ana(store),
            Feedback(round=1, lines=(FeedbackLine(id="l1", behaviour="x"),), **of_the_pair()),
        )
        shown = tuple(line.model_copy(update={"released": True}) for line in mine.lines)
        for claim in (mine.changed(state=FeedbackState.OPENED), mine.changed(lines=shown)):
            with pytest.raises(NotAllowed):
                store.save(ana(store), claim)
        with pytest.raises(NotAllowed):
            store.save(ana(store), mine.changed(id="l2", version=0, state=FeedbackState.OPENED))
        assert store.open_feedback(ana(store), "ana-martin", 1, overdue=False) is False
        labels = {**of_the_pair(), "author": "martin"}
        (his,) = store.save(
            martin, Feedback(round=1, lines=(FeedbackLine(id="l1", behaviour="y"),), **labels)
        )
        assert store.open_feedback(ana(store), "ana-martin", 1, overdue=False) is True
        assert store.get(martin, Feedback, his.id).state is FeedbackState.OPENED
        opened = store.get(ana(store), Feedback, mine.id)
        assert opened.state is FeedbackState.OPENED
        other = (FeedbackLine(id="l1", behaviour="something kinder"),)
        with pytest.raises(NotAllowed, match="stays as it is"):
            store.save(ana(store), opened.changed(lines=other))
        with pytest.raises(NotAllowed):
            store.open_feedback(store.reader("ben"), "ana-martin", 1, overdue=True)

    def test_a_promise_is_its_owners_alone_to_confirm(self, store):
        martin = store.reader("martin")
        proposed = Commitment(owner="mentee", text="Ask first.", **of_the_pair())
        (proposed,) = store.save(ana(store), proposed)
        for claim in (
            proposed.changed(state=CommitmentState.OPEN),
            proposed.changed(owner="mentor", state=CommitmentState.OPEN),
            proposed.changed(id="c2", version=0, state=CommitmentState.KEPT),
        ):
            with pytest.raises(NotAllowed):
                store.save(ana(store), claim)
        (confirmed,) = store.save(martin, proposed.changed(state=CommitmentState.OPEN))
        with pytest.raises(NotAllowed):
            store.save(ana(store), confirmed.changed(state=CommitmentState.MISSED))

    def test_the_coordinator_sees_that_a_session_is_planned_not_where(self, store):
        store.save(ana(store), Session(number=1, place="Room 4", **of_the_pair()))
        (seen,) = store.find(store.reader("cora"), Session, programme="north")
        assert seen.place == ""

    def test_boundaries_filter_for_both_and_show_no_owner(self, store):
        store.save(ana(store), Boundary(topic="my health", terms=("ill", " "), **of_the_pair()))
        martin = store.reader("martin")
        general = Boundary(topic="pay", author="martin", programme="north")
        store.save(martin, general)
        elsewhere = of_the_pair(author="martin", pairing="ben-martin")
        store.save(martin, Boundary(topic="ben only", **elsewhere))
        expected = ("ill", "my health", "pay")
        assert store.boundary_terms(ana(store), "ana-martin") == expected
        assert store.boundary_terms(martin, "ana-martin") == expected
        for person in ("ben", "cora"):
            with pytest.raises(NotAllowed):
                store.boundary_terms(store.reader(person), "ana-martin")


class TestWriting:
    @pytest.mark.parametrize("person", ["martin", "ben", "cora"])
    def test_nobody_takes_a_record_by_changing_its_author(self, store, person):
        (kept,) = store.save(ana(store), note("mine", visibility=Visibility.PROGRAMME))
        thief = store.reader(person)
        with pytest.raises((NotAllowed, NotFound)):
            store.save(thief, kept.changed(author=person))
        with pytest.raises((NotAllowed, NotFound)):
            store.remove(thief, kept.changed(author=person))
        assert store.get(ana(store), SessionNote, kept.id).author == "ana"

    @pytest.mark.parametrize(
        "moved",
        [
            {"pairing": "ben-martin"},
            {"programme": None},
            {"author": "martin"},
            {"visibility": Visibility.PROGRAMME},
            {"visibility": Visibility.PRIVATE},
        ],
        ids=str,
    )
    def test_a_mentee_moves_no_label_of_a_shared_record(self, store, moved):
        (goal,) = store.save(ana(store), Goal(text="ours", **of_the_pair()))
        martin = store.reader("martin")
        with pytest.raises(NotAllowed):
            store.save(martin, goal.changed(**moved))
        assert store.get(ana(store), Goal, goal.id) == goal
        (changed,) = store.save(martin, goal.changed(text="still ours"))
        assert changed.text == "still ours"

    def test_an_author_moves_no_text_to_another_pairing_but_decides_who_reads(self, store):
        martin = store.reader("martin")
        (kept,) = store.save(martin, Question(text="?", **of_the_pair(author="martin")))
        with pytest.raises(NotAllowed):
            store.save(martin, kept.changed(pairing="ben-martin"))
        store.save(martin, kept.changed(visibility=Visibility.PAIR))
        assert len(store.find(ana(store), Question)) == 1
        assert store.find(store.reader("ben"), Question) == []

    @pytest.mark.parametrize(
        "labels",
        [
            {"author": "ben"},
            {"author": "ben", "pairing": None, "programme": "south"},
            {"author": "ana", "pairing": "ben-martin"},
        ],
        ids=str,
    )
    def test_nobody_plants_a_record_where_they_do_not_belong(self, store, labels):
        planted = Question(text="?", visibility=Visibility.PAIR, **of_the_pair(**labels))
        with pytest.raises(NotAllowed):
            store.save(store.reader("ben"), planted)
        assert store.find(store.reader("martin"), Question) == []

    def test_nobody_writes_in_the_partners_name(self, store):
        with pytest.raises(NotAllowed):
            store.save(store.reader("martin"), Goal(text="Ana said so", **of_the_pair()))

    def test_the_coordinator_ends_a_pairing_and_leaves_its_focus_unread_and_whole(self, store):
        cora = store.reader("cora")
        seen = store.get(cora, Pairing, "ana-martin")
        assert seen.focus == ""
        (ended,) = store.save(cora, seen.changed(state=PairingState.ENDED))
        assert ended.focus == ""
        whole = store.get(ana(store), Pairing, "ana-martin")
        assert (whole.focus, whole.state) == ("secret focus", "ended")
        with pytest.raises(NotAllowed):
            store.save(cora, ended.changed(focus="overwritten"))

    @pytest.mark.parametrize("person", ["cora", "martin"])
    def test_nobody_lets_a_third_person_into_a_pairing(self, store, person):
        reader = store.reader(person)
        seen = store.get(reader, Pairing, "ana-martin")
        for change in ({"mentor": person}, {"mentee": "ben"}):
            with pytest.raises(NotAllowed):
                store.save(reader, seen.changed(**change))

    def test_an_erased_pairing_cannot_be_made_anew_to_read_what_was_in_it(self, store):
        cora = store.reader("cora")
        store.save(ana(store), note("x", visibility=Visibility.PAIR))
        with pytest.raises(NotAllowed):
            store.remove(cora, store.get(cora, Pairing, "ana-martin"))
        with pytest.raises(EditedElsewhere):
            store.save(cora, Pairing(id="ana-martin", mentor="ana", mentee="martin",
                                     programme="north"))  # fmt: skip
        left_behind = Question(text="?", author="ana", pairing="gone", programme="north")
        member = Reader(person="ana", pairings={"gone": Role.MENTOR}, programmes={"north"})
        store.save(member, left_behind)
        with pytest.raises(NotAllowed):
            store.save(cora, Pairing(id="gone", mentor="cora", mentee="ben", programme="north"))

    def test_a_participant_with_a_pairing_or_words_cannot_be_erased_from_under_them(self, store):
        cora = store.reader("cora")
        with pytest.raises(NotAllowed):
            store.remove(cora, store.get(cora, Participant, "ana"))
        (fay,) = store.save(cora, Participant(id="fay", name="Fay", programme="north"))
        store.remove(cora, fay)
        with pytest.raises(NotFound):
            store.reader("fay")

    def test_a_participant_joins_no_other_programme_by_their_own_hand(self, store):
        south = [Programme(id="south", name="South", coordinators=("eve",))]
        store.found_programme(south)
        me = store.get(ana(store), Participant, "ana")
        with pytest.raises(NotAllowed):
            store.save(ana(store), me.changed(programme="south"))
        with pytest.raises(NotFound):
            store.save(store.reader("eve"), me.changed(programme="south"))

    def test_nobody_becomes_coordinator_by_their_own_hand(self, store):
        programme = store.get(ana(store), Programme, "north")
        with pytest.raises(NotAllowed):
            store.save(ana(store), programme.changed(coordinators=("cora", "ana")))

    def test_its_author_withdraws_a_text_whatever_its_version(self, store):
        (first,) = store.save(ana(store), Goal(text="x", **of_the_pair()))
        store.save(store.reader("martin"), first.changed(text="y"))
        with pytest.raises(EditedElsewhere):
            store.remove(store.reader("martin"), first)
        store.remove(ana(store), first)
        assert store.find(ana(store), Goal) == []

    def test_an_empty_note_can_be_written_into_later(self, store):
        (empty,) = store.save(ana(store), note())
        (full,) = store.save(ana(store), empty.changed(paragraphs=(Paragraph(text="now"),)))
        assert full.version == 2
