"""Text that arrives stands as the same text would at once."""

import random

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from tui.widgets.growing import GrowingText

TEXT = "Der Umfragetermin \u4f60\u597d war spät.\n\nTom said: “after the summer”.\n" + "word " * 40
TEXT += "x" * 45 + " and\ta tab, 你好, " + "and-no-room-for-a-word-as-long-as-this " * 3


class One(App[None]):
    def compose(self) -> ComposeResult:
        yield GrowingText()


def rows(shown: GrowingText) -> list[str]:
    return [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]


@pytest.mark.parametrize("seed", range(3))
async def test_text_that_grew_by_pieces_is_wrapped_as_the_whole_is(seed: int) -> None:
    chance = random.Random(seed)
    async with One().run_test(size=(32, 40)) as pilot:
        shown = pilot.app.query_one(GrowingText)
        end = 0
        while end < len(TEXT):
            end += chance.randint(1, 25)
            shown.grow(TEXT[:end])
        await pilot.pause()
        assert rows(shown) == [line.plain.rstrip() for line in Content(TEXT).wrap(32)]
        await pilot.resize_terminal(20, 40)
        await pilot.pause()
        assert rows(shown) == [line.plain.rstrip() for line in Content(TEXT).wrap(20)]
        shown.grow("Something else")
        await pilot.pause()
        assert rows(shown) == ["Something else"]
