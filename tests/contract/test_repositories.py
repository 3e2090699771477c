"""What the rest of the core may rely on, whichever database is behind it.

Runs on SQLite in a file and in memory. To run it on PostgreSQL too, name a database in which
schemas may be made and dropped: ``VICEVERSA_TEST_POSTGRES=postgresql://me@localhost/test``.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from assistant.domain.changes import AgendaProposal, DropLine
from assistant.domain.documents import (
    DocumentKind,
    Line,
    Page,
    PageDraft,
    Section,
    SharedPage,
)
from assistant.domain.drafts import (
    AcceptedAgenda,
    Agenda,
    AgendaDraft,
    AgendaItem,
    Citation,
    Conversation,
    Finding,
    Receipt,
    Turn,
)
from assistant.domain.impact import ImpactLine
from assistant.domain.keeping import Erasure
from assistant.domain.library import Document, KeptText
from assistant.domain.people import (
    Contact,
    Milestone,
    Objective,
    Pairing,
    PairingState,
    Participant,
    Programme,
)
from assistant.domain.programme_notes import (
    Ask,
    CallRequest,
    Period,
    SelfRating,
    ShownFigures,
    SummaryNote,
)
from assistant.domain.records import Record
from assistant.domain.reflections import (
    Answer,
    AuditEntry,
    Consent,
    Contribution,
    Feedback,
    FeedbackLine,
    FeedbackState,
    Reflection,
)
from assistant.domain.running import Bullet, RunItem, SessionRun
from assistant.domain.sessions import (
    Agreement,
    Boundary,
    Commitment,
    CommitmentState,
    Goal,
    GroundRule,
    Paragraph,
    Pulse,
    Question,
    Readiness,
    Session,
    SessionNote,
)
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.errors import EditedElsewhere, InvalidInput, NotAllowed, NotFound
from assistant.storage.sqlalchemy_store import SqlRepositories

POSTGRES = os.environ.get("VICEVERSA_TEST_POSTGRES", "")
AT = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)

NASTY = (
    "",
    " ",
    "\n\n\t\r\n",
    "\0",
    "before\0after",
    "\x1b]52;c;aGk=\x07",
    "\x1b[2J\x9b31m",
    "\u202eright to left\u202c",
    "\ufeffbyte order mark",
    "\ufffe\uffff",
    "e\u0301 is not \u00e9",
    "\u200b\u200d\u2060",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\U0001d54c\U0001d55f\U0001d55a",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔",
    "'; DROP TABLE records; --",
    '" OR ""="',
    "%s %(body)s :id ?1 $1 {0} ${HOME}",
    "\\u0000 \\x00 \\",
    '{"version": 99, "author": "martin"}',
    "clear1:clear1:",
    "[bold red]not markup[/]",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "NULL",
    "1e309",
    "x" * 200_000,
    "日本語のメモ",
    "\u2028\u2029\u0085",
    "\x7f\x80\x9f",
)


def founding_records() -> list[Record]:
    """Two pairings of one mentee, one coordinator who is in no pairing, a stranger's programme."""
    inside: dict[str, Any] = {"programme": "north"}
    return [
        Programme(id="north", name="North", coordinators=("cora",)),
        Participant(id="ana", name="Ana Bell", job="Analyst", **inside),
        Participant(id="ben", name="Ben Cole", **inside),
        Participant(id="martin", name="Martin Dean", **inside),
        Participant(id="cora", name="Cora Ede", **inside),
        Pairing(id="ana-martin", mentor="ana", mentee="martin", focus="secret focus", **inside),
        Pairing(id="ben-martin", mentor="ben", mentee="martin", **inside),
    ]


