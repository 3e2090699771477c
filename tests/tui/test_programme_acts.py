"""For everybody: the coordinator ticks milestones off and answers, and takes each back."""

import json

import pytest

from tests.command_line import viceversa  # noqa: F401 (a fixture)


@pytest.mark.faults
async def test_coordinator_ticks_a_milestone_off_and_takes_it_back(visit, open_as):
    async with visit("oonagh-reid") as v:
        await v.home()
        await v.press("U")
        await v.until(lambda: getattr(v.app.screen, "_milestones", None))
        coming = next(one for one in await v.app.here.assistant.milestones() if not one.done)
        v.one("#for-all").select(f"milestone-{coming.id}")
        await v.press("space")
        await v.sees("is ticked off, by you today.", "ticked off by Oonagh")
        theirs = await open_as("martin-hallett").milestones()
        (seen,) = [one for one in theirs if one.id == coming.id]
        assert seen.done
        assert seen.done_by.startswith("Oonagh")
        assert str(seen.done_on) == "2026-06-10"
        await v.press("z")
        await v.sees("Taken back.")
        assert coming in await v.app.here.assistant.milestones()
        await v.press("z")
        await v.sees("Nothing to undo here.")


def test_nobody_else_ticks_a_milestone_off(viceversa):
    assert viceversa("milestones", "--plain", "--as", "Oonagh").stdout.startswith("1. ")
    refused = viceversa("milestones", "--done", "1")
    assert "ticked off by the programme's coordinator" in refused.stderr
    known = json.loads(viceversa("milestones", "--json").stdout)["milestones"]
    open_one = next(number for number, one in enumerate(known, start=1) if not one["done"])
    told = viceversa("milestones", "--done", str(open_one), "--as", "Oonagh", "--json").stdout
    ticked = json.loads(told)["milestones"][open_one - 1]
    assert ticked["done"]
    assert ticked["done_by"].startswith("Oonagh")


@pytest.mark.faults
async def test_what_is_typed_in_haste_and_refused_stands_there_again(visit):
    async with visit("oonagh-reid") as v:
        await v.home()
        await v.press("U")
        await v.sees("You said, we did")
        await v.press("i")
        await v.until(lambda: v.app.screen.query("#text"))
        await v.type("a room")
        await v.press("tab", "tab")
        # Its last letters are younger than what is kept twice a second.
        await v.press(*"soonish", "f5")
        await v.until(lambda: not v.app.screen.query("#text"))
        await v.press("i")
        await v.until(lambda: v.app.screen.query("#text"))
        assert v.one("#text").value == "a room"
        assert v.one("#by").value == "soonish"


@pytest.mark.faults
async def test_an_answer_and_a_request_of_the_coordinator_are_taken_back(visit):
    async with visit("oonagh-reid") as v:
        await v.home()
        await v.press("U")
        await v.sees("You said, we did")
        core = v.app.here.assistant
        before = await core.asks()
        await v.press("i")
        await v.until(lambda: v.app.screen.query("#text"))
        await v.type("a quiet room")
        await v.press("f5")
        await v.sees("z takes it back.")
        asked = next(ask for ask in await core.asks() if ask.text == "a quiet room")
        assert asked.id not in [ask.id for ask in before]
        await v.press("z")
        await v.sees("Taken back.")
        assert [ask.id for ask in await core.asks()] == [ask.id for ask in before]
        first = before[0]
        v.one("#for-all").select(f"ask-{first.id}")
        await v.press("e")
        await v.until(lambda: v.app.screen.query("#answer"))
        v.app.screen.query_one("#answer").value = "Booked."
        await v.press("f5")
        await v.sees("z takes it back.")
        await v.until(lambda: v.app.screen.acts._undo)
        await v.press("z")
        await v.sees("Taken back.")
        again = next(ask for ask in await core.asks() if ask.id == first.id)
        assert (again.answer, again.state) == (first.answer, first.state)
