"""Ranking by words and meaning together: pure sums with properties that must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import fusion

NAMES = st.sampled_from([f"p{i}" for i in range(12)])
WORDS = st.dictionaries(NAMES, st.floats(0.01, 30))
COSINES = st.dictionaries(NAMES, st.floats(-1, 1))


def test_a_rare_word_counts_more_than_a_common_one():
    occurrences = {"rota": {"a": 1}, "meet": {"a": 1, "b": 1, "c": 1}}
    lengths = {"a": 10, "b": 10, "c": 10}
    corpus = fusion.Corpus(passages=3, terms=30)
    rare = fusion.bm25(["rota"], occurrences, lengths, corpus, lengths)
    common = fusion.bm25(["meet"], occurrences, lengths, corpus, lengths)
    assert rare["a"] > common["a"] > 0


def test_how_rare_a_word_is_hangs_on_the_whole_corpus_and_not_on_what_is_allowed():
    occurrences = {"rota": {"a": 1, "b": 1}}
    lengths = {"a": 10, "b": 10}
    corpus = fusion.Corpus(passages=50, terms=500)
    everything = fusion.bm25(["rota"], occurrences, lengths, corpus, {"a", "b"})
    narrowed = fusion.bm25(["rota"], occurrences, lengths, corpus, {"a"})
    assert narrowed == {"a": everything["a"]}


@given(WORDS, COSINES)
def test_more_of_either_side_never_ranks_lower(words, cosines):
    scores = fusion.fuse(words, cosines, {}, candidates=12)
    assert set(scores) == set(words) | set(cosines)
    for one in scores:
        for other in scores:
            more_words = words.get(one, 0.0) >= words.get(other, 0.0)
            both_known = one in cosines and other in cosines
            if more_words and both_known and cosines[one] >= cosines[other]:
                assert scores[one] >= scores[other] - 1e-9


@given(WORDS, st.floats(0.1, 50))
def test_the_scale_of_a_side_does_not_matter(words, scale):
    once = fusion.fuse(words, {}, {}, candidates=20)
    scaled = fusion.fuse({k: v * scale for k, v in words.items()}, {}, {}, candidates=20)
    assert scaled == pytest.approx(once, abs=1e-6)


def test_what_words_found_beyond_the_nearest_does_not_change_how_far_meaning_counts():
    nearest = {"a": 0.8, "b": 0.5, "c": 0.4}
    alone = fusion.fuse({"a": 3.0}, nearest, {}, candidates=10)
    beside = fusion.fuse({"a": 3.0}, nearest, {"z": -0.9}, candidates=10)
    assert {name: beside[name] for name in alone} == alone


def test_a_passage_without_a_vector_stands_at_the_mean_of_meaning():
    scores = fusion.fuse({"new": 2.0, "a": 2.0, "b": 2.0}, {"a": 0.9, "b": 0.1}, {}, candidates=3)
    assert scores["a"] > scores["new"] > scores["b"]


def test_neighbours_lend_what_is_above_the_mean_and_take_nothing():
    scores = {"a": 1.0, "b": 2.0, "c": -3.0}
    beside = {"a": [("b", 0.25), ("c", 0.25)], "b": [("a", 0.25)], "c": [("gone", 0.25)]}
    assert fusion.with_neighbours(scores, beside) == {"a": 1.5, "b": 2.25, "c": -3.0}


@given(st.lists(NAMES, unique=True), st.integers(1, 3), st.integers(1, 8))
def test_no_group_fills_the_list(ranked, most, k):
    def group(name: str) -> str:
        return str(int(name[1:]) % 3)

    taken = fusion.diverse(ranked, group, most, k)
    assert len(taken) <= k
    assert taken == [name for name in ranked if name in taken]
    assert all(sum(group(n) == g for n in taken) <= most for g in ("0", "1", "2"))
