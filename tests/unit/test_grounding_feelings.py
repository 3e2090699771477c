"""A thing may be open or have a feel; of a person neither is ours to say."""

import pytest

from assistant.grounding.quotes import cut_from_negation
from assistant.grounding.tone import names_feeling
from tests.unit.briefings import bank

AFFECT = bank().language.affect


@pytest.mark.parametrize(
    "text",
    [
        "Whether to bring the calls again is open in Callum's note.",
        "The chip is left open: complex or not.",
        "Goal 2 is open.",
        "Yellow is still open.",
        "Captions were open.",
        "The away day is open too.",
        "Whether the rubbery feel was important is not settled.",
        "The one does the look and feel, the other the buttons.",
    ],
)
def test_a_question_that_is_left_open_is_nobodys_feeling(text):
    assert not names_feeling(text, AFFECT)


@pytest.mark.parametrize(
    "text",
    [
        "She is open.",
        "He was quite open about it.",
        "Helen was open to the idea.",
        "Helen is still open to it.",
        "The mentor is open.",
        "Your partner was open.",
        "Stephen seemed open.",
        "Helen and Jonah were open.",
        "They were very open.",
        "Both are open-minded.",
        "How Helen feels is left open.",
        "The two feel left out.",
        "How did Jonah feel when it was said?",
    ],
)
def test_somebody_who_is_called_open_is_still_read_in_the_heart(text):
    assert names_feeling(text, AFFECT)


def test_what_follows_a_rejected_plan_is_said_for_itself():
    text = "I was thinking maybe instead of doing that what we could do is leave a space."
    assert not cut_from_negation(text, text.index("what we could"))
    for turned in ("Instead of telling you what we could do", "not what we could do"):
        assert cut_from_negation(turned, turned.index("what we could"))
