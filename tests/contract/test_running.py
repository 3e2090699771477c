"""Running a session, as its mentor would tell it: on the demo store, with a clock that is moved."""

from datetime import timedelta

import pytest

from assistant.domain.sessions import SessionState
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound
from tests.conftest import FixedClock


class MovingClock(FixedClock):
    """Begins at the fixed moment; tests move it on."""

    gone = timedelta()

    def now(self):
        return super().now() + self.gone

    def move(self, **by: float) -> None:
        self.gone += timedelta(**by)


@pytest.fixture
async def running(open_as):
    """Ana with an agenda for session 4, and her clock."""
    ana = open_as("ana-ferreira")
    await ana.prepare_agenda("ana-martin", engine="rules")
    clock = MovingClock()
    (await ana._services()).context.clock = clock
    return ana, clock


async def test_the_mentor_ticks_lines_off_and_sees_minutes_used(running):
    ana, clock = running
    ready = await ana.run_view("Martin")
    assert (ready.state, ready.session, ready.agenda) == ("ready", 4, "draft")
    first, second, *_ = ready.items
    begun = await ana.begin_run("Martin")
    assert (begun.hand, begun.seconds_left) == (first.id, 60 * 60)
    clock.move(minutes=6)
    view = await ana.tick_off("Martin")
    assert (view.items[0].state, view.items[0].seconds, view.hand) == ("done", 360, second.id)
    clock.move(minutes=2, seconds=10)
    view = await ana.run_view("Martin")
    assert (view.items[1].seconds, view.seconds_left) == (130, 60 * 60 - 490)
    assert (await ana.five_more_minutes("Martin")).seconds_left == 65 * 60 - 490


async def test_a_session_run_before_its_day_was_held_on_the_day_on_which_they_met(running):
    ana, clock = running
    await ana.begin_run("Martin")
    clock.move(minutes=50)
    await ana.end_run("Martin", share=False)
    met = (await ana.journey("Martin")).sessions[3]
    assert (met.state, met.starts_at.date()) == ("held", FixedClock().now().date())
    # To come after all, it goes back to its planned day; held later, it is of that day.
    back = await ana.mark_session("Martin", 4, SessionState.PLANNED)
    assert (back.state, back.when) == ("planned", "Thu 18 June, 15:00")
    assert (await ana.journey("Martin")).moves.get(4, 0) == 0
    clock.move(days=8)
    assert (await ana.mark_session("Martin", 4, SessionState.HELD)).when == "Thu 18 June, 15:00"


@pytest.mark.faults
async def test_a_session_that_is_to_come_after_all_can_be_run_again(running):
    ana, _ = running
    for words in ("The screen was asked first", "Asked again"):
        await ana.begin_run("Martin")
        await ana.add_bullet("Martin", words)
        await ana.end_run("Martin")
        await ana.mark_session("Martin", 4, SessionState.PLANNED)
        assert (await ana.run_view("Martin")).state == "ready"
    assert {"The screen was asked first", "Asked again"} <= {p.text for p in await ana.written()}


@pytest.mark.faults
async def test_each_act_of_a_run_can_be_taken_back(running):
    ana, _ = running
    begun = await ana.begin_run("Martin")
    await ana.park("Martin", "5")
    await ana.add_bullet("Martin", "Remote people wait")
    view = await ana.change_bullet("Martin", "1", None)
    assert view.bullets == ()
    view = await ana.undo_run("Martin")
    assert view.bullets[0].text == "Remote people wait"
    await ana.undo_run("Martin")
    view = await ana.undo_run("Martin")
    assert (view.items, view.bullets) == (begun.items, ())
    with pytest.raises(InvalidInput, match="Nothing to undo"):
        await ana.undo_run("Martin")
    view = await ana.tick_off("Martin", "1")
    assert (await ana.tick_off("Martin", "1")).items[0].state == "open"


