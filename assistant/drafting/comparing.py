"""An agenda before and after: one row for each line, in the order of the one after."""

from __future__ import annotations

from assistant.domain.changes import ChangeRow, WhatHappened
from assistant.domain.drafts import Agenda, AgendaItem

_PAIR = 2


def compared(before: Agenda, after: Agenda) -> tuple[ChangeRow, ...]:
    """Rows of both forms; a line that went stands where it stood."""
    old = {line.id: line for line in before.lines}
    new = {line.id: line for line in after.lines}
    moved = _moved([i for i in old if i in new], [i for i in new if i in old])
    rows = [_row(old.get(line.id), line, moved=line.id in moved) for line in after.lines]
    order = list(old)
    for at, ident in enumerate(order):
        if ident in new:
            continue
        follower = next((other for other in order[at + 1 :] if other in new), None)
        place = next((n for n, row in enumerate(rows) if row.line == follower), len(rows))
        gone = old[ident]
        rows.insert(
            place,
            ChangeRow(
                line=ident, what="removed", topic=gone.topic, lead=gone.lead, before=gone.minutes
            ),
        )
    places = [{ident: at for at, ident in enumerate(page, start=1)} for page in (old, new)]
    return tuple(
        row.model_copy(update={"at": (places[0].get(row.line, 0), places[1].get(row.line, 0))})
        for row in rows
    )


def _row(old: AgendaItem | None, new: AgendaItem, *, moved: bool) -> ChangeRow:
    if old is None:
        return ChangeRow(
            line=new.id, what="added", topic=new.topic, lead=new.lead, after=new.minutes,
            now=new.prompts, citations=new.citations,
        )  # fmt: skip
    was, now = _words(old), _words(new)
    gone = tuple(text for text in was if text not in now)
    come = tuple(text for text in now if text not in was)
    what: WhatHappened = "same"
    if old.minutes != new.minutes or gone or come or old.lead != new.lead:
        what = "changed"
    if moved:
        what = "moved"
    return ChangeRow(
        line=new.id, what=what, topic=new.topic, lead=new.lead, before=old.minutes,
        after=new.minutes, was=gone, now=come,
    )  # fmt: skip


def _words(line: AgendaItem) -> tuple[str, ...]:
    return tuple(
        text for text in (line.topic, line.purpose, *line.prompts, *line.suggestions) if text
    )


def _moved(before: list[str], after: list[str]) -> frozenset[str]:
    """The lines that moved: two that changed places, else the fewest that explain the order."""
    elsewhere = [one for one, other in zip(before, after, strict=True) if one != other]
    if len(elsewhere) == _PAIR:
        return frozenset(elsewhere)
    return frozenset(before) - _in_order(before, after)


def _in_order(before: list[str], after: list[str]) -> frozenset[str]:
    """The most lines that kept their order: all others moved."""
    best: list[list[list[str]]] = [[[] for _ in range(len(after) + 1)] for _ in range(2)]
    for one in before:
        best[0], best[1] = best[1], [[] for _ in range(len(after) + 1)]
        for at, other in enumerate(after, start=1):
            longer = [*best[0][at - 1], one] if one == other else []
            best[1][at] = max(longer, best[0][at], best[1][at - 1], key=len)
    return frozenset(best[1][-1])
