"""Killed between commit and index, or anywhere else: after a start the index is the store's."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked and killed")
@pytest.mark.parametrize(
    "count",
    [pytest.param(2, id="sample"), pytest.param(1000, id="all", marks=pytest.mark.faults)],
)
def test_after_a_kill_at_any_moment_the_index_equals_the_store(tmp_path, count):
    command = [sys.executable, "-m", "tests.faults.killed_acts", str(tmp_path / "s.db")]
    done = subprocess.run(
        [*command, str(count), str(count)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    *different, last = done.stdout.splitlines()
    counts = json.loads(last)
    print(counts)
    assert different == []
    assert counts.get("committed", 0) + counts.get("not yet committed", 0) == count
    assert counts.get("committed", 0) > 0
