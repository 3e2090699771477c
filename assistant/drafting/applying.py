"""Typed changes to an agenda: the one place where each finds the edit that it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.changes import (
    AgendaChange,
    DropLine,
    EditLine,
    InsertLine,
    MoveLine,
    ParkLine,
    SetMinutes,
    SetTotal,
    SwapLines,
)
from assistant.domain.drafts import Agenda
from assistant.drafting import edits


def applied(agenda: Agenda, change: AgendaChange) -> Agenda:
    """The agenda after one change. Raises what the edits raise; the agenda itself stays."""
    match change:
        case SetMinutes():
            return edits.set_minutes(agenda, change.line, change.minutes, change.take_from)
        case MoveLine():
            return edits.move(agenda, change.line, change.before)
        case SwapLines():
            return edits.swap(agenda, change.line, change.other)
        case DropLine():
            return edits.drop(agenda, change.line)
        case ParkLine():
            return edits.park(agenda, change.line)
        case InsertLine():
            return edits.insert(
                agenda,
                change.topic,
                change.minutes,
                change.lead,
                change.prompts,
                change.before,
                change.citations,
            )
        case SetTotal():
            return edits.set_total(agenda, change.minutes)
        case EditLine():
            fields = change.model_dump(exclude={"act", "line"}, exclude_none=True)
            return edits.edit_line(agenda, change.line, **fields)


def all_applied(agenda: Agenda, changes: Iterable[AgendaChange]) -> Agenda:
    """The agenda after several changes, one upon the other."""
    for change in changes:
        agenda = applied(agenda, change)
    return agenda
