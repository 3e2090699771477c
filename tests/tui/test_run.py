"""Running a session on the screen: few keys, nothing lost, and off the record nothing kept."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Digits, Static

from assistant.errors import StorageTrouble
from tests.command_line import as_ana
from tests.tui.test_terminal import Terminal
from tui.widgets.run_clock import RunClock

CANARY = "zyzzyva"


async def run(v, open_as=None) -> None:
    """From home to the page of session 4, with Ana's own draft as its plan."""
    await v.home()
    await v.app.here.assistant.prepare_agenda("ana-martin", engine="rules")
    await v.press("R")
    await v.sees("Session 4 with Martin", "by the agenda of your own draft", "Begin")


async def begun(v) -> None:
    await run(v)
    await v.press("enter")
    await v.sees("on the record", "Now   Settle in")


async def bullet(v, words: str) -> None:
    await v.press("b")
    await v.type(words)
    await v.press("enter")
    await v.until(lambda: any(b.text == words for b in v.app.screen.view.bullets))


async def test_the_mentor_runs_the_hour_and_looks_back(visit, open_as):
    async with visit() as v:
        await begun(v)
        await v.press("space")
        await v.sees("done         Settle in", "Now   You said, I did")
        await v.press("n")
        await v.sees("Ask   Ana: what in it did you not expect?")
        await bullet(v, "remote people wait")
        await v.sees("(you two)")
        await v.press("j", "p")
        await v.sees("parked       What comes back to Ana", "Parked for another day.")
        await v.press("e")
        await v.sees("What Martin will see", "remote people wait", "We parked")
        await v.press("enter")
        await v.sees("This session is over.", "not reached  One thing to try", "Over, and shared")
        await v.press("enter")
        await v.sees("Session 4 with Martin, looking back", "You wrote:")
    theirs = await open_as("martin-hallett").search("remote people wait", pairing="ana-martin")
    assert any("remote people wait" in hit.passage.text for hit in theirs)


async def test_enter_alone_leads_through_the_whole_hour(visit):
    async with visit() as v:
        await begun(v)
        for done in range(1, 8):
            await v.press("enter")
            await v.until(lambda done=done: _done(v) == done)
        await v.sees("Every line is done.")
        await v.press("enter")
        await v.sees("Martin will see nothing of what you kept.")
        await v.press("enter")
        await v.sees("What you kept is only yours.")


def _done(v) -> int:
    return sum(item.state == "done" for item in v.app.screen.view.items)


async def test_a_bullet_changes_its_reader_goes_and_comes_back(visit):
    async with visit() as v:
        await begun(v)
        await v.press("v")
        await v.until(lambda: v.app.screen.view.bullets_for == "private")
        await bullet(v, "a quiet word")
        v.app.screen.rows.select(v.app.screen.view.bullets[0].id)
        await v.press("v")
        await v.until(lambda: v.app.screen.view.bullets[0].visibility == "pair")
        await v.press("d")
        await v.misses("a quiet word")
        await v.press("z")
        await v.sees("a quiet word", "Taken back.")


@pytest.mark.parametrize("key", ["b", "t"])
async def test_letters_typed_faster_than_the_field_opens_are_its_text(visit, key):
    async with visit() as v:
        if key == "b":
            await begun(v)
        else:
            await v.home()
        for letter in f"{key}made ends":
            v.app.post_message(events.Key("space" if letter == " " else letter, letter))
        field = v.one("#bullet" if key == "b" else "#ask")
        await v.until(lambda: field.value == "made ends")


async def test_five_minutes_before_the_end_the_clock_turns_and_says_so_once(visit):
    async with visit() as v:
        await begun(v)
        clock, gone = v.one(RunClock), 0.0
        seen = clock._seen
        clock.clock = lambda: seen + gone
        await v.press("f11")
        await v.sees("What happened")
        await v.press("escape")
        gone = 3600 - 290
        clock.tick()
        await v.sees("nearly time, ends", "Five minutes left. Commitments come next.")
        assert clock.has_class("-nearly")
        left = v.one("#left", Digits)
        assert left.value == "4:50"
        assert left.styles.text_style.bold
        assert left.styles.color.hex == "#F0C24B"
        gone = 3600 + 61
        clock.tick()
        await v.sees("over since", "The time is over.")
        assert left.value == "+1:01"
        await v.press("plus")
        await v.sees("Five more minutes.")
        await v.press("h")
        await v.until(lambda: not left.display)
        await v.sees("clock hidden")


def _bytes_of(*folders: Path) -> bytes:
    files = [f for folder in folders for f in folder.rglob("*") if f.is_file()]
    assert files
    return b"".join(f.read_bytes() for f in files)


