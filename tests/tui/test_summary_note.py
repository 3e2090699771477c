"""The coordinator's note on the screen: from home to its release."""

import pytest


async def open_note(v) -> None:
    await v.home()
    await v.sees("Write the note to everybody")
    await v.press("enter")
    await v.sees("Note to everybody in the programme", "In four lines")


async def test_the_coordinator_reads_the_draft_and_who_will_see_it(visit):
    async with visit("oonagh-reid", size=(80, 40)) as v:
        await open_note(v)
        await v.sees("What works", "Looking at real work together", "only you, until you release")


@pytest.mark.faults
async def test_a_line_is_put_in_other_words_and_back(visit):
    async with visit("oonagh-reid") as v:
        await open_note(v)
        mine = next(line for line in v.app.screen.found.page.lines if not line.fixed)
        v.one("#page").select(f"line-{mine.id}")
        await v.press("e")
        await v.sees("Your words for this line")
        v.app.screen.query_one("#words").text = "Real papers help."
        await v.press("f5")
        await v.sees("Real papers help.")
        await v.press("z")
        await v.misses("Real papers help.")


@pytest.mark.faults
async def test_a_request_gets_somebody_who_sees_to_it(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await open_note(v)
        v.one("#page").select("line-ask-dates")
        await v.press("o")
        await v.sees("Your words for this line")
        v.app.screen.query_one("#words").text = "Chief of operations"
        await v.press("f5")
        await v.sees("Chief of operations")


async def test_everybody_reads_it_after_the_preview_was_confirmed_and_not_before(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await open_note(v)
        await v.press("a")
        await v.sees("Everybody in the programme will read exactly this")
        await v.press("escape")
        assert await v.app.here.assistant.summary_notes() == []
        await v.press("a")
        await v.sees("Everybody in the programme will read exactly this")
        await v.press("enter")
        await v.sees("Released. Everybody in the programme can read it now.")
        assert len(await v.app.here.assistant.summary_notes()) == 1


async def release(v) -> None:
    await open_note(v)
    await v.press("a")
    await v.sees("Everybody in the programme will read exactly this")
    await v.press("enter")
    await v.sees("Released. Everybody in the programme can read it now.")


@pytest.mark.faults
async def test_a_mentee_finds_the_released_note_from_home_and_reads_it(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await release(v)
    async with visit("martin-hallett", size=(120, 40)) as v:
        await v.home()
        await v.sees("From the programme", "Note to everybody, 10 June")
        v.one("#home-rows").select("shared-0")
        await v.press("enter")
        await v.sees("In four lines", "Who sees this: everybody in the programme.")
        await v.press("d")
        assert "Take this note back?" not in v.text


@pytest.mark.faults
async def test_the_coordinator_takes_a_note_back_with_its_unanswered_requests(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await v.home()
        core = v.app.here.assistant
        before = [ask.text for ask in await core.asks()]
        await release(v)
        assert len(await core.asks()) > len(before)
        await v.press("U")
        await v.sees("For everybody in the programme", "Note at the mid-point")
        v.one("#for-all").select("notes")
        await v.press("enter")
        await v.sees("In four lines", "released")
        await v.press("d")
        await v.sees("Take this note back?")
        await v.press("enter")
        await v.sees("No note has been released yet.")
        assert await core.summary_notes() == []
        assert [ask.text for ask in await core.asks()] == before


@pytest.mark.faults
async def test_the_note_at_the_end_is_drafted_beside_the_one_at_the_mid_point(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await open_note(v)
        await v.press("p")
        await v.sees("Note at the end, to everybody", "In four lines")
        assert {d.about for d in [v.app.screen.found]} == {"end"}
        await v.press("p")
        await v.sees("Note to everybody in the programme", "In four lines")


async def test_why_says_what_is_not_shown_and_by_which_rule(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await open_note(v)
        await v.press("w")
        await v.sees("What is not shown, to protect people", "Held back", "at least five people")


async def test_the_coordinator_words_a_line_otherwise_leaves_a_quote_out_and_takes_both_back(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await open_note(v)
        await v.sees("e edit")
        await v.press("e")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "words")
        v.app.focused.text = "What works: an hour at somebody else's desk."
        await v.press("f5")
        await v.sees("What works: an hour at somebody else's desk.", "Changed. z puts it back.")
        page = v.app.screen.found.page
        quoted = next(line for line in page.lines if line.citations)
        v.one("#page").select(f"line-{quoted.id}")
        await v.press("d")
        await v.until(lambda: quoted.id not in {x.id for x in v.app.screen.found.page.lines})
        await v.press("z")
        await v.until(lambda: quoted.id in {x.id for x in v.app.screen.found.page.lines})
        await v.press("z")
        await v.misses("somebody else's desk")
        figure = next(line for line in page.lines if line.id.startswith("figure-"))
        v.one("#page").select(f"line-{figure.id}")
        await v.misses("e edit")
