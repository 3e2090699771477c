"""When a session starts late: what goes, and what the rest gets."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.drafts import PROMISES, Agenda, AgendaItem
from assistant.drafting.slots import Slot, allocate, shape_of, table_for
from assistant.errors import WillNotFit

_FIXED = ("promises", "settle", "close")
_FIRST_TO_GO = ("extra", "experiment", "roles", "gain", "meet", "second", "main", "adjust")
"""What a late start costs, in this order; never what was promised."""
_ASKED_AT_THE_CLOSE = ("experiment", "gain")
"""Lines that one question at the close can stand for."""


def started_late(agenda: Agenda, minutes_late: int) -> Agenda:
    """The same agenda in what is left of its time. Raises WillNotFit if that cannot hold it."""
    left = agenda.minutes - minutes_late
    if minutes_late < 0 or left < 1:
        raise WillNotFit(
            "There is nothing left of this session.",
            safe="The agenda is unchanged.",
            next_step="Choose a shorter length, or another date.",
        )
    got = allocate(left, as_slots(agenda, left), spill=longest(agenda))
    lines = tuple(
        line.model_copy(update={"minutes": got[line.id]}) for line in agenda.lines if line.id in got
    )
    return agenda.with_lines(lines).model_copy(update={"minutes": left})


def cut_line(agenda: Agenda) -> str:
    """One sentence: what a late start costs, with every minute that changes. What the page is for
    and what was promised keep their time."""
    late = 10 if agenda.minutes >= 45 else 5 if agenda.minutes >= 25 else 3
    core = next((line for line in agenda.lines if line.id == longest(agenda)), None)
    got = _late_minutes(agenda, late, core) if core is not None else None
    if core is None or got is None:
        return ""
    gone = [line for line in agenda.lines if line.id not in got]
    said = [_goes(line, agenda) for line in gone]
    if got[core.id] == core.minutes:
        said.append(f"keep “{core.topic}” at {core.minutes} minutes")
    else:
        said.append(f"give “{core.topic}” {got[core.id]} minutes")
    changed = [
        f"“{line.topic}” {got[line.id]}"
        for line in agenda.lines
        if line.id in got and line.id != core.id and got[line.id] != line.minutes
    ]
    others = f" Then: {', '.join(changed)}." if changed else ""
    kept_time = all(
        got.get(line.id, 0) >= line.minutes for line in agenda.lines if line.slot == PROMISES
    )
    promise = " What was promised keeps its time." if kept_time else ""
    return f"With {late} minutes gone, {' and '.join(said)}.{others}{promise}"


def _goes(line: AgendaItem, agenda: Agenda) -> str:
    closes = any(other.slot == "close" for other in agenda.lines)
    if line.slot in _ASKED_AT_THE_CLOSE and closes:
        return f"make “{line.topic}” one question at the close"
    return f"leave out “{line.topic}”"


def _late_minutes(agenda: Agenda, late: int, core: AgendaItem) -> dict[str, int] | None:
    """Minutes by line once ``late`` are gone: as few lines as will do go or get shorter; None if
    there is no way."""
    least = {slot.name: slot.least for slot in as_slots(agenda)}
    got = {line.id: line.minutes for line in agenda.lines}
    owed = late
    for line in _going(agenda, core):
        spare = _spare(agenda, got, least, core)
        if sum(spare.values()) >= owed and len(got) < len(agenda.lines):
            break
        owed -= got.pop(line.id)
        if owed <= 0:
            got[core.id] -= owed
            return got
    for ident, room in _spare(agenda, got, least, core).items():
        given = min(room, owed)
        got[ident] -= given
        owed -= given
    if owed:
        given = min(got[core.id] - 1, owed)
        got[core.id] -= given
        owed -= given
    return got if not owed else None


def _going(agenda: Agenda, core: AgendaItem) -> list[AgendaItem]:
    """Lines that a late start may cost, the first to go first. What stands before the longest item
    clears its way and only gets shorter."""
    at = agenda.lines.index(core)
    ranks = {slot: rank for rank, slot in enumerate(_FIRST_TO_GO)}
    after = [
        line
        for n, line in enumerate(agenda.lines)
        if line.slot in ranks and line.id != core.id and (n > at or line.slot != "second")
    ]
    return sorted(after, key=lambda line: ranks[line.slot])


def _spare(
    agenda: Agenda, got: dict[str, int], least: dict[str, int], core: AgendaItem
) -> dict[str, int]:
    """Minutes that lines can give and still do: most of all those after the longest item, last of
    all the close, and never what was promised."""
    order = {line.id: n for n, line in enumerate(agenda.lines)}
    free = [
        line
        for line in agenda.lines
        if line.id in got and line.id != core.id and line.slot not in (PROMISES, "settle")
    ]
    free.sort(
        key=lambda line: (
            line.slot == "close",
            order[line.id] < order[core.id],
            -(got[line.id] - least[line.id]),
        )
    )
    return {line.id: max(got[line.id] - least[line.id], 0) for line in free}


def longest(agenda: Agenda) -> str:
    """Id of the longest line that is neither a frame nor a promise."""
    free = [line for line in agenda.lines if line.slot not in _FIXED] or list(agenda.lines)
    return max(free, key=lambda line: line.minutes).id if free else ""


def as_slots(agenda: Agenda, minutes: int | None = None) -> list[Slot]:
    """One slot for each line, under the line's id, for a session of ``minutes`` (None: its own).

    What a line has now is what it wants, in proportion. A line added by hand may shrink to a
    minute, and goes last of those that may go. If what must stay cannot have its least, a minute
    will do.
    """
    total = minutes or agenda.minutes
    shape = shape_of(line.slot for line in agenda.lines)
    table = {
        slot.name: slot for slot in (*table_for(shape, agenda.minutes), *table_for(shape, total))
    }
    slots = [_slot(line, table.get(line.slot), total / agenda.minutes) for line in agenda.lines]
    stays = {slot.name for slot in table_for(shape, total)} | {"extra"}
    slots = [
        slot if line.slot in stays or slot.rank else replace(slot, rank=5)
        for slot, line in zip(slots, agenda.lines, strict=True)
    ]
    if sum(slot.least for slot in slots if not slot.rank) > total:
        slots = [replace(slot, least=1) for slot in slots]
    return slots


def _slot(line: AgendaItem, known: Slot | None, scale: float) -> Slot:
    want = max(round(line.minutes * scale), 1)
    if known is None:
        return Slot(line.id, 1, want, max(want, 1), 1)
    return Slot(line.id, min(known.least, want), want, max(known.most, want), known.rank)
