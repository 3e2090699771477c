"""When a session starts late: what goes, and what the rest gets."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.drafts import PROMISES, Agenda, AgendaItem
from assistant.drafting.slots import Slot, allocate, length_of, shape_of, table_for
from assistant.errors import WillNotFit

_FIXED = ("promises", "settle", "close")
_FIRST_TO_GO = ("extra", "roles", "second", "experiment", "meet", "gain", "main", "adjust")
"""What a late start costs, in this order; never what was promised."""


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
    """One sentence: what to leave out when late, and the minutes of the longest item then."""
    late = 10 if agenda.minutes >= 45 else 5 if agenda.minutes >= 25 else 3
    core = next((line for line in agenda.lines if line.id == longest(agenda)), None)
    going = _goes_first(agenda)
    if core is None:
        return ""
    everything = as_slots(agenda, agenda.minutes - late)
    kept = [slot for slot in everything if going is None or slot.name != going.id]
    left = agenda.minutes - late
    try:
        got = allocate(left, kept, spill=core.id)
        if going is None or len(got) < len(kept):
            shorter = allocate(left, everything, spill=core.id)[core.id]
            return f"With {late} minutes gone, give “{core.topic}” {shorter} minutes."
    except (WillNotFit, KeyError):
        return ""
    what = f"leave out “{going.topic}”"
    if going.slot == "gain":
        what = f"turn “{going.topic}” into one question at the close"
    rest = f"give “{core.topic}” {got[core.id]} minutes"
    if got[core.id] == core.minutes:
        rest = f"keep “{core.topic}” at {core.minutes} minutes"
    others = _shorter(agenda, got, core.id)
    kept_time = all(got[line.id] >= line.minutes for line in agenda.lines if line.slot == PROMISES)
    promise = " What was promised keeps its time." if kept_time else ""
    return f"With {late} minutes gone, {what} and {rest}.{others}{promise}"


def _shorter(agenda: Agenda, got: dict[str, int], core: str) -> str:
    """The other lines that lose minutes, so that what is said adds up."""
    changed = [
        f"“{line.topic}” {got[line.id]}"
        for line in agenda.lines
        if line.id in got and line.id != core and got[line.id] != line.minutes
    ]
    return f" Then: {', '.join(changed)}." if changed else ""


def _goes_first(agenda: Agenda) -> AgendaItem | None:
    """The line that a late start costs. What comes before the longest item repairs, and stays."""
    core = longest(agenda)
    after = False
    going: list[AgendaItem] = []
    for line in agenda.lines:
        if line.slot not in _FIXED and line.id != core and (after or line.slot != "second"):
            going.append(line)
        after = after or line.id == core
    ranks = {slot: rank for rank, slot in enumerate(_FIRST_TO_GO)}
    order = ["gain", "experiment"] if length_of(agenda.minutes).value != "short" else []
    if any(line.slot == "second" for line in agenda.lines) and "second" not in {
        line.slot for line in going
    }:
        ranks |= {slot: -len(order) + n for n, slot in enumerate(order)}
    known = [line for line in going if line.slot in ranks]
    return min(known, key=lambda line: ranks[line.slot], default=None)


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
