"""Search: what kind of words, and from one to the next."""

from tests.tui.test_talks import ask
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
        await v.sees("only your own talks")
        await v.press("f")
        await v.misses("f goes on")
        first = rows.lit
        await v.press("n")
        await v.until(lambda: rows.lit != first)


async def test_words_of_my_own_talk_are_found_and_open_where_they_stand(visit, open_as):
    async with visit() as v:
        await v.home()
        await ask(v, "how do we begin about zebras")
        await ask(v, "and who keeps the time")
        await v.press("escape", "escape", "slash")
        await v.sees("Search guidance")
        await v.type("zebras")
        await v.press("enter")
        await v.sees("talk", "you asked on", "how do we begin about zebras")
        row = v.one("#hits", Rows)
        await v.until(lambda: row.has_focus)
        row.select(next(iter(v.app.screen._turns)))
        await v.press("enter")
        talk = v.app.screen.pane.talk
        await v.until(lambda: v.app.screen.pane_over and talk.turned)
        first = talk.query(".you").first()
        await v.until(lambda: talk.region.y <= first.region.y < talk.region.bottom)
    assert await open_as("martin-hallett").talks("zebras") == []
