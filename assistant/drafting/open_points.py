"""What two people left open, as an answer to whoever asks for it in a conversation. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from assistant.domain.briefing import Briefing
from assistant.domain.documents import Line
from assistant.domain.drafts import Citation
from assistant.domain.guidance import Bank
from assistant.domain.sessions import Commitment, CommitmentState
from assistant.drafting.desk import Desk
from assistant.drafting.left_open import A_THOUGHT, open_section
from assistant.drafting.questions import ask
from assistant.drafting.told_promises import LONGEST, STILL_OPEN, standing, told_as
from assistant.drafting.voices import told_by_both

_ASKS = re.compile(
    r"\b(?:left|leave|leaving|still|stay(?:s|ed)?|is|was|are|were|remains?|been) (?:still )?"
    r"(?:open|unfinished|unanswered|unsettled|undecided|parked)\b"
    r"|\bopen (?:points|questions|ends)\b|\bloose ends\b"
    r"|\b(?:did|have) we (?:not |n[o\u2019']t )?(?:park|finish|settle|get to)\w*\b"
    r"|\bwhere did we (?:stop|leave off)\b",
    re.IGNORECASE,
)
_MOST, _MOST_PROMISES = 3, 2


def asks_what_is_open(question: str) -> bool:
    """Whether somebody asks what the two have not finished."""
    return bool(_ASKS.search(question))


def open_points_answer(
    briefing: Briefing, bank: Bank, reader: str, today: date
) -> tuple[str, list[Citation]]:
    """What is open: promises with how they stand, then what the notes leave open in the words of
    whoever wrote so, and one question to begin with; "" and nothing where nothing is open.

    ``reader`` is the voice of whoever asks: the question is for the other one.
    """
    desk = Desk(briefing, (), bank)
    promises = [c for c in standing(desk, STILL_OPEN) if desk.cite_text(c.id, c.text, keep=True)]
    promises = promises[:_MOST_PROMISES]
    told, citations = told_as(desk, promises, today)
    promises = promises[: len(told)]
    section = open_section(desk, told_by_both(desk))
    points: list[Line] = []
    numbers = count(len(citations) + 1)
    for line in section.lines:
        cited = [
            f"{c.lead_in} \u201c{' '.join(c.quote.split())}\u201d [{next(numbers)}]"
            for c in line.citations
        ]
        parts = (line.lead, line.text, *(part.strip() for part in cited), line.after)
        said = " ".join(part for part in parts if part)
        if told and len(" ".join((*told, said)).split()) > LONGEST:
            break
        told.append(said)
        points.append(line)
        citations += line.citations
        if len(points) == _MOST:
            break
    if not told:
        return "", []
    asked = _first(desk, points, promises, reader)
    return "\n\n".join(("Open between you, by your records:", *told, *asked)), citations


def _first(
    desk: Desk, points: Sequence[Line], promises: Sequence[Commitment], reader: str
) -> Iterator[str]:
    """A question to the partner: on the first point, one of the partner's own if there is one, else
    on what the partner promised. The answer quotes each promise once, before the points."""
    partner = desk.other(reader)
    # Who is still thinking brings it up; a question of the box stands there as it was asked.
    fit = [p for p in points if A_THOUGHT not in (p.lead, p.after) and p.lead[-5:] != "asks:"]
    theirs = next((point for point in fit if point.who == partner), None)
    point = theirs or next(iter(fit), None)
    trigger, number = "", 0
    if point is not None:
        trigger = "first-of-theirs" if theirs is not None else "first-of-ours"
        quoted = sum(len(p.citations) for p in points[: points.index(point)])
        number = 1 + len(promises) + quoted
    else:
        for place, promise in enumerate(promises, start=1):
            if promise.owner == partner and not trigger:
                missed = promise.state is CommitmentState.MISSED
                trigger, number = "first-of-missed" if missed else "first-of-open", place
    for question in ask(desk, trigger, 1) if trigger else ():
        yield f"To ask {desk.name(partner)} first, about [{number}]: {question}"
