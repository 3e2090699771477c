"""The boundary card: topics that stay out, picked or written, seen by their owner alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from tui.actions import Action
from tui.formatting import BOLD, QUIET, marked, one_line, row, stacked, wrapped
from tui.here import Here
from tui.modals.topic import TopicModal
from tui.screens.short_list import ShortListScreen
from tui.widgets.rows import Draw, Row, Rows, heading_row, quiet_row, text_row

if TYPE_CHECKING:
    from assistant.domain.beginnings import BoundaryView

_WORDS = (
    "Topics that you keep out. Whatever touches one is left out of every agenda, question and page "
    "for both of you, without a sign. Your partner is never told, nor is anybody else."
)


def _own(screen: BoundariesScreen) -> bool:
    return screen.boundary is not None and bool(screen.boundary.id)


class BoundariesScreen(ShortListScreen):
    """Enter keeps a topic out or lets it in again."""

    PLACE = "boundaries"
    TITLE_WORDS = "Topics that you keep out"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("boundaries.turn", "enter,space", "in or out", "Keep it out, or let it in again."),
        Action("boundaries.go-on", "f5,l", "later, or done", "Go on; it can be changed any day."),
        Action("boundaries.write", "i", "write one", "A topic in your own words."),
        Action("boundaries.words", "e", "its words", "Change the words that it acts on.", _own),
    )
    LIST = "boundaries"
    ON_ENTER = "turn"
    SEES = "Who sees this: only you, ever."
    BADGE = "(only you)"
    ONE_CLICK = True

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._shown: dict[str, BoundaryView] = {}

    def on_mount(self) -> None:
        self.start(self._load, "boundaries")

    async def _load(self, select: str = "") -> None:
        own = await self.here.assistant.boundaries(self.here.pairing_id or "")
        # What is kept out under another name need not be offered again.
        taken = {word.casefold() for one in own for word in (one.topic, *one.terms)}
        offered = await self.here.assistant.offered_boundaries()
        open_ones = [one for one in offered if not taken & {one.topic.casefold(), *one.terms}]
        self._shown = {one.topic: one for one in (*own, *open_ones)}
        rows = [Row("", lambda w, _lit: stacked(wrapped(_WORDS, w - 4, indent=2))), text_row()]
        rows.append(heading_row("You keep out"))
        rows += [Row(one.topic, _drawn(one)) for one in own]
        if not own:
            rows.append(quiet_row("nothing yet"))
        rows += [text_row(), heading_row("You could keep out")]
        rows += [Row(one.topic, _drawn(one)) for one in open_ones]
        self.query_one(Rows).show(rows, select=select)
        self.refresh_keys()

    @property
    def boundary(self) -> BoundaryView | None:
        """The selected one, kept out or offered."""
        return self._shown.get(self.lit)

    def action_turn(self) -> None:
        if self.boundary is not None:
            self.start(partial(self._turn, self.boundary), "turn")

    async def _turn(self, one: BoundaryView) -> None:
        if one.id:
            await self.here.assistant.let_in(one.id)
            said = f"Let in again: {one_line(one.topic)}."
        else:
            await self.here.assistant.keep_out(self.here.pairing_id or "", one.topic)
            said = f"Kept out from now on: {one_line(one.topic)}. Only you know."
        await self._load(select=one.topic)
        self.say(said)

    def action_write(self) -> None:
        self.start(partial(self._write, None), "modal")

    def action_words(self) -> None:
        self.start(partial(self._write, self.boundary), "modal")

    async def _write(self, one: BoundaryView | None) -> None:
        kept = await self.kept_field(f"topic-{one.id if one else 'new'}")
        typed = await self.app.push_screen_wait(TopicModal(one, **kept))
        if typed is None:
            return
        topic, terms = typed
        if one is not None:
            await self.here.assistant.let_in(one.id)
        await self.here.assistant.keep_out(self.here.pairing_id or "", topic, terms)
        await self._load(select=topic)
        self.say(f"Kept out from now on: {one_line(topic)}. Only you know.")

    def action_go_on(self) -> None:
        self.start(self._go_on, "go")

    async def _go_on(self) -> None:
        form = await self.here.assistant.rating_form("baseline", self.here.pairing_id)
        self.go("home" if form.scores else "confidence")


_TOPIC = 24
"""Cells for a topic, so that the words beside it stand below one another."""


def _drawn(one: BoundaryView) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        words = f"also: {', '.join(one.terms)}" if one.terms else ""
        topic = one_line(one.topic)
        name = Content.styled(f"{topic:<{_TOPIC}}  ", BOLD if lit else "")
        left = Content.assemble(name, (words, QUIET))
        state = Content.styled("kept out" if one.id else "", "$v-private")
        return marked(row(left, state, width - 4), lit, width)

    return draw
