"""My talks: found, named, pinned, put away, gone on with; and words rehearsed with nobody there."""

import pytest

from tests.contract.test_rehearsing import CANARY, traces


async def ask(v, words: str) -> None:
    await v.press("t")
    await v.until(lambda: v.app.focused is not None and v.app.focused.id == "ask")
    v.one("#ask").value = words
    await v.press("enter")
    await v.until(lambda: not v.app.screen.replying and v.app.screen.pane.talk.turned)
    await v.until(lambda: v.one("#ask").value == "")


async def questions(assistant) -> list[str]:
    talk = await assistant.conversation("ana-martin")
    return [turn.text for turn in talk.turns if turn.speaker == "you"]


async def test_i_look_through_my_talks_and_go_on_with_an_older_one(visit):
    async with visit(size=(120, 40)) as v:
        await v.home()
        await v.press("T")
        await v.sees("No talk yet")
        await ask(v, "how do we begin a session")
        await v.sees("1 talk")
        await v.press("escape", "i")
        await v.until(lambda: not v.app.screen.pane.talk.turned)
        await ask(v, "who speaks in a mixed meeting")
        await v.sees("2 talks")
        await v.press("escape")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "talks")
        await v.press("j", "p")
        await v.sees("Pinned: it stays at the top.")
        await v.press("e")
        await v.sees("What this talk is called")
        v.app.screen.query_one("#name").value = "Beginnings"
        await v.press("enter")
        await v.sees("Beginnings")
        await v.press("enter")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "ask")
        await ask(v, "and how do we end it")
        assert await questions(v.app.here.assistant) == [
            "how do we begin a session",
            "and how do we end it",
        ]


@pytest.mark.faults
async def test_i_find_words_in_a_talk_that_i_had_put_away(visit):
    async with visit() as v:
        await v.home()
        await v.press("T")
        await v.sees("No talk yet")
        await ask(v, "who speaks in a mixed meeting")
        await v.press("escape")
        await v.sees("1 talk")
        await v.press("a")
        await v.sees("Put away. z brings it back", "No talk yet")
        await v.press("slash")
        await v.type("mixed speaks")
        await v.press("enter")
        await v.sees("1 talk with these words", "put away")
        await v.press("z")
        await v.sees("It is back.")


@pytest.mark.faults
async def test_up_in_the_empty_ask_line_changes_my_last_question(visit):
    async with visit() as v:
        await v.prepare()
        await ask(v, "how do we begin")
        await v.press("t", "up")
        await v.until(lambda: v.one("#ask").value == "how do we begin")
        await v.press("escape")
        await v.until(lambda: v.one("#ask").value == "")
        assistant = v.app.here.assistant
        assert await questions(assistant) == ["how do we begin"]
        await v.press("t", "up")
        await v.until(lambda: v.one("#ask").value == "how do we begin")
        v.one("#ask").value = "how do we end a session"
        await v.press("enter")
        await v.until(lambda: not v.app.screen.replying)
        await v.until(lambda: v.app.focused is v.app.screen.pane.talk)
        await v.press("r")
        await v.until(lambda: not v.app.screen.replying)
        assert await questions(assistant) == ["how do we end a session"]
        talk = await assistant.conversation("ana-martin")
        assert [turn.speaker for turn in talk.turns] == ["you", "viceversa"]


async def test_nobody_else_finds_my_talks(open_as):
    ana = open_as("ana-ferreira")
    async for _ in ana.ask("how do we begin", pairing="ana-martin"):
        pass
    talk = (await ana.talks())[0]
    await ana.close()
    martin = open_as("martin-hallett")
    assert await martin.talks() == []
    assert await martin.talks("begin") == []
    await martin.close()
    assert talk.turns


async def test_i_rehearse_on_the_screen_and_nothing_of_it_is_kept(visit, tmp_path):
    async with visit() as v:
        await v.home()
        await v.press("V")
        await v.sees("Nothing is kept.")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "speak")
        assert "it is kept" not in v.text
        for n in range(3):
            v.one("#speak").value = f"In session {n} you explained the {CANARY}."
            await v.press("f9")
            await v.sees("nothing goes to an editor")
            await v.press("enter")
            await v.until(lambda n=n: len(v.app.screen._said) == n + 1)
        await v.sees("Invented, not Martin's words", "Nothing of this was kept. r begins anew")
        await v.press("r")
        await v.misses(CANARY, "Nothing of this was kept.")
        assert not any(CANARY in words for words in v.app.happened)
        await v.press("escape", "escape")
        await v.home()
    assert traces(tmp_path) == []


@pytest.mark.faults
async def test_y_copies_an_answer_with_its_sources_and_a_row_of_a_list(visit):
    async with visit() as v:
        await v.home()
        await v.press("y")
        await v.sees("Copied.")
        assert v.app.clipboard.startswith("Prepare session 4 with Martin")
        await v.press("P")
        await v.sees("minutes in all")
        await ask(v, "how do we begin")
        await v.until(lambda: v.app.screen.pane.talk.citations)
        v.app.screen.pane.talk.focus()
        await v.sees("r again", "e change it")
        await v.press("y")
        first = v.app.screen.pane.talk.citations[0]
        await v.until(lambda: first.quote in v.app.clipboard)
        assert f"[1] {first.label}: " in v.app.clipboard
