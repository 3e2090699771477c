"""Quotations inside a text, and to whom the text gives them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.domain.quoting import QUOTED, without_quotations

__all__ = ["Quoted", "quotations", "without_quotations"]

_SAID = r"(?:said|says|wrote|writes|asked|asks|put it|noted|notes|told|called|words|voice)"
_BEFORE = 48
_AFTER = 32


@dataclass(frozen=True)
class Quoted:
    """A quotation in a text: its words, the span with its marks, and the speaker named beside it
    ("" if none is)."""

    words: str
    start: int
    end: int
    speaker: str


def quotations(text: str, people: Collection[str] = ()) -> list[Quoted]:
    """All quotations of a text in double marks."""
    return [
        Quoted(
            words=next(group for group in match.groups() if group is not None),
            start=match.start(),
            end=match.end(),
            speaker=_speaker(text, match.start(), match.end(), people),
        )
        for match in QUOTED.finditer(text)
    ]


def _speaker(text: str, start: int, end: int, people: Collection[str]) -> str:
    """The person whom the text names as the speaker, from the nearest words on either side."""
    before = re.split(r"[.!?\n\u201d]", text[max(0, start - _BEFORE) : start])[-1]
    after = re.split(r"[.!?\n\u201c]", text[end : end + _AFTER])[0]
    nearest, found = -1, ""
    for person in people:
        name = re.escape(person)
        named = rf"\b{name}\b(?:['\u2019]s\b.*|[^,;]{{0,30}}\b{_SAID}\b.*|\s*[:,]\s*$)"
        for match in re.finditer(named, before, re.IGNORECASE):
            if match.start() > nearest:
                nearest, found = match.start(), person
    if found:
        return found
    for person in people:
        name = re.escape(person)
        if re.match(rf"\W*(?:{_SAID}\s+{name}\b|{name}\s+{_SAID}\b)", after, re.IGNORECASE):
            return person
    return ""
