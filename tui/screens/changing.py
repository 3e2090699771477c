"""Changing the agenda in hand: minutes, order, what goes and what is parked, and undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from assistant.domain.changes import AgendaChange, DropLine, MoveLine, ParkLine, SetMinutes
from tui.messages import RowChosen
from tui.screens.agenda import AgendaScreen
from tui.screens.working import Job
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.domain.drafts import Agenda


class ChangingScreen(AgendaScreen):
    """Every edit is the core's; minutes add up exactly after each, and ``z`` takes it back."""

    _takes_back = False
    """Whether ``z`` takes the sharing back: the last act was to accept."""

    # --- edits -------------------------------------------------------------------------------

    def act(self, job: Job, *, select: str = "") -> None:
        """Run an edit; a model that is still at work on the old form is stopped first."""
        if self.improving:
            self.workers.cancel_group(self, "improve")
        self._takes_back = False
        self.start(partial(self._acted, job, select), "act", exclusive=False)

    async def _acted(self, job: Job, select: str) -> None:
        try:
            await job()
        finally:
            await self.show_agenda(select)

    def change(
        self, make: Callable[[Agenda], AgendaChange | None], words: str = "", select: str = ""
    ) -> None:
        """Apply one edit to the newest form and say so."""

        async def changed() -> None:
            if await self.hand.change(make) and words:
                self.say(words)

        self.act(changed, select=select)

    def action_more(self) -> None:
        self._minutes(1)

    def action_less(self) -> None:
        self._minutes(-1)

    def _minutes(self, step: int) -> None:
        assert self.item is not None
        line = self.item.id

        def make(agenda: Agenda) -> AgendaChange | None:
            now = next((item.minutes for item in agenda.lines if item.id == line), 0)
            return SetMinutes(line=line, minutes=now + step) if now + step >= 1 else None

        self.change(make)

    def action_drop(self) -> None:
        assert self.item is not None
        line = self.item.id
        self.change(lambda _: DropLine(line=line), "Removed one line. z brings it back.")

    def action_park(self) -> None:
        assert self.item is not None
        line = self.item.id
        self.change(lambda _: ParkLine(line=line), "Parked for another session. z undoes it.")

    def action_undo(self) -> None:
        if self._takes_back:
            self.start(self._taken_back, "act", exclusive=False)
            return

        self.act(self._undone)

    async def _undone(self) -> None:
        before = {line.id for line in self.agenda.lines} if self.agenda is not None else set()
        await self.hand.undo()
        lines = self.agenda.lines if self.agenda is not None else ()
        back = next((line.id for line in lines if line.id not in before), "")
        self.draw_agenda(f"line-{back}" if back else "")
        shared = self.hand.accepted is not None
        self.say("Undone in your draft. u takes back what you shared." if shared else "Taken back.")

    def action_withdraw(self) -> None:
        self.start(self._taken_back, "act", exclusive=False)

    async def _taken_back(self) -> None:
        self._takes_back = False
        await self.hand.withdraw()
        self.say(f"Taken back. {self.here.partner} may have read it by then.")
        await self.show_agenda()

    # --- moving ------------------------------------------------------------------------------

    def action_move(self) -> None:
        agenda, item = self.hand.agenda, self.item
        assert agenda is not None
        assert item is not None
        ids = [line.id for line in agenda.items]
        if item.id not in ids:
            self.say("The opening and the close stay where they are.")
            return
        self.order, self.moving = ids, f"line-{item.id}"
        self.query_one(Rows).mover = self._step_line
        self.draw_agenda(self.moving)
        self.say("Up and down move it, Enter puts it there, Esc leaves it.", kind="waiting")

    def _step_line(self, step: int) -> None:
        line = self.moving.removeprefix("line-")
        at = self.order.index(line)
        to = min(max(at + step, 0), len(self.order) - 1)
        self.order.insert(to, self.order.pop(at))
        self.draw_agenda(self.moving)

    @on(RowChosen)
    def _put_down(self, event: RowChosen) -> None:
        if not self.moving:
            return
        event.stop()
        event.prevent_default()
        line = self.moving.removeprefix("line-")
        after = self.order[self.order.index(line) + 1 :]
        select = self._stop_moving()
        move = MoveLine(line=line, before=after[0] if after else None)
        self.change(lambda _: move, "Moved. z puts it back.", select)

    def _stop_moving(self) -> str:
        moved, self.moving = self.moving, ""
        self.query_one(Rows).mover = None
        return moved

    def action_step_back(self) -> None:
        if self.moving:
            self.draw_agenda(self._stop_moving())
            self.say("Left where it was.")
        else:
            super().action_step_back()
