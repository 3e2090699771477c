"""Notes in several languages: known for what they are, and found by what they can have."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.retrieval import fusion
from assistant.retrieval.foreign import fused_across
from assistant.retrieval.languages import language_of, question_terms

NOTES = json.loads((Path(__file__).parents[1] / "other_languages.json").read_text("utf-8"))
SIZE = 24
WORDS = arrays(np.float64, SIZE, elements=st.floats(0, 30).map(lambda x: round(x, 3)))
COSINES = arrays(np.float64, SIZE, elements=st.floats(0, 1).map(lambda x: round(x, 3)))
FOREIGN = arrays(np.int16, SIZE, elements=st.integers(0, 2))


def test_english_notes_and_questions_are_never_taken_for_another_language():
    assert {language_of(n[key]) for n in NOTES for key in ("question", "en")} == {"en"}


def test_german_and_spanish_notes_are_never_taken_for_english():
    german = [language_of(n[key]) for n in NOTES for key in ("de", "frage")]
    spanish = [language_of(n[key]) for n in NOTES for key in ("es", "pregunta")]
    assert "en" not in (*german, *spanish)
    assert german.count("de") >= 39
    assert spanish.count("es") >= 39


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous avons parlé de la réunion du lundi.", "fr"),
        ("We hebben afgesproken dat hij eerst luistert.", "nl"),
        ("Umówiliśmy się, że spotkanie będzie później.", "pl"),
        ("Мы договорились начать позже.", "cyrillic"),
        ("会議は遅く始める", "cjk"),
        ("Rio de Janeiro trip", ""),
        ("car park decision", ""),
        ("12:30, 4711", ""),
        ("", ""),
    ],
)
def test_what_tells_too_little_is_of_no_language(text, language):
    assert language_of(text) == language


def test_a_german_question_is_not_asked_for_its_little_words():
    assert question_terms("Was macht die Kunden so wütend?") == ["macht", "kunden", "wutend"]
    assert question_terms("What did they die of?") == ["die"]


@given(WORDS, COSINES)
def test_nothing_changes_where_all_is_in_the_language_of_the_question(words, cosines):
    none = np.zeros(SIZE, dtype=np.int16)
    assert fused_across(words, cosines, none).tolist() == fusion.fused(words, cosines).tolist()


@given(WORDS, COSINES, FOREIGN)
def test_no_more_notes_stand_before_a_foreign_one_than_are_nearer_in_meaning(
    words, cosines, foreign
):
    scores, own = fused_across(words, cosines, foreign), foreign == 0
    if own.sum() >= 10:
        for one in np.flatnonzero(foreign):
            before = np.sum(scores[own] > scores[one] + 1e-9)
            assert before <= np.sum(cosines[own] > cosines[one])


def test_a_foreign_note_that_means_the_question_comes_before_one_that_shares_a_word():
    words = np.array([9.0, 7.0, *[0.0] * 12])
    cosines = np.array([0.2, 0.25, *np.linspace(0.0, 0.3, 11), 0.5])
    foreign = np.array([0] * 13 + [1])
    assert fusion.fused(words, cosines).argmax() == 0
    assert fused_across(words, cosines, foreign).argmax() == 13


@given(WORDS, COSINES, FOREIGN)
def test_notes_in_the_language_of_the_question_stand_to_each_other_as_without_others(
    words, cosines, foreign
):
    own = foreign == 0
    if own.sum() >= 10:
        alone = fusion.fused(words[own], cosines[own])
        assert fused_across(words, cosines, foreign)[own] == pytest.approx(alone, abs=1e-9)


@given(WORDS, FOREIGN)
def test_without_vectors_the_words_decide_alone(words, foreign):
    none = np.full(SIZE, np.nan)
    assert fused_across(words, none, foreign).tolist() == fusion.fused(words, none).tolist()
