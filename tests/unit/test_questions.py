"""What a question says beside its words: days, sessions, people; and whether anything answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from assistant.domain.finding import LIKELY, seems_answered, why
from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Hit, Passage, Source
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.retrieval.answered import attribution, likely
from assistant.retrieval.dates import Period, periods, sessions
from assistant.retrieval.embedders import choose_embedder
from assistant.retrieval.retriever import open_index
from assistant.retrieval.speakers import by_first_word, named, turns

DAYS = [date(2023, 1, 10), date(2023, 3, 5), date(2023, 6, 20)]
TODAY = date(2023, 7, 4)
MARCH = Period(date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What did she say in March?", MARCH),
        ("what did she say in march 2023", MARCH),
        ("What did we agree on 5 March?", Period(date(2023, 3, 5), date(2023, 3, 5))),
        ("What did we agree on March 5th, 2023?", Period(date(2023, 3, 5), date(2023, 3, 5))),
        ("Notes of 2023-03-05", Period(date(2023, 3, 5), date(2023, 3, 5))),
        ("Did it change in December?", Period(date(2022, 12, 1), date(2022, 12, 31))),
        ("What did we agree last time?", Period(DAYS[2], DAYS[2])),
        ("What did we promise in our first session?", Period(DAYS[0], DAYS[0])),
        ("What changed since the mid-point?", Period(date(2023, 3, 31), date.max)),
        ("What happened after 5 March?", Period(date(2023, 3, 5), date.max)),
        ("What did we want before April?", Period(date.min, date(2023, 4, 1))),
        ("What came up last month?", Period(date(2023, 6, 1), date(2023, 6, 30))),
        ("What came up last week?", Period(date(2023, 6, 26), date(2023, 7, 2))),
    ],
)
def test_days_that_people_name(question, period):
    assert periods(question, DAYS, TODAY) == [period]


@pytest.mark.parametrize(
    "question",
    ["What may I say?", "We march on", "How did it go?", "on 31 February 2023", "in 1066", ""],
)
def test_what_names_no_day_sets_no_day(question):
    assert periods(question, DAYS, TODAY) == []


def test_without_records_or_a_clock_nothing_is_guessed():
    assert periods("last time, or last month, or in March", []) == []


def test_sessions_by_number():
    assert sessions("What did we agree in session 3?") == [3]
    assert sessions("How long is a session?") == []


def note(name: str, text: str, day: int, session: int) -> Source:
    return Source(
        id=name,
        kind="note",
        record=name,
        text=text,
        author="me",
        pairing="p1",
        visibility=Visibility.PAIR,
        session=session,
        at=datetime(2023, day, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did we say of the rota in March?", "march"),
        ("What did we say of the rota last time?", "june"),
        ("What did we say of the rota in session 1?", "january"),
        ("What did we say of the rota since May?", "june"),
    ],
)
def test_mentor_finds_what_was_said_on_the_day_that_the_question_names(question, first):
    index = open_index(None, "me", choose_embedder("none"))
    told = (("january", 1, 1), ("march", 3, 2), ("june", 6, 3))
    index.bring_in_line([note(name, "We looked at the rota", m, n) for name, m, n in told])
    reader = Reader(person="me", pairings={"p1": Role.MENTOR})
    hits = index.search(SearchRequest(reader=reader, query=question, pairing="p1"))
    assert hits[0].source.id == first
    assert hits[0].reasons["time"] > hits[-1].reasons["time"]
    assert any(line.startswith("time:") for line in why(hits[0]))
    index.close()


def talk(text: str) -> Passage:
    return Passage.whole(note("talk", text, 3, 2))


def test_whose_words_hold_what_is_asked():
    asked = {"violin": 3.0, "play": 1.0}
    text = "Ana: I play the violin\nTom: That is fine"
    ana, tom = (attribution(talk(text), asked, [name]) for name in ("ana", "tom"))
    assert ana is not None
    assert tom is not None
    assert (ana.own, ana.others) == (1.0, 0.0)
    assert tom.balance == -1.0
    assert attribution(talk("We spoke of the violin"), asked, ["ana"]) is None


def test_a_question_about_the_wrong_person_is_less_likely_to_be_answered():
    asked = {"violin": 3.0, "play": 1.0}
    text = "Ana: I play the violin, every day\nTom: Fine"
    right, wrong = (
        likely([attribution(talk(text), asked, [name])] * 3, said, 0.6, 2.0)
        for name, said in (("ana", 0.9), ("tom", 0.1))
    )
    assert right > LIKELY > wrong


def test_without_vectors_words_alone_tell_whether_anything_answers():
    assert likely([], 0.0, None, 1.5) > LIKELY > likely([], 0.0, None, 0.2)
    assert not seems_answered([])


def test_a_name_is_found_in_a_question_as_a_whole_word_however_it_is_written():
    assert named("what did ANA say", by_first_word(["ana", "an", "tom", "ana li"])) == ["ana"]
    assert named("Ana Li said", by_first_word(["ana", "li ana", "ana li"])) == ["ana", "ana li"]
    assert turns("Project Manager: next\nand more\nTom: yes") == [
        ("project manager", "next\nand more\n"),
        ("tom", "yes"),
    ]
    assert turns("") == []


def test_why_a_passage_came_is_told_in_words_with_its_figures():
    hit = Hit(
        passage=talk("Ana: rota"),
        score=1.0,
        words=("rota", "ana"),
        reasons={"words": 4.21, "meaning": 0.5, "neighbours": 0.4, "speaker": -0.2, "time": 0.0},
    )
    told = why(hit)
    assert told[0] == "words: rota, ana (4.2)"
    assert "meaning: 0.50, where 1 is the same" in told
    assert "neighbours: what stands beside it fits too (+0.40)" in told
    assert "speaker: mostly somebody else's words (-0.20)" in told
    assert not any(line.startswith("time") for line in told)
    assert told[-1] == "filter: you two may read it"


class AllAlike:
    """As some models: whatever the texts say, their vectors point almost the same way."""

    name, dimension = "all alike", 4

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return [[0.8, 0.6, 0.0, 0.0] for _ in texts]


@pytest.mark.parametrize(
    ("question", "doubted"),
    [
        ("Who is told when the rota changes?", False),
        ("Where will the astronauts sleep?", True),
        ("Wo werden die Kollegen in der Nacht schlafen und was sagen sie?", False),
    ],
)
def test_with_another_embedder_words_alone_say_that_nothing_answers(question, doubted):
    """How near its cosines stand says nothing: and across languages neither do words."""
    texts = (
        "We spoke about the rota and who is told when it changes, and that it will be longer.",
        "The canteen is to open at six, and that is what they will try for a month.",
        "We will each write down three words that we do not know and bring them along.",
    )
    labels = {"author": "me", "pairing": "p", "visibility": Visibility.PAIR}
    index = open_index(None, "me", AllAlike())
    index.bring_in_line(
        Source(id=f"n{n}", kind="note", record=f"n{n}", text=text, **labels)
        for n, text in enumerate(texts)
    )
    reader = Reader(person="me", pairings={"p": Role.MENTOR})
    hits = index.search(SearchRequest(reader=reader, query=question, pairing="p"))
    index.close()
    assert hits
    assert seems_answered(hits) is not doubted
