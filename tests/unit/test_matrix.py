"""Cosines from one array: the same whichever way the rows are picked."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.matrix import Matrix

CHANCE = np.random.default_rng(7)
HELD = [row for row in range(600) if row % 97]
VECTORS = {row: CHANCE.normal(size=8).astype(np.float32) for row in HELD}
ASKED = CHANCE.normal(size=8).astype(np.float32)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(range(600), id="all, with gaps"),
        pytest.param([*range(300, 500), *range(100)], id="two long runs, not in order"),
        pytest.param(range(0, 600, 2), id="every second"),
        pytest.param([5, 590, 17], id="a few"),
        pytest.param([-1, 600, 97, 3], id="some that are not there"),
        pytest.param([], id="none"),
    ],
)
def test_each_row_has_its_own_cosine_and_none_without_a_vector(rows):
    matrix = Matrix(8, rows=4)
    matrix.put((row, vector.tobytes()) for row, vector in VECTORS.items())
    found = matrix.cosines(ASKED.tolist(), np.array(rows, dtype=np.int64))
    wanted = [VECTORS[row] @ ASKED if row in VECTORS else np.nan for row in rows]
    assert found == pytest.approx(np.array(wanted), abs=1e-5, nan_ok=True)
