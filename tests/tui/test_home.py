"""The first run, and home for each of the three."""

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock


async def test_the_first_run_welcomes_and_the_demo_opens_home(visit, tmp_path):
    empty = assistant(
        Settings(store=str(tmp_path / "empty.sqlite"), embedder="none"),
        clock=FixedClock(),
        settings_file=tmp_path / "settings.toml",
    )
    async with visit(assistant=empty) as v:
        await v.sees("a junior mentors", "Look around first", "What is sent")
        await v.press("enter")
        await v.home()
        await v.sees("Prepare session 4 with Martin")


async def test_somebody_new_on_this_computer_chooses_who_they_are(visit):
    async with visit("") as v:
        await v.sees("Choose yourself.", "Martin Hallett", "coordinator")
        v.one("#people-rows").select("martin-hallett")
        await v.press("enter")
        await v.sees("Good to see you, Martin")
        await v.press("W")
        await v.sees("mentor of Martin Hallett")


async def test_home_says_what_is_next_and_enter_does_it(visit):
    async with visit() as v:
        await v.home()
        lines = v.text.splitlines()
        nxt = next(i for i, line in enumerate(lines) if line.strip() == "Next")
        assert lines[nxt + 1].startswith("> Prepare session 4 with Martin")
        await v.sees("session 4 of 6", "Goal", "Promised", "Martin: ")
        await v.press("enter")
        await v.sees("Session 4 with Martin")


async def test_coordinator_sees_counts_and_no_words_of_a_pair(visit, open_as):
    goals = (await open_as("ana-ferreira").pairings())[0].goals
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await v.home()
        await v.sees("Sessions held", "What was said in sessions is never shown here.")
        assert "6 pairings" in v.text
        assert not any(goal[:30] in v.text for goal in goals)
        assert "P prepare" not in v.text
        await v.press("P")
        await v.pilot.pause()
        assert "Sessions held" in v.text


async def test_esc_goes_back_and_h_goes_home_from_anywhere(visit):
    async with visit() as v:
        await v.home()
        await v.press("L")
        await v.sees("Library of guidance")
        await v.press("W")
        await v.sees("Who is in it")
        await v.press("escape")
        await v.sees("Library of guidance")
        await v.press("W")
        await v.sees("Who is in it")
        await v.press("H")
        await v.home()
        assert len(v.app.screen_stack) == 2


async def test_a_store_that_cannot_be_opened_is_said_in_words(visit, tmp_path):
    (tmp_path / "broken.sqlite").write_bytes(b"no database" * 500)
    broken = assistant(
        Settings(store=str(tmp_path / "broken.sqlite")), settings_file=tmp_path / "settings.toml"
    )
    async with visit(assistant=broken) as v:
        await v.sees("Q leaves.")
        assert "Traceback" not in v.text


async def test_somebody_to_talk_to_leads_to_the_people_and_not_to_the_top_of_their_page(visit):
    async with visit("ana-ferreira", size=(80, 24)) as v:
        await v.home()
        steps = v.app.screen._steps
        row = next(row for row, step in steps.items() if step.title == "Somebody to talk to")
        v.one("#home-rows").select(row)
        await v.press("enter")
        await v.sees("Somebody to talk to", "for a call", "If somebody may be in danger now.")
        await v.until(lambda: v.one("#for-all").lit == "offer")