async def test_off_the_record_nothing_is_kept_anywhere(visit, demo_store):
    folders = (demo_store.parent, Path(os.environ["HOME"]).parent)
    async with visit() as v:
        await begun(v)
        await v.press("b")
        await v.type("said before")
        await v.press("f8")
        await v.sees("Off the record: nothing is being written", "Who sees this: nobody.")
        assert "said before" not in v.text
        before = (await v.app.here.assistant.run_view("ana-martin")).model_dump(
            exclude={"seconds_left", "items"}
        )
        for keys in ("b", "t", "slash", "N", "H", "space", "p", "e", "plus", "v", "d", "z", "E"):
            await v.press(keys)
            await v.type(CANARY)
            await v.press("enter", "escape")
        v.app.screen.post_message(events.Paste(CANARY))
        await v.press("colon")
        await v.sees("What do you want to do?")
        assert "Keep a few words" not in v.text
        await v.type(CANARY)
        await v.press("escape")
        await v.press("Q")
        await v.sees("Leave? All is kept.")
        await v.press("o")
        await v.sees("Back on the record.", "said before")
        assert v.app.screen.PLACE == "run"
        assert v.app.screen.field.value == "said before"
        after = (await v.app.here.assistant.run_view("ana-martin")).model_dump(
            exclude={"seconds_left", "items"}
        )
        assert before == after
        assert not any("record" in words or CANARY in words for words in v.app.happened)
        assert CANARY.encode() not in _bytes_of(*folders)
        await v.press("b", "enter")
        await v.until(lambda: v.app.screen.view.bullets)
        assert b"said before" in _bytes_of(*folders)
        await v.press("z")
        await v.sees("Taken back.")
    assert CANARY.encode() not in _bytes_of(*folders)


@pytest.mark.faults
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
@pytest.mark.parametrize("theme", ["viceversa-dark", "viceversa-light"])
async def test_the_page_fits_its_window(visit, size, theme):
    async with visit(size=size, theme=theme) as v:
        await begun(v)
        await bullet(v, "remote people wait")
        for key, words in (("o", "Off the record"), ("o", "Now   "), ("e", "will see")):
            await v.press(key)
            await v.sees(words)
            lines = v.text.splitlines()
            assert len(lines) == size[1]
            assert max(map(len, lines)) <= size[0]
        assert "not yet" in v.text
        if size[0] > 112:
            beside = v.app.screen_stack[-2].query_one("#beside", Static)
            assert "You need not know everything" in str(beside.content)


@pytest.mark.faults
async def test_a_bullet_half_typed_survives_a_kill(open_as, demo_store, tmp_path):
    ana = open_as("ana-ferreira")
    await ana.begin_run("ana-martin")
    await ana.close()
    env = {
        **os.environ,
        **as_ana(demo_store, tmp_path),
        "TERM": "xterm-256color",
    }
    code, kept = await asyncio.to_thread(_killed, env, demo_store.parent)
    assert code == -signal.SIGKILL
    assert kept


def _killed(env: dict[str, str], folder: Path) -> tuple[int, bool]:
    terminal = Terminal(env)
    terminal.sees("Good to see you", 300)
    terminal.press("R")
    terminal.sees("on the record", 300)
    terminal.press("b")
    terminal.sees("Tab next field", 300)
    terminal.press("a xylophone half ty")
    terminal.sees("a xylophone half ty", 300)
    while b"a xylophone half ty" not in _bytes_of(folder):
        terminal._read()
    terminal._process.kill()
    code = terminal._process.wait()
    again = Terminal(env)
    again.sees("Good to see you", 300)
    again.press("R")
    again.sees("Restored: 1 line from ", 300)
    again.sees("a xylophone half ty", 300)
    again.close()
    return code, True


async def test_two_enters_in_haste_keep_a_bullet_once_and_the_next_words_are_the_next_bullet(visit):
    async with visit() as v:
        await begun(v)
        await v.press("b")
        for letter in "one":
            v.app.post_message(events.Key(letter, letter))
        for _ in range(2):
            v.app.post_message(events.Key("enter", None))
        for letter in "two":
            v.app.post_message(events.Key(letter, letter))
        field = v.one("#bullet")
        await v.until(lambda: field.value == "two" and v.app.screen.view.bullets)
        await v.press("enter")
        await v.until(lambda: len(v.app.screen.view.bullets) >= 2)
        assert [bullet.text for bullet in v.app.screen.view.bullets] == ["one", "two"]


async def test_a_bullet_that_cannot_be_kept_stands_in_its_field_again(visit, monkeypatch):
    async with visit() as v:
        await begun(v)

        async def full(*_words: object, **_named: object) -> None:
            raise StorageTrouble("The disk is full.")

        monkeypatch.setattr(v.app.here.assistant, "add_bullet", full)
        await v.press("b", *"half")
        await v.press("enter")
        await v.sees("The disk is full.")
        assert v.one("#bullet").value == "half"
