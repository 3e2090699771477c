"""The talk beside the work: questions, answers as they arrive, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui.formatting import QUIET, one_line
from tui.widgets.growing import GrowingText
from tui.widgets.reading import Reading
from tui.widgets.turns import (
    CitationLine,
    Earlier,
    Part,
    answer_parts,
    exchange_at,
    oldest,
    turn_parts,
)

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation, Conversation


DRAW_EVERY = 0.05
"""Seconds between two drawings of an answer that arrives."""
STANDING = 10
"""The newest questions and answers, at least so many, are widgets; those before are told as one."""


class Transcript(Reading):
    """Turns of one conversation. An answer grows in place while it streams; a long talk costs no
    more than a short one, as what lies far back is a few texts and no longer hundreds."""

    BINDINGS = [  # noqa: RUF012
        Binding("r", "screen.answer_again", "answer again", show=False),
        Binding("e", "screen.edit_last", "change the last question", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._answer: GrowingText | None = None
        """The answer that arrives; one that is over is a text like any other."""
        self._question: Widget | None = None
        self._parts: dict[Widget, Part] = {}
        """What the turns that stand as widgets are made of."""
        self._moved = False
        self._text = ""
        self._drawn = ""
        """As much of it as was drawn."""
        self._drawing: Timer | None = None
        self._held = ""
        """What has arrived and waits for the end of its paragraph."""
        self.by_paragraph = False
        """Whether an answer grows by whole paragraphs: for those whom moving text disturbs."""

    def on_mount(self) -> None:
        self.mount(Static(Content.styled(_EMPTY, QUIET), classes="empty", markup=False))

    @property
    def turned(self) -> bool:
        """Whether anything was asked."""
        return bool(self.query(".you"))

    def restore(self, conversation: Conversation | None) -> None:
        """Show the turns of an earlier talk."""
        if conversation is None or not conversation.turns:
            return
        self.query(".empty").remove()
        parts = turn_parts(conversation.turns)
        earlier: list[Earlier] = []
        while many := oldest(parts, STANDING):
            earlier.append(Earlier(parts[:many], self._width))
            parts = parts[many:]
        self.mount(*earlier)
        shown = self._show(parts)
        questions = [
            widget for widget, part in zip(shown, parts, strict=True) if part.kind == "you"
        ]
        self._question = questions[-1] if questions else None
        self._hold()

    def show(self, conversation: Conversation | None, turn: int = -1) -> None:
        """Show another talk, or an empty one, in place of this; at its end, or at a turn."""
        self.remove_children()
        self._parts = {}
        self._answer, self._question = None, None
        self._moved = turn >= 0
        if conversation is None or not conversation.turns:
            self.on_mount()
        self.restore(conversation)
        if turn >= 0:
            self.call_after_refresh(self._turn_to, turn)

    async def _turn_to(self, turn: int) -> None:
        for shown in self.children:
            held = shown.turns if isinstance(shown, Earlier) else self._is_turn(shown)
            if turn < held:
                of_it = await self._open(shown) if isinstance(shown, Earlier) else [shown]
                target = [widget for widget in of_it if self._is_turn(widget)][turn]
                self.call_after_refresh(
                    self.scroll_to_widget, target, animate=False, top=True, force=True
                )
                return
            turn -= held

    def _is_turn(self, shown: Widget) -> bool:
        part = self._parts.get(shown)
        return part is not None and part.is_turn

    @on(Earlier.Opened)
    async def _earlier_opened(self, event: Earlier.Opened) -> None:
        event.stop()
        shown = await self._open(event.earlier)
        sources = [widget for widget in shown if isinstance(widget, CitationLine)]
        self.screen.set_focus(sources[0] if sources else self)

    async def _open(self, earlier: Earlier) -> list[Widget]:
        """Widgets again in place of the one text, until the next question."""
        async with self.batch():
            shown = self._show(earlier.parts, before=earlier)
            await earlier.remove()
        return shown

    async def _close_earlier(self) -> None:
        """Tell what lies far back as one text."""
        standing = [shown for shown in self.children if shown in self._parts]
        while many := oldest([self._parts[shown] for shown in standing], STANDING):
            shown, standing = standing[:many], standing[many:]
            async with self.batch():
                parts = [self._parts.pop(widget) for widget in shown]
                await self.mount(Earlier(parts, self._width), before=shown[0])
                await self.remove_children(shown)

    async def ask(self, question: str) -> None:
        """Show a question and begin its answer."""
        await self._close_earlier()
        self.query(".empty").remove()
        self._question = self._show([Part("you", question)])[0]
        self._text, self._held, self._drawn, self._moved = "", "", "", False
        self._answer = GrowingText(classes="waiting")
        self.mount(self._answer)
        self._hold()

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _show(self, parts: Sequence[Part], before: Widget | None = None) -> list[Widget]:
        """Widgets for parts, at the end or before another."""
        shown = [part.widget(self._width) for part in parts]
        self._parts.update(zip(shown, parts, strict=True))
        self.mount(*shown, before=before)
        return shown

    def add(self, fragment: str) -> None:
        """A piece of the answer arrived."""
        self._held += fragment
        if self.by_paragraph and "\n\n" not in self._held:
            return
        end = self._held.rfind("\n\n") + 2 if self.by_paragraph else len(self._held)
        self._text, self._held = self._text + self._held[:end], self._held[end:]
        if self._drawing is None:
            self._draw()

    def _draw(self) -> None:
        """What has arrived, the first piece at once and then a few times a second: each drawing
        lays the whole talk out, however long it is, and a model may send hundreds of pieces."""
        self._drawing = None
        if self._answer is not None and self._drawn != self._text:
            self._drawn = self._text
            self._answer.remove_class("waiting")
            self._answer.grow(self._text)
            self._hold()
            self._drawing = self.set_timer(DRAW_EVERY, self._draw)

    def note(self, words: str) -> None:
        """What is going on, in place of an answer that has not begun."""
        if self._answer is not None and not self._text:
            self._answer.grow(one_line(words))

    def finish(
        self, text: str, citations: tuple[Citation, ...], note: str, *, stopped: bool
    ) -> None:
        """The answer is over; ``text`` replaces what had arrived unless it is empty."""
        if self._drawing is not None:
            self._drawing.stop()
            self._drawing = None
        text = text or self._text + self._held
        self._text, self._held = "", ""
        if self._answer is None:
            return  # stopped before it began, or another talk is shown
        answer, *rest = answer_parts(text, citations, note, stopped=stopped)
        self._answer.set_classes("answer")
        self._answer.grow(answer.text)
        self._parts[self._answer] = answer
        self._answer = None
        self._show(rest)
        self._hold()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Sources of the answer before the reader's eyes, for the digits."""
        return tuple(part.citation for part in self._in_view() if part.citation is not None)

    @property
    def answer_in_view(self) -> str:
        """The answer before the reader's eyes with its sources, as text; what has arrived while
        the newest one arrives."""
        told = [part for part in self._in_view() if part.kind in {"answer", "citation"}]
        if not told:
            return self._text
        answer, *sources = [part.plain for part in told]
        return "\n".join([answer, "", *sources]).strip()

    def _in_view(self) -> list[Part]:
        """The exchange before the reader's eyes: the newest, unless they went back to another."""
        newest = not self._moved or self.scroll_offset.y >= self.max_scroll_y
        line = self.virtual_size.height if newest else self.scroll_offset.y + self.size.height // 2
        standing: list[tuple[int, Part]] = []
        for shown in self.children:
            place = shown.virtual_region
            if isinstance(shown, Earlier) and place.y <= line < place.bottom:
                return shown.exchange_at(line - place.y)
            if shown in self._parts:
                standing.append((place.y, self._parts[shown]))
        return exchange_at(standing, line)

    @property
    def so_far(self) -> str:
        """What has arrived of the answer."""
        return self._text

    def _hold(self) -> None:
        """Stay with the last question at the top and its answer below, unless the reader moved
        away."""
        if self._question is not None and not self._moved:
            self.call_after_refresh(self.scroll_to_widget, self._question, top=True, animate=False)

    def on_resize(self) -> None:
        # Also where it is shown at last: what is hidden has no place to scroll to.
        self._hold()

    def on_key(self, event: events.Key) -> None:
        self._moved = self._moved or event.key in _MOVES

    @on(events.MouseScrollUp)
    @on(events.MouseScrollDown)
    @on(ScrollTo)
    @on(ScrollUp)
    @on(ScrollDown)
    @on(events.DescendantFocus)
    def _reader_scrolled(self) -> None:
        self._moved = True


_MOVES = ("up", "down", "pageup", "pagedown", "home", "end", "j", "k", "g", "G")
_EMPTY = (
    "Ask anything about this pairing or about reverse mentoring. The answer names its sources. "
    "Only you read this talk."
)
