"""The talk beside the work: questions, answers as they arrive, and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui.formatting import FOCUS, QUIET, cited, one_line
from tui.messages import SourceAsked
from tui.widgets.growing import GrowingText
from tui.widgets.reading import Reading

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation, Conversation


DRAW_EVERY = 0.05
"""Seconds between two drawings of an answer that arrives."""


class CitationLine(Static):
    """One source of an answer; Enter or a click opens it."""

    BINDINGS = [Binding("enter", "open", "open", show=False)]  # noqa: RUF012
    can_focus = True

    def __init__(self, number: int, citation: Citation, width: int) -> None:
        self._number, self.citation, self._width = number, citation, width
        super().__init__(self._fitted(), classes="citation", markup=False)

    def _fitted(self) -> Content:
        return cited(self._number, self.citation, max(self._width, 20), rows=4)

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._width = self.size.width
            self.update(self._fitted())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        self.post_message(SourceAsked(self.citation))


class Transcript(Reading):
    """Turns of one conversation. An answer grows in place while it streams."""

    BINDINGS = [  # noqa: RUF012
        Binding("r", "screen.answer_again", "answer again", show=False),
        Binding("e", "screen.edit_last", "change the last question", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.citations: tuple[Citation, ...] = ()
        """Sources of the last answer, for the digits."""
        self._answer: GrowingText | None = None
        """The answer that arrives; one that is over is a text like any other."""
        self._question: Static | None = None
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
        for turn in conversation.turns if conversation is not None else ():
            if turn.speaker == "you":
                self._say_you(turn.text)
            else:
                self._end(turn.text, turn.citations, turn.note, stopped=turn.stopped)

    def show(self, conversation: Conversation | None, turn: int = -1) -> None:
        """Show another talk, or an empty one, in place of this; at its end, or at a turn."""
        self.remove_children()
        self.citations, self._answer, self._question = (), None, None
        if conversation is None or not conversation.turns:
            self.on_mount()
        self.restore(conversation)
        if turn < 0:
            self.call_after_refresh(self.scroll_end, animate=False)
        else:
            self.call_after_refresh(self._turn_to, turn)

    def _turn_to(self, turn: int) -> None:
        turns = list(self.query(".you, .answer"))
        if turn < len(turns):
            self.scroll_to_widget(turns[turn], animate=False, top=True, force=True)

    def ask(self, question: str) -> None:
        """Show a question and begin its answer."""
        self._question = self._say_you(question)
        self._begin()
        self._pin()

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
            self._pin()
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
        self._end(text, citations, note, stopped=stopped)
        self._pin()

    def _end(self, text: str, citations: tuple[Citation, ...], note: str, *, stopped: bool) -> None:
        """An answer that is over, with what is to be said of it and where it comes from."""
        if stopped and not text:
            text, note, stopped = "Stopped before anything had arrived. r asks again.", "", False
        if self._answer is None:
            self.mount(GrowingText(text, classes="answer"))
        else:
            self._answer.set_classes("answer")
            self._answer.grow(text)
            self._answer = None
        words = "Stopped." if stopped and not note.startswith("Stopped") else ""
        tail = " ".join(part for part in (words, one_line(note)) if part)
        if tail:
            self.mount(Static(Content.styled(tail, QUIET), classes="note", markup=False))
        self.citations = citations
        # As wide as they will be, or the whole talk would be laid out once more for each.
        width = self.scrollable_content_region.width
        self.mount(*(CitationLine(n, citation, width) for n, citation in enumerate(citations, 1)))

    @property
    def last_answer(self) -> str:
        """The newest answer with its sources, as text; what has arrived while one arrives."""
        if self._answer is not None:
            return self._text
        answers = list(self.query(".answer").results(GrowingText))
        if not answers:
            return ""
        lines = [answers[-1].text, ""]
        for number, one in enumerate(self.citations, start=1):
            lines.append(f"[{number}] {one.label}: \u201c{one.quote}\u201d")
        return "\n".join(lines).strip()

    @property
    def so_far(self) -> str:
        """What has arrived of the answer."""
        return self._text

    def _say_you(self, question: str) -> Static:
        self.query(".empty").remove()
        words = Content.assemble(("You  ", f"bold {FOCUS}"), question)
        shown = Static(words, classes="you", markup=False)
        self.mount(shown)
        return shown

    def _pin(self) -> None:
        """Hold the question at the top while its answer grows, unless its reader moved away."""
        if self._question is not None and not self._moved:
            self.call_after_refresh(self.scroll_to_widget, self._question, top=True, animate=False)

    def on_key(self, event: events.Key) -> None:
        self._moved = self._moved or event.key in _MOVES

    def on_mouse_scroll_up(self) -> None:
        self._moved = True

    def _begin(self) -> None:
        self._text, self._held, self._drawn, self._moved = "", "", "", False
        self._answer = GrowingText(classes="waiting")
        self.mount(self._answer)


_MOVES = ("up", "down", "pageup", "pagedown", "home", "end", "j", "k", "g", "G")
_EMPTY = (
    "Ask anything about this pairing or about reverse mentoring. The answer names its sources. "
    "Only you read this talk."
)
