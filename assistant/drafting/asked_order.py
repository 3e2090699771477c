"""Wishes about minutes and order: what each comes to, as edits."""

from __future__ import annotations

from assistant.domain.changes import InsertLine, MoveLine, SetMinutes, SetTotal, SwapLines
from assistant.domain.drafts import AgendaItem
from assistant.drafting.applying import all_applied
from assistant.drafting.asked import Asked, OpenPoint, Unclear, Wanted, in_minutes, quoted
from assistant.drafting.asked_page import added
from assistant.drafting.slots import SHORTEST_SESSION

_LONGEST_SESSION = 240
SHARE = 0.25
"""How much less or more is, where no minutes were named."""


def total(asked: Asked, minutes: int) -> Wanted:
    """The session in so many minutes."""
    if not SHORTEST_SESSION <= minutes <= _LONGEST_SESSION:
        raise OpenPoint(
            Unclear(
                f"A session has {SHORTEST_SESSION} to {_LONGEST_SESSION} minutes, so "
                f"{minutes} will not do."
            )
        )
    if minutes == asked.agenda.minutes:
        raise OpenPoint(Unclear(f"It has {minutes} minutes already."))
    change = SetTotal(minutes=minutes)
    after = {line.id for line in all_applied(asked.agenda, [change]).lines}
    gone = [quoted(line) for line in asked.agenda.lines if line.id not in after]
    what = f" {' and '.join(gone)} {'do' if gone[1:] else 'does'} not fit." if gone else ""
    return Wanted((change,), f"The session is {minutes} minutes now.{what}")


def by_share(asked: Asked, share: float) -> Wanted:
    """The whole session shorter or longer by a share, in fives."""
    minutes = asked.agenda.minutes * (1 + share)
    return total(asked, max(round(minutes / 5) * 5, SHORTEST_SESSION))


def by_minutes(asked: Asked, by: int, payee: AgendaItem | None = None) -> Wanted:
    """So many minutes more or, below 0, fewer for a line; ``payee`` gives or gets them."""
    line = asked.line()
    if by == 0:
        raise OpenPoint(Unclear(f"{quoted(line)} has {line.minutes} minutes already."))
    to = max(line.minutes + by, 1)
    other = payee if payee is not None and payee.id != line.id else None
    change = SetMinutes(line=line.id, minutes=to, take_from=other.id if other else None)
    return Wanted((change,), f"{quoted(line)} has {in_minutes(to)} now.", line.id)


def more(asked: Asked) -> Wanted:
    """More of a subject, paid by what there shall be less of."""
    line = asked.there(asked.wish)
    pays = asked.partner("less")
    if line is None:
        return added(asked, _on_record(asked))
    if pays is not None and pays.id != line.id:
        by = _part(pays.minutes)
        if pays.minutes - by >= 1:
            change = SetMinutes(line=line.id, minutes=line.minutes + by, take_from=pays.id)
            says = f"{in_minutes(by)} from {quoted(pays)} to {quoted(line)}."
            return Wanted((change,), says[:1].upper() + says[1:], line.id)
    return by_minutes(asked, _part(line.minutes))


def _on_record(asked: Asked) -> InsertLine:
    """A new line for what no line is about; OpenPoint where nothing is on record about it.

    One alone, "more about it" may as well be a question, so nothing is added for it.
    """
    found = asked.talk.about(asked.agenda, asked.wish.line) if len(asked.wishes) > 1 else None
    if found is None:
        asked.line()
        raise OpenPoint(Unclear(f"Nothing is on record about \u201c{asked.wish.line}\u201d."))
    return found


def less(asked: Asked) -> Wanted:
    """Less of a subject."""
    line = asked.line()
    if asked.partner("more") is not None:
        # The minutes change hands when the other half of the sentence is dealt with.
        return Wanted((), "", line.id)
    if line.minutes == 1:
        raise OpenPoint(Unclear(f"{quoted(line)} has only one minute. Drop it to leave it out."))
    return by_minutes(asked, -_part(line.minutes))


def swap(asked: Asked) -> Wanted:
    """Two lines change places."""
    one, other = asked.line(), asked.line(asked.wish.other)
    if one.id == other.id:
        raise OpenPoint(Unclear("That is one and the same line."))
    says = f"{quoted(one)} and {quoted(other)} change places."
    return Wanted((SwapLines(line=one.id, other=other.id),), says, one.id)


def first(asked: Asked) -> Wanted:
    """A line before all others that are not promises."""
    line = asked.line()
    items = [item for item in asked.agenda.items if item.slot not in ("promises", "settle")]
    if line in asked.agenda.opening:
        raise OpenPoint(Unclear(f"{quoted(line)} opens the session already."))
    if not items or items[0].id == line.id:
        raise OpenPoint(Unclear(f"{quoted(line)} comes first already, after what was promised."))
    return moved(line, items[0].id, "comes first, right after what was promised")


def before(asked: Asked) -> Wanted:
    """A line before another."""
    other = asked.line(asked.wish.other)
    return moved(asked.line(), other.id, f"comes before {quoted(other)}")


def after(asked: Asked) -> Wanted:
    """A line after another."""
    other = asked.line(asked.wish.other)
    order = [line.id for line in asked.agenda.lines if line.id != asked.line().id]
    if other.id not in order:
        raise OpenPoint(Unclear("A line cannot come after itself."))
    at = order.index(other.id) + 1
    before = order[at] if at < len(order) and other not in asked.agenda.closing else None
    if asked.agenda.items and other.id == asked.agenda.items[-1].id:
        before = None
    return moved(asked.line(), before, f"comes after {quoted(other)}")


def step(asked: Asked, by: int) -> Wanted:
    """A line one place up or down."""
    line = asked.line()
    order = list(asked.agenda.lines)
    at = order.index(line)
    if not 0 <= at + by < len(order):
        raise OpenPoint(Unclear(f"{quoted(line)} cannot go further that way."))
    other = order[at + by]
    says = f"{quoted(line)} changes places with {quoted(other)}."
    return Wanted((SwapLines(line=line.id, other=other.id),), says, line.id)


def moved(line: AgendaItem, before: str | None, where: str) -> Wanted:
    """A line put before another; ``where`` says so."""
    if before == line.id:
        raise OpenPoint(Unclear(f"{quoted(line)} stands there already."))
    return Wanted((MoveLine(line=line.id, before=before),), f"{quoted(line)} {where}.", line.id)


def _part(minutes: int) -> int:
    return max(round(minutes * SHARE), 1)
