"""Off the record: from one key to the next nothing is written anywhere, and nothing says when."""

from __future__ import annotations

from tui.actions import Action
from tui.screens.run_page import RunPageScreen
from tui.widgets.frame import Notice

_ALLOWED = ("off", "help", "theme", "palette", "happened", "leave", "step_back", "editor")
"""What can be done while nothing is written. Other places are closed: they keep what is typed."""


def _runs(screen: OffRecordScreen) -> bool:
    return screen.runs


OFF_RECORD = Action("run.off", "o,f8", "off the record", "Stop keeping, or go back.", _runs)


class OffRecordScreen(RunPageScreen):
    """What is said here goes to the notice alone, not to the list of what happened."""

    _asked_to_leave = False

    @property
    def runs(self) -> bool:
        """Whether the session takes place now."""
        return self.view is not None and self.view.state == "running"

    @property
    def actions(self) -> tuple[Action, ...]:
        found = super().actions
        return tuple(one for one in found if one.call in _ALLOWED) if self.off else found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        known = any(one.call == action for one in super().actions)
        if self.off and known and action not in _ALLOWED:
            return False
        return super().check_action(action, parameters)

    def action_off(self) -> None:
        """Nothing is written from here on, until the same key; then nothing of it was there."""
        self.off = not self.off
        self.field.disabled = self.off
        self.clock.off_record = self.off
        self.set_class(self.off, "-off")
        if self.off:
            self.set_focus(None)
            self.start(super().flush, "keep", exclusive=False)  # what was typed until now
            self.tell("You are off the record. o goes back.")
        else:
            self._asked_to_leave = False
            self.rows.focus()
            self.tell("Back on the record. Nothing in between was kept.")
        self.clock.tick()
        self.say_who_sees()
        self.refresh_keys()

    def tell(self, words: str) -> None:
        """Say something that leaves no trace."""
        self.query_one(Notice).say(words)

    @property
    def keeps_nothing(self) -> bool:
        return self.off

    async def flush(self) -> None:
        if not self.off:
            await super().flush()

    def action_step_back(self) -> None:
        if self.off:
            self.tell("You are off the record. o goes back.")
        else:
            super().action_step_back()

    def action_leave(self) -> None:
        if self.off and not self._asked_to_leave:
            self._asked_to_leave = True
            self.tell("Leave? All is kept. Q once more, or o to go on.")
        else:
            super().action_leave()
