"""Close: where a pairing stands as a whole, its handbook, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.closing_lines import MINE, THEIRS, closing_rows
from tui.formatting import stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen
from tui.screens.document import PAGE_ACTIONS, DocumentScreen
from tui.screens.impact import take_impact_back, use_impact, write_impact
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.domain.documents import PageDraft
    from assistant.domain.views import CloseView, ImpactView


def _goes_on(screen: ClosingScreen) -> bool:
    return screen.view is not None and not screen.view.pairing.ended


def _wrote(screen: ClosingScreen) -> bool:
    return any(one.mine for one in screen.impact)


def _is_over(screen: ClosingScreen) -> bool:
    view = screen.view
    return view is not None and bool(view.held) and (view.pairing.ended or view.last)


class ClosingScreen(TakingAlong, BesideScreen):
    """Nothing here asks why; what was kept stays with whoever kept it."""

    PLACE = "close"
    TITLE_WORDS = "Close"
    FIRST_PAGE = "who"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("close.open", "enter", "open", "Open what is selected.", in_palette=False),
        Action("close.handbook", "h", "handbook", "Your journey as a page to keep."),
        Action("close.impact", "i", "what changed", "One sentence about what changed."),
        Action("close.take-back", "d", "take back", "Erase your sentence.", _wrote),
        Action("close.export", "x", "certificate", "Save or copy your certificate.", _is_over),
        Action("close.end", "c", "end pairing", "End this pairing, after a look.", _goes_on),
    )
    more_keys: ClassVar = ("app.home", "app.ask")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: CloseView | None = None
        self.impact: list[ImpactView] = []

    def compose_body(self) -> ComposeResult:
        yield Rows(id="closing", opens_at_once=True)

    def on_mount(self) -> None:
        self.query_one("#closing", Rows).focus()

    def on_screen_resume(self) -> None:
        self.start(self._load, "load")

    def exportable(self) -> Sequence[Exportable]:
        return [("your certificate", "certificate", self.here.pairing_id or "")]

    def where(self) -> str:
        return f"Your time with {self.here.partner}"

    async def _load(self) -> None:
        pairing = self.here.pairing_id or ""
        self.impact = await self.here.assistant.impact_lines(pairing)
        self._show(await self.here.assistant.close_view(pairing))
        await self.show_audience(Visibility.PAIR)

    def _show(self, view: CloseView) -> None:
        self.view = view
        self.query_one("#closing", Rows).show(closing_rows(view, self.impact))
        self.refresh_keys()

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row == "close":
            self.action_end()
        elif event.row == MINE:
            self.action_impact()
        elif event.row == THEIRS:
            self.start(partial(use_impact, self, self.impact, self._load), "act")
        else:
            self.go(event.row)

    def action_open(self) -> None:
        self.query_one("#closing", Rows).action_select()

    def action_handbook(self) -> None:
        self.go("handbook")

    def action_impact(self) -> None:
        self.start(partial(write_impact, self, self.impact, self._load), "modal")

    def action_take_back(self) -> None:
        self.start(partial(take_impact_back, self, self.impact, self._load), "modal")

    def action_end(self) -> None:
        self.start(self._close, "modal")

    async def _close(self) -> None:
        partner = self.here.partner
        words = (
            f"Either of you may end this pairing. You need give no reason, and none is asked.\n\n"
            f"{partner} and the coordinator see that it has ended, not who ended it. No further "
            "session is planned.\n\nAll that you kept stays yours: notes, reflections, promises, "
            "and your handbook."
        )
        preview = SharePreview(
            f"End your pairing with {partner}",
            stacked(wrapped(words, PAGE_WIDTH)),
            "It cannot be taken back here. A coordinator can begin it anew.",
            "end it",
            "not now",
        )
        if await self.app.push_screen_wait(preview):
            view = await self.here.assistant.end_pairing(self.here.pairing_id or "")
            self.give_up("load")
            self._show(view)
            self.say(view.says)


class HandbookScreen(DocumentScreen):
    """The journey in the pair's own words; what one leaves out stays left out until a redraft."""

    PLACE = "handbook"
    TITLE_WORDS = "Handbook"
    ACTIONS: ClassVar[tuple[Action, ...]] = PAGE_ACTIONS

    def where(self) -> str:
        return f"Your handbook, with {self.here.partner}"

    async def draft(self, *, afresh: bool) -> PageDraft:
        core, pairing = self.here.assistant, self.here.pairing_id or ""
        if not afresh:
            from assistant.domain.documents import DocumentKind

            found = await core.latest_page(DocumentKind.HANDBOOK, pairing, None, "")
            if found is not None and found.before:
                return found
        return await core.handbook(pairing)
