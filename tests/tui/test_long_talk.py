"""A talk of hundreds of messages: few widgets, every line where it would stand, nothing lost."""

import random
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from textual import events
from textual.app import ComposeResult

from assistant.domain.drafts import Citation, Conversation, Turn
from tui.messages import SourceAsked
from tui.safe_app import SafeApp
from tui.widgets.transcript import STANDING, Transcript
from tui.widgets.turns import CitationLine, Earlier

WORDS = "the survey of the line was late 你好 because nobody had asked the shift leads [b]why[/b]"
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def words(chance: random.Random, many: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=many))


def talk(exchanges: int) -> Conversation:
    chance = random.Random(exchanges)
    turns: list[Turn] = []
    for number in range(exchanges):
        turns.append(Turn(speaker="you", text=f"question {number} {words(chance, 12)}?", at=AT))
        sources = tuple(
            Citation(
                source=f"{number}/{at}",
                record="r",
                label=f"note {number}",
                quote=words(chance, 30),
                found=at != 1,
            )
            for at in range(number % 3)
        )
        answer = f"answer {number}.\n\n{words(chance, 40)}\n- {words(chance, 30)}"
        note = words(chance, 8) if number % 4 == 0 else ""
        turns.append(Turn(speaker="viceversa", text=answer, citations=sources, note=note, at=AT))
    return Conversation(programme="p", pairing="a-b", author="a", turns=tuple(turns))


class One(SafeApp):
    CSS_PATH: ClassVar[list[str]] = ["../../tui/screens/beside.tcss"]  # type: ignore[misc]

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield Transcript()

    def on_source_asked(self, event: SourceAsked) -> None:
        self.asked.append(event.citation.source)

    @property
    def talk(self) -> Transcript:
        return self.query_one(Transcript)


async def lines(pilot, of: Transcript) -> list[str]:
    """The whole talk as it is drawn, page by page."""
    of._reader_scrolled()
    drawn: list[str] = []
    height = of.size.height
    for top in range(0, of.virtual_size.height, height):
        of.scroll_to(y=top, animate=False, force=True)
        await pilot.pause()
        rows = [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]
        drawn += rows[top - of.scroll_offset.y :][:height]
    return [row.rstrip("▁▂▃▄▅▆▇█ ") for row in drawn]


def _wheel(of: Transcript) -> events.MouseScrollDown:
    return events.MouseScrollDown(of, 5, 5, 0, 1, 0, False, False, False)


async def opened(pilot, of: Transcript) -> None:
    """Every turn as widgets."""
    for earlier in of.query(Earlier):
        await of._open(earlier)
    await pilot.pause()


@pytest.mark.parametrize("width", [38, 61])
async def test_many_turns_are_few_widgets_and_look_as_all_of_them_would(width: int) -> None:
    async with One().run_test(size=(width, 30)) as pilot:
        shown = pilot.app.talk
        shown.restore(talk(60))
        await pilot.pause()
        told, height = await lines(pilot, shown), shown.virtual_size.height
        assert len(shown.query("*")) < STANDING * 10
        assert sum(earlier.turns for earlier in shown.query(Earlier)) == 100
        await opened(pilot, shown)
        assert not shown.query(Earlier)
        assert shown.virtual_size.height == height
        assert await lines(pilot, shown) == told
        assert sum(row.startswith("You  question") for row in told) == 60


async def test_a_talk_that_grows_is_told_as_one_that_was_kept() -> None:
    async with One().run_test(size=(50, 30)) as pilot:
        shown, whole = pilot.app.talk, talk(31)
        for asked, answer in zip(whole.turns[::2], whole.turns[1::2], strict=True):
            await shown.ask(asked.text)
            shown.add(answer.text[:9])
            shown.finish(answer.text, answer.citations, answer.note, stopped=False)
        await pilot.pause()
        assert len(shown.query(Earlier)) == 2
        assert shown.citations == whole.turns[-1].citations
        grown = await lines(pilot, shown)
        shown.show(whole)
        await pilot.pause()
        assert await lines(pilot, shown) == grown


