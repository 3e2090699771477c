"""What a talk remembers, what it leads to, and rehearsing something hard by rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.domain.drafts import Turn
from assistant.drafting.following import asked_document, carried, not_there
from assistant.drafting.rehearsing import answered, opening, parts
from assistant.exchange.rehearsal import load_rehearsal
from assistant.exchange.talk_cues import load_talk_cues
from knowledge import FOLDER
from tests.unit.briefings import bank

CUES = load_talk_cues(FOLDER / "talk" / "en.yaml")
BANK = load_rehearsal(FOLDER / "rehearsal" / "en.yaml")
AT = datetime(2026, 3, 3, tzinfo=UTC)


def you(text: str) -> Turn:
    return Turn(speaker="you", text=text, at=AT)


@pytest.mark.parametrize("asked", ["and why?", "what about him?", "who else", "when was that?"])
def test_a_short_question_is_about_what_was_spoken_of_before(asked):
    before = [you("what do we say about the printer?"), Turn(speaker="viceversa", text="x", at=AT)]
    assert "printer" in carried(asked, before)
    assert carried(asked, []) == asked


def test_a_full_question_stands_by_itself():
    before = [you("what do we say about the printer?")]
    asked = "which promises did Ruth make in the second session?"
    assert carried(asked, before) == asked


@pytest.mark.parametrize(
    ("text", "kind", "session"),
    [
        ("draft my agenda", "agenda", "next"),
        ("Please prepare session 4", "agenda", "4"),
        ("summarise session 3", "session-summary", "3"),
        ("questions for my reflection", "reflection", "next"),
        ("could you give me questions for my reflection on session 2?", "reflection", "2"),
        ("my brief", "brief", "next"),
        ("what should I read first", "read-first", "next"),
        ("two-way summary", None, ""),
        ("draft the feedback summary", "feedback-summary", "next"),
        ("rehearse telling her about the letters", "rehearsal", "next"),
        ("what is on the agenda?", None, ""),
        ("who drafts the agenda for us?", None, ""),
    ],
)
def test_a_document_is_asked_for_in_plain_words(text, kind, session):
    found = asked_document(text, CUES)
    assert (found.kind if found else None) == kind
    if found:
        assert found.session == session


def test_where_nothing_answers_it_is_said_at_once_with_an_open_way_on():
    text = not_there("what about helicopters", None, "Ruth")
    assert text.startswith("That is not in your notes or the guidance.")
    assert "To ask Ruth openly" in text
    assert len(text.split()) < 90


def test_a_rehearsal_begins_with_a_frame_and_says_that_nothing_is_kept():
    frame = opening(BANK, "Ruth")[0]
    assert "invented" in frame.text
    assert "Nothing of this is kept" in frame.text
    assert not frame.invented


def test_a_judgement_is_led_back_to_what_a_camera_saw():
    turns = answered(["You never listen to me."], BANK, bank().language)
    assert turns[0].invented
    assert "camera" in turns[1].text


def test_the_objection_fits_what_was_said():
    advice = answered(["You gave me advice for ten minutes."], BANK, bank().language)[0].text
    late = answered(["You moved the session twice."], BANK, bank().language)[0].text
    assert advice != late
    assert all(o.says for o in BANK.objections)


def test_after_three_turns_it_says_what_worked_in_ones_own_words():
    said = [
        "In session 2, when I told you about the rota, you explained it for ten minutes.",
        "So you meant to help. I stopped leading after that.",
        "Could I get to the end before anything is fixed?",
    ]
    found = parts(said, BANK, bank().language)
    assert set(found) == {"moment", "act", "effect", "ask"}
    told = answered(said, BANK, bank().language)[-1]
    assert not told.invented
    for words in ("named a moment", "what was done", "what it did", "asked something", "back"):
        assert words in told.text
    assert "Next time" not in told.text
