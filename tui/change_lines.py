"""A proposed change of an agenda as lines: what goes, what comes, what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.amounts import counted
from tui.formatting import BOLD, FOCUS, QUIET, SUGGESTION, fit, hanging, one_line, stacked

if TYPE_CHECKING:
    from assistant.domain.changes import ChangeRow, TalkedChange
    from tui.agenda_lines import Names

_WORD, _MINUTES, _LEAD = 9, 9, 11
"""Cells of what happened to a line, of its minutes, and of who leads it."""


def change_page(change: TalkedChange, names: Names, width: int) -> Content:
    """Each line that is touched, then how many stay, and the minutes in all."""
    lines: list[Content] = []
    touched = [row for row in change.rows if row.what != "same"]
    for row in touched:
        lines += _row(row, names, width)
    stay = len(change.rows) - len(touched)
    kept = f"{counted(stay, 'line')} {'stays as it was' if stay == 1 else 'stay as they were'}"
    left = Content.styled(kept if stay else "No line stays as it was", QUIET)
    total = f"{change.total_after} minutes in all"
    if change.total_before != change.total_after:
        total = f"{change.total_before} -> {total}"
    lines.append(fit(Content.assemble(left, "   ", total), width))
    for note in change.notes:
        lines += hanging("", one_line(note), width, indent=0, style=QUIET)
    return stacked(lines)


def _row(row: ChangeRow, names: Names, width: int) -> list[Content]:
    if row.what == "removed":
        minutes = f"{row.before}"
    elif row.before is None or row.before == row.after:
        minutes = f"{row.after}"
    else:
        minutes = f"{row.before} -> {row.after}"
    moved = f"{row.at[0]} -> {row.at[1]}" if row.what == "moved" else names.of(row.lead)
    room = width - _WORD - _MINUTES - _LEAD - 1
    head = Content.assemble(
        fit(row.what.capitalize(), _WORD, FOCUS),
        fit(minutes, _MINUTES),
        fit(row.topic, room, BOLD),
        " ",
        fit("line " + moved if row.what == "moved" else moved, _LEAD, QUIET),
    )
    lines = [head]
    indent = _WORD
    for words in row.was:
        lines += hanging("was  ", one_line(words), width, indent=indent, style=QUIET)
    for words in row.now:
        lines += hanging("now  ", one_line(words), width, indent=indent)
    for citation in row.citations:
        said = f"\u201c{one_line(citation.quote)}\u201d {citation.label}"
        lines += hanging("from ", said, width, indent=indent)
    if row.what == "added" and not row.citations:
        lines.append(Content.styled(" " * indent + "suggestion", SUGGESTION))
    return lines
