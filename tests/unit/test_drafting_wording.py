"""Words, boundaries and questions: the pure tests that the rules and the gate share."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.language import Language
from assistant.domain.questions import lint_question
from assistant.domain.wording import content_stems, stem, touches, words
from tests.unit.briefings import bank


@pytest.mark.parametrize(
    ("one", "other"),
    [("letters", "letter"), ("stories", "story"), ("planned", "plan"), ("meetings", "meeting")],
)
def test_forms_of_one_word_meet(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("leader", "lead"), ("pay", "pa")])
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_function_words_decide_nothing():
    assert content_stems("What would you like to do about it?") == frozenset()
    assert content_stems("the half-finished letter") >= {"letter", "finish"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("She told me her diagnosis.", ["diagnosis"]),
        ("They diagnosed it in May.", ["my diagnosis and old letters"]),
        ("A diagnostic clinic.", ["diagnosis"]),
        ("He was paying for it.", ["pay"]),
        ("She went for the promotion.", ["promot"]),
        ("The Team Leader came in.", ["my team leader"]),
        ("An exit-interview with HR.", ["interview"]),
        ("who writes in the unofficial channel", ["names of people in the unofficial channel"]),
        ("He was promoted.", ["promotion"]),
        ("She had been depressed.", ["depression"]),
        ("The disabled bay.", ["disability"]),
        ("Off sick for a week.", ["sickness"]),
        ("A vacant desk.", ["vacancy"]),
        ("Policing the door.", ["police"]),
        ("Her salaries went up.", ["salary"]),
        ("He cared for her.", ["care"]),
        ("My brother-in-law.", ["brother"]),
    ],
)
def test_a_boundary_covers_the_forms_of_its_words(text, terms):
    assert touches(text, terms)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The monthly review was quiet.", ["my performance review"]),
        ("The team met on Monday.", ["my team leader"]),
        ("Why people go quiet in a channel.", ["names of people in the unofficial channel"]),
        ("A pad on the desk.", ["pay"]),
        ("Our policy on posts, and other policies.", ["police"]),
        ("A familiar face.", ["family"]),
        ("His car, and two other cars.", ["care"]),
        ("A statement was read.", ["state"]),
        ("The partner came to the party.", ["part"]),
        ("A positive answer.", ["position"]),
        ("A song at the door.", ["son"]),
        ("Anything at all.", []),
        ("", ["pay"]),
    ],
)
def test_a_boundary_hides_no_more_than_it_names(text, terms):
    assert not touches(text, terms)


def test_a_boundary_of_small_words_alone_still_counts_for_its_owner():
    assert touches("I met him there", ["him"])


@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_against_any_boundary_gives_an_answer(text, terms):
    assert touches(text, terms) in (True, False)
    assert all(word == word.casefold() for word in words(text))


@pytest.mark.parametrize(
    "question",
    [
        "What happened next?",
        "Ana: which part of it would you show first?",
        "Keep it, shrink it or let it go?",
        "Close, go on, or change places?",
    ],
)
def test_open_questions_pass(question):
    assert lint_question(question, bank().language) == []


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ("Did you like it?", "yes or no"),
        ("Ruth: did you send it?", "yes or no"),
        ("Why was it not sent?", "justification"),
        ("What did you see, and who was there?", "two things"),
        ("What did you see? Who was there?", "one question mark"),
        ("Tell me more.", "one question mark"),
        ("How angry were you?", "feeling"),
        ("What do young people want?", "group"),
        ("What did she of course forget?", "own answer"),
        ("What " + "very " * 30 + "long thing?", "30 words"),
    ],
)
def test_questions_that_close_blame_or_double_are_named(question, complaint):
    assert any(complaint in problem for problem in lint_question(question, bank().language))


def test_a_languages_own_cues_can_be_added():
    parts = {name: getattr(bank().language, name) for name in Language.model_fields}
    own = Language(**{**parts, "affect_words": ["wobbly"], "group_nouns": ["widgets"]})
    assert lint_question("How wobbly was it?", own)
    assert lint_question("What do widgets want?", own)


def test_a_page_of_text_is_searched_in_well_under_a_millisecond_a_sentence():
    terms = [f"subject {n}" for n in range(50)]
    started = time.process_time()
    for n in range(200):
        touches(f"Sentence {n} about the counter, the queue and the second reminder letter.", terms)
    assert time.process_time() - started < 0.2
