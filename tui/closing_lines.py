"""The close of a pairing as rows: sessions, goals, promises, hours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import BOLD, QUIET, fit, hanging, marked, one_line, row, stacked, wrapped
from tui.here import first_name
from tui.widgets.rows import Row, text_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain.views import CloseView, ImpactView, SessionView

_STYLES = {"held": "$v-done", "missed": "$v-nearly"}


MINE, THEIRS = "impact", "impact-theirs"
"""Ids of the rows of impact lines."""


def closing_rows(view: CloseView, impact: Sequence[ImpactView] = ()) -> list[Row]:
    """What can be opened stands first, then what there is to read."""
    pairing = view.pairing
    promises = f"{view.kept} kept, {view.standing} open"
    rows = [
        Row("", partial(_says, view)),
        text_row(),
        Row("handbook", partial(_door, "Your handbook", "made of what you both wrote")),
        Row("commitments", partial(_door, "Commitments", promises)),
    ]
    rows += impact_rows(impact, first_name(pairing.partner))
    if not pairing.ended:
        rows.append(Row("close", partial(_door, "End this pairing", "either of you, any time")))
    title = f"Sessions, {view.held} of {pairing.total_sessions}"
    rows += [text_row(), Row("", partial(_heading, title, view.so_far))]
    rows += [Row("", partial(_session, session)) for session in pairing.sessions]
    if pairing.goals:
        rows += [text_row(), Row("", partial(_heading, "Goals", ""))]
        rows += [Row("", partial(_goal, goal)) for goal in pairing.goals]
    return rows


def impact_rows(lines: Sequence[ImpactView], partner: str) -> list[Row]:
    """The reader's own line, or a place for it; then their partner's about them."""
    mine = next((one for one in lines if one.mine), None)
    theirs = next((one for one in lines if not one.mine), None)
    rows = [Row(MINE, partial(_own_impact, mine, partner))]
    if theirs is not None:
        rows.append(Row(THEIRS, partial(_their_impact, theirs)))
    return rows


def _own_impact(mine: ImpactView | None, partner: str, width: int, lit: bool) -> Content:
    where = "one sentence, to be quoted or not"
    if mine is not None:
        where = f"{partner} may show it" if mine.quotable else "between you two"
    return _sentence(f"What changed through {partner}", where, mine, width, lit)


def _their_impact(theirs: ImpactView, width: int, lit: bool) -> Content:
    where = "between you two"
    if theirs.quotable:
        where = "on your certificate" if theirs.used else "not on your certificate"
    title = f"{first_name(theirs.author)} says what changed through you"
    return _sentence(title, where, theirs, width, lit)


def _sentence(title: str, where: str, one: ImpactView | None, width: int, lit: bool) -> Content:
    head = row(Content.styled(title, BOLD if lit else ""), Content.styled(where, QUIET), width - 4)
    said = wrapped(f'"{one_line(one.text)}"', width - 4, indent=2) if one is not None else []
    return marked(stacked([head, *said]), lit, width)


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
    return Content.assemble(
        "  ", row(left, Content.styled(f"{session.minutes} min", QUIET), width - 4)
    )


def _goal(goal: str, width: int, _lit: bool) -> Content:
    return stacked(hanging("  ", goal, width - 2, indent=2))
