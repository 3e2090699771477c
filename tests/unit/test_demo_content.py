"""The demo programme holds together, and no shift of its dates makes a text untrue."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

DEMO = Path(__file__).parents[2] / "knowledge" / "demo"
Record = dict[str, Any]

PROGRAMME: Record = yaml.safe_load((DEMO / "programme.yaml").read_text(encoding="utf-8"))
PAIRINGS: list[Record] = [
    yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("pairing-*.yaml"))
]
BY_ID: dict[str, Record] = {pairing["id"]: pairing for pairing in PAIRINGS}
TODAY: date = PROGRAMME["today"]

STALLED = "bernadette-tomasz"
NOT_BEGUN = "chloe-colin"
MATURE = [key for key in BY_ID if key not in {STALLED, NOT_BEGUN}]

CALENDAR = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
    r"|\b(?i:spring|summer|autumn|winter|christmas|easter)\b"
    r"|\b\d{1,2}(st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}\b|\b(19|20)\d\d\b"
)


def texts(value: object) -> Iterator[str]:
    """Every piece of text in a record; dates are left out: the loader moves them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def held(pairing: Record) -> list[Record]:
    return [session for session in pairing["sessions"] if session["state"] == "held"]


def notes(pairing: Record) -> list[tuple[Record, Record]]:
    return [(session, note) for session in pairing["sessions"] for note in session.get("notes", [])]


def words(note: Record) -> int:
    return sum(len(paragraph["text"].split()) for paragraph in note["paragraphs"])


def people() -> list[Record]:
    return [pairing[role] for pairing in PAIRINGS for role in ("mentor", "mentee")]


def test_a_newcomer_finds_six_pairings_in_three_departments_and_a_coordinator() -> None:
    assert len(BY_ID) == len(PAIRINGS) == 6
    assert len(PROGRAMME["departments"]) == 3
    assert {person["department"] for person in people()} == set(PROGRAMME["departments"])
    assert PROGRAMME["coordinator"]["id"] not in {person["id"] for person in people()}
    assert TODAY.strftime("%A") == "Wednesday"


def test_one_mentee_has_two_mentors_and_is_described_alike_in_both_pairings() -> None:
    times = Counter(pairing["mentee"]["id"] for pairing in PAIRINGS)
    assert sorted(times.values()) == [1, 1, 1, 1, 2]
    described = defaultdict(list)
    for person in people():
        described[person["id"]].append(person)
    assert len(described) == 11
    assert all(person == first for first, *others in described.values() for person in others)


def test_nobody_is_paired_inside_their_own_department() -> None:
    for pairing in PAIRINGS:
        assert pairing["mentor"]["department"] != pairing["mentee"]["department"], pairing["id"]


def test_no_two_pairings_talk_about_the_same_topic() -> None:
    topics = Counter(topic for pairing in PAIRINGS for topic in pairing["topics"])
    assert set(topics.values()) == {1}
    assert len({pairing["focus"] for pairing in PAIRINGS}) == 6


@pytest.mark.parametrize("source", [PROGRAMME, *PAIRINGS], ids=lambda source: source["id"])
def test_no_text_names_a_month_a_season_or_the_number_of_a_day(source: Record) -> None:
    found = [
        (match.group(), text[:60]) for text in texts(source) if (match := CALENDAR.search(text))
    ]
    assert found == []


@pytest.mark.parametrize(
    "dated", ["on 14 June", "before Easter", "by the 4th", "on 4/6", "in 2024", "Sept at latest"]
)
def test_a_text_that_a_shift_of_dates_would_falsify_is_noticed(dated: str) -> None:
    assert CALENDAR.search(dated)


def test_every_id_is_used_once_within_its_pairing() -> None:
    for pairing in PAIRINGS:
        kinds = ("goals", "agreement", "boundaries", "commitments")
        ids = [record["id"] for kind in kinds for record in pairing[kind]]
        assert len(ids) == len(set(ids)), pairing["id"]


