"""What can be worked out from figures that were shown: exact, by linear algebra.

Whoever adds and subtracts figures gets sums over people with whole weights. Two questions are
asked of a new figure. Is there now a combination that rests on too few people or pairings? And is
there now a group, whole and unweighted, whose own figure would not have been shown? Published work
calls the second one complementary suppression; asking it of the whole history covers rows,
columns, merged cells and earlier notes alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from assistant.domain.protection.rows import Rule, Unit

_PRIME = (1 << 61) - 1
"""Ranks are taken modulo this. Determinants of 0-1 matrices stay far below it up to size 45, so
for the few dozen figures of a programme the rank is exact."""
_MOST_ATOMS = 16
"""With more blocks than this the groups are too many to look at one by one: held back instead."""

Row = frozenset[str]


def stays_safe(
    before: Sequence[Row],
    new: Row,
    units: Mapping[str, Unit],
    rule: Rule,
    fits: Callable[[Sequence[Unit]], bool],
) -> bool:
    """Whether ``new`` may be shown to somebody who has seen ``before``.

    ``units`` holds every answer of every row by its key; ``fits`` says whether a group's own
    figure could be shown.
    """
    if new in before:
        return True
    blocks = _blocks((*before, new))
    if len(blocks) > _MOST_ATOMS:
        return False
    old = [[int(block.signature[n]) for block in blocks] for n in range(len(before))]
    matrix = [*old, [int(block.signature[-1]) for block in blocks]]
    members = [[units[key] for key in block.keys] for block in blocks]
    return not _rests_on_few(matrix, members, rule) and not _tells_a_group(
        old, matrix, members, fits
    )


class _Block:
    """Answers that stand in exactly the same rows: no combination of rows can part them."""

    def __init__(self, signature: tuple[bool, ...]) -> None:
        self.signature = signature
        self.keys: list[str] = []


def _blocks(rows: Sequence[Row]) -> list[_Block]:
    found: dict[tuple[bool, ...], _Block] = {}
    for key in sorted(frozenset().union(*rows)):
        signature = tuple(key in row for row in rows)
        found.setdefault(signature, _Block(signature)).keys.append(key)
    return list(found.values())


def _rests_on_few(matrix: list[list[int]], members: list[list[Unit]], rule: Rule) -> bool:
    """Whether some combination, not all zero, is zero outside a set of blocks that is too small.

    The combinations within a set of columns have dimension rank(all) - rank(the other columns).
    """
    whole = rank(matrix)
    for inside in _small_sets(members, rule):
        rest = [[value for n, value in enumerate(row) if n not in inside] for row in matrix]
        if rank(rest) < whole:
            return True
    return False


def _small_sets(members: list[list[Unit]], rule: Rule) -> Iterator[frozenset[int]]:
    """Every largest set of blocks with too few people, or too few pairings, behind it."""
    for of, least in (("person", rule.people), ("pairing", rule.pairings)):
        owners = [frozenset(str(getattr(unit, of)) for unit in block) for block in members]
        # Blocks that one choice of owners covers: every set with too few owners lies within one.
        known = sorted(frozenset().union(*owners))
        small = [n for n, block in enumerate(owners) if len(block) < least]
        seen: set[frozenset[int]] = set()
        relevant = sorted({name for n in small for name in owners[n]} & set(known))
        for chosen in combinations(relevant, min(least - 1, len(relevant))):
            within = frozenset(n for n in small if owners[n] <= frozenset(chosen))
            if within and within not in seen:
                seen.add(within)
                yield within


def _tells_a_group(
    old: list[list[int]],
    matrix: list[list[int]],
    members: list[list[Unit]],
    fits: Callable[[Sequence[Unit]], bool],
) -> bool:
    """Whether a group that could not be worked out before now can, and is none to be shown."""
    before, after = reduced(old), reduced(matrix)
    for size in range(1, len(members) + 1):
        for chosen in combinations(range(len(members)), size):
            group = [int(n in chosen) for n in range(len(members))]
            if not spans(after, group) or spans(before, group):
                continue
            units = [unit for n in chosen for unit in members[n]]
            if any(unit.value is None for unit in units) or not fits(units):
                return True
    return False


def reduced(matrix: Sequence[Sequence[int]]) -> list[tuple[int, list[int]]]:
    """Rows in echelon form, each with the column of its leading one."""
    echelon: list[tuple[int, list[int]]] = []
    for row in matrix:
        left = _without(echelon, list(row))
        lead = next((n for n, value in enumerate(left) if value), None)
        if lead is not None:
            inverse = pow(left[lead], -1, _PRIME)
            echelon.append((lead, [value * inverse % _PRIME for value in left]))
    return echelon


def spans(echelon: Sequence[tuple[int, list[int]]], row: Sequence[int]) -> bool:
    """Whether a row is a combination of those."""
    return not any(_without(echelon, list(row)))


def rank(matrix: Sequence[Sequence[int]]) -> int:
    """How many rows are independent."""
    return len(reduced(matrix))


def _without(echelon: Sequence[tuple[int, list[int]]], row: list[int]) -> list[int]:
    for lead, known in echelon:
        if row[lead]:
            times = row[lead]
            row = [(a - times * b) % _PRIME for a, b in zip(row, known, strict=True)]
    return row
