"""What is due: on Home as long as it is, said once when it falls due, and D goes there."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from assistant.bootstrap import assistant
from assistant.settings import Settings
from tui.widgets.frame import Notice


class MovingClock:
    """A clock that a test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
async def at_moment(demo_store, tmp_path):
    """``at_moment(clock)``: an assistant on the demo store whose clock the test holds."""
    opened = []

    def open_at(clock: MovingClock, person: str = "ana-ferreira", **settings):
        one = assistant(
            Settings(store=str(demo_store), person=person, embedder="none", **settings),
            clock=clock,
            settings_file=tmp_path / "settings.toml",
        )
        opened.append(one)
        return one

    yield open_at
    for one in opened:
        await one.close()


async def _begins(assistant) -> datetime:
    coming = await assistant.pairing("ana-martin")
    return next(s.starts_at for s in coming.sessions if s.number == coming.next_session)


async def test_a_session_of_today_is_said_once_and_again_when_it_begins(at_moment):
    clock = MovingClock(datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
    ana = at_moment(clock)
    starts = await _begins(ana)
    clock.moment = starts - timedelta(days=1)
    before = {thing.id for thing in await ana.due()}
    clock.moment = starts - timedelta(hours=3)
    (today,) = [t for t in await ana.due_news() if t.session == 4]
    assert "is today at" in today.words
    assert today.id not in before
    assert today.place == "prepare"
    assert await ana.due_news() == []
    again = at_moment(clock)
    assert await again.due_news() == [], "nothing nags twice, on another day either"
    assert today in await again.due(), "Home goes on saying it"
    clock.moment = starts - timedelta(minutes=10)
    (now,) = await ana.due_news()
    assert "begins at" in now.words
    assert now.place == "run"
    clock.moment = starts + timedelta(hours=2)
    assert now not in await ana.due()


async def test_an_own_promise_falls_due_on_its_day_and_the_partners_does_not(at_moment):
    clock = MovingClock(datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
    ana, martin = at_moment(clock), at_moment(clock, "martin-hallett")
    await ana.add_commitment("ana-martin", "send the two pages", due=date(2026, 6, 11))
    words = "Promised today: send the two pages"
    assert words not in [thing.words for thing in await ana.due()]
    clock.moment += timedelta(days=1)
    assert words in [thing.words for thing in await ana.due()]
    assert words not in [thing.words for thing in await martin.due()]


async def test_who_does_not_want_to_be_told_reads_it_on_home_alone(at_moment):
    clock = MovingClock(datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
    quiet = at_moment(clock, notices=False)
    clock.moment = await _begins(quiet) - timedelta(hours=3)
    assert await quiet.due_news() == []
    assert any("is today at" in thing.words for thing in (await quiet.home()).due)
    assert any("is today at" in thing.words for thing in await at_moment(clock).due_news())


async def test_i_am_told_while_the_screen_is_open_and_d_goes_there(visit, at_moment):
    clock = MovingClock(datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
    ana = at_moment(clock)
    starts = await _begins(ana)
    clock.moment = starts - timedelta(hours=3)
    await ana.due_news()
    async with visit(assistant=ana) as v:
        await v.home()
        await v.sees("Due  Session 4 with Martin is today at")
        clock.moment = starts - timedelta(minutes=10)
        notice = v.one("Notice", Notice)
        await v.until(lambda: notice.is_silent)
        v.app.look_what_is_due()
        await v.sees("Session 4 with Martin begins at", "D goes there.")
        v.app.look_what_is_due()
        await v.press("D")
        await v.sees("Session 4 with Martin", "Viceversa")
        said = [words for words in v.app.happened if "begins at" in words]
        assert len(said) == 1


@pytest.mark.faults
async def test_a_coordinator_is_led_to_the_milestone_that_is_due(visit, at_moment):
    early = at_moment(MovingClock(datetime(2026, 6, 10, 9, 0, tzinfo=UTC)), "oonagh-reid")
    coming = next(one for one in await early.milestones() if not one.done)
    clock = MovingClock(datetime.combine(coming.on, time(9), UTC))
    async with visit("oonagh-reid", size=(120, 40), assistant=at_moment(clock, "oonagh-reid")) as v:
        await v.home()
        await v.sees(f"Due  Milestone, today: {coming.title}", "What pairs write")
        await v.press("D")
        await v.sees("For everybody in the programme", "Space done")
        await v.until(lambda: v.one("#for-all").lit == f"milestone-{coming.id}")
