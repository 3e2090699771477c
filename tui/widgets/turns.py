"""What a talk is made of: questions, answers, remarks and sources, each as a widget of its own, or
many of them as one.

Textual lays every widget of a screen out at each change, seen or not: with 300 messages and their
sources that is a thousand, twenty times a second while an answer arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from tui.formatting import FOCUS, QUIET, cited, one_line, stacked
from tui.messages import SourceAsked
from tui.widgets.growing import GrowingText

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation, Turn


@dataclass(frozen=True)
class Part:
    """A part of a turn."""

    kind: Literal["you", "answer", "note", "citation"]
    text: str = ""
    number: int = 0
    """Of a citation, from 1."""
    citation: Citation | None = None

    @property
    def is_turn(self) -> bool:
        """Whether it is a turn of the talk, and not something about one."""
        return self.kind in {"you", "answer"}

    @property
    def plain(self) -> str:
        """Its words, for the clipboard."""
        if self.citation is not None:
            return f"[{self.number}] {self.citation.label}: \u201c{self.citation.quote}\u201d"
        return f"You  {self.text}" if self.kind == "you" else self.text

    def content(self, width: int) -> Content:
        """As it is drawn; only a citation depends on the width in cells."""
        if self.kind == "you":
            return Content.assemble(("You  ", f"bold {FOCUS}"), (self.text, QUIET))
        if self.kind == "answer":
            return Content(self.text)
        if self.citation is None:
            return Content.styled(self.text, QUIET)
        return cited(self.number, self.citation, max(width, 20), rows=4)

    def widget(self, width: int) -> Widget:
        """A widget for it, ``width`` cells wide: where a citation guessed, the whole talk would be
        laid out once more."""
        if self.kind == "answer":
            return GrowingText(self.text, classes="answer")
        if self.citation is not None:
            return CitationLine(self.number, self.citation, width)
        return Static(self.content(width), classes=self.kind, markup=False)


def answer_parts(
    text: str, citations: Sequence[Citation], note: str, *, stopped: bool
) -> list[Part]:
    """An answer that is over, with what is to be said of it and where it comes from."""
    if stopped and not text:
        text, note, stopped = "Stopped before anything had arrived. r asks again.", "", False
    words = "Stopped." if stopped and not note.startswith("Stopped") else ""
    tail = " ".join(said for said in (words, one_line(note)) if said)
    remarks = [Part("note", tail)] if tail else []
    return [Part("answer", text), *remarks, *citation_parts(citations)]


def citation_parts(citations: Sequence[Citation]) -> list[Part]:
    """The sources of an answer."""
    return [Part("citation", number=n, citation=one) for n, one in enumerate(citations, start=1)]


def turn_parts(turns: Iterable[Turn]) -> list[Part]:
    """The parts of turns that were kept."""
    parts: list[Part] = []
    for turn in turns:
        if turn.speaker == "you":
            parts.append(Part("you", turn.text))
        else:
            parts += answer_parts(turn.text, turn.citations, turn.note, stopped=turn.stopped)
    return parts


def oldest(parts: Sequence[Part], standing: int) -> int:
    """How many of the first parts can be told as one: ``standing`` exchanges, once there are twice
    as many; else none. An exchange begins with a question."""
    begins = [at for at, part in enumerate(parts) if part.kind == "you"]
    return begins[standing] if len(begins) >= 2 * standing else 0


def exchange_at(parts: Iterable[tuple[int, Part]], line: int) -> list[Part]:
    """The question and answer told at ``line``; each part stands with its first line."""
    found: list[Part] = []
    for top, part in parts:
        if part.kind == "you":
            if top > line:
                break
            found = []
        found.append(part)
    return found


class _Fitted(Static):
    """Text that is made for a width; Enter opens what it stands for."""

    BINDINGS = [Binding("enter", "open", "open", show=False)]  # noqa: RUF012
    can_focus = True

    def __init__(self, width: int, classes: str) -> None:
        self._width = width
        super().__init__(self.drawn(width), classes=classes, markup=False)

    def drawn(self, width: int) -> Content:
        raise NotImplementedError

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._width = self.size.width
            self.update(self.drawn(self._width))


class CitationLine(_Fitted):
    """One source of an answer; Enter or a click opens it."""

    def __init__(self, number: int, citation: Citation, width: int) -> None:
        self._number, self.citation = number, citation
        super().__init__(width, "citation")

    def drawn(self, width: int) -> Content:
        return cited(self._number, self.citation, max(width, 20), rows=4)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        self.post_message(SourceAsked(self.citation))


class Earlier(_Fitted):
    """Many parts as one text, line for line as their widgets would show them. A click on a source
    opens it; Enter brings the widgets back, where Tab goes from source to source."""

    FOCUS_ON_CLICK = False
    """Else half a page would light up under whoever selects a word with the mouse."""

    @dataclass
    class Opened(Message):
        """Its reader asked for the widgets."""

        earlier: Earlier

    def __init__(self, parts: Sequence[Part], width: int) -> None:
        self.parts = tuple(parts)
        super().__init__(width, "earlier")

    def drawn(self, width: int) -> Content:
        lines: list[Content] = []
        for at, part in enumerate(self.parts):
            content = part.content(width)
            if part.citation is not None:
                content = content.stylize(QUIET).stylize(Style.from_meta({"source": at}))
            lines += [Content(""), content]
        return stacked(lines)

    @property
    def turns(self) -> int:
        """How many turns it holds."""
        return sum(part.is_turn for part in self.parts)

    @property
    def text(self) -> str:
        """Its words, for the clipboard."""
        return "\n\n".join(part.plain for part in self.parts)

    def exchange_at(self, line: int) -> list[Part]:
        """The question and answer at a line of this text, from 0."""
        tops, top = [], 0
        for part in self.parts:
            tops.append(top)
            top += 1 + len(part.content(self._width).wrap(max(self._width, 1)))
        return exchange_at(zip(tops, self.parts, strict=True), line)

    def on_click(self, event: events.Click) -> None:
        at = event.style.meta.get("source")
        if at is not None and (citation := self.parts[at].citation) is not None:
            event.stop()
            self.post_message(SourceAsked(citation))

    def action_open(self) -> None:
        self.post_message(self.Opened(self))
