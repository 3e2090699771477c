"""Search: guidance and what the reader may read, by words and by meaning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from assistant.domain.amounts import counted
from assistant.domain.sources import SourceKind
from assistant.domain.talks import turns_with
from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import (
    BOLD,
    QUIET,
    badge,
    fit,
    found,
    marked,
    one_line,
    row,
    stacked,
    wrapped,
)
from tui.here import Here
from tui.messages import RowChosen
from tui.screens.beside import BesideScreen
from tui.widgets.kept import KeptInput
from tui.widgets.rows import Draw, Row, Rows, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.sources import Hit
    from assistant.domain.talks import TurnFound


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
    ("your own talks", frozenset()),
)
"""What ``f`` turns through: a name, and the kinds of source; talks are none."""
_TALKS = len(_GROUPS) - 1
_MOST_TURNS = 20
_BESIDE_PASSAGES = 5
"""Turns of talks that stand below passages."""


class SearchScreen(BesideScreen):
    """Type, Enter; then Enter on a passage opens its source with the words marked."""

    PLACE = "search"
    TITLE_WORDS = "Search"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("search.open", "enter", "open", "Open the source.", in_palette=False),
        Action("search.again", "slash", "search", "Type other words.", in_palette=False),
        Action("search.only", "f", "only", "Only guidance, notes, the rest, your talks, or all."),
        Action("search.next", "n", "next", "The next passage."),
        Action("search.why", "w", "why", "Show why each passage came."),
        Action("search.copy", "y", "copy", "Copy the passage with its source."),
    )
    more_keys: ClassVar = ("app.side-pane", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._hits: dict[str, Hit] = {}
        self._turns: dict[str, TurnFound] = {}
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
            hits = []
            if self._only != _TALKS:
                hits = await self.here.assistant.search(
                    self._query, pairing=self.here.pairing_id, k=20, kinds=kinds
                )
            turns = []
            if self._only in (0, _TALKS):
                talks = await self.here.assistant.talks(self._query)
                most = _MOST_TURNS if self._only else _BESIDE_PASSAGES
                turns = turns_with(talks, self._query, most)
        self._hits = {f"hit-{i}": hit for i, hit in enumerate(hits)}
        self._turns = {f"turn-{one.id}": one for one in turns}
        self._show()
        if notice := await self.here.assistant.reranker_notice():
            self.say(notice)
        if hits or turns:
            self.query_one(Rows).focus()

    def _show(self) -> None:
        from assistant.domain.finding import NEAREST_ONLY, seems_answered

        name, _ = _GROUPS[self._only]
        hits = list(self._hits.values())
        words = f"{counted(len(hits), 'passage')} found in what you may read"
        if not hits and self._turns:
            words = "Found in your own talks, and nowhere else in what you may read."
        elif not hits:
            words = "Nothing found in what you may read. Private text of others is not searched."
        elif not seems_answered(hits):
            words = NEAREST_ONLY
        if name:
            number = len(hits) or len(self._turns)
            words = f"{counted(number, 'passage')}, only {name}. f goes on."
        rows = [Row("", partial(_said, words)), text_row()]
        rows += [Row(row, _drawn(hit, self._explaining)) for row, hit in self._hits.items()]
        if self._turns and not name:
            rows += [text_row(), heading_row("In your own talks")]
        rows += [Row(row, _said_in(one)) for row, one in self._turns.items()]
        self.query_one(Rows).show(rows)

    def selection_moved(self) -> None:
        row = self.query_one(Rows).lit
        hit = self._hits.get(row)
        if hit is not None:
            self.show_text(hit.source, (hit.passage.start, hit.passage.end))
        elif (one := self._turns.get(row)) is not None and not self.replying:
            self.pane.talk.show(one.talk, one.turn)

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if (one := self._turns.get(event.row)) is not None:
            self.start(partial(self._open_talk, one), "talk")
        else:
            self.show_page("source")

    async def _open_talk(self, one: TurnFound) -> None:
        """There, and gone on with: the next question about its pairing belongs to it."""
        core = self.here.assistant
        of = one.talk.pairing
        self.here = self.here.at(await core.pairing(of) if of else None)
        await core.take_up_talk(one.talk.id)
        self.show_page("talk")
        self.pane.talk.show(one.talk, one.turn)

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
            name = hit.source.name_at(hit.passage.start)
            self.copied(f"\u201c{hit.passage.text}\u201d {name}", "Copied, with its source.")
        else:
            self.action_copy_focused()


def _said(words: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(words, width - 4, indent=2, style=QUIET))


def _said_in(one: TurnFound) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        name = Content.assemble(fit("talk", 13, QUIET), Content.styled(one_line(one.name), BOLD))
        words = wrapped(one_line(one.words), width - 4, indent=13)
        head = row(name, badge("private"), width - 4)
        return marked(stacked([head, *(words if lit else words[:2])]), lit, width)

    return draw


def _drawn(hit: Hit, explaining: bool) -> Draw:
    return lambda width, lit: found(hit, width, lit, explaining=explaining)
