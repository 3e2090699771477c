"""Run: tick lines off, ask the next prompt, park, keep bullets, end; each act can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.widgets import Input

from assistant.domain.amounts import counted
from assistant.domain.visibility import Visibility
from assistant.errors import AssistantError
from tui.actions import Action
from tui.here import Here
from tui.messages import RowChosen
from tui.modals.end_run import EndRunModal
from tui.screens.off_record import OFF_RECORD, OffRecordScreen
from tui.screens.run_page import LAST
from tui.screens.taking_along import Exportable, TakingAlong

if TYPE_CHECKING:
    from assistant.domain.run_views import RunView


def _running(screen: RunScreen) -> bool:
    """Whether something can be written: the session runs, and is on the record."""
    return screen.runs and not screen.off


def _on_record(screen: RunScreen) -> bool:
    return not screen.off


def _on_item(screen: RunScreen) -> bool:
    return _running(screen) and bool(screen.item_id)


def _on_bullet(screen: RunScreen) -> bool:
    return _running(screen) and bool(screen.bullet_id)


def _has_prompts(screen: RunScreen) -> bool:
    return _running(screen) and screen.prompts > 1


class RunScreen(TakingAlong, OffRecordScreen):
    """Only its reader sees it. What is for both is shared at the end, after a look."""

    PLACE = "run"
    TITLE_WORDS = "Run"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "run.open", "enter", "go on", "Begin, go on to the next line, end.", in_palette=False
        ),
        Action("run.done", "space", "done", "Tick a line off, or take that back.", _on_item),
        Action("run.bullet", "b", "bullet", "Keep a few words.", _running),
        OFF_RECORD,
        Action("run.prompt", "n", "prompt", "The next question to ask.", _has_prompts),
        Action("run.park", "p", "park", "Leave a line for another day.", _on_item),
        Action("run.drop", "d", "leave out", "Leave this bullet out.", _on_bullet),
        Action("run.reader", "v", "who reads", "Who reads this bullet, or the next.", _running),
        Action("run.more", "plus,equals_sign", "5 minutes", "Five more minutes.", _running),
        Action("run.undo", "z", "undo", "Take the last act back.", _running),
        Action("run.end", "e", "end", "End it, after a look at what is kept.", _running),
        Action("run.export", "x", "save", "Save or copy this page.", _on_record, in_line=False),
        Action("run.hide", "h", "hide clock", "Hide the clock, or show it again.", _running),
    )
    TEXT_ACTIONS: ClassVar = (OFF_RECORD,)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._acting = asyncio.Lock()

    @property
    def prompts(self) -> int:
        """How many questions the line in hand has."""
        items = self.view.items if self.view is not None else ()
        return next((len(i.prompts) for i in items if self.view and i.id == self.view.hand), 0)

    def exportable(self) -> Sequence[Exportable]:
        number = self.view.session if self.view is not None else ""
        return [("this page", "run", f"{self.here.pairing_id}/{number}".rstrip("/"))]

    # --- acts --------------------------------------------------------------------------------

    def act(self, name: str, *words: Any, says: str = "", **named: Any) -> None:
        """One act of the core after another; the page is drawn as each leaves it."""
        call = getattr(self.here.assistant, name)
        pairing, session = self.here.pairing_id or "", self.here.session
        self._in_turn(partial(call, pairing, *words, session=session, **named), says)

    def _in_turn(self, make: Callable[[], Coroutine[Any, Any, RunView]], says: str = "") -> None:
        async def work() -> None:
            async with self._acting:
                self.show(await make())
            if says:
                self.say(says)

        self.start(work, "act", exclusive=False)

    def action_open(self) -> None:
        self.rows.action_select()

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        view = self.view
        if view is None or self.off:
            return
        if view.state == "ready":
            self.act("begin_run")
        elif view.state == "ended":
            self.go("reflect", view.pairing, view.session)  # read anew: it was held
        elif event.row == LAST:
            self.action_end()
        elif event.row == view.hand:
            self.act("tick_off", event.row)
        elif self.item_id:
            self.act("turn_to", event.row)

    def action_done(self) -> None:
        self.act("tick_off", self.item_id)

    def action_park(self) -> None:
        items = self.view.items if self.view is not None else ()
        back = any(item.id == self.item_id and item.state == "parked" for item in items)
        says = "Back on the list." if back else "Parked for another day. z takes it back."
        self.act("park", self.item_id, says=says)

    def action_more(self) -> None:
        self.act("five_more_minutes", says="Five more minutes.")

    def action_undo(self) -> None:
        self.act("undo_run", says="Taken back.")

    def action_hide(self) -> None:
        assert self.view is not None
        self.act("hide_timers", hidden=not self.view.timers_hidden)

    def action_prompt(self) -> None:
        self.nth += 1
        self.draw_now()

    # --- bullets -----------------------------------------------------------------------------

    def action_bullet(self) -> None:
        self.set_focus(self.field)  # at once: the next letter is text, and no key

    @on(Input.Submitted, "#bullet")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.off:
            self.field.give_back(event.value)
        elif event.value:
            self._in_turn(partial(self._keep_bullet, event.value))
        elif not self.field.sent:
            self.leave_text()

    async def _keep_bullet(self, text: str) -> RunView:
        core, session = self.here.assistant, self.here.session
        try:
            view = await core.add_bullet(self.here.pairing_id or "", text, session=session)
        except AssistantError:
            self.field.give_back(text)
            raise
        self.field.arrived()
        if not self.field.value:
            await self.forget(self.field.place)
            self.leave_text()
        return view

    def action_drop(self) -> None:
        self.act("change_bullet", self.bullet_id, None, says="Left out. z brings it back.")

    def action_reader(self) -> None:
        view = self.view
        assert view is not None
        bullet = next((b for b in view.bullets if b.id == self.bullet_id), None)
        if bullet is not None:
            self.act("change_bullet", bullet.id, _other(bullet.visibility))
        else:
            self.act("set_bullets_for", _other(view.bullets_for))

    # --- the end -----------------------------------------------------------------------------

    def action_end(self) -> None:
        self.start(self._end, "modal")

    async def _end(self) -> None:
        core, pairing, session = self.here.assistant, self.here.pairing_id or "", self.here.session
        if text := self.field.take():  # half a bullet is not left behind
            self.show(await self._keep_bullet(text))
        preview = await core.look_ahead_to_end(pairing, session)
        share = await self.app.push_screen_wait(EndRunModal(preview))
        if share is None:
            return
        async with self._acting:
            self.show(await core.end_run(pairing, session, share=share))
        kept = counted(len(preview.shared), "line")
        self.say(
            f"Over, and shared with {preview.partner}: {kept}. Enter looks back."
            if share and preview.shared
            else "Over. What you kept is only yours. Enter looks back."
        )


def _other(visibility: Visibility) -> Visibility:
    return Visibility.PRIVATE if visibility is Visibility.PAIR else Visibility.PAIR
