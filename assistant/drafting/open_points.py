"""What two people left open, as an answer to whoever asks for it in a conversation. Pure."""

from __future__ import annotations

import re
from itertools import count

from assistant.domain.briefing import Briefing
from assistant.domain.drafts import Citation
from assistant.domain.guidance import Bank
from assistant.drafting.desk import Desk
from assistant.drafting.left_open import open_section
from assistant.drafting.voices import told_by_both

_ASKS = re.compile(
    r"\b(?:left|leave|leaving|still|stay(?:s|ed)?|is|was|are|were|remains?|been) (?:still )?"
    r"(?:open|unfinished|unanswered|unsettled|undecided|parked)\b"
    r"|\bopen (?:points|questions|ends)\b|\bloose ends\b"
    r"|\b(?:did|have) we (?:not |n[o\u2019']t )?(?:park|finish|settle|get to)\w*\b"
    r"|\bwhere did we (?:stop|leave off)\b",
    re.IGNORECASE,
)
_MOST = 3
_LONGEST = 90
"""Words of the answer."""


def asks_what_is_open(question: str) -> bool:
    """Whether somebody asks what the two have not finished."""
    return bool(_ASKS.search(question))


def open_points_answer(briefing: Briefing, bank: Bank) -> tuple[str, list[Citation]]:
    """What is open in the words of whoever wrote so, with one question to begin with; "" and
    nothing where the notes leave nothing open."""
    desk = Desk(briefing, (), bank)
    section = open_section(desk, told_by_both(desk))
    told: list[str] = []
    citations: list[Citation] = []
    numbers = count(1)
    asked = False
    for line in section.lines:
        cited = [
            f"{c.lead_in} \u201c{' '.join(c.quote.split())}\u201d [{next(numbers)}]"
            for c in line.citations
        ]
        parts = (line.lead, line.text, *(part.strip() for part in cited), line.after)
        said = " ".join(part for part in parts if part)
        if told and len(" ".join((*told, said)).split()) > _LONGEST:
            break
        if line.prompts and not asked:
            said, asked = f"{said} To ask: {line.prompts[0]}", True
        told.append(said)
        citations += line.citations
        if len(told) == _MOST:
            break
    if not told:
        return "", []
    return "\n\n".join(("Open between you, by your notes:", *told)), citations
