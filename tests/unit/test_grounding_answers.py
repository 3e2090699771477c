"""What may stand of an answer in the conversation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.sources import Passage, Source
from assistant.grounding.answers import NOT_THERE, check_answer
from tests.unit.briefings import bank
from tests.unit.grounding_examples import CARD, DOUGLAS, EVIDENCE, PRIYA, SOURCES

NAMES = ("Priya", "Douglas")


def check(text: str, **more: object):
    return check_answer(text, EVIDENCE, people=NAMES, language=bank().language, **more)  # type: ignore[arg-type]


def test_mentor_sees_the_source_of_each_sentence_of_an_answer() -> None:
    text, citations, findings = check(
        "Douglas wrote \u201cI could name the lorries and not the people\u201d [2]. "
        "Begin by walking the place together [3]."
    )
    assert findings == []
    assert text.endswith("together [2].")
    assert "[1]" in text
    assert [c.source for c in citations] == [DOUGLAS.id, CARD.id]
    assert citations[0].quote == "I could name the lorries and not the people"
    assert citations[1].quote == "Walk the place together before you sit down."
    for citation in citations:
        assert SOURCES[citation.source].text[citation.start : citation.end] == citation.quote


def test_a_mark_after_the_stop_belongs_to_the_sentence_before_it() -> None:
    text, citations, findings = check(
        "Douglas wrote: \u201cEmbarrassing morning, in a good way.\u201d [2] "
        "Research shows that it works. Walk the place together first. [3]"
    )
    assert text == (
        "Douglas wrote: \u201cEmbarrassing morning, in a good way.\u201d [1] "
        "Walk the place together first. [2]"
    )
    assert [c.source for c in citations] == [DOUGLAS.id, CARD.id]
    assert [found.check for found in findings] == ["proof-claimed"]
    text, _, _ = check("Douglas wrote: \u201cEmbarrassing morning, in a good way.\u201d")
    assert text.endswith("way.\u201d [1]")


def test_a_mark_at_the_wrong_passage_gives_way_to_where_the_words_stand() -> None:
    said = "Douglas wrote \u201cI could name the lorries and not the people\u201d [1]."
    text, citations, _ = check(said)
    assert text == said
    assert [c.source for c in citations] == [DOUGLAS.id]


def test_a_quotation_without_its_mark_gets_one() -> None:
    text, citations, _ = check("Priya noted \u201cWe ran out of time\u201d for the story.")
    assert text == "Priya noted \u201cWe ran out of time\u201d for the story [1]."
    assert citations[0].source == PRIYA.id


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Douglas wrote \u201cthe rota is fine as it is\u201d [2].", "quote-not-found"),
        ('Priya wrote "we walked ... out of time" [1].', "quote-not-found"),
        ("Priya said \u201cI could name the lorries and not the people\u201d [2].", "wrong-voice"),
        ("Priya says she \u201cwant to lead the next walk\u201d [1].", "quote-cut-short"),
        ("Douglas was embarrassed by the rota [2].", "emotion-without-owner"),
        ("She felt nervous at the gate [1].", "emotion-without-owner"),
        ("Research shows that walking first works [3].", "proof-claimed"),
        ("Walking first is proven [3].", "proof-claimed"),
        ("Older workers are slow to change a rota.", "stereotype"),
    ],
)
def test_a_sentence_that_puts_false_words_or_feelings_into_mouths_is_left_out(
    sentence: str, wrong: str
) -> None:
    text, citations, findings = check(f"Walk the place together first [3]. {sentence}")
    assert text == "Walk the place together first [1]."
    assert len(citations) == 1
    assert [found.check for found in findings] == [wrong]
    assert check(sentence)[0] == NOT_THERE


def test_marks_that_point_nowhere_are_removed() -> None:
    text, citations, findings = check("Walk the place together first [3][7]. Bananas are blue [1].")
    assert text == "Walk the place together first [1]. Bananas are blue."
    assert len(citations) == 1
    assert [found.check for found in findings] == ["unknown-source", "beside-it"]


def test_numbers_dates_and_names_from_nowhere_are_flagged_where_they_stand() -> None:
    text, _, findings = check(
        "There are 40 lorries. The crew meets on Tuesday. Ask Margaret about the rota."
    )
    assert text.count("(not in your notes)") == 3
    assert [found.check for found in findings] == [
        "number-without-evidence", "date-without-evidence", "name-without-evidence",
    ]  # fmt: skip
    for fine in (
        "Priya brings three swap requests on 14 May [1].",
        "Nobody said so in nine years.",
    ):
        assert "not in your notes" not in check(fine)[0]


def test_names_that_the_person_asked_about_may_be_repeated() -> None:
    text, _, findings = check("Nothing here is about Margaret.", question="What about Margaret?")
    assert (text, findings) == ("Nothing here is about Margaret.", [])


def test_lists_and_paragraphs_keep_their_lines() -> None:
    said = (
        "Two things:\n- Walk the place together [3].\n- Bring the swap requests [1].\n\n"
        "That is all."
    )
    text, citations, findings = check(said)
    assert findings == []
    assert text.splitlines() == [
        "Two things:", "- Walk the place together [1].", "- Bring the swap requests [2].", "",
        "That is all.",
    ]  # fmt: skip
    assert len(citations) == 2


def test_a_word_in_marks_is_a_way_of_speaking_and_no_quotation() -> None:
    assert check("Call it a \u201ctrial\u201d walk.") == (
        "Call it a \u201ctrial\u201d walk.", [], [],
    )  # fmt: skip


def test_a_boundary_is_left_out_without_a_word() -> None:
    text, _, findings = check(
        "Walk the place together first [3]. The school run is hard.", boundary_terms=("school run",)
    )
    assert text == "Walk the place together first [1]."
    assert findings == []


def test_nothing_left_says_so() -> None:
    assert check("[7] [8]")[0] == NOT_THERE
    assert check("   ")[0] == NOT_THERE


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_answer_of_any_kind_breaks_the_gate(said: str) -> None:
    text, citations, _ = check(said)
    assert text
    for citation in citations:
        assert SOURCES[citation.source].text[citation.start : citation.end] == citation.quote


def test_a_sentence_that_only_repeats_a_note_stands_as_the_quotation_that_it_is() -> None:
    text, citations, findings = check("I could name the lorries and not the people who drive them.")
    assert text == "\u201cI could name the lorries and not the people who drive them.\u201d [1]"
    assert [c.source for c in citations] == [DOUGLAS.id]
    assert findings == []
    # Within quoting marks that hold more than it, it is no quotation of anybody.
    text, _, findings = check(
        "She said 'we ran out. The rota punishes anybody with a child at school'"
    )
    assert "punishes" not in text
    assert [found.check for found in findings] == ["copied"]


@pytest.mark.parametrize(
    "said", ["More at www.example.org today.", "Write to help@example.org.", "See cform.com first."]
)
def test_an_answer_sends_nobody_to_an_address(said: str) -> None:
    text, _, findings = check(f"Walk the place together first [3]. {said}")
    assert text == "Walk the place together first [1]."
    assert [found.check for found in findings] == ["nonsense"]


def test_what_has_nothing_to_do_with_notes_or_guidance_is_flagged() -> None:
    text, _, findings = check("Solar panels turn sunlight into current through silicon cells.")
    assert text.endswith("(not in your notes).")
    assert [found.check for found in findings] == ["fact-without-source"]
    assert check("You could ask what the night crew needs from the rota.")[2] == []


def test_a_promise_is_told_as_its_owners_whoever_put_it_on_record() -> None:
    record = Source(
        id="c-1", kind="commitment", record="c-1", text="Name who decides on the roster.",
        title="Priya's commitment, session 2: open", author_name="Douglas", voice="pair",
    )  # fmt: skip
    quote = "\u201cName who decides on the roster\u201d"
    for said, stands in (
        (f"Priya's promise is open: {quote} [1].", True),
        (f"Douglas's promise is open: {quote} [1].", False),
        (f"Priya said {quote} [1].", False),
    ):
        text, _, findings = check_answer(
            said, [Passage.whole(record)], people=NAMES, language=bank().language
        )
        assert (quote in text) == stands, (said, findings)
