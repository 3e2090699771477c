"""Answers in a file: plain headings, blocks, YAML or JSON, and back again without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.reflections import Answer
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from assistant.exchange.answer_files import read_answers, with_questions, write_answers

FORM = """# Looking back at session 3

## What had been said just before this?
> You wrote: "said can we stop there"
She had put the phone away.
Nobody spoke.

## What will you do by session 4?
Start with my question.
visibility: pair

energy: 4
"""


def test_each_answer_stands_below_its_question_and_is_private_unless_it_says_so():
    given_ = read_answers(FORM)
    assert given_.energy == 4
    assert [(a.text, a.visibility) for a in given_.answers] == [
        ("She had put the phone away.\nNobody spoke.", Visibility.PRIVATE),
        ("Start with my question.", Visibility.PAIR),
    ]
    assert given_.answers[0].question == "What had been said just before this?"


def test_plain_blocks_are_answers_in_the_order_of_the_questions():
    given_ = read_answers("1. It rained.\n\n-\n\nI will ring first.\nvisibility: pair\n\nenergy: 2")
    asked = with_questions(given_.answers, ["What?", "So what?", "Now what?"])
    assert [(a.question, a.text) for a in asked] == [
        ("What?", "It rained."),
        ("So what?", ""),
        ("Now what?", "I will ring first."),
    ]
    assert asked[2].visibility is Visibility.PAIR


@pytest.mark.parametrize(
    "text",
    [
        '{"energy": 5, "answers": ["It rained.", {"text": "Ring.", "visibility": "pair"}]}',
        "energy: 5\nanswers:\n  - It rained.\n  - {text: Ring., visibility: pair}\n",
    ],
)
def test_yaml_and_json_say_the_same(text):
    given_ = read_answers(text, "answers.yaml")
    assert given_.energy == 5
    assert [(a.text, a.visibility.value) for a in given_.answers] == [
        ("It rained.", "private"),
        ("Ring.", "pair"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("## What?\nRain.\nvisibility: everybody", "private or pair"),
        ("## What?\nRain.\nenergy: 9", "1 to 5"),
        ('{"answers": 5}', "no list of answers"),
        ("[1, 2", "cannot be read"),
        ("x" * 200_001, "longer than"),
    ],
)
def test_a_file_that_cannot_be_kept_says_what_is_wrong_with_it(text, says):
    with pytest.raises(InvalidInput) as wrong:
        read_answers(text)
    assert says in wrong.value.sentences()


def test_more_answers_than_questions_are_not_guessed_at():
    answers = read_answers("One.\n\nTwo.").answers
    with pytest.raises(InvalidInput, match="2 answers and 1 questions"):
        with_questions(answers, ["What?"])


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60).map(
                str.strip
            ),
            st.sampled_from([Visibility.PRIVATE, Visibility.PAIR]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_was_typed_comes_back_from_where_it_was_kept(written):
    answers = tuple(Answer(question="What?", text=t, visibility=v) for t, v in written)
    assert read_answers(write_answers("Looking back", answers)).answers == answers


@pytest.mark.parametrize(
    "line", ["## Not a heading", "energy: 3", "visibility: pair", "> x", "\\a"]
)
def test_a_line_that_looks_like_the_form_stays_an_answer(line):
    answers = (Answer(question="What?", text=f"{line}\nand on"),)
    read = read_answers(write_answers("Looking back", answers))
    assert (read.answers, read.energy) == (answers, None)
