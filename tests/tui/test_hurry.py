"""Keys that come faster than places are built."""

import asyncio

import pytest

from tests.tui.looking import idle
from tui.screens.place import PlaceScreen
from tui.widgets.question_stack import AnswerArea, QuestionStack


@pytest.mark.faults
async def test_somebody_in_a_hurry_never_stands_between_two_places(visit):
    async with visit() as v:
        await v.home()
        between = []

        async def watch():
            while True:
                if not any(isinstance(screen, PlaceScreen) for screen in v.app.screen_stack):
                    between.append(list(v.app.screen_stack))
                await asyncio.sleep(0)

        watching = asyncio.create_task(watch())
        for place in ("search", "home", "settings", "home", "talks"):
            v.app.place_screen().go(place)
            await asyncio.sleep(0.02)
        await v.until(lambda: v.app.screen.PLACE == "talks" and v.app.screen.is_mounted)
        await idle(v)
        watching.cancel()
        assert between == []


@pytest.mark.faults
async def test_what_was_kept_is_still_kept_by_who_leaves_before_it_is_back(visit, monkeypatch):
    async with visit() as v:
        await v.home()
        await v.press("L")
        await v.until(lambda: getattr(v.app.screen, "card", None))
        place, core = v.app.screen.ask_place, v.app.here.assistant
        await v.press("t")
        await v.type("halfway")
        await v.press("escape", "H")
        await v.until(lambda: v.app.screen.PLACE == "home")
        may_go_on, kept_words = asyncio.Event(), core.kept_words

        async def slowly(wanted):
            await may_go_on.wait()
            return await kept_words(wanted)

        monkeypatch.setattr(core, "kept_words", slowly)
        await v.press("L")
        await v.until(lambda: v.app.screen.PLACE == "library")
        await v.app.keep_everything()
        assert await core.kept_text(place) == "halfway"
        await v.press("t")
        await v.type(" there")
        await v.app.keep_everything()
        assert await core.kept_text(place) == "halfway there"
        # A note, too, that was begun before anything of it could be back.
        await v.press("escape", "N")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id == "note")
        await v.type("a note")
        await v.app.keep_everything()
        assert await core.kept_text(v.app.screen.place_of("note")) == "a note"
        may_go_on.set()
        await v.press("escape", "L")
        await v.until(lambda: v.app.screen.PLACE == "library")
        await v.until(lambda: all(w.is_finished for w in v.app.screen.workers))
        assert v.one("#ask").value == "halfway there"


@pytest.mark.faults
async def test_no_point_of_feedback_is_lost_by_who_leaves_while_the_form_is_built(
    visit, monkeypatch
):
    points = [["The shed.", "You asked by when.", "", ""], ["The call.", "You drew it.", "", ""]]
    async with visit(person="jerome-tully") as v:
        await v.home()
        await v.press("F")
        await v.until(lambda: v.app.focused is not None and v.app.focused.id != "ask")
        await v.until(lambda: getattr(v.app.screen, "writing", False))
        form = v.app.screen
        for answer in (part for point in points for part in point):
            await v.until(lambda: isinstance(v.app.focused, AnswerArea))
            area = v.app.focused
            await v.type(answer)
            await v.press("tab")
            await v.until(lambda area=area: v.app.focused is not area)
        place, core = form.place, v.app.here.assistant
        await v.press("escape", "H")
        await v.home()
        whole = await core.kept_text(place)
        assert "You drew it." in whole
        added, add = [], QuestionStack.add

        async def slowly(stack, box, *, focus=True):
            if len(added) == 5:
                await asyncio.Event().wait()
            added.append(box)
            await add(stack, box, focus=focus)

        monkeypatch.setattr(QuestionStack, "add", slowly)
        await v.press("F")
        await v.until(lambda: len(added) == 5)
        await v.app.keep_everything()
        assert await core.kept_text(place) == whole


@pytest.mark.faults
async def test_a_question_that_was_answered_is_not_put_back_into_the_ask_line(visit):
    async with visit() as v:
        await v.home()
        place = v.app.screen.ask_place
        await v.press("t")
        await v.type("how so")
        await v.press("enter")
        await v.until(lambda: v.app.screen.pane.talk.answer_in_view and not v.app.screen.replying)
        await v.until(lambda: not v.app.screen._unkept)
        assert await v.app.here.assistant.kept_text(place) == ""


@pytest.mark.faults
@pytest.mark.parametrize("place", ["connect", "run"])
async def test_who_types_before_the_kept_words_are_back_loses_neither(visit, monkeypatch, place):
    field = {"connect": "#address", "run": "#bullet"}[place]

    async def open_field(v):
        await v.home()
        v.app.screen.go(place, "ana-martin")
        await v.until(lambda: place == v.app.screen.PLACE)
        if place == "run":
            await v.until(lambda: v.app.screen.view)
            if not v.app.screen.runs:
                await v.press("enter")
                await v.until(lambda: v.app.screen.runs)
            await v.press("b")
        await v.until(lambda: v.app.focused in v.app.screen.query(field))

    async with visit() as v:
        await open_field(v)
        await v.until(lambda: v.one(field).place)
        await v.type("half")
        await v.press("escape", "H")
        await v.home()
        core, may_go_on = v.app.here.assistant, asyncio.Event()

        async def slow(name, given):
            await may_go_on.wait()
            return await given(name)

        for call in ("kept_words", "kept_text"):
            given = getattr(core, call)
            monkeypatch.setattr(core, call, lambda name, given=given: slow(name, given))
        await open_field(v)
        await v.type("way")
        leaving = asyncio.create_task(v.app.keep_everything())
        await v.pilot.pause()
        may_go_on.set()
        await leaving
        assert await core.kept_text(v.one(field).place) == "halfway"
        await v.until(lambda: all(w.is_finished for w in v.app.screen.workers))
        assert v.one(field).value == "halfway"