async def test_a_session_begun_late_ends_as_planned_and_says_what_to_cut(running):
    ana, clock = running
    clock.move(days=8, hours=5, minutes=12)  # 15:12 in London on the day
    ready = await ana.run_view("Martin")
    assert ready.late == 12
    assert "start late" in ready.cut_if_late or "minutes gone" in ready.cut_if_late
    assert (await ana.home()).next.title == "Run session 4 with Martin"
    begun = await ana.begin_run("Martin")
    assert (begun.ends, begun.seconds_left) == ("16:00", 48 * 60)
    assert (await ana.home()).next.title == "Go on with session 4 with Martin"


async def test_the_end_makes_a_note_and_martin_reads_what_was_for_both(running, open_as):
    ana, clock = running
    martin = open_as("martin-hallett")
    await ana.begin_run("Martin")
    await ana.add_bullet("Martin", "Remote people wait for the xylophone")
    await ana.add_bullet("Martin", "I was a nervous xylophone", Visibility.PRIVATE)
    await ana.park("Martin", "4")
    parked = (await ana.run_view("Martin")).items[3].topic
    clock.move(minutes=50)
    assert not [h for h in await martin.search("xylophone", pairing="Ana") if _xylophone(h)]
    preview = await ana.look_ahead_to_end("Martin")
    assert preview.shared[0] == "Remote people wait for the xylophone"
    assert f"We parked \u2018{parked}\u2019." in preview.shared
    assert (preview.private, preview.parked, preview.done) == (1, 1, 1)
    over = await ana.end_run("Martin", share=True)
    assert over.state == "ended"
    assert {i.state for i in over.items} == {"done", "parked", "not reached"}
    await ana.close()
    read = [h for h in await martin.search("xylophone", pairing="Ana") if _xylophone(h)]
    assert "nervous" not in " ".join(h.passage.text for h in read)
    assert read[0].source.title == "Ana's note, session 4"
    assert (await martin.pairing("Ana")).sessions[3].state == "held"


def _xylophone(hit) -> bool:
    return "xylophone" in hit.passage.text


async def test_what_was_parked_comes_back_in_the_next_agenda_and_in_the_reflection(running):
    ana, _ = running
    await ana.begin_run("Martin")
    items = (await ana.run_view("Martin")).items
    first, subject = items[2].topic, items[4].topic
    await ana.park("Martin", "4")
    await ana.park("Martin", "3")
    for number in "12467":
        await ana.tick_off("Martin", number)
    await ana.end_run("Martin", share=True)
    asked = await ana.suggest_questions("Martin", 4)
    assert f"We parked \u2018{first}\u2019." in [c.quote for c in asked.page.citations]
    following = (await ana.prepare_agenda("Martin", engine="rules")).agenda
    assert subject in [line.topic for line in following.lines]
    assert f"We parked \u2018{first}\u2019." in [c.quote for c in following.citations]


@pytest.mark.faults
async def test_all_of_it_can_be_kept_to_oneself(running, open_as):
    ana, _ = running
    await ana.begin_run("Martin")
    await ana.add_bullet("Martin", "A xylophone")
    await ana.end_run("Martin")
    await ana.close()
    found = await open_as("martin-hallett").search("xylophone", pairing="Ana")
    assert not any(map(_xylophone, found))


async def test_only_a_session_to_come_is_run_and_only_by_the_two(running, open_as):
    ana, _ = running
    with pytest.raises(InvalidInput, match="has not begun"):
        await ana.add_bullet("Martin", "too early")
    with pytest.raises(NotAllowed, match="held"):
        await ana.begin_run("Martin", 3)
    await ana.begin_run("Martin")
    with pytest.raises(InvalidInput, match="words"):
        await ana.add_bullet("Martin", "  ")
    with pytest.raises(NotFound):
        await open_as("oonagh-reid").run_view("ana-martin")
    assert (await open_as("martin-hallett").run_view("Ana")).bullets == ()
