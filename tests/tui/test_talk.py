"""The talk beside the work."""

import pytest

from tests.loopback import LoopbackModel


async def ask(v, words: str) -> None:
    await v.press("t")
    await v.until(lambda: v.app.focused is not None and v.app.focused.id == "ask")
    await v.type(words)
    await v.press("enter")


async def test_talk_without_a_model_shows_passages_and_says_so(visit):
    async with visit() as v:
        await v.prepare()
        await ask(v, "who speaks in a mixed meeting?")
        await v.sees("You  who speaks in a mixed meeting?")
        await v.until(lambda: v.app.screen.pane.talk.citations, "sources under the answer")
        assert "No model is connected" in "\n".join(
            str(part.content) for part in v.app.screen.pane.talk.query("Static")
        )
        first = v.app.screen.pane.talk.citations[0]
        second = v.app.screen.pane.talk.citations[1]
        await v.press("1")
        await v.until(lambda: v.marked == first.quote)
        await v.press("2")
        await v.until(lambda: v.marked == second.quote)
        await v.press("escape")
        await v.sees("No model is connected")  # back at the answer that was being read
        await v.press("escape")
        await v.sees("minutes in all, as planned")


@pytest.mark.faults
async def test_the_talk_is_still_there_tomorrow(visit):
    async with visit() as v:
        await v.prepare()
        await ask(v, "how do we begin")
        await v.until(lambda: v.app.screen.pane.talk.citations)
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        await v.press("s")
        await v.sees("You  how do we begin")


@pytest.mark.faults
async def test_what_stands_in_the_ask_line_is_restored_after_a_crash(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("t")
        await v.type("half a quest")
        assistant = v.app.here.assistant
        place = v.one("#ask").place
        for _ in range(200):
            if await assistant.kept_text(place) == "half a quest":
                break
            await v.pilot.pause(0.02)
        # Nothing is said to the screen: as if the computer had gone off.
        assert await assistant.kept_text(place) == "half a quest"
    async with visit() as v:
        await v.prepare()
        await v.sees("Restored: 1 line from ", "in the ask line")
        assert v.one("#ask").value == "half a quest"


async def connected(v, server: LoopbackModel) -> None:
    await v.home()
    await v.app.here.assistant.connect(server.url, "loop-1")


@pytest.mark.faults
async def test_an_answer_streams_and_esc_keeps_what_had_arrived(visit):
    with LoopbackModel("stall") as server:
        async with visit() as v:
            await connected(v, server)
            await v.press("P")
            await v.sees("Esc keeps the rules'")
            await v.press("escape")
            await v.sees("Stopped. The rules' draft is complete and kept.")
            await ask(v, "who speaks in a mixed meeting?")
            await v.sees("Ask")
            await v.until(lambda: v.app.screen.pane.talk.so_far.strip() == "Ask")
            await v.sees("Esc stop")
            await v.press("escape")
            await v.sees("Stopped. What had arrived is kept.", "Esc back")
            await v.until(lambda: not v.app.screen.replying)
            await v.press("escape")
            await v.sees("Today: ")


async def test_a_model_that_fails_leaves_a_complete_draft_and_says_so(visit):
    with LoopbackModel("500") as server:
        async with visit() as v:
            await connected(v, server)
            await v.press("P")
            await v.sees("What comes back to Ana")
            await v.until(lambda: v.app.happened and not v.app.screen.improving)
            assert v.app.screen.hand.agenda.total == 60
