"""Text that arrives: only what changed is laid out again, and only what is seen is drawn.

A ``Static`` wraps and draws all of its text each time that a word is added: 40 ms of processor time
for 1,500 words in a talk, twenty times a second; and once more where it replaced text that grew.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget


class GrowingText(Widget):
    """Plain text, of which lines that stand are wrapped once for a width."""

    DEFAULT_CSS = "GrowingText { height: auto; }"

    def __init__(self, text: str = "", *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._text = text
        self._width = 0
        self._ended: list[str] = []
        """Lines that stand."""
        self._taken = 0
        """Characters of the text that are in them."""
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        """What it shows, as it was given."""
        return self._text

    def grow(self, text: str) -> None:
        """Show ``text``; quick where it begins with what was shown before."""
        tabs = "\t" in text and "\t" not in self._text  # they count from their paragraph's begin
        if tabs or not text.startswith(self._text[: self._taken]):
            self._taken, self._ended = 0, []
        before = len(self._lines)
        self._text = text
        self._wrap()
        self.refresh(layout=len(self._lines) != before)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        return container.width

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        if width != self._width:
            self._width, self._taken, self._ended = width, 0, []
            self._wrap()
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        line = self._lines[y] if y < len(self._lines) else ""
        # Not ``rich_style``: that asks every ancestor anew, for each line.
        style = self.get_visual_style().rich_style
        pieces = [Segment(line, style)]
        span = self.text_selection.get_span(y) if self.text_selection is not None else None
        if span is not None:
            start, end = span[0], span[1] if span[1] >= 0 else len(line)
            chosen = style + self.screen.get_component_rich_style("screen--selection")
            pieces = [
                Segment(line[:start], style),
                Segment(line[start:end], chosen),
                Segment(line[end:], style),
            ]
        # The offsets tell the mouse over which character it is.
        return Strip(pieces).apply_offsets(0, y).adjust_cell_length(self.size.width, style)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse selected, as it was written: where a line was only wrapped, no line ends.

        A tab is shown as spaces; a text that holds one is given as it is shown.
        """
        begins: list[int] = []
        at = 0
        for line in self._lines:
            begins.append(self._text.find(line.rstrip(), at))
            if begins[-1] < 0:
                return selection.extract("\n".join(self._lines)), "\n"
            at = begins[-1] + len(line.rstrip())
        start, end = selection
        first = 0 if start is None else begins[start.y] + start.x
        last = len(self._text) if end is None or end.y >= len(begins) else begins[end.y] + end.x
        return self._text[first:last], "\n"

    def _wrap(self) -> None:
        if not self._width:
            return
        end = self._text.rfind("\n") + 1
        if end > self._taken:
            self._ended += self._wrapped(self._text[self._taken : end - 1])
            self._taken = end
        lines = self._wrapped(self._text[self._taken :])
        self._lines = [*self._ended, *lines]
        # Of the paragraph that grows, only its last line can still change; where that is not
        # plain to see (a tab, the middle of a word as long as a line), the whole is wrapped again.
        standing = self._text.rstrip()
        begins = len(standing) - len(lines[-1]) if lines else 0
        plain = "\t" not in self._text and self._text[begins - 1 : begins] == " "
        if len(lines) > 1 and plain and standing.endswith(lines[-1]):
            self._ended += lines[:-1]
            self._taken = begins

    def _wrapped(self, text: str) -> list[str]:
        return [line.plain for line in Content(text).wrap(self._width)]
