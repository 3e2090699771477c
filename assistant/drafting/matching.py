"""Which line of an agenda somebody means: by number, by what people call it, or by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.drafts import Agenda, AgendaItem
from assistant.domain.talk_cues import TalkCues
from assistant.domain.wording import STOPWORDS, content_stems, words

_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_FAMILY = 5
"""Letters that two stems must share at their beginning to be of one family."""
_TOPIC, _QUOTE, _REST = 3.0, 1.5, 1.0
"""What a shared word is worth by where it stands on the line."""
_ANOTHER_FORM = 0.8
_NEARLY = _TOPIC * _ANOTHER_FORM
"""The weight of a word of a topic in another form."""
_CLEAR = 1.25
"""How many times better than the next one a line must be to be meant without a doubt."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The line that is meant; or, where that is open, the lines that could be."""

    line: AgendaItem | None = None
    could_be: tuple[AgendaItem, ...] = ()
    plainly: bool = True
    """Whether the line was named: by number, by what people call it, or by its topic."""


class Lines:
    """The lines of one agenda, found by what is said of them."""

    def __init__(
        self, agenda: Agenda, cues: TalkCues, *, here: str = "", numbered: Agenda | None = None
    ) -> None:
        """``here`` is the id of the line that is selected or was spoken of last; ``numbered`` the
        page that its numbers are of, where changes were made since."""
        self.agenda = agenda
        self._numbered = numbered or agenda
        self._cues = cues
        self.here = here
        self._weights = {line.id: _weights(line) for line in agenda.lines}

    def find(self, said: str, *, sure: bool = False) -> Meant:
        """The line that some words mean. ``sure``: most of the words must be on it."""
        phrase = said.strip(" .,;:'\"\u2018\u2019\u201c\u201d")
        if phrase in self._cues.this_one:
            return Meant(self.by_id(self.here))
        bare = self._bare(phrase)
        return self._by_number(bare) or self._by_name(bare) or self._by_words(bare, sure)

    def by_id(self, line_id: str) -> AgendaItem | None:
        """The line of that id."""
        return next((line for line in self.agenda.lines if line.id == line_id), None)

    def named(self, line: AgendaItem) -> str:
        """How a line is offered: its number and its words."""
        at = next((n for n, one in enumerate(self._numbered.lines, 1) if one.id == line.id), 0)
        return f"{at} \u201c{line.topic}\u201d" if at else f"\u201c{line.topic}\u201d"

    def _bare(self, phrase: str) -> str:
        left = phrase.split()
        while len(left) > 1 and left[0] in self._cues.articles:
            left.pop(0)
        while len(left) > 1 and left[-1] in self._cues.fillers:
            left.pop()
        return " ".join(left)

    def _by_number(self, bare: str) -> Meant | None:
        lines = self._numbered.lines
        number = _NUMBER.fullmatch(bare)
        at = int(number[1]) if number else self._cues.ordinals.get(bare, 0)
        if not at:
            return None
        if -len(lines) <= at <= len(lines):
            return Meant(self.by_id((lines[at - 1] if at > 0 else lines[at]).id))
        return Meant()

    def _by_name(self, bare: str) -> Meant | None:
        for name, slot in self._cues.called:
            if bare != name:
                continue
            found = [line for line in self.agenda.lines if line.slot == slot]
            if len(found) == 1:
                return Meant(found[0])
        return None

    def _by_words(self, bare: str, sure: bool) -> Meant:
        wanted = content_stems(bare) or frozenset(words(bare)) - STOPWORDS
        if not wanted:
            return Meant()
        worth = {line.id: self._worth(line, wanted) for line in self.agenda.lines}
        ranked = sorted(self.agenda.lines, key=lambda line: -worth[line.id])
        best = worth[ranked[0].id]
        if best <= 0:
            return Meant()
        shared = sum(bool(_weight(self._weights[ranked[0].id], stem)) for stem in wanted)
        if sure and shared * 2 <= len(wanted):
            return Meant()
        near = tuple(line for line in ranked if worth[line.id] * _CLEAR > best)
        if len(near) > 1:
            return Meant(None, near)
        plainly = any(_weight(self._weights[near[0].id], stem) >= _NEARLY for stem in wanted)
        return Meant(near[0], plainly=plainly)

    def _worth(self, line: AgendaItem, wanted: frozenset[str]) -> float:
        """Shared words, each counted where it weighs most; a word of many lines tells little."""
        found = 0.0
        for stem in wanted:
            here = _weight(self._weights[line.id], stem)
            if here:
                on = sum(bool(_weight(weights, stem)) for weights in self._weights.values())
                found += here / on**0.5
        return found


def _weights(line: AgendaItem) -> dict[str, float]:
    weights: dict[str, float] = {}
    rest = " ".join([line.goal, line.purpose, *line.prompts, *line.suggestions])
    quotes = " ".join(citation.quote for citation in line.citations)
    for text, weight in ((rest, _REST), (quotes, _QUOTE), (line.topic, _TOPIC)):
        weights.update(dict.fromkeys(content_stems(text), weight))
    return weights


def _weight(weights: dict[str, float], stem: str) -> float:
    if stem in weights:
        return weights[stem]
    family = [
        weight
        for other, weight in weights.items()
        if min(len(stem), len(other)) >= _FAMILY and stem[:_FAMILY] == other[:_FAMILY]
    ]
    return max(family, default=0.0) * _ANOTHER_FORM
