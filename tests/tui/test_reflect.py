"""Reflecting on the screen: one question at a time, nothing lost, nothing shared unseen."""

import pytest
from textual.widgets import Static

from tui.widgets.choice import Choice
from tui.widgets.question_stack import QuestionStack


def stack(v) -> QuestionStack:
    return v.one(QuestionStack)


async def reflect(v) -> None:
    await v.home()
    await v.press("E")
    await v.sees("Session 3 with Martin, looking back", "1 · What?")
    await v.until(lambda: v.app.focused is stack(v).boxes[0].area)


async def asked_anew(v) -> None:
    """The keys leave the field; once another first question is there, it has the focus again."""
    await v.until(lambda: stack(v).boxes and v.app.focused is stack(v).boxes[0].area)


async def answer(v, words: str) -> None:
    asked = len(stack(v).boxes)
    await v.type(words)
    await v.press("tab")
    await v.until(
        lambda: (
            v.app.screen.keeping is not None
            or (len(stack(v).boxes) > asked and v.app.focused is stack(v).boxes[asked].area)
        )
    )


async def test_a_reflection_is_three_questions_and_kept_for_its_writer_alone(visit, open_as):
    async with visit() as v:
        await reflect(v)
        await v.sees("You wrote:", "Who sees this: only you")
        await answer(v, "the hatch was open")
        await v.sees("You have just written:", "the hatch was open", "2 · So what?")
        await answer(v, "nobody looked up")
        await v.sees("3 · Now what?", "session 4")
        await answer(v, "close the hatch")
        await v.sees("Before you keep it", "only you  Martin too")
        await v.press("4", "enter")
        await v.sees("Kept, only for you.")
        assert v.keys <= 6, "beside the typing, from home"
        assert stack(v).boxes == []
    ana = open_as("ana-ferreira")
    kept = (await ana.reflections("Martin", 3))[-1]
    assert [a.text for a in kept.answers][-1] == "close the hatch"
    await ana.close()
    theirs = await open_as("martin-hallett").search("hatch", pairing="ana-martin")
    assert not any("hatch" in hit.passage.text for hit in theirs)


async def test_what_the_partner_will_read_is_shown_before_it_is_shared(visit, open_as):
    async with visit() as v:
        await reflect(v)
        await answer(v, "the hatch was open")
        await answer(v, "nobody looked up")
        await answer(v, "close the hatch")
        await v.sees("Before you keep it", "close the hatch")
        await v.until(lambda: v.app.screen.query("#reader-2"))
        v.one("#reader-2", Choice).take("pair")
        await v.press("f5")
        await v.sees("What Martin will see", "close the hatch", "2 other answers")
        shown = v.one(".page Static", Static).content.plain
        assert shown.strip() == "close the hatch"
        await v.press("enter")
        await v.sees("Shared with Martin: 1 answer, 3 words.", "Martin reads what is for you two.")
    theirs = await open_as("martin-hallett").search("hatch", pairing="ana-martin")
    assert [h.passage.text for h in theirs if "hatch" in h.passage.text] == ["close the hatch"]


@pytest.mark.faults
async def test_what_was_typed_is_there_again_and_goes_on_where_it_was(visit):
    async with visit() as v:
        await reflect(v)
        await answer(v, "the hatch was open")
        await v.type("half a thou")
        await v.press("escape", "escape")
        await v.home()
        await v.press("E")
        await v.sees("half a thou", "the hatch was open")
        assert len(stack(v).boxes) == 2
    async with visit() as v:
        await v.home()
        await v.press("E")
        await v.sees("Restored: 2 answers from ")


async def test_an_empty_answer_is_met_with_a_smaller_question(visit):
    async with visit() as v:
        await reflect(v)
        await answer(v, "")
        await v.sees("2 · So what?", "suggestion")


async def test_another_way_more_depth_and_looking_ahead(visit):
    async with visit() as v:
        await reflect(v)
        await v.press("escape", "l")
        await asked_anew(v)
        await v.sees("about 15 minutes", "6 questions")
        await v.press("escape", "m")
        await asked_anew(v)
        await v.sees("Reflective cycle")
        await v.press("escape", "b")
        await asked_anew(v)
        await v.sees("Session 4 with Martin, looking ahead")


async def test_home_offers_to_reflect_until_it_is_done(visit, open_as):
    async with visit("sunita-kelkar") as v:
        await v.home()
        assert "Reflect on session 4 with Jerome" not in v.text
    async with visit("jerome-tully") as v:
        await v.home()
        await v.sees("Reflect on session 4 with Sunita", "3 minutes")


async def test_a_source_opens_from_its_number(visit):
    async with visit(size=(120, 40)) as v:
        await reflect(v)
        await v.press("escape", "1")
        await v.sees("Source 1 of")
        assert v.marked


async def test_a_function_key_struck_by_mistake_lets_the_next_letter_replace_nothing(visit):
    async with visit() as v:
        await reflect(v)
        await v.type("all that I noticed")
        await v.press("f6", "f7")
        await v.type(" today")
        assert stack(v).boxes[0].area.text == "all that I noticed today"
