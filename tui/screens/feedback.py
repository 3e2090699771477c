"""Feedback: written and sealed; once its round is open, released point by point."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from assistant.domain.amounts import counted
from assistant.domain.feedback_typing import from_typed
from assistant.domain.reflections import FeedbackLine
from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import stacked
from tui.messages import RowChosen
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.point_lines import point_rows, point_text
from tui.screens.writing_feedback import WritingScreen
from tui.widgets.frame import WhoSees
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    pass


def _writing(screen: FeedbackScreen) -> bool:
    return screen.writing


def _sealed(screen: FeedbackScreen) -> bool:
    return screen.view is not None and screen.view.state == "sealed" and not screen.writing


def _open(screen: FeedbackScreen) -> bool:
    return screen.view is not None and screen.view.state == "open"


def _hinted(screen: FeedbackScreen) -> bool:
    return screen.writing and bool(screen.hints)


_SEAL = Action("feedback.seal", "f5", "seal it", "Seal what you wrote, after a look.", _writing)
_USE = Action("feedback.use", "f3", "use wording", "Use the wording that is offered.", _hinted)


class FeedbackScreen(WritingScreen):
    """What is typed is kept; sealing shows it first; so does each release."""

    PLACE = "feedback"
    TITLE_WORDS = "Feedback"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        _SEAL,
        _USE,
        Action("feedback.write", "e", "write", "Write, or change what is sealed.",
               lambda s: s.writing or _sealed(s)),
        Action("feedback.take-back", "d", "take back", "Take back what you sealed.", _sealed),
        Action("feedback.release", "r", "release", "Let your partner read this point.", _open),
        Action("feedback.both", "m", "both on a page", "Both directions on one page."),
    )  # fmt: skip
    TEXT_ACTIONS: ClassVar = (_SEAL, _USE)
    more_keys: ClassVar = ("app.step-back",)

    def on_mount(self) -> None:
        self.start(self._begin, "begin")

    def where(self) -> str:
        return f"Feedback to {self.here.partner}"

    async def _begin(self) -> None:
        await self.show_audience(Visibility.PRIVATE)
        self.view = await self.here.assistant.feedback(self.here.pairing_id or "")
        if self.view.state == "to write":
            kept = await self.here.assistant.kept_words(self.place)
            points = from_typed(kept.text)
            await self.write(points)
            self.say_restored(counted(len(points), "point"), kept, "not sealed yet")
        else:
            await self._show()

    async def _show(self) -> None:
        """What was written, and where it stands."""
        view = self.view
        assert view is not None
        self.writing, self.hints = False, []
        self.remove_class("-writing")
        await self.stack.remove_children()
        self.show_wording()
        self.about(view.says)
        if view.state == "open":
            to = view.partner
            self.query_one(WhoSees).show(
                f"Who sees this: you. {to} reads what is released. The coordinator never does."
            )
        rows = self.query_one("#points", Rows)
        rows.show(point_rows(view))
        rows.focus()
        self.refresh_keys()

    # --- sealing, taking back, releasing -----------------------------------------------------

    def action_write(self) -> None:
        if self.writing:
            self.stack.boxes[0].area.focus()
        elif self.view is not None and self.view.mine is not None:
            self.start(partial(self.write, list(self.view.mine.lines)), "begin")

    def action_seal(self) -> None:
        self.start(self._seal, "modal")

    async def _seal(self) -> None:
        assert self.view is not None
        points, partner = self.points, self.here.partner
        if points and not await self._agreed(f"Feedback to {partner}", points, _SEALED, "seal it"):
            return
        pairing, number = self.here.pairing_id or "", self.view.round
        self.view = await self.here.assistant.give_feedback(pairing, points, number)
        self._unkept.pop(self.place, None)
        await self._show()
        opened = self.view.state == "open"
        self.say("The round is open now." if opened else "Sealed. Nobody is told who has written.")

    def action_take_back(self) -> None:
        self.start(self._take_back, "modal")

    async def _take_back(self) -> None:
        assert self.view is not None
        pairing, number = self.here.pairing_id or "", self.view.round
        lines = await self.here.assistant.take_feedback_back(pairing, number)
        self.view = await self.here.assistant.feedback(pairing, number)
        await self.write(list(lines))
        self.say("Taken back. It is yours to change, and nothing is sealed.")

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        if _open(self):
            self.action_release()

    def action_release(self) -> None:
        self.start(self._release, "modal")

    async def _release(self) -> None:
        view = self.view
        lit = self.query_one("#points", Rows).lit.removeprefix("mine-")
        mine = view.mine.lines if view is not None and view.mine is not None else ()
        point = next((line for line in mine if line.id == lit), None)
        if view is None or point is None:
            self.say("Choose a point of yours first.")
            return
        to = view.partner
        below = f"{to} would see these words and none of your other points. You can take it back."
        if not point.released and not await self._agreed(
            f"What {to} will see", [point], below, "release it"
        ):
            return
        self.view = await self.here.assistant.release_feedback(
            view.pairing, [point.id], view.round, released=not point.released
        )
        await self._show()
        self.say(f"{to} can no longer read it." if point.released else f"{to} can read it now.")

    async def _agreed(self, title: str, points: list[FeedbackLine], below: str, does: str) -> bool:
        page = stacked([line for point in points for line in point_text(point, PAGE_WIDTH)])
        agreed = await self.app.push_screen_wait(SharePreview(title, page, below, does, "not now"))
        return bool(agreed)

    def action_both(self) -> None:
        self.go("two-way")


_SEALED = (
    "It stays sealed until both of you have written or its time is over, and then you release it "
    "point by point. Until it opens you may change it or take it back."
)
