"""What a page leaves out on purpose, said at its foot so that nobody wonders. Boundaries are not
among it: they filter without a word."""

from __future__ import annotations

from assistant.drafting.desk import Desk
from assistant.drafting.reading import WITHHELD


def left_out_notes(desk: Desk, sessions: range | None = None) -> tuple[str, ...]:
    """Why lines are missing, for the sessions that the page covers; all if None."""
    held_back = [s.tags for s in desk.held_back if sessions is None or s.session in sessions]
    notes = []
    if any("guess" in tags for tags in held_back):
        notes.append(
            "Left out: a line in which one of you guesses how the other felt. Ask each other "
            "instead: how was that for you?"
        )
    if any(WITHHELD in tags for tags in held_back):
        notes.append(
            "Left out: what was said before everybody was there, or was not meant for everybody. "
            "Ask whoever said it whether it may stand here."
        )
    return tuple(notes)
