"""The page of a session that takes place, shown: clock, line in hand, lines, bullets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.formatting import BOLD, badge, marked
from tui.here import Here
from tui.run_lines import beside_text, bullet_text, item_text, now_text
from tui.screens.keeping import KeepingScreen
from tui.widgets.frame import Notice, TitleBar, WhoSees
from tui.widgets.kept import SentLine
from tui.widgets.rows import Draw, Row, Rows, heading_row, text_row
from tui.widgets.run_clock import RunClock, TimeNearlyUp, TimeUp
from tui.widgets.session_tabs import SessionTabs

if TYPE_CHECKING:
    from assistant.domain.run_views import RunView

LAST = "last"
"""Id of the row below all others: begin, end, look back."""
_LAST_WORDS = {"ready": "Begin", "running": "End the session, then look back"}
OFF_WORDS = "Off the record: nothing is being written. o goes back."


class RunPageScreen(KeepingScreen):
    """Shows a ``RunView``; what a key does to it is for the screen that inherits this."""

    CSS_PATH: ClassVar = ["place.tcss", "run.tcss"]

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: RunView | None = None
        self.off = False
        """Whether nothing is written now."""
        self.nth = 0
        """Which prompt of the line in hand is asked."""

    def compose_body(self) -> ComposeResult:
        yield SessionTabs("run")
        with Horizontal(id="middle"):
            with Vertical(id="main"):
                yield RunClock()
                yield Static(Content(""), id="now", markup=False)
                yield Rows(id="lines")
                yield Static(Content(OFF_WORDS), id="off", markup=False)
                with Horizontal(id="writing"):
                    yield SentLine(id="bullet", placeholder="b  a bullet, Enter keeps it")
                    yield Static(Content(""), id="for", markup=False)
            yield Static(Content(""), id="beside", markup=False)

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(f"A session with {self.here.partner}", self.here.who)
        self.set_class(True, "-not-running")
        self.rows.focus()
        self.start(self._load, "load")
        self.set_interval(1.0, self.draw_now)

    @property
    def rows(self) -> Rows:
        return self.query_one("#lines", Rows)

    @property
    def clock(self) -> RunClock:
        return self.query_one(RunClock)

    @property
    def field(self) -> SentLine:
        return self.query_one("#bullet", SentLine)

    @property
    def item_id(self) -> str:
        """Id of the selected line of the agenda, "" if something else is selected."""
        return self._lit(self.view.items if self.view else ())

    @property
    def bullet_id(self) -> str:
        """Id of the selected bullet."""
        return self._lit(self.view.bullets if self.view else ())

    def _lit(self, ones: tuple[object, ...]) -> str:
        lit = self.rows.lit if self.is_mounted else ""
        return lit if any(getattr(one, "id", "") == lit for one in ones) else ""

    async def _load(self) -> None:
        view = await self.here.assistant.run_view(self.here.pairing_id or "")
        self.here = self.here.at(self.here.pairing, view.session)
        self.field.awaits = place = self.place_of("bullet")
        self.show(view)
        kept = await self.here.assistant.kept_words(place)
        if kept.text and not self.field.place:
            self.field.restore(kept.text)
            self.say_restored("1 line", kept, "a bullet not kept yet. b goes there")
        self.field.place = place
        self.refresh_keys()

    def show(self, view: RunView) -> None:
        """Draw the page anew; the selection follows the line in hand."""
        moved = self.view is None or (self.view.hand, self.view.state) != (view.hand, view.state)
        if moved:
            self.nth = 0
        self.view = view
        where = f"Session {view.session} with {view.partner}, {view.when}"
        self.query_one(TitleBar).show(where, self.here.who)
        self.set_class(view.state != "running", "-not-running")
        self.clock.show(view.seconds_left, view.ends, view.state, hidden=view.timers_hidden)
        rows = [Row(item.id, partial(item_text, item, view.hand)) for item in view.items]
        if view.bullets:
            rows += [text_row(), heading_row("Bullets")]
            rows += [Row(bullet.id, partial(bullet_text, bullet)) for bullet in view.bullets]
        if rows:
            rows.append(text_row())
        rows.append(Row(LAST, _words(_LAST_WORDS.get(view.state, "Look back at it"))))
        self.rows.show(rows, select=(view.hand or LAST) if moved else "")
        self.query_one("#for", Static).update(badge(view.bullets_for.value))
        self.draw_now()
        self.say_who_sees()
        self.refresh_keys()

    def draw_now(self) -> None:
        """The line in hand, with the minutes used up to this second."""
        # The second may strike while the place is being built or taken down.
        if self.view is None or not self.query(RunClock):
            return
        item = next((one for one in self.view.items if one.id == self.view.hand), None)
        seconds = (item.seconds if item else 0) + int(self.clock.gone)
        width = max(self.clock.size.width - 4, 40)
        self.query_one("#now", Static).update(now_text(self.view, seconds, self.nth, width))
        beside = self.query_one("#beside", Static)
        beside.update(beside_text(self.view, max(beside.size.width - 4, 24)))

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw_now)

    def say_who_sees(self) -> None:
        """Row 22."""
        who = self.query_one(WhoSees)
        if self.off:
            who.show(f"Who sees this: nobody. {OFF_WORDS}", "(sealed)")
        else:
            after = f"{self.here.partner} reads what is for you two after the end."
            if self.view is not None and self.view.state == "ended":
                after = "What you shared of it is in your note."
            who.show(f"Who sees this: only you. {after}", "(only you)")

    @on(TimeNearlyUp)
    def _nearly(self, event: TimeNearlyUp) -> None:
        event.stop()
        self.query_one(Notice).say("Five minutes left. Commitments come next.")

    @on(TimeUp)
    def _up(self, event: TimeUp) -> None:
        event.stop()
        self.query_one(Notice).say("The time is over. e ends the session, + adds five minutes.")


def _words(words: str) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        return marked(Content.styled(words, BOLD if lit else ""), lit, width)

    return draw
