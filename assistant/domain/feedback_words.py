"""Rounds of feedback in words, and points as they are kept: pure.

What is said of a round follows from the reader's own part and from the calendar alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain.days import day_words
from assistant.domain.feedback_typing import PARTS
from assistant.domain.reflections import Feedback, FeedbackLine
from assistant.errors import InvalidInput, NotFound

MOST_POINTS = 12
LONGEST_PART = 2_000
"""Characters of one part of a point."""
_NEEDED = ("situation", "behaviour", "impact")


def state_of(*, held: bool, written: bool, opened: bool) -> str:
    """Where a round stands for its reader: not yet, to write, sealed or open."""
    if opened:
        return "open"
    if written:
        return "sealed"
    return "to write" if held else "not yet"


def how_it_stands(
    state: str, number: int, partner: str, opens_by: date | None, mine: Feedback | None
) -> str:
    """That in a sentence, with the day on which the round opens."""
    day = day_words(opens_by) if opens_by else ""
    latest = f", at the latest on {day}" if day else ""
    if state == "not yet":
        return f"Round {number} begins once session {number} has been held."
    if state == "to write":
        return f"Yours to write. It stays sealed until both of you have written{latest}."
    if state == "sealed":
        return (
            f"Yours is sealed. It opens when both of you have written{latest}. "
            "Until then you may change it or take it back."
        )
    if mine is None:
        return f"The round is open since {day}." if day else "The round is open."
    held_back = sum(not line.released for line in mine.lines)
    if not held_back:
        return f"Open. {partner} can read all that you wrote."
    if held_back == len(mine.lines):
        return f"Open. {partner} reads what you release, point by point; so far nothing."
    return (
        f"Open. {partner} can read {len(mine.lines) - held_back} of your {len(mine.lines)} points."
    )


def checked_points(lines: Sequence[FeedbackLine]) -> tuple[FeedbackLine, ...]:
    """The points as they are kept: numbered, unreleased, white space tidied."""
    points: list[FeedbackLine] = []
    for line in lines:
        said = {name: getattr(line, name).strip() for name in PARTS}
        if any(said.values()):
            points.append(FeedbackLine(id=f"l{len(points) + 1}", **said))
    if not points:
        raise InvalidInput(
            "Nothing is written yet.", next_step="A point names a moment, a behaviour, its impact."
        )
    if len(points) > MOST_POINTS:
        raise InvalidInput(
            f"That is more than {MOST_POINTS} points.", next_step="Fewer are easier to hear."
        )
    for number, point in enumerate(points, start=1):
        missing = [name for name in _NEEDED if not getattr(point, name)]
        if missing:
            raise InvalidInput(
                f"Point {number} has no {' and no '.join(missing)} yet.",
                safe="What you typed is kept.",
                next_step="Only the intent may stay empty.",
            )
        if any(len(part) > LONGEST_PART for part in point.parts):
            raise InvalidInput(
                f"Point {number} is longer than {LONGEST_PART} characters in one of its parts.",
                safe="What you typed is kept.",
            )
    return tuple(points)


def chosen_points(mine: Feedback, wanted: Sequence[str]) -> list[FeedbackLine]:
    """Lines by id or by their number, from 1. NotFound names the first that is not there."""
    known = {
        **{str(n): x for n, x in enumerate(mine.lines, start=1)},
        **{x.id: x for x in mine.lines},
    }
    for name in wanted:
        if name not in known:
            raise NotFound(f"Your feedback of round {mine.round} has no point {name}.")
    chosen = {known[name].id for name in wanted}
    return [line for line in mine.lines if line.id in chosen]
