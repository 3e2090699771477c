"""Programmes with a mark in every private field: none in notes, prompts or exports."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import knowledge
from assistant.domain.people import Pairing, Participant, Programme, Theme
from assistant.domain.programme_notes import Period, SelfRating
from assistant.domain.protection.programme import Wanted
from assistant.domain.records import Record
from assistant.domain.reflections import (
    Answer,
    Contribution,
    Feedback,
    FeedbackLine,
    Quoting,
    Reflection,
)
from assistant.domain.sessions import (
    Boundary,
    Commitment,
    CommitmentState,
    Goal,
    Paragraph,
    Pulse,
    Question,
    Session,
    SessionNote,
    SessionState,
)
from assistant.domain.sources import Passage
from assistant.domain.visibility import Visibility
from assistant.drafting.summary_notes import NoteBriefing, draft_note
from assistant.exchange.note_content import load_note_content
from assistant.exchange.pages import page_markdown
from assistant.prompts.catalog import load_prompt
from assistant.prompts.evidence import page_evidence
from assistant.prompts.pages import page_request
from assistant.storage.sqlalchemy_store import SqlRepositories

TODAY = date(2026, 6, 10)
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
CONTENT = load_note_content(knowledge.FOLDER / "notes" / "en.yaml")
THEMES = ("Working on real papers", "Sessions that get moved", "No answer to what we said")


def programme(chance: random.Random, mark: Callable[[], str]) -> list[Record]:
    """A programme of 1 to 8 pairings; ``mark`` gives a new mark for each private text."""
    size = chance.randint(1, 8)
    found: list[Record] = [
        Programme(
            id="p",
            programme="p",
            name="The programme",
            coordinators=("cora",),
            themes=tuple(Theme(name=name) for name in THEMES),
        ),
        Participant(id="cora", name="Cora", programme="p"),
    ]
    for _ in range(size):
        pair, people = mark(), {"mentor": mark(), "mentee": mark()}
        found += [
            Participant(id=person, name=mark(), job=mark(), programme="p", department="north")
            for person in people.values()
        ]
        found.append(
            Pairing(
                id=pair,
                programme="p",
                mentor=people["mentor"],
                mentee=people["mentee"],
                focus=mark(),
                topics=(mark(),),
            )
        )
        for role, author in people.items():
            found += _of_one(chance, mark, pair, author, role)
    return found


def _of_one(
    chance: random.Random, mark: Callable[[], str], pair: str, author: str, role: str
) -> list[Record]:
    session = f"{pair}.S3"
    own: dict[str, Any] = {"programme": "p", "pairing": pair, "author": author, "created_at": AT}
    about = {**own, "session": session}
    found: list[Record] = [
        SessionNote(
            paragraphs=tuple(Paragraph(text=mark(), visibility=v) for v in Visibility), **about
        ),
        Reflection(answers=(Answer(question=mark(), text=mark()),), **about),
        Feedback(round=2, lines=(FeedbackLine(id="l", behaviour=mark(), released=True),), **about),
        Question(text=mark(), **own),
        Boundary(topic=mark(), **own),
        Commitment(
            owner="mentor" if role == "mentor" else "mentee",
            text=mark(),
            evidence=mark(),
            due=TODAY - timedelta(days=3),
            state=chance.choice([CommitmentState.KEPT, CommitmentState.MISSED]),
            **{**own, "visibility": Visibility.PAIR},
        ),
        Pulse(value=chance.randint(1, 5), **about),
        SelfRating(wave="baseline", scores=(3,) * 7, **own),
        SelfRating(wave="mid", scores=tuple(chance.randint(1, 5) for _ in range(7)), **own),
    ]
    if role == "mentor":
        pairs = {**own, "visibility": Visibility.PAIR}
        found.append(Session(id=session, number=3, state=SessionState.HELD, place=mark(), **pairs))
        found.append(Goal(text=mark(), **pairs))
    for theme in (*THEMES, mark()):
        if chance.random() < 0.6:
            may = chance.random() < 0.5
            free = may and theme in THEMES
            words = "We looked at one paper together and it went further than talk."
            # What may not be quoted, or stands under a theme of its own, carries a mark.
            text = words if free else f"{mark()} is what I wanted to say here."
            found.append(
                Contribution(
                    text=text,
                    themes=(theme,),
                    quoting=Quoting.ANONYMOUS if may else Quoting.NO,
                    **own,
                )
            )
    return found


def marks_found(seed: int) -> tuple[list[str], int]:
    """Marks in anything that is made for a coordinator, and how many were planted."""
    chance = random.Random(seed)
    planted: list[str] = []

    def mark() -> str:
        planted.append(f"zq{seed}x{len(planted)}qz")
        return planted[-1]

    with SqlRepositories.open(":memory:") as store:
        store.found_programme(programme(chance, mark))
        wanted = Wanted(programme="p", as_of=TODAY, session=3, words=CONTENT.quote_words)
        figures = store.programme_figures(store.reader("cora"), wanted)
    briefing = NoteBriefing(
        name="The programme",
        programme="p",
        period=Period.MID,
        as_of=TODAY,
        since=None,
        figures=figures,
        content=CONTENT,
    )
    page, sources = draft_note(briefing)
    ranked = [Passage.whole(source) for source in sources.values()]
    request = page_request(
        page,
        page_evidence(page, ranked, sources, both=False),
        values={"programme": "The programme", "period": "mid"},
        prompt=load_prompt("summary-note"),
    )
    made = [figures.model_dump_json(), page.model_dump_json(), page_markdown(page)]
    made += [message.content for message in request.messages]
    return [one for one in planted if any(one in text for text in made)], len(planted)


def run(seeds: range) -> None:
    found, planted = [], 0
    for seed in seeds:
        marks, number = marks_found(seed)
        found += marks
        planted += number
    print(f"{len(seeds)} programmes, {planted} marks planted, {len(found)} found")
    assert found == []


def test_no_private_word_of_anybody_reaches_what_is_made_for_a_coordinator():
    run(range(20))


@pytest.mark.faults
def test_five_hundred_programmes_leave_no_mark():
    run(range(500))
