"""For everybody in a programme: answers to requests, somebody to talk to, a coordinator's home."""

import pytest

from assistant.domain.programme_notes import Period
from assistant.errors import NotAllowed
from tui.widgets.rows import Rows


async def open_programme(v) -> None:
    await v.home()
    await v.press("U")
    await v.sees("For everybody in the programme", "You said, we did", "Somebody to talk to")


async def test_the_coordinator_sees_the_programme_at_a_glance_with_numbers_beside_each_bar(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await v.home()
        counts = (await v.app.here.assistant.home()).programmes[0]
        every = counts.sessions
        await v.sees(f"{counts.held} of {every}", "Held by month", "Milestones", "Ratings")
        held = sum(month[1] for month in counts.months)
        assert held == counts.held
        row = next(line for line in v.text.splitlines() if line.strip().startswith("held"))
        assert [int(word) for word in row.split("\u2502")[0].split()[1:]] == [
            month[1] for month in counts.months
        ]
        assert "told in the note" in v.text


async def test_home_shows_ratings_only_as_a_note_told_them(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await v.home()
        core = v.app.here.assistant
        assert (await core.home()).programmes[0].told == ()
        draft = await core.summary_note()
        in_note = {line.cells[0]: line.cells[1:] for line in draft.page.section("figures").lines}
        for label, told in (await core.home()).programmes[0].told:
            shown = [cell for cell in in_note[label] if cell and not cell.startswith("(")]
            assert bool(told) == bool(shown)
            assert all(cell in told for cell in shown)


async def test_the_coordinator_says_what_was_done_about_a_request_and_when(visit):
    async with visit("oonagh-reid", size=(100, 40)) as v:
        await open_programme(v)
        asks = await v.app.here.assistant.asks()
        wanted = next(ask for ask in asks if ask.state == "open")
        v.one("#for-all", Rows).select(f"ask-{wanted.id}")
        await v.press("e")
        await v.sees("What came of it?")
        v.one("#answer").value = "Agreed for everybody."
        v.one("#on").value = "3 June"
        await v.press("f5")
        await v.sees("Kept. Everybody in the programme can read it now.", "(3 June 2026)")
    async with visit("martin-hallett", size=(100, 40)) as v:
        await open_programme(v)
        await v.sees("Agreed for everybody.")
        v.one("#for-all", Rows).select(f"ask-{wanted.id}")
        await v.press("e")
        assert "What came of it?" not in v.text


async def test_a_day_that_cannot_be_read_loses_nothing_that_was_typed(visit):
    async with visit("oonagh-reid", size=(100, 40)) as v:
        await open_programme(v)
        await v.press("i")
        await v.sees("What do we ask of the organisation?")
        v.one("#text").value = "A second pool of dates."
        v.one("#by").value = "soonish"
        await v.press("f5")
        await v.sees("soonish is no day that can be read")
        await v.press("i")
        await v.until(lambda: v.one("#text").value == "A second pool of dates.")


async def test_a_mentor_asks_for_a_call_and_only_that_reaches_the_coordinator(visit):
    async with visit("ana-ferreira", size=(100, 40)) as v:
        await open_programme(v)
        v.one("#for-all", Rows).select("offer")
        await v.press("enter")
        await v.sees("What Oonagh will see", "Ana Ferreira asked for a call.")
        await v.press("enter")
        await v.sees("Oonagh can see that you did, and nothing else.", "You asked for a call")
    async with visit("martin-hallett", size=(100, 40)) as v:
        await open_programme(v)
        assert "Ana Ferreira asked" not in v.text
    async with visit("oonagh-reid", size=(100, 40)) as v:
        await v.home()
        await v.sees("Call Ana Ferreira", "1 person asked for one")
        await v.press("enter")
        await v.sees("Ana Ferreira asked for a call")
        row = next(
            r.id for r in v.one("#for-all", Rows).options if (r.id or "").startswith("call-")
        )
        v.one("#for-all", Rows).select(row)
        await v.press("enter")
        await v.sees("Have you talked with Ana?")
        await v.press("enter")
        await v.sees("Erased. Nothing of it is kept.")
        assert await v.app.here.assistant.call_requests() == []


async def test_the_evaluation_tells_hours_and_ratings_and_how_little_they_carry(visit):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await v.home()
        core = v.app.here.assistant
        assert "Look at the evaluation" not in v.text
        await core.release_summary_note((await core.summary_note()).id)
        await v.press("W", "H")
        await v.sees("Look at the evaluation")
        held = [s for s in await core.sessions() if s.state == "held"]
        hours = f"{sum(s.minutes for s in held) / 60:.1f}".removesuffix(".0")
        screen = v.app.screen
        row = next(r for r, step in screen._steps.items() if step.place == "evaluation")
        v.one("#home-rows", Rows).select(row)
        await v.press("enter")
        await v.sees(
            "What took place", f"{len(held)} sessions were held, {hours} hours", "What is held back"
        )
        note = await core.summary_note(period=Period.END)
        evaluation = await core.evaluation()
        assert evaluation.section("figures") == note.page.section("figures")


async def test_who_is_in_it_shows_the_coordinator_that_pairs_met_and_a_mentor_nothing_of_it(visit):
    async with visit("oonagh-reid", size=(100, 50)) as v:
        await v.home()
        await v.press("W")
        await v.sees("Pairings: that they met, never what was said", "3 held of 6")
    async with visit("ana-ferreira", size=(100, 50)) as v:
        await v.home()
        await v.press("W")
        await v.sees("Bernadette Quill")
        assert "held of" not in v.text


@pytest.mark.faults
async def test_the_coordinator_closes_the_programme_and_everybody_reads_the_thanks(visit, open_as):
    ana = open_as("ana-ferreira")
    await ana.ask_for_call()
    await ana.close()
    async with visit("oonagh-reid", size=(100, 50)) as v:
        await v.home()
        core = v.app.here.assistant
        await core.release_summary_note((await core.summary_note()).id)
        v.app.screen.go("evaluation")
        await v.sees("What took place")
        await v.press("c")
        await v.sees("Close the programme")
        await v.type("Thank you for every hour")
        await v.press("enter")
        await v.sees("Everybody in the programme will read this", "Erased now")
        assert await core.closed_programmes() == []
        await v.press("enter")
        await v.sees("Closed. Everybody in the programme can read your thanks")
        assert await core.call_requests() == []
    async with visit("martin-hallett", size=(100, 50)) as v:
        await v.home()
        await v.sees("Closed on 10 June. Thank you.")
        await v.press("U")
        await v.sees("Thank you for every hour", "Stays each person's own")
        with pytest.raises(NotAllowed):
            await v.app.here.assistant.close_programme("Not mine to say")
