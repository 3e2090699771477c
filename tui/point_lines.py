"""Points of feedback as rows: pure functions of a view and a width."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import BOLD, QUIET, hanging, marked, row, stacked
from tui.widgets.rows import Row, quiet_row, text_row

if TYPE_CHECKING:
    from assistant.domain.reflections import FeedbackLine
    from assistant.domain.views import FeedbackView

_NAMES = ("Situation", "Behaviour", "Impact", "Intent")


def point_text(point: FeedbackLine, width: int) -> Iterator[Content]:
    """One point to the letter, part by part, and a blank line."""
    said = (point.situation, point.behaviour, point.impact, point.intent)
    for name, words in zip(_NAMES, said, strict=True):
        if words.strip():
            yield from hanging(f"{name:<11}", words, width, indent=0)
    yield Content("")


def point_rows(view: FeedbackView) -> list[Row]:
    """The reader's own points with who reads them, then what the partner has released."""
    rows: list[Row] = []
    if view.mine is not None:
        rows.append(text_row(Content.styled(f"You to {view.partner}", BOLD)))
        sealed = view.state == "sealed"
        for line in view.mine.lines:
            state = "sealed" if sealed else "released" if line.released else "only you"
            rows.append(Row(f"mine-{line.id}", partial(_point, line, state)))
    if view.state == "open":
        rows += [text_row(), text_row(Content.styled(f"{view.partner} to you", BOLD))]
        theirs = view.theirs.lines if view.theirs is not None else ()
        rows += [Row(f"theirs-{line.id}", partial(_point, line, "")) for line in theirs]
        if not theirs:
            rows.append(quiet_row("Nothing is released to you."))
    return rows


def _point(line: FeedbackLine, state: str, width: int, lit: bool) -> Content:
    """The behaviour and who reads it; all parts where it is selected."""
    room = max(width - 4, 20)
    head = row(line.behaviour, Content.styled(state, QUIET), room)
    lines = [head, *list(point_text(line, room))[:-1]] if lit else [head]
    return marked(stacked(lines), lit, width)
