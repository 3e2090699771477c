"""Where terms stand: what a request may look into, what is kept, what is read ahead."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import places
from assistant.retrieval.lexical import POSITION_BITS
from assistant.retrieval.places import PlacesKept, placed

ROWS = 12
KEYS = st.sets(st.tuples(st.integers(0, ROWS - 1), st.integers(0, 400)), max_size=30)
ENDS = st.lists(st.integers(0, ROWS), min_size=4, max_size=4).map(sorted)


@given(KEYS, ENDS, st.lists(st.booleans(), min_size=ROWS, max_size=ROWS))
def test_a_request_sees_the_places_in_its_scopes_and_no_other(standing, ends, allowed):
    keys = np.array([row << POSITION_BITS | at for row, at in standing], dtype=np.int64)
    spans = [slice(*ends[:2]), slice(*ends[2:])]
    inside = {row for span in spans for row in range(ROWS)[span]}
    wanted = sorted(k for k in keys.tolist() if k >> POSITION_BITS in inside)
    found = placed(keys)
    assert found.passages == len({row for row, _ in standing})
    assert found.within(spans).tolist() == wanted
    among = [k for k in wanted if allowed[k >> POSITION_BITS]]
    assert found.within(spans, np.array(allowed)).tolist() == among


class Read:
    """Terms with so many places each; tells what was read."""

    def __init__(self, **counts: int) -> None:
        self.counts, self.read = counts, list[str]()

    def __call__(self, term: str) -> places.Rows:
        self.read.append(term)
        return np.arange(self.counts.get(term, 0), dtype=np.int64) << POSITION_BITS


@pytest.fixture
def room_for_1000(monkeypatch):
    monkeypatch.setattr(places, "KEPT", 1000)


@pytest.mark.usefixtures("room_for_1000")
def test_common_words_are_read_before_anybody_asks_for_them():
    read = Read(rota=500, desk=300, chair=300, lamp=5)
    kept = PlacesKept(read)
    kept.read_ahead([("rota", 200), ("lamp", 5), ("desk", 300), ("rota", 300), ("chair", 300)])
    assert set(read.read) == {"rota", "desk"}
    assert len(kept.of("rota").keys) == 500
    assert len(read.read) == 2


@pytest.mark.usefixtures("room_for_1000")
def test_what_was_not_asked_for_the_longest_is_forgotten_and_read_again():
    read = Read(rota=500, desk=400, chair=300)
    kept = PlacesKept(read)
    for term in ("rota", "desk", "rota", "chair", "rota", "desk"):
        assert len(kept.of(term).keys) == read.counts[term]
    assert read.read == ["rota", "desk", "chair", "desk"]
