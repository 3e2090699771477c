"""A model that asks for a longer pause than is waited for unseen: counted down, left at will."""

from __future__ import annotations

import asyncio

import pytest

from assistant.cli.output import Output
from assistant.domain.progress import Countdown, silent
from assistant.errors import ModelBusy
from assistant.services.counting_down import patiently
from tests.loopback import LoopbackModel


class Busy:
    """Busy so many times, then it answers."""

    def __init__(self, times: int, seconds: float | None) -> None:
        self.times, self.seconds, self.asked = times, seconds, 0

    async def __call__(self) -> str:
        self.asked += 1
        if self.asked <= self.times:
            raise ModelBusy("The model is busy.", retry_after=self.seconds)
        return "an answer"


async def counted(busy: Busy) -> tuple[list[str], int]:
    """What was said while it was waited for, and the seconds slept."""
    told: list[str] = []
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    assert await patiently(busy, 30, told.append, sleep) == "an answer"
    return told, len(slept)


async def test_the_seconds_of_a_long_pause_are_counted_down_and_then_it_is_asked_again() -> None:
    told, slept = await counted(Busy(1, 45))
    assert (len(told), slept) == (45, 45)
    assert told[0].endswith("It is asked again in 45 s.")
    assert told[-1].endswith("in 1 s.")
    assert (await counted(Busy(2, 45)))[1] == 90


@pytest.mark.parametrize(
    ("times", "seconds"), [(1, 20), (1, 3600), (1, None), (3, 45)],
    ids=["waited for already", "too long to watch", "no time named", "a third time"],
)  # fmt: skip
async def test_any_other_trouble_of_a_busy_model_is_told_at_once(times, seconds) -> None:
    with pytest.raises(ModelBusy):
        await counted(Busy(times, seconds))


async def test_where_nobody_watches_nothing_is_counted_down() -> None:
    busy = Busy(1, 45)
    with pytest.raises(ModelBusy):
        await patiently(busy, 30, silent)
    assert busy.asked == 1


@pytest.mark.faults
async def test_who_leaves_while_it_counts_has_the_rules_agenda(open_as) -> None:
    ana = open_as(connection={"timeouts": {"longest_wait": 1}})
    told: asyncio.Queue[str] = asyncio.Queue()
    with LoopbackModel("429 come back soon") as server:
        await ana.connect(server.url, "m")
        drafting = asyncio.ensure_future(
            ana.prepare_agenda("ana-martin", engine="auto", on_progress=told.put_nowait)
        )
        while not isinstance(await told.get(), Countdown):
            continue
        drafting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await drafting
    kept = await ana.agenda("ana-martin")
    assert kept is not None
    assert kept.receipt.engine == "rules"


async def test_a_talk_says_the_seconds_until_it_is_stopped(open_as) -> None:
    ana = open_as(connection={"timeouts": {"longest_wait": 1}})
    with LoopbackModel("429 come back soon") as server:
        await ana.connect(server.url, "m")
        events = ana.ask("the round of voices?", pairing="ana-martin")
        async for event in events:
            if event.kind == "waiting":
                assert event.text.endswith("It is asked again in 20 s.")
                break
        await events.aclose()
    talk = await ana.conversation("ana-martin")
    assert talk.turns[-1].stopped


def test_the_command_line_says_it_in_one_sentence(capsys) -> None:
    output = Output()
    for left in (3, 2, 1):
        output.progress(Countdown(f"Asked again in {left} s."))
    output.progress("Checking every line.")
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "Asked again in 3 s. Ctrl-C stops; what was kept before is kept.",
        "Checking every line.",
    ]
