"""How a passage looks to a model: numbered, labelled, visible to the last letter."""

from __future__ import annotations

from assistant.domain.sources import Passage
from assistant.domain.visibility import Visibility
from assistant.grounding.quotes import locate
from assistant.prompts.formatting import describe, joined, numbered, visible
from assistant.prompts.requests import answer_request
from tests.unit.grounding_examples import EVIDENCE, SOURCES

MARK = "----0123456789abcdef----"


def test_nothing_invisible_is_sent() -> None:
    hidden = "a\u200bb\u202ec\x1b[31md\U000e0041\ufe0fe\x00f\ud800g\n\n\n\nh\r\ni\tj"
    assert visible(hidden) == "abc[31mdef\ufffdg\n\nh\ni\tj"


def test_each_passage_is_sent_with_its_number_its_voice_and_its_strength() -> None:
    sent = numbered(EVIDENCE, MARK)
    assert "[1] Priya's note, session 2; said by Priya\nWe walked" in sent
    said = "guidance, 2019; strength: practitioner, one practitioner does"
    assert f"[3] Walk before you sit; {said}" in sent


def test_a_quote_can_be_copied_without_the_lines_that_only_wrap_it() -> None:
    wrapped = (
        "We looked at the rota on the wall for a long while, and then at the\n"
        "swaps of the night crew.\n- Bring three\n- Ask one\n\nCaptions\nThe canteen"
    )
    assert joined(wrapped) == (
        "We looked at the rota on the wall for a long while, and then at the swaps of the night"
        " crew.\n- Bring three\n- Ask one\n\nCaptions\nThe canteen"
    )
    span = locate("then at the swaps of the night crew", wrapped)
    assert span is not None


def test_a_promise_is_its_owners_and_not_agreed_by_both() -> None:
    source = EVIDENCE[0].source.model_copy(
        update={"kind": "commitment", "voice": "pair", "title": "Ana's commitment, session 2"}
    )
    assert describe(source) == "Ana's commitment, session 2; on record"


def test_an_answer_is_told_which_words_the_reader_alone_reads() -> None:
    said = SOURCES[EVIDENCE[0].source.id]
    for visibility, told in ((Visibility.PRIVATE, True), (Visibility.PAIR, False)):
        passage = Passage.whole(said.model_copy(update={"visibility": visibility}))
        sent = answer_request(
            "What may I ask?", [passage], reader="Priya", partner="Douglas", delimiter=MARK
        )
        assert ("the reader alone reads this" in sent.messages[1].content) is told