@pytest.fixture(params=["file", "memory", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path) -> Iterator[SqlRepositories]:
    if request.param != "postgres":
        place = ":memory:" if request.param == "memory" else str(tmp_path / "store.sqlite")
        with SqlRepositories.open(place) as opened:
            opened.found_programme(founding_records())
            yield opened
        return
    if not POSTGRES:
        pytest.skip("VICEVERSA_TEST_POSTGRES names no database")
    schema = f"viceversa_{secrets.token_hex(6)}"
    administration = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"))
    with administration.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        with SqlRepositories.open(f"{POSTGRES}?options=-csearch_path%3D{schema}") as opened:
            opened.found_programme(founding_records())
            yield opened
    finally:
        with administration.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        administration.dispose()


def ana(store: SqlRepositories) -> Reader:
    return store.reader("ana")


def of_the_pair(**more: Any) -> dict[str, Any]:
    return {"author": "ana", "programme": "north", "pairing": "ana-martin", "session": "s1", **more}


def note(*texts: str, visibility: Visibility = Visibility.PRIVATE, **more: Any) -> SessionNote:
    paragraphs = tuple(Paragraph(text=t, visibility=visibility) for t in texts)
    return SessionNote(paragraphs=paragraphs, **of_the_pair(**more))


def examples(words: str) -> list[Record]:
    """One record of every kind that Ana (or Cora) can save, with ``words`` wherever words go."""
    required = words or "-"
    receipt = Receipt(engine="rules", created_at=AT, note=words)
    citation = Citation(source="n1#a", record="n1", quote=words, label=words, author=words)
    agenda = Agenda(
        title=words,
        minutes=60,
        items=(AgendaItem(topic=required, minutes=60, prompts=(words,), citations=(citation,)),),
    )
    pair = of_the_pair()
    finding = Finding(check="quote", line="", message=words)
    line = Line(text=words, citations=(citation,), prompts=(words,))
    page = Page(title=words, sections=(Section(id="next", title=words, lines=(line,)),))
    turn = Turn(speaker="you", text=words, citations=(citation,), at=AT)
    return [
        Session(number=1, starts_at=AT, place=words, **pair),
        SessionNote(paragraphs=(Paragraph(text=words),), origin=words, **pair),
        Goal(text=required, success=words, **pair),
        Agreement(rules=(GroundRule(id="r1", text=words),), **pair),
        Boundary(topic=required, terms=(words,), **pair),
        Commitment(owner="mentor", text=required, due=date(2026, 2, 28), **pair),
        Pulse(value=4, **pair),
        Readiness(answers=(1, 3), **pair),
        Question(text=required, **pair),
        Reflection(answers=(Answer(question=words, text=words),), **pair),
        Feedback(round=1, lines=(FeedbackLine(id="l1", behaviour=words),), **pair),
        Contribution(text=words, themes=(words,), **pair),
        Consent(subject="x", purpose=words, **pair),
        AuditEntry(act=words, **pair),
        ImpactLine(text=required, **pair),
        Erasure(number=1, on=date(2026, 6, 10), gone=(words,), stays=(words,), **pair),
        AgendaDraft(agenda=agenda, receipt=receipt, findings=(finding,), before=(agenda,), **pair),
        AcceptedAgenda(agenda=agenda, receipt=receipt, **pair),
        PageDraft(document=DocumentKind.FEEDBACK_SUMMARY, page=page, receipt=receipt, **pair),
        SharedPage(document=DocumentKind.SESSION_SUMMARY, page=page, receipt=receipt, **pair),
        AgendaProposal(words=words, changes=(DropLine(line=words),), base=agenda, **pair),
        Conversation(title=words, turns=(turn,), **pair),
        SessionRun(
            items=(RunItem(id=words, topic=words, minutes=5, prompts=(words,)),),
            bullets=(Bullet(text=words),),
            **pair,
        ),
        KeptText(place=words, text=words, **pair),
        Document(title=words, text=words, author="ana", programme="north"),
        SelfRating(wave="baseline", scores=(1, 5), **pair),
        CallRequest(author="ana", programme="north"),
        Participant(id="ana", name=required, job=words, programme="north", version=1),
        Pairing(id="ana-martin", mentor="ana", mentee="martin", programme="north", version=1,
                focus=words, topics=(words,)),
        Programme(
            name=words,
            coordinators=("ana",),
            objectives=(Objective(id="o1", text=words),),
            contacts=(Contact(name=words, what_for=words),),
            milestones=(Milestone(title=words, date=date(2026, 5, 1)),),
            outcomes={"mentor": words, words: "key"},
        ),
    ]  # fmt: skip


def of_a_coordinator(words: str) -> list[Record]:
    """One record of every kind that Cora alone can save."""
    page = Page(title=words, sections=(Section(id="next", lines=(Line(text=words),)),))
    receipt = Receipt(engine="rules", created_at=AT, note=words)
    of_north: dict[str, Any] = {"author": "cora", "programme": "north"}
    return [
        Ask(text=words or "-", answer=words, **of_north),
        SummaryNote(
            period=Period.MID, page=page, receipt=receipt, as_of=date(2026, 4, 1), **of_north
        ),
    ]


def all_kinds(kind: type[Record] = Record) -> set[str]:
    found = {sub.kind for sub in kind.__subclasses__() if sub.__module__.startswith("assistant")}
    return found.union(*(all_kinds(sub) for sub in kind.__subclasses__())) - {"record"}


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
