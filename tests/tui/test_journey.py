"""What the two of a pairing have on the screen: agreement, questions box, journey, "I did"."""

from datetime import date

import pytest

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock


async def test_mentee_says_i_did_with_three_keys_from_home(visit, open_as):
    async with visit("martin-hallett") as v:
        await v.home()
        await v.sees("Read first", "Tell Ana what you did", "What I changed")
        await v.press("down", "enter")
        await v.sees("I did it", "Ana sees that you did it")
        await v.press("enter")
        await v.sees("Kept. The next agenda begins with it.")
    kept = [c for c in await open_as("martin-hallett").commitments("Ana") if c.state == "kept"]
    assert any("Ask the screen one real question" in c.text for c in kept)


async def test_both_say_yes_to_the_same_words_on_the_screen(visit, open_as):
    async with visit("ana-ferreira") as v:
        await v.home()
        await v.press("A")
        await v.sees("How we work together", "Agreed by both of you.")
        await v.press("down", "e")
        await v.sees("Your words for this rule")
        await v.type(" Always")
        await v.press("enter")
        await v.sees("not agreed yet", "z puts them back")
        assert "not to replace them. Always" in " ".join(v.text.split())
        await v.press("a")
        await v.sees("It stands when Martin says yes to the same words.")
        await v.press("z")
        await v.sees("Nobody has said yes to these words yet.", "b both said it")
        await v.press("b")
        await v.sees("Agreed: both of you said yes on 10 June.")


@pytest.mark.faults
async def test_in_a_wide_window_the_selected_entry_of_the_journey_stands_in_full(visit):
    async with visit("ana-ferreira", size=(120, 40)) as v:
        await v.prepare()
        lines = v.app.screen.hand.agenda.lines
        await v.press("escape", "J")
        await v.sees("It leads agendas")
        await v.press("down")
        await v.sees("A goal", "This goal is Martin's.")
        v.one("#journey").select("session-4")
        await v.sees("Thu 18 June, 15:00, 60 minutes", "(only you)", lines[0].topic)
        await v.press("G")
        await v.sees("What came of it", "Sent the next morning.")
        await v.press("tab", "escape")
        await v.until(lambda: v.app.focused is v.one("#journey"))
        await v.pilot.resize_terminal(80, 24)
        await v.misses("What came of it")


@pytest.mark.faults
async def test_a_question_is_parked_looked_into_and_asked_after_a_look(visit, open_as):
    async with visit("martin-hallett", size=(120, 40)) as v:
        await v.home()
        await v.press("B")
        await v.sees("Questions box, with Ana", "Who sees this: only you")
        await v.press("i")
        await v.sees("Park a question")
        await v.type("How do I hear the screen?")
        await v.press("enter")
        await v.sees("Parked, only for you.", "How do I hear the screen?")
        await v.press("enter")
        await v.sees("It is open as it stands.", "Source")
        await v.press("v")
        await v.sees("What Ana will see")
        await v.press("escape")
        await v.press("v")
        await v.sees("What Ana will see")
        await v.press("enter")
        await v.sees("Ana can read it.", "Who sees this: you and Ana")
        await v.press("a")
        await v.sees("what you found out")
        await v.press("enter")
        await v.sees("Answered, and kept.")
    asked = await open_as("ana-ferreira").questions("Martin")
    assert [q.answered for q in asked if "hear the screen" in q.text] == [True]


@pytest.mark.faults
async def test_a_session_is_planned_moved_and_missed_from_the_journey(visit, open_as):
    async with visit("ana-ferreira") as v:
        await v.home()
        await v.press("J")
        await v.sees("Journey with Martin", "Sessions, 6")
        v.one("#journey").select("session-4")
        await v.press("enter")
        await v.sees("Move session 4", "18 June 2026 15:00")
        v.app.screen.query_one("#when").value = "25 June"
        await v.press("f5")
        await v.sees("Session 4 is on Thu 25 June, 15:00.", "moved once")
        await v.press("enter")
        await v.sees("Move session 4")
        v.app.screen.query_one("#when").value = "whenever"
        await v.press("f5")
        await v.sees("That date cannot be read.", "whenever")
        await v.press("escape", "m")
        await v.sees("Session 4 did not take place.", "missed")
    assert (await open_as("martin-hallett").pairing("Ana")).next_session == 5


@pytest.mark.faults
async def test_goals_subject_and_a_promise_are_worded_in_the_journey(visit, open_as):
    async with visit("martin-hallett", size=(120, 40)) as v:
        await v.home()
        await v.press("J")
        await v.sees("Journey with Ana", "About")
        await v.press("i")
        await v.sees("Something that can be seen by the last session.")
        await v.type("Hear Quayside first")
        await v.press("f5")
        await v.sees("Kept. Ana sees it too.", "Hear Quayside first")
        await v.press("p")
        await v.sees("One change, by a date")
        await v.type("Ask one person")
        await v.press("enter")
        await v.type("30 June")
        await v.press("enter")
        await v.sees("Promised. Ana sees it", "by 30 June")
        await v.press("enter")
        await v.sees("I did it")
        await v.press("enter")
        await v.sees("Kept. The next agenda begins with it.")
    view = await open_as("ana-ferreira").pairing("Martin")
    assert "Hear Quayside first" in view.goals
    assert view.promised[0] == "Martin: 3 kept, 1 open, 1 not kept, 1 to confirm"


