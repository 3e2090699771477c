"""Random keys, words and clicks on the real application: 0 crashes, 0 words lost."""

import time
from collections import Counter

import pytest

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tests.tui.monkey import play_round


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        pytest.param(70, 0, id="sample"),
        pytest.param(250, 20, id="all", marks=pytest.mark.faults),
    ],
)
async def test_no_key_no_click_and_no_word_breaks_anything_or_is_lost(
    demo_template, tmp_path, steps, minutes
):
    def open_one(store, person):
        return assistant(
            Settings(store=str(store), person=person, embedder="none"),
            clock=FixedClock(),
            settings_file=tmp_path / "settings.toml",
        )

    end, seed, done, faults = time.monotonic() + 60 * minutes, 1, Counter(), []
    while True:
        told = await play_round(seed, steps, demo_template, open_one)
        done.update(rounds=1, steps=told.steps, words=told.words, places=len(told.places))
        faults += told.faults
        seed += 1
        if time.monotonic() >= end:
            break
    print(dict(done))
    assert faults == []
