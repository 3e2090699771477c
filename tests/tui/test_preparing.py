"""The mentee reaches the brief and the reading from Home."""

from tui.widgets.rows import Rows


async def go_to(v, words: str) -> None:
    await v.home()
    await v.sees(words)
    rows = v.one("#home-rows", Rows)
    step = next(i for i, s in v.app.screen._steps.items() if s.title.startswith(words))
    rows.select(step)
    await v.press("enter")


async def test_the_mentee_opens_the_brief_from_home(visit):
    async with visit("martin-hallett") as v:
        await go_to(v, "The one-screen brief")
        await v.sees("What Ana will lead", "brings the agenda", "only you")


async def test_the_mentee_reads_first_from_home_and_is_not_asked_again(visit):
    async with visit("martin-hallett", size=(120, 40)) as v:
        await go_to(v, "Read first")
        await v.sees("What you two have written on it", "opinion, one view")
        await v.press("H")
        await v.home()
        await v.misses("Read first:")
