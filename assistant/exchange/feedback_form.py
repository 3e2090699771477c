"""The feedback form as a text file: labelled parts, several points after one another.

::

    Situation: Session 2, the end of the walk.
    Behaviour: You wrote it on your hand.
    Impact: I stopped reminding you.
    Intent: Keep doing that.

A new point begins at each situation. A part may run over several lines; Markdown marks before a
label ("- ", "## ", "**Impact:**") are passed over.
"""

from __future__ import annotations

import re

from assistant.domain.reflections import FeedbackLine
from assistant.errors import InvalidInput

_LABEL = re.compile(
    r"^[\s>#*\-\d.)]*(situation|behaviou?r|impact|intent)[\s*]*[:\u2013\u2014-][\s*]*(.*)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"^[\s#*]*(?:point)?\s*\d{1,2}[.):]?\s*[*]*$|^\s*[-=*_]{3,}\s*$", re.IGNORECASE
)
_FIELDS = {"behavior": "behaviour"}


def read_form(text: str) -> list[FeedbackLine]:
    """The points of a form. InvalidInput if no part is labelled or words belong to none."""
    points: list[dict[str, list[str]]] = []
    part = ""
    for line in text.splitlines():
        found = _LABEL.match(line)
        if found:
            part = found.group(1).casefold()
            part = _FIELDS.get(part, part)
            if not points or part in points[-1]:
                points.append({})
            points[-1][part] = [found.group(2).strip()]
        elif _BETWEEN.match(line):
            part = ""
        elif line.strip() and part:
            points[-1][part].append(line.strip())
        elif line.strip() and points:
            raise _unreadable()
    if not points:
        raise _unreadable()
    return [
        FeedbackLine(
            id=f"l{number}",
            **{name: " ".join(said for said in lines if said) for name, lines in point.items()},
        )
        for number, point in enumerate(points, start=1)
    ]


def _unreadable() -> InvalidInput:
    return InvalidInput(
        "This is no feedback form: its parts have no labels.",
        safe="Nothing was sealed.",
        next_step="Begin lines with Situation:, Behaviour:, Impact: and, if you like, Intent:.",
    )
