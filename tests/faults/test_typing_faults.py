"""Killed while somebody types, in any field: at most the last second is lost."""

import json
import subprocess
import sys
from collections import Counter

import pytest

SLOW = 3.0
"""Seconds that a busy machine may take over what takes half a second on an idle one."""


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked and killed")
@pytest.mark.parametrize(
    ("count", "seed"),
    [
        pytest.param(1, 8, id="sample"),
        pytest.param(500, 0, id="all", marks=pytest.mark.faults),
    ],
)
def test_what_was_typed_up_to_a_second_before_a_kill_is_kept(demo_store, count, seed):
    command = [sys.executable, "-m", "tests.faults.killed_typing", str(demo_store)]
    done = subprocess.run(
        [*command, str(count), str(seed)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lives = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lives) == count
    assert [life for life in lives if "trouble" in life] == []
    lost = sorted(life["seconds"] for life in lives)
    letters = sum(life["lost"] for life in lives)
    print(
        f"{count} kills in {len(Counter(life['field'] for life in lives))} fields: {letters} of "
        f"{sum(life['typed'] for life in lives)} letters lost; the oldest was typed "
        f"{lost[-1]} s before, the 95th of 100 {lost[int(0.95 * len(lost))]} s"
    )
    assert sum(life["typed"] > life["lost"] for life in lives) >= count // 2, "something is kept"
    late = [life for life in lives if life["seconds"] > 1.0]
    assert len(late) <= count // 50, late
    assert [life for life in late if life["seconds"] > SLOW] == []
