"""The close of a pairing as rows: sessions, goals, promises, hours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import BOLD, QUIET, fit, hanging, marked, one_line, row, stacked, wrapped
from tui.widgets.rows import Row, text_row

if TYPE_CHECKING:
    from assistant.domain.views import CloseView, SessionView

_STYLES = {"held": "$v-done", "missed": "$v-nearly"}


def closing_rows(view: CloseView) -> list[Row]:
    """What can be opened stands first, then what there is to read."""
    pairing = view.pairing
    promises = f"{view.kept} kept, {view.standing} open"
    rows = [
        Row("", partial(_says, view)),
        text_row(),
        Row("handbook", partial(_door, "Your handbook", "made of what you both wrote")),
        Row("commitments", partial(_door, "Commitments", promises)),
    ]
    if not pairing.ended:
        rows.append(Row("close", partial(_door, "End this pairing", "either of you, any time")))
    title = f"Sessions, {view.held} of {pairing.total_sessions}"
    rows += [text_row(), Row("", partial(_heading, title, view.so_far))]
    rows += [Row("", partial(_session, session)) for session in pairing.sessions]
    if pairing.goals:
        rows += [text_row(), Row("", partial(_heading, "Goals", ""))]
        rows += [Row("", partial(_goal, goal)) for goal in pairing.goals]
    return rows


def _says(view: CloseView, width: int, _lit: bool) -> Content:
    return stacked(wrapped(view.says, width - 2, indent=2, style=BOLD))


def _door(title: str, detail: str, width: int, lit: bool) -> Content:
    left = Content.styled(title, BOLD if lit else "")
    return marked(row(left, Content.styled(detail, QUIET), width - 4), lit, width)


def _heading(title: str, end: str, width: int, _lit: bool) -> Content:
    left = Content.styled(title, BOLD)
    return Content.assemble("  ", row(left, Content.styled(end, QUIET), width - 4))


def _session(session: SessionView, width: int, _lit: bool) -> Content:
    state = fit(session.state.value, 9, _STYLES.get(session.state.value, QUIET))
    left = Content.assemble(f"  {session.number}  ", state, one_line(session.when))
    return Content.assemble("  ", row(left, Content.styled(f"{session.minutes}", QUIET), width - 4))


def _goal(goal: str, width: int, _lit: bool) -> Content:
    return stacked(hanging("  ", goal, width - 2, indent=2))
