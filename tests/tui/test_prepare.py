"""Preparing a session: cited, changed, exact to the minute, shared on purpose."""

from datetime import timedelta

import pytest

from tests.conftest import FixedClock
from tui.widgets.rows import Rows


def agenda(v):
    return v.app.screen.hand.agenda


def ids(v):
    return [line.id for line in agenda(v).lines]


async def on_line(v, topic: str) -> None:
    """Put the selection on a line."""
    line = next(line for line in agenda(v).lines if line.topic == topic)
    v.one("#agenda", Rows).select(f"line-{line.id}")
    await v.until(lambda: v.app.screen.item is not None and v.app.screen.item.id == line.id)


async def test_mentor_prepares_and_accepts_an_agenda_with_three_keys(visit):
    async with visit() as v:
        await v.home()
        await v.press("enter")
        await v.sees("minutes in all, as planned", "draft: rules", "Who sees this: only you")
        await v.press("a")
        await v.sees("What Martin will see", "The coordinator will not see it")
        await v.press("enter")
        await v.sees("Accepted. Martin can read it now", "Who sees this: you and Martin")
        assert v.keys <= 8, "from home"

    async with visit("martin-hallett") as v:
        await v.home()
        await v.press("P")
        await v.sees("minutes in all, as planned", "accepted")
        assert "a accept" not in v.text
        assert "e edit" not in v.text


async def test_a_draft_says_that_it_is_older_than_the_agreement(visit, monkeypatch):
    older = "Your agreement has changed since this was drafted"
    async with visit() as v:
        await v.prepare()
        await v.misses(older)
        later = FixedClock().now() + timedelta(days=1)
        monkeypatch.setattr(FixedClock, "now", lambda _: later)
        await v.app.here.assistant.change_rule("ana-martin", "3", "We walk.")
        await v.press("H")
        await v.home()
        await v.press("P")
        await v.sees("Agenda", older)


@pytest.mark.faults
async def test_accepting_can_be_taken_back_at_once(visit, open_as):
    async with visit() as v:
        await v.prepare()
        await v.press("a")
        await v.sees("What Martin will see")
        await v.press("enter")
        await v.sees("Accepted. Martin can read it now")
        await v.press("z")
        await v.sees("may have read it by then", "Who sees this: only you")
    martin = open_as("martin-hallett")
    assert await martin.accepted_agenda("ana-martin") is None


async def test_refusing_the_preview_shares_nothing(visit, open_as):
    async with visit() as v:
        await v.prepare()
        await v.press("a")
        await v.sees("What Martin will see")
        await v.press("escape")
        await v.misses("What Martin will see")
        assert "draft: rules" in v.text
    assert await open_as("martin-hallett").accepted_agenda("ana-martin") is None


async def test_mentor_sees_the_source_of_each_agenda_item(visit):
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        cited = 0
        for line in agenda(v).lines:
            await on_line(v, line.topic)
            if not line.citations:
                await v.sees("suggestion")
                continue
            cited += 1
            for citation in line.citations:
                assert citation.found
                await v.until(lambda c=citation: v.marked == c.quote, f"marks {citation.quote!r}")
                await v.press("n")
        assert cited >= 3


