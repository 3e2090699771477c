"""When a session starts late: what goes, and what the rest gets."""

from __future__ import annotations

from assistant.domain.briefing import Shape
from assistant.domain.drafts import Agenda, AgendaItem
from assistant.drafting.slots import Slot, allocate, table_for
from assistant.errors import WillNotFit

_KEPT = ("promises", "settle", "close")


def started_late(agenda: Agenda, shape: Shape, minutes_late: int) -> Agenda:
    """The same agenda in what is left of its time. Raises WillNotFit if that cannot hold it.

    Lines that the tables do not know, added by hand, may shrink to a minute and go first.
    """
    left = agenda.minutes - minutes_late
    if minutes_late < 0 or left < 1:
        raise WillNotFit(
            "There is nothing left of this session.",
            safe="The agenda is unchanged.",
            next_step="Choose a shorter length, or another date.",
        )
    got = allocate(left, _slots(agenda, shape), spill=_longest(agenda))
    lines = tuple(
        line.model_copy(update={"minutes": got[line.id]}) for line in agenda.lines if line.id in got
    )
    return agenda.with_lines(lines).model_copy(update={"minutes": left})


def cut_line(agenda: Agenda, shape: Shape) -> str:
    """One sentence: what to leave out when late, and the minutes of the longest item then."""
    late = 10 if agenda.minutes >= 45 else 5 if agenda.minutes >= 25 else 3
    slots = _slots(agenda, shape)
    going = next(
        (s for s in sorted(slots, key=lambda s: -s.rank) if s.rank and s.name != _longest(agenda)),
        None,
    )
    kept = [slot for slot in slots if slot is not going]
    by_id = {line.id: line for line in agenda.lines}
    longest = by_id[_longest(agenda)]
    try:
        got = allocate(agenda.minutes - late, kept, spill=longest.id)
    except WillNotFit:
        return ""
    if going is None or len(got) < len(kept):
        return f"If you start {late} minutes late, keep to “{longest.topic}” and move the rest on."
    left_out = by_id[going.name].topic
    return (
        f"If you start {late} minutes late, leave out “{left_out}” and give "
        f"“{longest.topic}” {got[longest.id]} minutes. What was promised keeps its time."
    )


def _longest(agenda: Agenda) -> str:
    free = [line for line in agenda.lines if line.slot not in _KEPT] or list(agenda.lines)
    return max(free, key=lambda line: line.minutes).id


def _slots(agenda: Agenda, shape: Shape) -> list[Slot]:
    """One slot for each line, under the line's id."""
    table = {slot.name: slot for slot in table_for(shape, agenda.minutes)}
    return [_slot(line, table.get(line.slot)) for line in agenda.lines]


def _slot(line: AgendaItem, known: Slot | None) -> Slot:
    if known is None:
        return Slot(line.id, 1, line.minutes, line.minutes, 9)
    return Slot(
        line.id,
        min(known.least, max(line.minutes, 1)),
        line.minutes,
        max(known.most, line.minutes),
        known.rank,
    )
