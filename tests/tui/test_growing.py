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


async def test_the_mouse_selects_words_as_they_were_written_not_as_they_were_wrapped() -> None:
    async with One().run_test(size=(32, 40)) as pilot:
        shown = pilot.app.query_one(GrowingText)
        shown.grow(
            "Tom said that the survey can wait until autumn.\n\nNobody objected, 你好 said so."
        )
        await pilot.pause()
        assert [row for row in rows(shown) if row] == [
            "Tom said that the survey can",
            "wait until autumn.",
            "Nobody objected, 你好 said so.",
        ]
        await pilot.mouse_down(shown, offset=(18, 0))
        await pilot.hover(shown, offset=(19, 3))
        await pilot.mouse_up(shown, offset=(19, 3))
        selected = pilot.app.screen.get_selected_text()
        assert selected == "survey can wait until autumn.\n\nNobody objected, 你好"
        chosen = pilot.app.screen.get_component_rich_style("screen--selection").bgcolor
        lit = [
            "".join(s.text for s in shown.render_line(y) if s.style and s.style.bgcolor == chosen)
            for y in range(4)
        ]
        assert lit[0] == "survey can"
