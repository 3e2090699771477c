"""Search: what kind of words, and from one to the next."""

from tui.widgets.rows import Rows


async def test_f_narrows_to_guidance_and_to_notes_and_n_goes_on(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("slash")
        await v.sees("Search guidance")
        await v.type("meeting")
        await v.press("enter")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "hits")
        rows = v.one("#hits", Rows)
        await v.press("f")
        await v.sees("only guidance")
        assert v.app.screen._hits[rows.lit].source.is_guidance
        await v.press("f")
        await v.sees("only notes")
        assert v.app.screen._hits[rows.lit].source.kind == "note"
        await v.press("f")
        await v.sees("only what stands beside notes")
        await v.press("f")
        await v.misses("f goes on")
        first = rows.lit
        await v.press("n")
        await v.until(lambda: rows.lit != first)
