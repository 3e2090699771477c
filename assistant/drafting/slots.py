"""Minutes: what each slot needs, wants and may have, and how an hour is shared out exactly.

Tables by hand, from what sessions of each shape have to hold; ``allocate`` does the sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.briefing import Shape
from assistant.domain.drafts import Length
from assistant.errors import WillNotFit

SHORTEST_SESSION = 10
_SHORT_BELOW, _DEEP_FROM = 30, 76
"""Minutes at which the steady and the deep table take over from the one before."""
_EDGES = ("settle", "promises", "gain", "close")


@dataclass(frozen=True, slots=True)
class Slot:
    """Minutes that a slot needs at least, wants, and may have at most.

    ``rank`` 0 is never dropped; of the others the highest goes first.
    """

    name: str
    least: int
    want: int
    most: int
    rank: int


def _table(rows: str) -> tuple[Slot, ...]:
    slots = []
    for row in rows.split(";"):
        name, *numbers = row.split()
        slots.append(Slot(name, *(int(number) for number in numbers)))
    return tuple(slots)


_STEADY = _table(
    "settle 3 5 6 0; promises 5 8 10 0; main 8 18 25 0; second 6 12 16 3; roles 4 7 9 4;"
    "experiment 4 8 10 2; gain 3 5 8 1; close 4 5 7 0"
)
_REVIEW = _table(
    "settle 3 4 5 0; promises 5 7 8 0; feedback 6 12 15 0; adjust 6 12 16 0; main 8 12 18 2;"
    "gain 3 5 8 1; close 5 7 8 0"
)
_RESTART = _table(
    "settle 3 4 5 0; promises 3 4 6 0; main 10 14 18 0; second 8 14 18 2; agreement 6 9 12 0;"
    "experiment 4 6 8 3; gain 3 4 6 4; close 5 6 8 0"
)
_FIRST = _table(
    "settle 3 4 5 0; meet 4 10 12 0; agreement 6 15 18 0; main 6 14 20 2; gain 3 5 8 1;"
    "experiment 4 6 8 3; close 4 6 8 0"
)
_LAST = _table(
    "settle 3 4 5 0; promises 4 7 9 0; stays 8 16 22 0; thanks 5 12 15 0; gain 3 5 8 2;"
    "ending 5 10 12 0; close 4 6 8 0"
)
_SHORT = {
    Shape.STEADY: _table(
        "settle 1 1 1 0; promises 2 3 4 0; main 5 7 12 0; experiment 1 2 3 1; close 2 2 3 0"
    ),
    Shape.REVIEW: _table(
        "settle 1 1 1 0; promises 2 3 4 0; feedback 3 5 9 0; adjust 2 4 6 1; close 2 2 3 0"
    ),
    Shape.RESTART: _table(
        "settle 1 1 2 0; promises 1 2 3 0; main 5 7 12 0; experiment 1 2 3 1; close 2 3 4 0"
    ),
    Shape.FIRST: _table("settle 1 2 2 0; meet 2 3 5 1; agreement 5 7 12 0; close 2 3 4 0"),
    Shape.LAST: _table(
        "settle 1 1 1 0; promises 1 2 4 0; stays 3 5 9 0; thanks 2 4 6 1; ending 2 3 4 0;"
        "close 1 2 3 0"
    ),
}
_LONG = {
    Shape.STEADY: _STEADY,
    Shape.REVIEW: _REVIEW,
    Shape.RESTART: _RESTART,
    Shape.FIRST: _FIRST,
    Shape.LAST: _LAST,
}


def shape_of(slots: Iterable[str]) -> Shape:
    """The shape of a page, told by the names of its slots."""
    names = set(slots)
    if names & {"stays", "ending"}:
        return Shape.LAST
    if "meet" in names:
        return Shape.FIRST
    if names & {"adjust", "feedback"}:
        return Shape.REVIEW
    return Shape.RESTART if "agreement" in names else Shape.STEADY


def length_of(minutes: int) -> Length:
    """The planned length that a number of minutes is nearest to in kind."""
    if minutes < _SHORT_BELOW:
        return Length.SHORT
    return Length.DEEP if minutes >= _DEEP_FROM else Length.STEADY


def table_for(shape: Shape, minutes: int) -> tuple[Slot, ...]:
    """The slots of a session of that shape, in a table made for its minutes."""
    if length_of(minutes) is Length.SHORT:
        return _SHORT[shape]
    slots = _LONG[shape]
    if length_of(minutes) is not Length.DEEP:
        return slots
    # A deep session is the steady one with more room, not with more subjects than two can hold;
    # its edges grow half as fast as its middle.
    grow = minutes / Length.STEADY.minutes
    return tuple(_grown(slot, (1 + grow) / 2 if slot.name in _EDGES else grow) for slot in slots)


def _grown(slot: Slot, by: float) -> Slot:
    return replace(slot, want=round(slot.want * by), most=round(slot.most * by))


def droppable(slots: Iterable[Slot]) -> list[Slot]:
    """Those that may go, the first to go first."""
    return sorted((slot for slot in slots if slot.rank), key=lambda slot: -slot.rank)


def allocate(total: int, slots: Sequence[Slot], spill: str = "main") -> dict[str, int]:
    """Minutes for each slot that is kept, in order; they add up to ``total`` exactly.

    Slots of high rank are dropped while not even the least of all fit. What no slot wants goes to
    ``spill``. Raises WillNotFit, with the minutes that would do.
    """
    kept = list(slots)
    while sum(slot.least for slot in kept) > total and droppable(kept):
        kept.remove(droppable(kept)[0])
    needed = sum(slot.least for slot in kept)
    if needed > total or not kept:
        raise WillNotFit(
            f"{total} minutes cannot hold this session.",
            safe="Nothing was changed.",
            next_step=f"Plan at least {max(needed, SHORTEST_SESSION)} minutes, or move the date.",
        )
    got = {slot.name: slot.least for slot in kept}
    overflow = spill if spill in got else max(kept, key=lambda slot: slot.most).name
    for _ in range(total - needed):
        room = [slot for slot in kept if got[slot.name] < slot.most]
        if not room:
            got[overflow] += 1
            continue
        # On a tie the overflow slot, then the earlier one.
        hungriest = max(
            room,
            key=lambda slot: (
                (slot.want - got[slot.name]) / max(slot.want - slot.least, 1),
                slot.name == overflow,
            ),
        )
        got[hungriest.name] += 1
    return got