async def test_enter_on_what_lies_far_back_goes_from_source_to_source() -> None:
    async with One().run_test(size=(50, 30)) as pilot:
        shown = pilot.app.talk
        shown.show(talk(60))
        await pilot.pause()
        first, second = list(shown.query(Earlier))[:2]
        second.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.focused, CitationLine)
        await pilot.press("enter", "tab", "enter")
        first.focus()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        assert pilot.app.asked == ["10/0", "11/0", "1/0"]
        # The next question tells them as one again, in their order.
        await shown.ask("and now?")
        shown.finish("Now.", (), "", stopped=False)
        await pilot.pause()
        back = [earlier.parts[0].text.split()[1] for earlier in shown.query(Earlier)]
        assert back == ["0", "10", "20", "30", "40"]
        assert shown.answer_in_view == "Now."


@pytest.mark.parametrize("exchange", [1, 14, 47, 56])
async def test_digits_and_the_clipboard_mean_the_answer_in_view(exchange: int) -> None:
    async with One().run_test(size=(50, 30)) as pilot:
        shown = pilot.app.talk
        shown.show(talk(60))
        await pilot.pause()
        assert [one.source for one in shown.citations] == ["59/0", "59/1"]
        rows = await lines(pilot, shown)
        at = next(y for y, row in enumerate(rows) if row.startswith(f"You  question {exchange} "))
        shown.scroll_to(y=at - 10, animate=False, force=True)
        await pilot.pause()
        sources = [one.source for one in shown.citations]
        assert sources == [f"{exchange}/{n}" for n in range(exchange % 3)]
        copied = shown.answer_in_view
        assert copied.startswith(f"answer {exchange}.")
        assert copied.count(f"] note {exchange}: ") == exchange % 3


async def test_a_click_on_a_source_far_back_opens_it_and_elsewhere_nothing() -> None:
    async with One().run_test(size=(50, 60)) as pilot:
        shown = pilot.app.talk
        shown.show(talk(60))
        await pilot.pause()
        shown.scroll_home(animate=False)
        await pilot.pause()
        rows = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        source = next(at for at, row in enumerate(rows) if row.startswith("[1] note 1"))
        await pilot.click(offset=(12, source + 1))
        await pilot.click(offset=(12, source - 2))
        assert pilot.app.asked == ["1/0"]
        assert not isinstance(pilot.app.focused, Earlier)


async def test_a_kept_talk_shows_its_last_answer_and_stays_where_it_was_left():
    async with One().run_test(size=(50, 30)) as pilot:
        shown = pilot.app.talk
        shown.display = False
        await pilot.pause()
        shown.restore(talk(30))
        await pilot.pause()
        shown.display = True
        await pilot.pause()
        await pilot.pause()
        last = list(shown.query(".you"))[-1].region
        assert last.y <= 1 or shown.scroll_offset.y == shown.max_scroll_y
        assert shown.region.contains_region(last)
        shown.focus()
        await pilot.press("g")
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        assert shown.scroll_offset.y == 0


async def test_whoever_turns_the_wheel_while_an_answer_grows_is_left_where_they_are():
    async with One().run_test(size=(50, 12)) as pilot:
        shown = pilot.app.talk
        await shown.ask("why?")
        shown.add("word " * 300)
        await pilot.pause(0.1)
        assert shown.scroll_offset.y <= 1  # with the question at the top
        for _ in range(4):
            shown.post_message(_wheel(shown))
        await pilot.pause()
        there = shown.scroll_offset.y
        assert there > 1
        shown.add("and more " * 30)
        await pilot.pause(0.1)
        assert shown.scroll_offset.y == there


@pytest.mark.parametrize("turn", [0, 25, 78, 79, 119])
async def test_a_search_leads_to_the_very_turn(turn: int) -> None:
    async with One().run_test(size=(50, 30)) as pilot:
        shown, whole = pilot.app.talk, talk(60)
        shown.show(whole, turn)
        for _ in range(3):
            await pilot.pause()
        rows = [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]
        begins = " ".join(whole.turns[turn].text.split()[:2]).removesuffix(".")
        if turn < 110:
            assert begins in " ".join(rows[:2])
        else:
            assert any(begins in row for row in rows)
