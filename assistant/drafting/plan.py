"""Which candidate stands in which slot, and what stays for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.candidates import Candidate
from assistant.drafting.slots import Slot

_STRONG = 5.0
"""From here on a candidate has grown from something that one of the two said."""
_MANNER_SLOTS = ("roles", "feedback")


@dataclass(frozen=True, slots=True)
class Plan:
    """Candidates by slot; those about how the two work together; the rest, best first."""

    chosen: dict[str, Candidate]
    manner: tuple[Candidate, ...]
    rest: tuple[Candidate, ...]
    slots: tuple[Slot, ...]
    guard: Candidate | None
    """A request about how they work that has no line of its own today."""
    first: str
    """Of ``main`` and ``second``, the one that comes first."""


def plan(
    candidates: Sequence[Candidate], table: Sequence[Slot], early: bool, *, full: bool = False
) -> Plan:
    """Fill ``main`` and ``second``, and drop the slots that nobody has anything for. ``full``: an
    hour that has no room for all of them."""
    names = {slot.name for slot in table}
    # At the mid-point all that was released has a line of its own.
    released = {"feedback"} if "feedback" in names else set()
    manner = [c for c in candidates if c.manner or c.trigger in released]
    has_manner_slot = bool(names & set(_MANNER_SLOTS))
    # At the mid-point the goals have a line of their own.
    covered = {"goal"} if "adjust" in names else set()
    subjects = [
        c
        for c in candidates
        if not (c in manner and has_manner_slot) and c.worth > 0 and c.trigger not in covered
    ]
    chosen: dict[str, Candidate] = {}
    first = "main"
    if "main" in names and subjects:
        chosen["main"] = subjects[0]
        second = next((c for c in subjects[1:] if c.worth >= _STRONG and c.trigger != "goal"), None)
        second = second or next((c for c in subjects[1:] if c.worth >= _STRONG), None)
        if "second" in names and second is not None:
            chosen["second"] = second
            chosen, first = _arranged(chosen)
    slots = [slot for slot in table if slot.name not in ("main", "second") or slot.name in chosen]
    voices = {c.owner for c in manner}
    if "roles" in names and not (len(voices) == 2 or (manner and early)):
        slots = [slot for slot in slots if slot.name != "roles"]
    if full and early and "roles" in {slot.name for slot in slots}:
        # While they still learn how to talk, an hour with a line for it is full without a trial.
        slots = [slot for slot in slots if slot.name != "experiment"]
    if first == "second" and chosen["second"].worth > chosen["main"].worth:
        # What repairs is shorter, but it is not what a late start should cost.
        slots = [_reranked(slot) for slot in slots]
    used = list(chosen.values())
    rest = tuple(c for c in candidates if c not in used and c not in manner)
    homeless = not {slot.name for slot in slots} & set(_MANNER_SLOTS)
    guard = next((c for c in manner if c.asks), None) if homeless else None
    return Plan(chosen, tuple(manner), rest, tuple(slots), guard, first)


def _arranged(chosen: dict[str, Candidate]) -> tuple[dict[str, Candidate], str]:
    """The longer slot for what explores; first what repairs, or what the junior brought."""
    best, other = chosen["main"], chosen["second"]
    if best.trigger == "purpose":
        return chosen, "main"
    if best.repairs and not other.repairs and other.worth >= _STRONG + 1:
        return {"main": other, "second": best}, "second"
    if other.repairs and not best.repairs and best.trigger != "broke-off":
        return chosen, "second"
    junior = best.owner == "mentee" and other.owner == "mentor" and best.worth - other.worth <= 2
    return chosen, "second" if junior else "main"


def _reranked(slot: Slot) -> Slot:
    return replace(slot, rank={"main": 3, "second": 0}.get(slot.name, slot.rank))
