"""The coordinator's note on the screen: from home to its release."""


async def open_note(v) -> None:
    await v.home()
    await v.sees("Write the note to everybody")
    await v.press("enter")
    await v.sees("Note to everybody in the programme", "In four lines")


async def test_the_coordinator_reads_the_draft_and_who_will_see_it(visit):
    async with visit("oonagh-reid", size=(80, 40)) as v:
        await open_note(v)
        await v.sees("What works", "Looking at real work together", "Only you, until you release")


async def test_a_line_is_put_in_other_words_and_back(visit):
    async with visit("oonagh-reid") as v:
        await open_note(v)
        await v.press("e")
        await v.sees("Your words for this line")
        v.app.screen.query_one("#words").text = "Real papers on the table help."
        await v.press("f5")
        await v.sees("Real papers on the table help.")
        await v.press("z")
        await v.misses("Real papers on the table help.")


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