def test_no_sentence_is_used_twice() -> None:
    sentences = Counter(
        sentence.strip().lower()
        for pairing in PAIRINGS
        for _, note in notes(pairing)
        for paragraph in note["paragraphs"]
        for sentence in re.split(r"[.?!]", paragraph["text"])
        if len(sentence.split()) > 4
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


@pytest.mark.parametrize("pairing", PAIRINGS, ids=lambda pairing: pairing["id"])
def test_past_sessions_are_past_and_the_next_one_is_near(pairing: Record) -> None:
    sessions = pairing["sessions"]
    assert [session["number"] for session in sessions] == list(range(1, len(sessions) + 1))
    assert len(sessions) <= 6
    dates = [session["date"] for session in sessions]
    assert dates == sorted(set(dates))
    assert all((session["date"] > TODAY) == (session["state"] == "planned") for session in sessions)
    assert all(session["midpoint"] == (session["number"] == 3) for session in sessions)
    following = next(session for session in sessions if session["state"] == "planned")
    assert timedelta(weeks=0) < following["date"] - TODAY <= timedelta(weeks=3)


def test_each_pairing_stands_at_another_point_of_the_journey() -> None:
    upcoming = {
        key: next(
            session["number"] for session in pairing["sessions"] if session["state"] == "planned"
        )
        for key, pairing in BY_ID.items()
    }
    assert upcoming["ana-martin"] == 4
    assert upcoming["idris-yvonne"] == 6
    assert upcoming["farah-yvonne"] == 3
    assert upcoming[NOT_BEGUN] == 1
    assert all(len(held(pairing)) <= 4 for pairing in PAIRINGS)
    states = {session["state"] for pairing in PAIRINGS for session in pairing["sessions"]}
    assert states == {"held", "moved", "missed", "planned"}


@pytest.mark.parametrize("pairing", PAIRINGS, ids=lambda pairing: pairing["id"])
def test_both_voices_wrote_about_each_session_that_was_held(pairing: Record) -> None:
    for session in held(pairing):
        assert sorted(note["who"] for note in session["notes"]) == ["mentee", "mentor"], session[
            "number"
        ]


@pytest.mark.parametrize("key", MATURE)
def test_a_note_is_what_somebody_writes_in_five_minutes(key: str) -> None:
    lengths = {(session["number"], note["who"]): words(note) for session, note in notes(BY_ID[key])}
    assert {where: count for where, count in lengths.items() if not 90 <= count <= 170} == {}


def test_notes_differ_in_length_as_people_do() -> None:
    assert len({words(note) for pairing in PAIRINGS for _, note in notes(pairing)}) >= 8


@pytest.mark.parametrize("key", MATURE)
def test_every_mature_pairing_has_something_kept_private_and_something_shared(key: str) -> None:
    pairing = BY_ID[key]
    seen = Counter(
        paragraph["visibility"] for _, note in notes(pairing) for paragraph in note["paragraphs"]
    )
    assert seen["private"] >= 1
    assert seen["pair"] == len(notes(pairing))
    assert set(seen) <= {"private", "pair", "programme"}
    assert pairing["agreement"]


def test_the_pairing_going_badly_looks_like_one() -> None:
    pairing = BY_ID[STALLED]
    assert Counter(session["state"] for session in pairing["sessions"])["moved"] == 2
    assert pairing["agreement"] == []
    assert max(rating["value"] for rating in pairing["pulse"]) <= 2
    assert max(words(note) for _, note in notes(pairing)) < 80


def test_a_pairing_that_has_not_met_holds_nothing_that_only_a_meeting_could_yield() -> None:
    pairing = BY_ID[NOT_BEGUN]
    assert [
        pairing[kind] for kind in ("agreement", "commitments", "reflections", "feedback", "pulse")
    ] == [[]] * 5
    assert notes(pairing) == []
    assert pairing["goals"]
    assert pairing["boundaries"]
    assert pairing["questions"]


def test_promises_of_every_state_are_there_and_some_come_back_to_the_mentor() -> None:
    promises = [promise for pairing in PAIRINGS for promise in pairing["commitments"]]
    assert {promise["state"] for promise in promises} == {
        "proposed",
        "open",
        "kept",
        "missed",
        "dropped",
    }
    assert {promise["owner"] for promise in promises if promise["asks_back"]} == {"mentee"}
    assert all(
        promise["evidence"]
        for promise in promises
        if promise["state"] in {"kept", "missed", "dropped"}
    )
    assert all(
        promise["due"] >= TODAY for promise in promises if promise["state"] in {"open", "proposed"}
    )


@pytest.mark.parametrize("pairing", PAIRINGS, ids=lambda pairing: pairing["id"])
def test_whatever_came_out_of_a_session_belongs_to_one_that_was_held(pairing: Record) -> None:
    numbers = {session["number"]: session["date"] for session in held(pairing)}
    for promise in pairing["commitments"]:
        assert promise["due"] >= numbers[promise["made_in"]], promise["id"]
    assert {reflection["session"] for reflection in pairing["reflections"]} <= set(numbers)
    assert {(rating["session"], rating["who"]) for rating in pairing["pulse"]} == {
        (number, who) for number in numbers for who in ("mentor", "mentee")
    }
    assert all(1 <= rating["value"] <= 5 for rating in pairing["pulse"])


def test_feedback_follows_the_rounds_of_the_programme_and_sealed_lines_stay_sealed() -> None:
    released = []
    for pairing in PAIRINGS:
        numbers = {session["number"] for session in held(pairing)}
        written = defaultdict(set)
        for feedback in pairing["feedback"]:
            assert {feedback["from"], feedback["to"]} == {"mentor", "mentee"}
            assert feedback["round"] in set(PROGRAMME["feedback_after_sessions"]) & numbers
            written[feedback["round"], feedback["state"]].add(feedback["from"])
            if feedback["state"] == "sealed":
                assert not any(line["released"] for line in feedback["lines"])
            else:
                released += [line["released"] for line in feedback["lines"]]
        for (_, state), givers in written.items():
            assert len(givers) == (2 if state == "opened" else 1)
    assert set(released) == {True, False}


def test_a_boundary_has_terms_and_never_silences_what_the_pairing_is_for() -> None:
    for pairing in PAIRINGS:
        assert pairing["boundaries"], pairing["id"]
        purpose = " ".join([pairing["focus"], *texts(pairing["goals"])]).lower()
        for boundary in pairing["boundaries"]:
            assert boundary["terms"]
            assert all(re.fullmatch("[a-z]{4,}", term) for term in boundary["terms"])
            assert not any(term in purpose for term in boundary["terms"]), boundary


def test_a_shared_note_touches_a_boundary_so_that_the_silent_filter_can_be_seen_at_work() -> None:
    touched = {
        pairing["id"]
        for pairing in PAIRINGS
        for _, note in notes(pairing)
        for paragraph in note["paragraphs"]
        for boundary in pairing["boundaries"]
        for term in boundary["terms"]
        if note["who"] == "mentee"
        and paragraph["visibility"] == "pair"
        and term in paragraph["text"].lower()
    }
    assert {"ana-martin", "idris-yvonne", "jerome-sunita", STALLED} <= touched


def test_the_coordinator_can_be_shown_four_themes_and_must_be_spared_the_fifth() -> None:
    behind: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for pairing in PAIRINGS:
        for given in pairing["contributions"]:
            persons, pairs = behind[given["theme"]]
            persons.add(pairing[given["who"]]["id"])
            pairs.add(pairing["id"])
    shown = {
        theme for theme, (persons, pairs) in behind.items() if len(persons) >= 5 and len(pairs) >= 3
    }
    assert set(behind) == {theme["name"] for theme in PROGRAMME["themes"]}
    assert set(behind) - shown == {"The joining form"}


def test_self_ratings_answer_each_statement_and_nobody_rates_twice_in_a_wave() -> None:
    for pairing in PAIRINGS:
        waves = [(rating["who"], rating["wave"]) for rating in pairing["ratings"]]
        assert len(waves) == len(set(waves))
        assert all(len(rating["scores"]) == 7 for rating in pairing["ratings"])
        assert all(1 <= score <= 5 for rating in pairing["ratings"] for score in rating["scores"])
        assert all(("change_seen" in r) == (r["wave"] == "mid") for r in pairing["ratings"])


def test_contacts_are_roles_and_carry_no_number_to_dial() -> None:
    assert len(PROGRAMME["contacts"]) >= 3
    assert not any(re.search(r"\d", text) for text in texts(PROGRAMME["contacts"]))
