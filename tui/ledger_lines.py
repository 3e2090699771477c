"""Promises as rows: under what they wait for, those of the reader first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.days import day_words
from tui.formatting import BOLD, QUIET, fit, marked, one_line, row, stacked, wrapped
from tui.widgets.rows import Row, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.views import CommitmentView

_GROUPS = (
    ("open", "Due", "open"),
    ("proposed", "To confirm", "confirm"),
    ("missed", "Not kept", "not kept"),
    ("kept", "Kept", "kept"),
    ("dropped", "Let go", "let go"),
)
_STYLES = {"kept": "$v-done", "missed": "$v-nearly", "proposed": "$v-programme"}
_NAME = 9


def ledger_rows(
    found: Sequence[CommitmentView], today: date, roomy: Callable[[], bool]
) -> list[Row]:
    """All promises by how they stand. Where it is ``roomy`` each shows all of its words."""
    rows: list[Row] = []
    for state, title, word in _GROUPS:
        group = sorted((v for v in found if v.state == state), key=lambda v: not v.mine)
        if group:
            rows += [*([text_row()] if rows else []), heading_row(title)]
            rows += [Row(view.id, partial(_drawn, view, word, today, roomy)) for view in group]
    return rows


def _drawn(
    view: CommitmentView,
    word: str,
    today: date,
    roomy: Callable[[], bool],
    width: int,
    lit: bool,
) -> Content:
    room = width - 4
    when = Content.styled(fit(when_of(view, today), 14).plain, QUIET)
    state = Content.styled(f"{word:>8}", _STYLES.get(view.state.value, ""))
    end = Content.assemble(when, " ", state)
    left = Content.assemble(fit(one_line(view.owner), _NAME, QUIET))
    text = wrapped(one_line(view.text), room - _NAME - end.cell_length - 2)
    if not lit and not roomy():
        first = text[0] if len(text) <= 1 else Content(one_line(view.text))
        line = Content.assemble(left, first if text else "")
        return marked(row(line, end, room), lit, width)
    style = BOLD if lit else ""
    lines = [row(Content.assemble(left, Content.styled(text[0].plain, style)), end, room)]
    lines += [Content.assemble(" " * _NAME, Content.styled(more.plain, style)) for more in text[1:]]
    if not lit:
        return marked(stacked(lines), lit, width)
    said = view.evidence or ("Only a note tells of it." if view.noted else "")
    lines += wrapped(one_line(said), room, indent=_NAME, style=QUIET)
    return marked(stacked(lines), lit, width)


def when_of(view: CommitmentView, today: date) -> str:
    """Its date in words: today, tomorrow, 30 June; "no date" without one."""
    if view.due is None:
        return one_line(view.when) or "no date"
    days = (view.due - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near and view.state == "open":
        return near[days]
    return day_words(view.due, year=view.due.year != today.year)


def count_words(found: Sequence[CommitmentView]) -> str:
    """``Ana 2, Martin 3``, of those that stand or were kept."""
    owners = dict.fromkeys(view.owner for view in found)
    return ", ".join(
        f"{one_line(owner)} {sum(v.owner == owner for v in found)}" for owner in owners
    )
