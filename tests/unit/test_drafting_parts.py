"""The parts of the rules: stages, minutes, reading of notes, choice of quotations, topic words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.briefing import Shape
from assistant.domain.cue_patterns import CuePattern
from assistant.domain.guidance import Stage
from assistant.domain.questions import lint_question
from assistant.domain.sources import Source
from assistant.drafting.choosing import LONGEST, SHORTEST, score, spans
from assistant.drafting.phrases import LONGEST_TOPIC, as_topic, named_thing, wished_for
from assistant.drafting.questions import FORMS
from assistant.drafting.reading import Reader, split
from assistant.drafting.slots import allocate, shape_of, table_for
from assistant.drafting.stages import stage_of
from assistant.errors import WillNotFit
from tests.unit.briefings import bank


def reader() -> Reader:
    return Reader(bank().cues, {"Lena": "mentor", "Ruth": "mentee"}, frozenset({"quayside"}))


def sentences(text: str):
    return reader().sentences(
        Source(id="n", kind="note", record="n", text=text, voice="mentor", session=1)
    )


# --- stages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "agreement", "missed", "stage", "shape"),
    [
        (1, True, 0, Stage.FIRST, Shape.FIRST),
        (0, False, 0, Stage.FIRST, Shape.FIRST),
        (2, True, 1, Stage.FIRST, Shape.FIRST),
        (2, True, 0, Stage.EARLY, Shape.STEADY),
        (2, False, 0, Stage.EARLY, Shape.RESTART),
        (3, True, 0, Stage.MIDDLE, Shape.REVIEW),
        (3, True, 1, Stage.MIDDLE, Shape.REVIEW),
        (4, True, 0, Stage.MIDDLE, Shape.STEADY),
        (4, True, 2, Stage.MIDDLE, Shape.RESTART),
        (5, True, 0, Stage.LATE, Shape.STEADY),
        (6, True, 0, Stage.LAST, Shape.LAST),
        (6, False, 2, Stage.LAST, Shape.LAST),
        (9, True, 0, Stage.LAST, Shape.LAST),
    ],
)
def test_where_a_session_stands_in_the_journey(number, agreement, missed, stage, shape):
    assert stage_of(number, 6, 3, agreement=agreement, missed_in_a_row=missed) == (stage, shape)


# --- minutes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", list(Shape))
def test_every_table_fits_every_session_of_ten_minutes_or_more(shape):
    for total in range(10, 181):
        table = table_for(shape, total)
        got = allocate(total, table)
        assert sum(got.values()) == total
        assert {slot.name for slot in table if not slot.rank} <= set(got)
        assert all(got[slot.name] >= slot.least for slot in table if slot.name in got)


@pytest.mark.parametrize("shape", list(Shape))
def test_a_page_tells_its_shape_by_its_lines(shape):
    assert shape_of(slot.name for slot in table_for(shape, 60)) is shape


def test_what_may_be_dropped_goes_before_what_may_not():
    assert "second" not in allocate(28, table_for(Shape.STEADY, 30))
    with pytest.raises(WillNotFit, match="9 minutes"):
        allocate(9, table_for(Shape.STEADY, 10))


# --- reading ----------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_sentences_are_spans_of_any_text_in_order_and_apart(text):
    last = 0
    for start, end in split(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("room 2.14 at 14.30, e.g. today. Next", ["room 2.14 at 14.30, e.g. today.", "Next"]),
        ("- first\n- second", ["first", "second"]),
        ("asked -> silence -> answered", ["asked", "silence", "answered"]),
        ("a being's. Next one: here", ["a being's.", "Next one: here"]),
        (
            "A line that an editor wrapped because it was longer than the window was\n"
            "wide. Then more.",
            [
                "A line that an editor wrapped because it was longer than the window was\nwide.",
                "Then more.",
            ],
        ),
    ],
)
def test_untidy_notes_are_split_as_they_were_meant(text, expected):
    assert [text[start:end] for start, end in split(text)] == expected


SEEN = [
    ("I'll send the draft on Monday.", "promise"),
    ("She went a bit pink.", "guess"),
    ("I reckon he took it badly.", "guess"),
    ("Not sure she liked it.", "guess"),
    ("I doubt he minded.", "guess"),
    ("My hunch is that nobody answers.", "difference"),
    ("I said I'd think about it.", "not_promise"),
    ("We never did finish the story.", "parked"),
    ("Next time I would like to see the counter.", "wish"),
    ("Not sure who owns it??", "doubt"),
    ("He seemed nervous.", "guess"),
    ("I think Ruth was annoyed.", "guess"),
    ("Then Morwenna came in.", "outsider"),
]
UNSEEN = [
    ("I said I'd think about sending it.", "promise"),
    ("Won't send it, I'll not have time.", "promise"),
    ("I was annoyed.", "guess"),
    ("We met at Quayside on Monday.", "outsider"),
    ("Told Ruth in Excel.", "outsider"),
]


@pytest.mark.parametrize(("text", "tag"), SEEN)
def test_a_cue_is_seen(text, tag):
    assert tag in reader().tags(text)


@pytest.mark.parametrize(("text", "tag"), UNSEEN)
def test_a_cue_is_not_seen_where_there_is_none(text, tag):
    assert tag not in reader().tags(text)


def test_the_quick_search_finds_what_the_cues_themselves_find():
    told = [text for text, _ in SEEN + UNSEEN]
    told += [text.upper() for text in told] + [f"\u0130 {text}" for text in told[:4]]
    for kind, quick in bank().cues.patterns.items():
        slow = re.compile("|".join(f"(?:{c})" for c in getattr(bank().cues, kind)), re.IGNORECASE)
        for text in told:
            found = [(m.start(), m.end()) for m in quick.finditer(text)]
            assert found == [(m.start(), m.end()) for m in slow.finditer(text)], (kind, text)


def test_a_choice_of_cues_keeps_each_beginning_to_its_own_branch():
    cue = CuePattern([r"\bI owe\b|odd", r"^\W{0,3}owed\b", r"(?:a|b)c", r"x[|(]\bY"])
    found = ("iodd", "I OWE", "- Owed", "bc", "x|y", "x(Y")
    assert all(cue.search(text) for text in found)
    assert not any(cue.search(text) for text in ("so owed", "xy"))


def test_a_guess_counts_as_nothing_else():
    assert reader().tags("I'll write it, I think she was furious.") == {"guess"}


# --- quotations ---------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.text(alphabet="abc ,.:'\"()-\n", max_size=300))
def test_a_quotation_is_cut_from_its_sentence_and_has_a_quotations_length(text):
    for sentence in sentences(text):
        for span in spans(sentence):
            assert sentence.start <= span.start < span.end <= sentence.end
            assert SHORTEST <= len(span.words) <= LONGEST


def test_a_quotation_starts_with_no_loose_word():
    text = (
        "Went on for a good while about the counter, and then she showed me the whole queue, slowly"
    )
    runs = {span.text for s in sentences(text) for span in spans(s) if not span.whole}
    assert "she showed me the whole queue" in runs
    assert not any(run.startswith(("and", "then", ",")) for run in runs)


def best_of(text: str, *wanted: str) -> str:
    found = [span for s in sentences(text) for span in spans(s)]
    return max(found, key=lambda span: score(span, wanted=wanted, newest=1)).text


def test_the_concrete_sentence_wins_over_the_vague_one():
    assert best_of("It was all rather good on the whole. She counted forty letters by hand.") == (
        "She counted forty letters by hand."
    )


def test_the_sentence_with_the_cue_wins():
    assert best_of(
        "Read two letters on Monday. Next time I would like to see the counter.", "wish"
    ) == ("Next time I would like to see the counter.")


# --- topic words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("to look at how I run the Monday round", "The Monday round"),
        ("less about forms and more about people", "Less about forms and more about people"),
        ("do the letters again", "The letters again"),
        ("that one properly", ""),
        ("it", ""),
    ],
)
def test_a_wish_names_its_subject(clause, topic):
    assert wished_for(clause) == topic


@given(st.text(max_size=300))
def test_a_topic_line_is_never_too_long(text):
    assert len(as_topic(text)) <= LONGEST_TOPIC
    assert len(wished_for(text)) <= LONGEST_TOPIC


def test_the_thing_that_recurs_names_the_story():
    near = ["Told her about the red envelope.", "The envelope was never opened."]
    around = ["Every envelope has a stamp.", "The printer rang."]
    assert named_thing(near, around, bank().cues.stopwords, frozenset()) == "envelope"
    assert named_thing(["No nouns"], [], bank().cues.stopwords, frozenset()) == ""


def test_every_form_of_every_question_can_be_asked_aloud():
    faults = {
        form: found
        for forms in FORMS.values()
        for wordings in forms
        for form in wordings
        if form.endswith("?")
        and (found := lint_question(form.replace("{", "").replace("}", ""), bank().language))
    }
    assert faults == {}
