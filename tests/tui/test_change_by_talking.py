"""Changing the agenda by talking: before and after on one page, one key takes it."""

import pytest
from textual.widgets import Input

from tui.widgets.kept import AskLine


def lines(v):
    return [(line.id, line.minutes) for line in v.app.screen.hand.agenda.lines]


async def say(v, words: str) -> None:
    await v.press("t")
    await v.until(lambda: isinstance(v.app.focused, Input), "the ask line has the focus")
    await v.type(words)
    await v.press("enter")


async def test_a_change_is_shown_before_and_after_and_enter_takes_it(visit):
    async with visit() as v:
        await v.prepare()
        before = lines(v)
        await say(v, "drop the experiment")
        await v.sees("You said: drop the experiment", "Removed", "Changed", "60 minutes in all")
        assert v.app.screen.id != "prepare"
        await v.press("enter")
        await v.sees("Changed. z takes it back.", "minutes in all, as planned")
        await v.until(lambda: lines(v) != before, "the agenda is another one")
        assert sum(minutes for _, minutes in lines(v)) == 60
        await v.press("z")
        await v.until(lambda: lines(v) == before, "the agenda is as it was")


@pytest.mark.faults
async def test_escape_keeps_the_agenda_and_t_lets_one_say_it_differently(visit):
    async with visit() as v:
        await v.prepare()
        before = lines(v)
        await say(v, "shorter")
        await v.sees("You said: shorter", "45 minutes in all")
        await v.press("escape")
        await v.misses("You said: shorter")
        assert lines(v) == before
        await v.press("escape")
        await say(v, "swap 3 and 4")
        await v.sees("line 4 -> 3")
        await v.press("t")
        await v.until(lambda: v.one(AskLine).value == "swap 3 and 4", "the words are there again")
        assert lines(v) == before


@pytest.mark.faults
async def test_in_a_wide_window_the_next_line_shows_its_source_again_after_a_talk(visit):
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        await say(v, "shorter")
        await v.sees("45 minutes in all")
        await v.press("enter")
        await v.sees("Changed. z takes it back.")
        assert v.app.screen.pane.page == "talk"
        await v.press("down")
        await v.sees("Source 2 of", "Found word for word", "next source")
        await v.press("s", "down")
        assert v.app.screen.pane.page == "talk"  # turned by hand, it stays


@pytest.mark.faults
async def test_it_is_the_selected_line(visit):
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        await v.press("G")
        await v.until(lambda: v.app.screen.item is None or True)
        line = next(line for line in v.app.screen.hand.agenda.lines if line.slot == "experiment")
        v.one("#agenda").select(f"line-{line.id}")
        await v.until(lambda: v.app.screen.item == line, "the line is selected")
        await say(v, "drop it")
        await v.sees("Removed", line.topic)


@pytest.mark.faults
async def test_what_is_not_understood_is_said_with_the_lines_it_could_be(visit):
    async with visit() as v:
        await v.prepare()
        before = lines(v)
        await say(v, "drop the parking")
        await v.sees("No line of this agenda is about", "Settle in")
        assert lines(v) == before


@pytest.mark.faults
async def test_the_mentees_change_reaches_the_mentor_as_a_proposal(visit, open_as):
    ana = open_as()
    await ana.accept_agenda((await ana.prepare_agenda("ana-martin")).id)
    await ana.close()
    async with visit("martin-hallett") as v:
        await v.prepare()
        before = lines(v)
        await say(v, "put the experiment first")
        await v.sees("Ana leads. This goes to Ana as a proposal", "Moved")
        await v.press("enter")
        await v.sees("Proposed. Ana sees it with the agenda and decides.")
        assert lines(v) == before
    async with visit() as v:
        await v.prepare()
        await v.sees("Martin proposes a change to this agenda. c shows it.")
        await v.press("c")
        await v.sees("Martin said: put the experiment first", "take it into my draft")
        await v.press("enter")
        await v.sees("Taken into your draft. z takes it back, a shares it.")
        assert v.app.screen.hand.agenda.items[0].slot == "experiment"


@pytest.mark.faults
async def test_a_document_asked_for_in_the_ask_line_is_opened(visit):
    async with visit("martin-hallett") as v:
        await v.home()
        await say(v, "my brief")
        await v.sees("What Ana will lead", "brings the agenda")
