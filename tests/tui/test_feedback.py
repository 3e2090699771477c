"""Feedback on the screen: written part by part, sealed after a look, released point by point."""

import pytest

from tui.widgets.question_stack import QuestionStack
from tui.widgets.rows import Rows


def stack(v) -> QuestionStack:
    return v.one(QuestionStack)


async def feedback(v) -> None:
    await v.home()
    await v.press("F")
    await v.sees("Feedback to Sunita", "Round 4", "Yours to write")
    await v.until(lambda: v.app.focused is stack(v).boxes[0].area)


async def write(v, *parts: str) -> None:
    for part in parts:
        boxes = stack(v).boxes
        place = next(n for n, box in enumerate(boxes) if v.app.focused is box.area)
        await v.type(part)
        await v.press("tab")
        await v.until(
            lambda place=place: (
                len(stack(v).boxes) > place + 1 and v.app.focused is stack(v).boxes[place + 1].area
            )
        )


async def test_feedback_is_written_sealed_after_a_look_and_opens_for_both(visit, open_as):
    async with visit(person="jerome-tully") as v:
        await feedback(v)
        await write(v, "The shed.", "You asked by when.", "I said a zebra day.", "Ask again.")
        assert len(stack(v).boxes) == 8
        await v.press("f5")
        await v.sees("Feedback to Sunita", "You asked by when.", "It stays sealed until both")
        await v.press("enter")
        assert v.keys <= 8, "beside the typing, from home to sealed"
        await v.sees("The round is open now.", "so far nothing", "Nothing is released to you.")
        await v.press("enter")
        await v.sees("What Sunita will see", "I said a zebra day.")
        await v.press("enter")
        await v.sees("Sunita can read it now.", "released")
        await v.press("r")
        await v.sees("Sunita can no longer read it.", "only you")
    theirs = await open_as("sunita-kelkar").feedback("jerome-sunita", 4)
    assert theirs.theirs is None


@pytest.mark.faults
async def test_nothing_typed_is_lost_when_the_place_is_left(visit):
    async with visit(person="jerome-tully") as v:
        await feedback(v)
        await write(v, "The shed.")
        await v.type("You asked by")
        await v.press("H")
        await v.press("escape", "H")
        await v.home()
        await v.press("F")
        await v.sees("The shed.", "You asked by")


@pytest.mark.faults
async def test_a_verdict_is_offered_as_something_that_was_done_and_never_changed_unasked(visit):
    async with visit(person="jerome-tully") as v:
        await feedback(v)
        await write(v, "The shed.", "You were dismissive.")
        await v.sees("Wording:", "Try:")
        assert stack(v).answers[1] == "You were dismissive."
        await v.press("f3")
        await v.until(lambda: stack(v).answers[1] != "You were dismissive.")


@pytest.mark.faults
async def test_what_is_sealed_can_be_changed_or_taken_back_and_says_only_the_day(visit):
    async with visit(person="sunita-kelkar") as v:
        await v.home()
        await v.press("F")
        await v.sees("Yours is sealed.", "at the latest on 15", "sealed")
        assert "Jerome to you" not in v.text
        await v.press("d")
        await v.sees("Taken back.", "your name isn't a draft")
        assert stack(v).answers[0]


async def test_both_directions_stand_on_one_page_that_each_accepts_alone(visit):
    async with visit() as v:
        await v.home()
        await v.press("F")
        await v.sees("Feedback to Martin", "Round 2")
        await v.until(lambda: v.one("#points", Rows).lit)
        await v.press("m")
        await v.sees("Two-way summary", "To Martin, from Ana", "More of this.")
        await v.press("a")
        await v.sees("What Martin will see")
        await v.press("enter")
        await v.sees("Shared. Martin can read it now.", "shared, you said yes")


@pytest.mark.faults
async def test_a_session_is_summed_up_on_the_screen(visit):
    async with visit() as v:
        await v.home()
        await v.press("M")
        await v.sees("What the session came to", "Promises, each for its owner to confirm")
