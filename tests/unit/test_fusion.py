"""Ranking by words and meaning together: pure sums with properties that must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.retrieval import fusion, places
from assistant.retrieval.lexical import LAST_POSITION, POSITION_BITS

NAMES = st.sampled_from([f"p{i}" for i in range(12)])
WORDS = arrays(np.float64, 12, elements=st.floats(0, 30))
COSINES = arrays(np.float64, 12, elements=st.floats(-1, 1))


def placed(told: list[list[str]], term: str) -> places.Places:
    at = [(r, p) for r, words in enumerate(told) for p, word in enumerate(words) if word == term]
    return places.placed(np.array([r << POSITION_BITS | p for r, p in at], dtype=np.int64))


def scored(question: str, *passages: str, among: tuple[int, ...] = ()) -> list[float]:
    """Word scores of passages that are written as their terms; of all, or ``among`` some."""
    told = [passage.split() for passage in passages]
    found = {term: placed(told, term) for term in question.split()}
    lengths = np.array([len(words) for words in told], dtype=float)
    wanted = np.isin(np.arange(len(told)), among) if among else None
    whole = [slice(0, len(told))]
    return fusion.word_scores(question.split(), found, lengths, whole, wanted).tolist()


def test_a_rare_word_counts_more_than_a_common_one():
    notes = ("rota meet x", "desk meet x", "chair meet x")
    assert scored("rota", *notes)[0] > scored("meet", *notes)[0] > 0


def test_a_passage_without_a_word_of_the_question_has_nothing_from_words():
    assert scored("rota plan", "desk x", "rota x")[0] == 0
    assert scored("unknown", "desk x", "rota x") == [0, 0]


def test_words_of_the_question_that_stand_together_count_more_than_the_same_words_apart():
    filler = " ".join(f"w{i}" for i in range(30))
    apart, together = f"paid {filler} leave", f"{filler} paid leave"
    first, second, _ = scored("paid leave", apart, together, "desk x")
    assert second > first
    mixed = scored("paid leave", f"leave {filler} paid leave", "leave paid x", "paid x", "leave y")
    assert mixed[1] > mixed[2] > 0


def test_a_passage_that_holds_all_of_a_question_beats_one_that_repeats_half_of_it():
    both, half, *_ = scored("rota desk", "rota w1 w2 w3 w4 w5 w6 w7 desk", "rota rota", "x y", "z")
    assert both > half


def test_what_may_not_be_found_says_how_rare_a_word_is_and_nothing_else():
    notes = ("paid leave x", "paid leave", "leave x x paid", "desk", "rota leave")
    every, some = scored("paid leave", *notes), scored("paid leave", *notes, among=(0, 2, 3))
    assert some == [every[0], 0, every[2], 0, 0]


POSITIONS = st.one_of(st.integers(0, 12), st.integers(LAST_POSITION - 6, LAST_POSITION))
STANDING = st.sets(st.tuples(st.integers(0, 3), POSITIONS), min_size=1, max_size=9)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(STANDING, STANDING)
def test_what_stands_close_is_found_as_by_asking_every_pair_of_places(first, second):
    """Also at the end of one passage and the beginning of the next, which are not close."""
    keys = [np.array([r << POSITION_BITS | p for r, p in at]) for at in (first, second)]
    rows, apart = fusion._closest(*map(np.sort, keys))
    nearest: dict[int, int] = {}
    for row, at in first:
        for other, there in second:
            if row == other and abs(at - there) <= fusion.CLOSE_WITHIN:
                nearest[row] = min(nearest.get(row, 99), abs(at - there))
    assert dict(zip(rows.tolist(), apart.tolist(), strict=True)) == nearest


@given(WORDS, COSINES)
def test_more_of_either_side_never_ranks_lower(words, cosines):
    scores = fusion.fused(words, cosines)
    for one in range(12):
        for other in range(12):
            if words[one] >= words[other] and cosines[one] >= cosines[other]:
                assert scores[one] >= scores[other] - 1e-9


@given(arrays(np.float64, 12, elements=st.integers(0, 30)), st.floats(0.1, 50))
def test_the_scale_of_a_side_does_not_matter(words, scale):
    none = np.full(12, np.nan)
    once = fusion.fused(words, none)
    assert fusion.fused(words * scale, none) == pytest.approx(once, abs=1e-6)


def test_how_far_meaning_counts_is_measured_among_the_nearest_alone():
    near = np.linspace(0.2, 0.8, fusion.NEAREST)
    far = np.full(5000, -0.9)
    alone = fusion.fused(np.zeros(len(near)), near)
    beside = fusion.fused(np.zeros(len(near) + len(far)), np.r_[near, far])
    assert beside[: len(near)] == pytest.approx(alone)


def test_a_passage_without_a_vector_stands_at_the_mean_of_meaning():
    near, new, far = fusion.fused(np.full(3, 2.0), np.array([0.9, np.nan, 0.1]))
    assert near > new > far


def test_neighbours_lend_what_is_above_the_mean_within_their_record_and_take_nothing():
    scores = np.array([1.0, 2.0, -3.0, 4.0])
    record = np.array([0, 0, 0, 1])
    gained = fusion.lent(scores, fusion.shares(record, np.full(4, 0.5)))
    assert gained.tolist() == [0.5 * 2, 0.5 * 1, 0.5 * 2 + 0.25 * 1, 0]


def test_one_good_passage_in_a_long_record_counts_no_more_than_one_in_a_short_note():
    decay = np.r_[np.full(30, 0.75), np.full(3, 0.2)]
    scores = np.zeros(33)
    scores[[15, 31]] = 2.0
    steps = fusion.shares(np.r_[np.zeros(30, dtype=int), np.ones(3, dtype=int)], decay)
    gained = fusion.lent(scores, steps)
    total = (scores + gained) / fusion.weight_of(decay)
    assert total.argmax() == 31


@given(st.lists(NAMES, unique=True), st.integers(1, 3), st.integers(1, 8))
def test_no_group_fills_the_list(ranked, most, k):
    def group(name: str) -> str:
        return str(int(name[1:]) % 3)

    taken = fusion.diverse(ranked, group, most, k)
    assert len(taken) <= k
    assert taken == [name for name in ranked if name in taken]
    assert all(sum(group(n) == g for n in taken) <= most for g in ("0", "1", "2"))
