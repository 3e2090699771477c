"""Quotations inside a text, and to whom the text gives them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant.domain.quoting import QUOTED, without_quotations
from assistant.domain.wording import content_stems

__all__ = ["Quoted", "misattributed", "quotations", "without_quotations"]

_SAID = (
    r"(?:sa(?:id|ys?)|wr(?:ote|ites?)|ask(?:s|ed)|puts? it|noted?s?|t(?:old|ells?)|call(?:s|ed)"
    r"|words|voice|remembers?|remembered|recall(?:s|ed)|promis(?:ed|es)|adds?|added|answer(?:s|ed)"
    r"|repl(?:ied|ies)|explain(?:s|ed)|mention(?:s|ed)|admit(?:s|ted)|describ(?:ed|es)|saw|sees"
    r"|thinks?|thought|felt|feels|agree(?:s|d)|report(?:s|ed)|warn(?:s|ed)|record(?:s|ed)"
    r"|typed?|jotted|typed|phrased?|heard)"
)
_OF_THEIRS = r"(?:words?|notes?|line|phrase|voice|answer|reflection|view|reading|version|question)"
_BEFORE = 60
_AFTER = 48

_HOLDS = r"(?:counts?|counted|puts?|sees|reads?|has it|had it|means?|meant|wants?|wanted)"
_ON = r"(?:(?:also|only|once|then|had|has|alone)\s+){0,2}"
_OWN = re.compile(rf"\b(?:you|I)\s+{_SAID}\s*:?\s*$", re.IGNORECASE)


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
        named = (
            rf"\b{name}\b(?:['\u2019]s\b.*|[^,;]{{0,30}}\b{_SAID}\b.*|\s*[:,]\s*$"
            rf"|,?\s*\(?[^:]{{0,30}}:\s*$|(?<=\bfor {name}) it (?:is|was)\b.*)"
        )
        for match in re.finditer(named, before, re.IGNORECASE):
            if match.start() > nearest:
                nearest, found = match.start(), person
    if found or _OWN.search(before):
        # "You wrote X, Ana wrote Y": the first words are the reader's, whoever comes after them.
        return found
    for person in people:
        name = re.escape(person)
        given = (
            rf"\W*(?:{_SAID}\s+{name}\b|(?:as\s+|is how\s+|was how\s+)?{name}\s+{_SAID}\b"
            rf"|(?:\w+\s+){{0,2}}{name}['\u2019]s\s+(?:own\s+)?{_OF_THEIRS}\b"
            rf"|(?:according to|from|by)\s+{name}\b|[(\[\u2013\u2014-]\W*{name}\b)"
        )
        if re.match(given, after, re.IGNORECASE):
            return person
    return ""


def misattributed(text: str, words_of: Mapping[str, str]) -> bool:
    """Whether a text gives to one person what only another of those quoted beside it wrote:
    "Helen said fifteen minutes" over a note of Jonah's that alone counts them.

    ``words_of`` holds what is quoted of each, by name. Words that nobody there wrote are no matter
    of whose they are, and are left to the other checks.
    """
    names = content_stems(" ".join(words_of))
    for name, own in words_of.items():
        others = " ".join(said for other, said in words_of.items() if other != name)
        foreign = content_stems(others) - content_stems(own) - names
        if any(content_stems(told) & foreign for told in _told_by(text, name, words_of)):
            return True
    return False


def _told_by(text: str, name: str, people: Collection[str]) -> list[str]:
    """What a text reports as told by a person, each up to where somebody else comes in."""
    called = re.escape(name)
    others = "|".join(re.escape(other) for other in people if other != name)
    reported = re.compile(
        rf"\b{called}(?:\s+{_ON}(?:{_SAID}|{_HOLDS})\b|['\u2019]s\s+{_OF_THEIRS}\b)"
        rf"|(?:^|[.;]\s*){called}:(?![^.;]*\?)"
    )
    another = rf"|(?:,|\band)\s+(?:{others})\b" if others else ""
    ends = re.compile(rf"[.;!?]|\b(?:but|while|whereas)\b{another}")
    return [ends.split(text[match.end() :], maxsplit=1)[0] for match in reported.finditer(text)]
