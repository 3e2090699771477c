"""The jobs that a place starts beside the screen, and what it says of them: one funnel for
trouble."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from textual.screen import Screen
from textual.worker import Worker, WorkerState, WorkType

from assistant.errors import AssistantError
from tui.widgets.frame import Notice

Job = Callable[[], Coroutine[Any, Any, Any]]
"""Something to do beside the screen; it may be given up before it has begun."""


class Working(Screen[None]):
    """A screen with a notice."""

    def say(self, words: str, *, kind: str = "said") -> None:
        """One sentence or two in row 21: ``kind`` said, wrong or waiting."""
        self.query_one(Notice).say(words, kind=kind)
        happened = getattr(self.app, "happened", None)
        if happened is not None and kind != "waiting":
            happened.append(words)

    @contextmanager
    def waiting(self, words: str) -> Iterator[None]:
        """Say what takes so long, if it takes longer than half a second."""
        notice = self.query_one(Notice)
        shown: list[int] = []
        timer = self.set_timer(0.5, lambda: shown.append(notice.say(words, kind="waiting")))
        try:
            yield
        finally:
            timer.stop()
            for number in shown:
                notice.hush(number)

    def start(self, job: Job, group: str, *, exclusive: bool = True) -> None:
        """Run a job beside the screen. What goes wrong in it ends in the notice, nowhere else."""

        async def guarded() -> None:
            try:
                await job()
            except AssistantError as error:
                self.report(error)

        work: WorkType[None] = guarded
        self.run_worker(work, name=group, group=group, exclusive=exclusive, exit_on_error=False)

    def give_up(self, group: str) -> None:
        """Stop the jobs of ``group``: a list that began to load before an act does not know it, and
        would be drawn over what the act shows."""
        self.workers.cancel_group(self, group)

    def report(self, error: AssistantError) -> None:
        """The one funnel for foreseen trouble."""
        self.say(error.sentences(), kind="wrong")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            unforeseen = getattr(self.app, "unforeseen", None)
            if unforeseen is not None:
                unforeseen.append(event.worker.error)
            self.tell_unforeseen(event.worker.error)

    def tell_unforeseen(self, error: BaseException) -> None:
        """Trouble that nobody foresaw: said in words, without text of anybody's."""
        self.log.error(error)
        self.say(
            f"Something went wrong inside Viceversa ({type(error).__name__}). What you typed is "
            "kept. Go on, or leave with Q and come back.",
            kind="wrong",
        )
