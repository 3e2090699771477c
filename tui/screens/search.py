"""Search: guidance and what the reader may read, by words and by meaning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from assistant.domain.sources import SourceKind
from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import QUIET, counted, found, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen, RowLit
from tui.screens.beside import BesideScreen
from tui.widgets.kept import KeptInput
from tui.widgets.rows import Draw, Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.sources import Hit


_BEFORE = (
    "Finds guidance, your notes, and what you two share: by your words, and by their meaning.",
    "Private text of others is not searched. Up and down turn through what is found.",
)
"""What stands there until something is looked for."""
_GUIDANCE = frozenset({"guidance", "document"})
_NOTES = frozenset({"note"})
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("", frozenset()),
    ("guidance", _GUIDANCE),
    ("notes", _NOTES),
    ("what stands beside notes", frozenset(get_args(SourceKind)) - _GUIDANCE - _NOTES),
)
"""What ``f`` turns through: a name, and the kinds of source."""


class SearchScreen(BesideScreen):
    """Type, Enter; then Enter on a passage opens its source with the words marked."""

    PLACE = "search"
    TITLE_WORDS = "Search"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("search.open", "enter", "open", "Open the source.", in_palette=False),
        Action("search.again", "slash", "search", "Type other words.", in_palette=False),
        Action("search.only", "f", "only", "Only guidance, only notes, only the rest, or all."),
        Action("search.next", "n", "next", "The next passage."),
        Action("search.why", "w", "why", "Show why each passage came."),
        Action("search.copy", "y", "copy", "Copy the passage with its source."),
    )
    more_keys: ClassVar = ("app.side-pane", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._hits: dict[str, Hit] = {}
        self._explaining = False
        self._only = 0
        self._query = ""

    def compose_body(self) -> ComposeResult:
        yield KeptInput(id="query", placeholder="words to look for, then Enter")
        yield Rows(id="hits")

    def on_mount(self) -> None:
        self.query_one(Rows).show([Row("", partial(_said, words)) for words in _BEFORE])
        self.query_one("#query", Input).focus()
        self.start(partial(self.show_audience, Visibility.PRIVATE), "audience")

    def where(self) -> str:
        about = f", with {self.here.partner}" if self.here.pairing is not None else ""
        return f"Search guidance and what you may read{about}"

    @on(Input.Submitted, "#query")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._query, self._only = event.value.strip(), 0
            self.start(self._search, "search")

    async def _search(self) -> None:
        _, kinds = _GROUPS[self._only]
        with self.waiting("Searching ..."):
            hits = await self.here.assistant.search(
                self._query, pairing=self.here.pairing_id, k=20, kinds=kinds
            )
        self._hits = {f"hit-{i}": hit for i, hit in enumerate(hits)}
        self._show()
        if notice := await self.here.assistant.reranker_notice():
            self.say(notice)
        if hits:
            self.query_one(Rows).focus()

    def _show(self) -> None:
        from assistant.domain.finding import NEAREST_ONLY, seems_answered

        name, _ = _GROUPS[self._only]
        hits = list(self._hits.values())
        words = f"{counted(len(hits), 'passage')} found in what you may read"
        if not hits:
            words = "Nothing found in what you may read. Private text of others is not searched."
        elif not seems_answered(hits):
            words = NEAREST_ONLY
        if name:
            words = f"{counted(len(hits), 'passage')}, only {name}. f goes on."
        rows = [Row("", partial(_said, words)), text_row()]
        rows += [Row(row, _drawn(hit, self._explaining)) for row, hit in self._hits.items()]
        self.query_one(Rows).show(rows)

    @on(RowLit)
    def _lit(self, event: RowLit) -> None:
        event.stop()
        hit = self._hits.get(event.row)
        if hit is not None:
            self.show_text(hit.source, (hit.passage.start, hit.passage.end))

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        self.show_page("source")

    def action_open(self) -> None:
        self.query_one(Rows).action_select()

    def action_again(self) -> None:
        self.query_one("#query", Input).focus()

    def action_only(self) -> None:
        if self._query:
            self._only = (self._only + 1) % len(_GROUPS)
            self.start(self._search, "search")

    def action_next(self) -> None:
        """The next passage; where the pane hides the list, its source at once."""
        self.query_one(Rows).action_cursor_down()

    def action_why(self) -> None:
        self._explaining = not self._explaining
        self._show()

    def action_copy(self) -> None:
        hit = self._hits.get(self.query_one(Rows).lit)
        if hit is not None:
            self.app.copy_to_clipboard(
                f"\u201c{hit.passage.text}\u201d {hit.source.name_at(hit.passage.start)}"
            )
            self.say("Copied, with its source.")


def _said(words: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(words, width - 4, indent=2, style=QUIET))


def _drawn(hit: Hit, explaining: bool) -> Draw:
    return lambda width, lit: found(hit, width, lit, explaining=explaining)
