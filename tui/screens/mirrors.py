"""Two private looks at oneself: confidence at the start, and the readiness mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.actions import Action
from tui.formatting import QUIET, stacked, wrapped
from tui.here import Here
from tui.screens.in_full import InFullScreen
from tui.screens.scale import ScaleScreen
from tui.widgets.rows import Row, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.beginnings import MirrorTry


def _complete(screen: ScaleScreen) -> bool:
    return bool(screen.given) and all(screen.given)


class ConfidenceScreen(ScaleScreen):
    """The self-rating of the programme: the same statements at the start, halfway and the end."""

    PLACE = "confidence"
    TITLE_WORDS = "Where you stand today"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("confidence.answer", "1,2,3,4,5", "answer", "1 not at all to 5 fully.",
               in_palette=False, each_key=True),
        Action("confidence.keep", "enter,f5", "keep it", "Keep your answers.", _complete),
        Action("confidence.later", "l", "later", "Leave it for another day."),
    )  # fmt: skip

    async def load(self) -> None:
        form = await self.here.assistant.rating_form("baseline", self.here.pairing_id)
        self.statements = form.statements
        self.given = list(form.scores) or [0] * len(form.statements)
        self.words = ("not at all", "", "", "", "fully")
        self.lead = (
            f"Your {form.about}, as you see it today. You meet the same lines halfway and at the "
            "end, and see what moved. It is only counted with others, five or more."
        )
        self.show_all()

    def action_keep(self) -> None:
        if not all(self.given):
            left = sum(not value for value in self.given)
            self.say(f"{left} lines have no answer yet. l leaves it for another day.")
            return
        self.start(self._keep, "keep")

    async def _keep(self) -> None:
        await self.here.assistant.rate("baseline", self.given, pairing=self.here.pairing_id)
        self.say("Kept, only for you.")
        self.go("home")

    def action_later(self) -> None:
        self.go("home")


class ReadinessScreen(InFullScreen, ScaleScreen):
    """A mirror: nothing is added up; what is not yet so comes back with one way of trying it."""

    PLACE = "readiness"
    TITLE_WORDS = "A private mirror"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("readiness.answer", "1,2,3", "answer", "1 not yet, 2 sometimes, 3 mostly.",
               in_palette=False, each_key=True),
        Action("readiness.keep", "enter,f5", "see it", "Keep your answers and see what to try."),
        Action("readiness.later", "l", "later", "Leave it for another day."),
    )  # fmt: skip

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._ways: tuple[MirrorTry, ...] = ()

    async def load(self) -> None:
        view = await self.here.assistant.readiness(self.here.pairing_id or "")
        self.statements, self.words = view.statements, view.answers
        self.given, self._ways = list(view.given), view.ways
        self.lead = f"{view.about}: how is it today? Nothing is added up, and nobody is told."
        after = [text_row(), heading_row("To try")] if view.tries else []
        for tried in view.tries:
            lines = [
                *wrapped(tried.statement, 72, indent=2, style=QUIET),
                *wrapped(f"\u201c{tried.quote}\u201d", 72, indent=4),
                *wrapped(f"from the card: {tried.title}", 72, indent=4, style=QUIET),
            ]
            after.append(Row("", lambda _w, _lit, lines=lines: stacked(lines)))  # type: ignore[misc]
        self.show_all(after)
        self.show_in_full()

    async def in_full(self) -> None:
        """The card that helps with the selected statement, whatever was answered."""
        if self.at is None:
            return
        way = self._ways[self.at]
        card = await self.here.assistant.source(way.card)
        self.beside.show(card, span=(way.start, way.end), head="A way of trying it")

    def action_keep(self) -> None:
        self.start(self._keep, "keep")

    async def _keep(self) -> None:
        await self.here.assistant.answer_readiness(self.here.pairing_id or "", self.given)
        await self.load()
        weak = 1 in self.given
        self.say(
            "Kept, only for you. Below: one thing to try for each line that is not yet so."
            if weak
            else "Kept, only for you. H goes home."
        )

    def action_later(self) -> None:
        self.go("home")
