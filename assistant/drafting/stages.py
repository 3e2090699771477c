"""Where a session stands in the journey, and which shape its hour takes."""

from __future__ import annotations

from assistant.domain.briefing import Shape
from assistant.domain.guidance import Stage

_LET_GO = 2
"""So many missed sessions in a row end the thread: the next one picks it up first."""


def stage_of(
    number: int,
    total: int,
    midpoint: int,
    *,
    agreement: bool,
    missed_in_a_row: int = 0,
) -> tuple[Stage, Shape]:
    """Stage and shape of session ``number`` of ``total``, the mid-point being ``midpoint``.

    A later session is still a first meeting if none before it was held. The last session closes
    whatever came before; otherwise a thread that broke is picked up before anything is reviewed.
    """
    if number <= 1 or missed_in_a_row >= number - 1:
        return Stage.FIRST, Shape.FIRST
    if number >= total:
        return Stage.LAST, Shape.LAST
    stage = _stage(number, total, midpoint)
    if missed_in_a_row >= _LET_GO or not agreement:
        return stage, Shape.RESTART
    return stage, Shape.REVIEW if number == midpoint else Shape.STEADY


def _stage(number: int, total: int, midpoint: int) -> Stage:
    if number < midpoint:
        return Stage.EARLY
    return Stage.LATE if number == total - 1 and number > midpoint else Stage.MIDDLE
