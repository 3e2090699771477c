"""Passages: exact characters, whole words, sensible lengths."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.sources import Source
from assistant.retrieval.splitting import LEAST, MOST, WHOLE, split

WORDS = st.text(alphabet="abcdefgé'-.!?;:#*,", min_size=1, max_size=9)
GAPS = st.sampled_from([" ", " ", " ", " ", "  ", "\n", "\n\n", "\n\n# ", "\r\n\r\n", "\t", ". "])
LONG_TEXTS = st.builds(
    lambda pairs: "".join(word + gap for word, gap in pairs),
    st.lists(st.tuples(WORDS, GAPS), max_size=700),
)


def source(text: str, **labels: object) -> Source:
    return Source.model_validate(
        {"id": "n1", "kind": "note", "record": "n1", "text": text, **labels}
    )


def sentences(count: int, words: int = 12) -> str:
    return " ".join(f"Sentence {i} " + "word " * (words - 3) + "ends." for i in range(count))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), LONG_TEXTS))
def test_every_passage_is_exactly_what_stands_at_its_place(text: str) -> None:
    for passage in split(source(text)):
        assert text[passage.start : passage.end] == passage.text
        assert passage.text.strip() == passage.text != ""


@settings(max_examples=150, deadline=None)
@given(LONG_TEXTS)
def test_no_word_is_cut_lost_or_found_twice(text: str) -> None:
    passages = split(source(text))
    ends = [passage.end for passage in passages]
    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))
    assert all(end == len(text) or text[end].isspace() for end in ends)
    assert all(p.start == 0 or text[p.start - 1].isspace() for p in passages)
    outside = list(text)
    for passage in passages:
        outside[passage.start : passage.end] = " " * (passage.end - passage.start)
    # What is in no passage is white space, or the line of a heading.
    left = [line for line in "".join(outside).split("\n") if line.strip()]
    assert all(re.match(r" {0,3}#{1,6}\s", line) for line in left)


@settings(max_examples=100, deadline=None)
@given(LONG_TEXTS)
def test_no_passage_is_longer_than_the_model_reads(text: str) -> None:
    assert all(len(passage.text.split()) <= WHOLE for passage in split(source(text)))


def test_a_reader_finds_paragraphs_whole() -> None:
    paragraphs = [sentences(7), sentences(8), sentences(6)]
    passages = split(source("\n\n".join(paragraphs)))
    assert [passage.text for passage in passages] == paragraphs


def test_short_paragraphs_are_read_together() -> None:
    text = "\n\n".join(f"- a short point number {i} about meetings" for i in range(30))
    passages = split(source(text))
    assert all(LEAST <= len(p.text.split()) <= MOST for p in passages)


def test_a_long_paragraph_is_cut_between_sentences_into_like_pieces() -> None:
    passages = split(source(sentences(30)))
    lengths = [len(passage.text.split()) for passage in passages]
    assert len(passages) == 3
    assert all(passage.text.endswith("ends.") for passage in passages)
    assert max(lengths) - min(lengths) <= 24


def test_a_heading_is_searched_with_what_stands_under_it_and_not_quoted() -> None:
    text = f"# Mixed meetings\n\n{sentences(6)}\n\n## Who speaks first ##\n\n{sentences(6)}"
    first, second = split(source(text, title="Running meetings"))
    assert first.context == "Running meetings | Mixed meetings"
    assert second.context == "Running meetings | Who speaks first"
    assert "#" not in first.text + second.text


def test_a_text_of_headings_alone_can_still_be_found() -> None:
    (passage,) = split(source("# Ask about the handover"))
    assert passage.text == "# Ask about the handover"


def test_speaker_and_day_are_searched() -> None:
    at = datetime(2025, 3, 4, 9, tzinfo=UTC)
    (passage,) = split(source("We met.", title="A note", author_name="Ana", at=at))
    assert passage.context == "A note | Ana | 4 March 2025"


def test_text_without_spaces_is_cut_at_its_own_full_stops() -> None:
    text = "会議で誰が最初に話すかを決めました。" * 60
    passages = split(source(text))
    assert len(passages) > 1
    assert all(passage.text.endswith("。") for passage in passages)
    assert "".join(passage.text for passage in passages) == text


def test_the_same_words_in_two_records_are_two_passages() -> None:
    one = source("We agreed to ask first.")
    other = one.model_copy(update={"id": "n2", "record": "n2"})
    assert split(one)[0].id != split(other)[0].id
    assert split(one) == split(one)


@pytest.mark.parametrize("text", ["", " \n\n ", "\u200b", "\ud800 broken", "\x00"])
def test_odd_text_is_split_without_an_error(text: str) -> None:
    assert all(text[p.start : p.end] == p.text for p in split(source(text)))


@pytest.mark.parametrize("unit", [".", "\n", "# ", " ", "a.", "\n \n", ";", '!?" '])
def test_hostile_repetition_is_split_like_any_text(unit: str) -> None:
    # Linear, this takes half a second; squared, it would take minutes and be noticed.
    text = (unit * 400_000)[:400_000]
    for passage in split(source(text)):
        assert text[passage.start : passage.end] == passage.text
