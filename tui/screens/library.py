"""The library: cards and documents, how far to trust each, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from assistant.domain.amounts import counted
from tui.actions import Action
from tui.formatting import BOLD, QUIET, fit, marked, one_line, row, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.modals.fields import Field, FieldsModal
from tui.modals.paper import PAGE_WIDTH, PaperModal
from tui.screens.adding_documents import STRENGTHS, AddingDocuments
from tui.screens.beside import BesideScreen
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.frame import WhoSees
from tui.widgets.rows import Draw, Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.guidance_views import CardView, GapsView


def _own_document(screen: LibraryScreen) -> bool:
    card = screen.card
    return card is not None and card.kind == "document" and screen.may_add


def _may_add(screen: LibraryScreen) -> bool:
    return screen.may_add


class LibraryScreen(TakingAlong, BesideScreen):
    """Enter opens a card; ``i`` adds a document; ``u`` shows what nothing covers."""

    PLACE = "library"
    TITLE_WORDS = "Library of guidance"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("library.open", "enter", "open", "Open the card.", in_palette=False),
        Action("library.add", "i", "import", "Add a document of your programme.", _may_add),
        Action("library.filter", "f", "filter", "Only cards with these words, topic or strength."),
        Action("library.gaps", "u", "gaps", "Topics without a source, or with opinion alone."),
        Action("library.order", "o", "order", "Order by strength, topic or title."),
        Action("library.grade", "e", "strength", "Its strength, date and topics.", _own_document),
        Action("library.export", "x", "save", "Save the list of the library.", in_line=False),
        Action("library.remove", "d", "remove", "Take an added document out.", _own_document),
    )
    more_keys: ClassVar = ("app.search", "app.ask", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.may_add = False
        """Whether the reader brings guidance in."""
        self.documents = AddingDocuments(self, self)
        self._cards: dict[str, CardView] = {}
        self._order = 0
        self._only = ""

    def compose_body(self) -> ComposeResult:
        yield Rows(id="cards")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.query_one(WhoSees).show("Who sees this: everybody in the programme. It is guidance.")
        self.start(self._load, "library")

    async def _load(self, select: str = "") -> None:
        cards = await self.here.assistant.guidance()
        gaps = await self.here.assistant.guidance_gaps()
        self.may_add = bool(self.here.person) and await self.here.assistant.may_add_guidance()
        self._cards = {card.id: card for card in cards}
        self._draw(gaps, select)
        self.refresh_keys()

    def _draw(self, gaps: GapsView, select: str = "") -> None:
        cards = [card for card in self._cards.values() if _holds(card, self._only)]
        cards.sort(key=_ORDERS[self._order][1])
        topics = {topic for card in cards for topic in card.topics}
        head = f"  {counted(len(cards), 'card')}, {counted(len(topics), 'topic')}"
        if self._only:
            head = f"  {counted(len(cards), 'card')} with {one_line(self._only)}, f changes it"
        by = Content.styled(f"by {_ORDERS[self._order][0]}", QUIET)
        columns = Content.assemble(
            "    ", fit("Strength", 14, QUIET), fit("Year", 10, QUIET), ("Card", QUIET)
        )
        lacking = f"Topics with no source: {gaps.lacking}"
        weak = f"Topics that rest on opinion alone: {gaps.weak}"
        rows = [
            Row("", lambda w, _lit: row(Content.styled(head, BOLD), by, w - 2)),
            Row("", lambda w, _lit: row(columns, Content.styled("Topic", QUIET), w - 2)),
            *(Row(card.id, _drawn(card)) for card in cards),
            text_row(),
            Row("", lambda w, _lit: stacked(wrapped(lacking, w - 2, indent=2, style=QUIET))),
            Row("", lambda w, _lit: stacked(wrapped(weak, w - 2, indent=2, style=QUIET))),
        ]
        self.query_one(Rows).show(rows, select=select)

    @property
    def card(self) -> CardView | None:
        return self._cards.get(self.query_one(Rows).lit)

    async def show_all(self, select: str = "") -> None:
        self._only = ""
        await self._load(select=select)

    def selection_moved(self) -> None:
        if self.card is not None:
            self.pane.source.show_card(self.card)
        self.refresh_keys()

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        self.show_page("source")

    def exportable(self) -> Sequence[Exportable]:
        return (("guidance", "guidance", ""),)

    def on_paste(self, event: events.Paste) -> None:
        free = self.may_add and not isinstance(self.focused, Input)
        if free and self.documents.take_dropped(event.text):
            event.stop()

    def action_add(self) -> None:
        self.documents.add()

    def action_grade(self) -> None:
        self.documents.grade()

    def action_remove(self) -> None:
        self.documents.remove()

    def action_open(self) -> None:
        self.query_one(Rows).action_select()

    def action_order(self) -> None:
        self._order = (self._order + 1) % len(_ORDERS)
        first = min(self._cards.values(), key=_ORDERS[self._order][1], default=None)
        self.start(partial(self._load, first.id if first is not None else ""), "library")

    def action_gaps(self) -> None:
        self.start(self._gaps, "modal")

    async def _gaps(self) -> None:
        gaps = await self.here.assistant.guidance_gaps()
        lines = [Content.styled("No card covers", BOLD)]
        lines += wrapped(gaps.lacking, PAGE_WIDTH, indent=2)
        lines += [Content(""), Content.styled("Opinion alone covers", BOLD)]
        lines += wrapped(gaps.weak, PAGE_WIDTH, indent=2)
        self.app.push_screen(PaperModal("Gaps in the guidance", stacked(lines)))

    def action_filter(self) -> None:
        self.start(self._filter, "modal")

    async def _filter(self) -> None:
        field = Field("only", "Only", self._only, "a topic, a strength, a word; empty shows all")
        said = await self.app.push_screen_wait(
            FieldsModal("Which cards?", (field,), does="show them")
        )
        if said is not None:
            self._only = said["only"]
            await self._load()


_ORDERS = (
    ("title", lambda card: (card.title.casefold(),)),
    ("strength", lambda card: (STRENGTHS.index(card.strength), card.title.casefold())),
    ("topic", lambda card: (card.topic_names[:1], card.title.casefold())),
)


def _holds(card: CardView, words: str) -> bool:
    """Whether each of the words stands in its title, topics, strength, source or text."""
    held = " ".join((card.title, *card.topics, card.strength, card.source, card.text)).casefold()
    return all(
        word in held.replace("-", " ") for word in words.casefold().replace("-", " ").split()
    )


def _drawn(card: CardView) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        left = Content.assemble(
            "  ",
            fit(card.strength, 14, QUIET),
            fit(card.date[:4] if card.date[:1].isdigit() else card.date, 10, QUIET),
            (one_line(card.title), BOLD if lit else ""),
        )
        topics = one_line(", ".join(card.topic_names[:1])) or card.kind
        return marked(row(left, Content.styled(topics, QUIET), width - 4), lit, width)

    return draw
