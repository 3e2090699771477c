"""If the screen itself fails: no text of anybody's in what is printed, and a way on."""

from types import SimpleNamespace

from textual.app import App
from textual.worker import Worker, WorkerState

from tui.safe_app import SafeApp
from tui.screens.home import HomeScreen


async def test_a_fault_of_ours_is_said_without_anybodys_words(visit, monkeypatch):
    async with visit() as v:
        await v.home()

        async def broken(self: HomeScreen) -> None:
            raise ValueError("CANARY of a private note")

        monkeypatch.setattr(HomeScreen, "_load", broken)
        await v.press("L")
        await v.sees("Library of guidance")
        await v.press("escape")
        await v.until(lambda: v.app.unforeseen)
        assert "Something went wrong inside Viceversa (ValueError)" in " ".join(v.text.split())
        assert "CANARY" not in v.text
        v.app.unforeseen.clear()


def test_a_crash_prints_no_values(capsys):
    class Falling(SafeApp):
        def on_mount(self) -> None:
            private = "".join(("CAN", "ARY"))
            raise RuntimeError(len(private))

    Falling().run(headless=True)
    printed = capsys.readouterr()
    assert "RuntimeError" in printed.err
    assert "CANARY" not in printed.err
    assert issubclass(SafeApp, App)


def test_a_job_that_fails_when_the_last_screen_is_gone_brings_nothing_down():
    app, failed = SafeApp(), SimpleNamespace(error=LookupError())
    app.on_worker_state_changed(Worker.StateChanged(failed, WorkerState.ERROR))  # type: ignore[arg-type]
    assert app.unforeseen == [failed.error]