async def test_a_digit_opens_that_source_in_a_narrow_window(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("2")
        await v.sees("Source 2 of", "Found word for word")
        assert v.marked == agenda(v).citations[1].quote
        assert "minutes in all" not in v.text
        await v.press("escape")
        await v.sees("minutes in all, as planned")


async def test_n_opens_the_source_that_stands_below_the_list_then_the_next(visit):
    async with visit() as v:
        await v.prepare()
        line = next(line for line in agenda(v).lines if len(line.citations) > 1)
        await on_line(v, line.topic)
        for citation in line.citations[:2]:
            await v.press("n")
            await v.until(lambda c=citation: v.marked == c.quote, f"marks {citation.quote!r}")


async def test_the_selected_line_opens_its_goal_and_questions(visit):
    async with visit() as v:
        await v.prepare()
        line = next(line for line in agenda(v).items if line.prompts)
        assert line.prompts[0][:40] not in v.text
        await on_line(v, line.topic)
        await v.sees("Ask:", line.prompts[0][:40])


async def test_minutes_stay_exact_through_every_edit_and_undo(visit):
    async with visit() as v:
        await v.prepare()
        before = agenda(v)
        line = before.items[0]
        await on_line(v, line.topic)

        await v.press("plus", "plus", "plus")
        await v.until(
            lambda: next(x for x in agenda(v).lines if x.id == line.id).minutes == line.minutes + 3
        )
        assert agenda(v).total == agenda(v).minutes == 60

        await v.press("p")
        await v.until(lambda: line.id not in ids(v))
        assert agenda(v).total == 60

        await v.press("z", "z", "z", "z")
        await v.until(lambda: agenda(v) == before, "everything taken back")

        await v.press("d")
        await v.sees("Removed one line. z brings it back.")
        assert line.id not in ids(v)
        assert agenda(v).total == 60
        await v.press("z")
        await v.until(lambda: agenda(v) == before)

        await v.press("z")
        await v.sees("Nothing to undo here")


async def test_a_line_is_moved_with_arrows_and_put_down_with_enter(visit):
    async with visit() as v:
        await v.prepare()
        first, second = agenda(v).items[:2]
        await on_line(v, first.topic)
        await v.press("m", "down")
        await v.sees("moving")
        await v.press("enter")
        await v.sees("Moved. z puts it back.")
        assert [line.id for line in agenda(v).items[:2]] == [second.id, first.id]
        assert agenda(v).total == 60

        await v.press("m", "up")
        await v.sees("moving")
        await v.press("escape")
        await v.sees("Left where it was.")
        assert [line.id for line in agenda(v).items[:2]] == [second.id, first.id]


async def test_a_line_is_edited_and_nothing_typed_is_lost(visit):
    async with visit() as v:
        await v.prepare()
        line = agenda(v).items[0]
        await on_line(v, line.topic)
        await v.press("e")
        await v.sees("Edit agenda line", "used by other lines, total 60")
        assert len(line.goal or "") > 60
        await v.sees(
            f"Goal      {(line.goal or '')[:40]}"
        )  # read from its beginning, where nobody writes
        await v.press(*" today".replace(" ", "_"))
        await v.press("escape")
        await v.misses("Edit agenda line")
        assert agenda(v).items[0].topic == line.topic

        await v.press("e")
        await v.sees("What you were typing is here.", line.topic + "_today")
        await v.press("enter")
        await v.until(lambda: agenda(v).items[0].topic == line.topic + "_today")
        assert agenda(v).total == 60

        await v.press("e")
        await v.sees("Edit agenda line")
        assert "What you were typing" not in v.text


@pytest.mark.faults
async def test_a_line_of_ones_own_is_a_suggestion(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("i")
        await v.sees("New agenda line")
        await v.type("Parking at the depot")
        await v.press("enter")
        await v.sees("Parking at the depot", "Added, as a suggestion of yours")
        added = next(line for line in agenda(v).lines if line.topic == "Parking at the depot")
        assert added.suggestion
        assert agenda(v).total == 60
        await on_line(v, "Parking at the depot")
        await v.sees("No source: this line is a suggestion.")


@pytest.mark.parametrize(("step", "minutes"), [("left", 15), ("right", 90)])
async def test_length_is_chosen_and_the_old_agenda_comes_back(visit, step, minutes):
    async with visit() as v:
        await v.prepare()
        before = agenda(v)
        await v.press("l")
        await v.sees("How long shall it be?")
        await v.press(step, "enter")
        await v.until(lambda: agenda(v).minutes == minutes)
        await v.sees(f"{minutes} minutes,", f"{minutes}  minutes in all, as planned")
        await v.press("z")
        await v.until(lambda: agenda(v) == before)


async def test_other_minutes_keep_the_lines(visit):
    async with visit() as v:
        await v.prepare()
        lines = ids(v)
        await v.press("l")
        await v.sees("How long shall it be?")
        await v.press("tab", "7", "0", "tab", "right", "enter")
        await v.until(lambda: agenda(v).minutes == 70)
        assert agenda(v).total == 70
        assert ids(v) == lines


@pytest.mark.faults
async def test_an_agenda_is_saved_and_no_file_is_written_over(visit, tmp_path):
    target = tmp_path / "mine.md"
    target.write_text("older")
    async with visit() as v:
        await v.prepare()
        await v.press("x")
        await v.sees("Save or copy")
        v.one("#path").value = str(target)
        await v.press("enter")
        await v.until(lambda: len(list(tmp_path.glob("mine*.md"))) > 1 or "mine.md" in v.text)
    assert target.read_text() == "older"


async def test_why_shows_how_the_draft_was_made(visit):
    async with visit() as v:
        await v.prepare()
        await v.press("w")
        await v.sees("How it was made", "rules alone", "found word for word")


async def test_a_mentee_drafts_for_themselves_and_cannot_accept(visit):
    async with visit("martin-hallett") as v:
        await v.home()
        await v.press("P")
        await v.sees("Ana leads and shares the agenda", "Who sees this: only you")
        assert "a accept" not in v.text
        await v.press("a")
        await v.pilot.pause()
        assert "What Ana will see" not in v.text


@pytest.mark.faults
async def test_what_was_shared_can_be_taken_back_another_day(visit, open_as):
    async with visit() as v:
        await v.prepare()
        await v.press("a")
        await v.sees("What Martin will see")
        await v.press("enter")
        await v.sees("Accepted. Martin can read it now")
    async with visit() as v:
        await v.home()
        await v.press("P")
        await v.sees("minutes in all, as planned", "accepted")
        await v.press("u")
        await v.sees("may have read it by then", "Who sees this: only you")
    assert await open_as("martin-hallett").accepted_agenda("ana-martin") is None