async def test_what_was_being_typed_in_a_small_page_is_there_again(visit):
    async with visit("martin-hallett") as v:
        await v.home()
        await v.press("B")
        await v.sees("Questions box")
        await v.press("i")
        await v.sees("Park a question")
        await v.type("Half a question")
        await v.press("escape")
        await v.press("i")
        await v.sees("Park a question", "Half a question")


@pytest.mark.faults
async def test_names_and_words_that_try_to_steer_the_screen_are_only_text(visit, tmp_path):
    steering = "[red]Lena[/] \x1b]0;OWNED\x07 \u202egnp [@click=app.quit]x[/]"
    opened = assistant(
        Settings(store=str(tmp_path / "own.sqlite"), embedder="none", time_zone="UTC"),
        clock=FixedClock(),
        settings_file=tmp_path / "own.toml",
    )
    begun = await opened.start_pairing(
        steering, f"Victor {steering}", "mentee", focus=steering, goal=steering
    )
    pair = begun.pairing
    await opened.keep_out(pair, steering, [steering])
    await opened.park_question(pair, steering)
    await opened.add_rule(pair, steering)
    await opened.promise(pair, steering, date(2026, 6, 20))
    await opened.plan_session(pair, 1, (date(2026, 6, 20), None), place=steering)
    async with visit(assistant=opened) as v:
        for place in ("home", "journey", "agreement", "questions", "boundaries", "pairs", "people"):
            await v.home()
            v.app.screen.go(place, pair)
            await v.until(lambda place=place: place == v.app.screen.PLACE)
            await v.sees("You keep out" if place == "boundaries" else "[red]Lena")
            assert "\x1b" not in v.text
            assert "\u202e" not in v.text
            for key in ("j", "enter", "escape", "H"):
                await v.press(key)
                await v.pilot.pause()


async def test_the_mentee_walks_the_whole_way_from_mirror_to_feedback(visit, open_as):
    async with visit("martin-hallett") as v:
        await v.home()
        await v.press("Y")
        await v.sees("A private mirror", "Nothing is added up")
        await v.press(*"123333", "enter")
        await v.sees("Kept, only for you.")
        await v.press("H")
        await v.home()
        await v.press("g", "enter")
        await v.sees("Read first")
        await v.until(lambda: getattr(v.app.screen, "page", None), "the page to read")
        await v.press("H")
        await v.home()
        await v.sees("The one-screen brief for session 4")
        steps = v.app.screen._steps.items()
        v.one("#home-rows").select(next(n for n, step in steps if "one-screen brief" in step.title))
        await v.press("enter")
        await v.until(lambda: v.app.screen.PLACE == "brief" and v.app.screen.page, "the brief")
        await v.press("B")
        await v.sees("Questions box, with Ana")
        await v.press("i")
        await v.sees("Park a question")
        await v.type("What is it like at Quayside?")
        await v.press("enter")
        await v.sees("Parked, only for you.")
        await v.press("E")
        await v.until(lambda: getattr(v.app.screen, "draft", None) and v.app.screen.stack.boxes)
        await v.press("escape", "J")
        await v.sees("Journey with Ana")
        await v.press("p")
        await v.sees("One change, by a date")
        await v.type("Ask one person before I decide")
        await v.press("enter", *"11", "space", *"June", "enter")
        await v.sees("Promised. Ana sees it")
        await v.press("H")
        await v.home()
        await v.sees("Tell Ana what you did: Ask one person")
        step = next(
            name for name, step in v.app.screen._steps.items() if step.title.endswith("I decide")
        )
        v.one("#home-rows").select(step)
        await v.press("enter")
        await v.sees("I did it")
        await v.press("enter")
        await v.sees("Kept. The next agenda begins with it.")
        await v.press("F")
        await v.sees("Feedback to Ana")
    ana = await open_as("ana-ferreira").pairing("Martin")
    assert ana.promised[0].startswith("Martin: 3 kept")


@pytest.mark.faults
async def test_a_session_said_to_be_held_by_a_slip_is_to_come_again_with_its_date(visit):
    async with visit("ana-ferreira") as v:
        await v.home()
        await v.press("J")
        await v.sees("Sessions, 6")
        v.one("#journey").select("session-5")
        await v.press("h")
        await v.sees("Session 5 took place.", "z takes it back")
        await v.press("enter")
        await v.sees("If it did not, z says so.")
        await v.press("z")
        await v.sees("Session 5 is to come after all.", "planned")
        sessions = (await v.app.here.assistant.journey("ana-martin")).sessions
        assert [s.state for s in sessions[3:5]] == ["planned", "planned"]
        assert sessions[4].starts_at > sessions[3].starts_at
