"""Home: the next thing first, for each role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import QUIET, stacked, wrapped
from tui.here import Here
from tui.home_lines import changes_text, counts_text, due_rows, journey_text, step_text
from tui.messages import RowChosen
from tui.screens.beside import BesideScreen
from tui.screens.did import tell_what_i_did
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.rows import Draw, Row, Rows, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.views import HomeView, NextStep, PairingView, ProgrammeCounts


class HomeScreen(TakingAlong, BesideScreen):
    """Enter does what is selected; the first row is what is next."""

    PLACE = "home"
    TITLE_WORDS = "Home"
    FIRST_PAGE = "who"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("home.open", "enter", "do it", "Do what is selected.", in_palette=False),
        Action("home.export", "x", "save", "Save or copy dates, promises, figures.", in_line=False),
    )
    more_keys: ClassVar = (
        *("app.prepare", "app.notes", "app.library", "app.search", "app.ask"),
        "app.people",
    )

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._steps: dict[str, NextStep] = {}
        self._pairings: tuple[PairingView, ...] = ()
        self._coordinates = False

    def compose_body(self) -> ComposeResult:
        yield Rows(id="home-rows", opens_at_once=True)

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        self.start(self._load, "home")

    async def _load(self) -> None:
        view = await self.here.assistant.home()
        self._show(view)
        await self.show_audience(Visibility.PRIVATE)

    def _show(self, view: HomeView) -> None:
        steps = ([view.next] if view.next else []) + list(view.then)
        self._steps = {f"step-{i}": step for i, step in enumerate(steps)}
        headline = view.headline + (" O begins something of your own." if view.demo else "")
        rows = [Row("", lambda w, _lit: stacked(wrapped(headline, w - 2, indent=2, style=QUIET)))]
        rows += [*due_rows(view.due), text_row()]
        for i, (row_id, step) in enumerate(self._steps.items()):
            if i == 0:
                rows.append(heading_row("Next"))
            elif i == 1:
                rows += [text_row(), heading_row("Then")]
            rows.append(Row(row_id, self._drawn(step, opened=i == 0)))
        shared = {f"shared-{i}": step for i, step in enumerate(view.from_programme)}
        self._steps |= shared
        for pairing in view.pairings:
            if pairing.changes:
                rows += [text_row(), Row("", partial(_changed, pairing))]
            rows += [text_row(), Row("", partial(_journey, pairing))]
        for counts in view.programmes:
            rows += [text_row(), Row("", partial(_programme, counts))]
        if shared:
            rows += [text_row(), heading_row("From the programme")]
        rows += [Row(row_id, self._drawn(step, opened=False)) for row_id, step in shared.items()]
        self.query_one(Rows).show(rows)
        self._pairings = view.pairings
        self._coordinates = bool(view.programmes)
        self._take_pairing(self.query_one(Rows).lit)

    def _take_pairing(self, row: str) -> None:
        """Questions and searches are about the pairing of the selected row."""
        step = self._steps.get(row)
        known = {pairing.id: pairing for pairing in self._pairings}
        chosen = known.get(step.pairing or "") if step else None
        if chosen is None and known:
            chosen = next(iter(known.values()))
        self.here = self.here.at(chosen)
        self.refresh_keys()

    def selection_moved(self) -> None:
        self._take_pairing(self.query_one(Rows).lit)

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        step = self._steps.get(event.row)
        if step is not None and step.place == "did":
            self.start(partial(self._did, step), "modal")
        elif step is not None:
            self.go(step.place, step.pairing, step.session, step.subject)

    def refresh_due(self) -> None:
        """Something fell due while this stood here."""
        self.start(self._load, "home")

    def exportable(self) -> Sequence[Exportable]:
        found: list[Exportable] = []
        if self._pairings:
            found += [("dates", "sessions", ""), ("promises", "commitments", "")]
        if self._coordinates:
            found += [("figures", "figures", ""), ("that pairs met", "sessions", "")]
        return found

    async def _did(self, step: NextStep) -> None:
        if await tell_what_i_did(self, step.subject, step.title.partition(": ")[2]):
            self.give_up("home")
            await self._load()

    def action_open(self) -> None:
        self.query_one(Rows).action_select()

    def _drawn(self, step: NextStep, *, opened: bool) -> Draw:
        return lambda width, lit: step_text(step, width, lit, opened=opened, roomy=self.tall)


def _changed(pairing: PairingView, width: int, _lit: bool) -> Content:
    return changes_text(pairing.changes, width)


def _journey(pairing: PairingView, width: int, _lit: bool) -> Content:
    return journey_text(pairing, width)


def _programme(counts: ProgrammeCounts, width: int, _lit: bool) -> Content:
    return counts_text(counts, width)
