"""Finding words again in a talk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assistant.domain.days import day_words
from assistant.domain.drafts import Conversation

_AROUND = 60
"""Characters shown before and after what was found."""


def holds(talk: Conversation, words: str) -> bool:
    """Whether all of the words stand somewhere in the talk or its name, in any order."""
    text = "\n".join((talk.title, *(turn.text for turn in talk.turns))).casefold()
    return all(word in text for word in words.casefold().split())


def passage_with(talk: Conversation, words: str) -> str:
    """The newest place in the talk at which the first of the words stands; "" if nowhere."""
    wanted = (words.casefold().split() or [""])[0]
    for turn in reversed(talk.turns):
        if found := _around(turn.text, wanted):
            return found
    return ""


class TurnFound(NamedTuple):
    """A turn of a talk in which words stand."""

    talk: Conversation
    turn: int
    """Its place in the talk, from 0."""
    words: str
    """What stands around the first of them."""

    @property
    def id(self) -> str:
        """The same for the same turn."""
        return f"{self.talk.id}-{self.turn}"

    @property
    def name(self) -> str:
        """Whose words, in which talk, of which day."""
        turn = self.talk.turns[self.turn]
        who = "you asked" if turn.speaker == "you" else "the answer"
        return f"{self.talk.title}, {who} on {day_words(turn.at, year=True)}"


def turns_with(talks: Iterable[Conversation], words: str, most: int) -> list[TurnFound]:
    """Turns in which all of the words stand, in the order of the talks and the newest first; of a
    talk that holds them in no single turn, its newest one with the first word, or its first."""
    wanted = words.casefold().split()
    found: list[TurnFound] = []
    for talk in talks if wanted else ():
        inside = [
            TurnFound(talk, number, _around(turn.text, wanted[0]))
            for number, turn in enumerate(talk.turns)
            if all(word in turn.text.casefold() for word in wanted)
        ]
        found += inside[::-1] or _somewhere(talk, wanted[0])
    return found[:most]


def _somewhere(talk: Conversation, word: str) -> list[TurnFound]:
    near = [n for n, turn in enumerate(talk.turns) if word in turn.text.casefold()]
    at = near[-1] if near else 0
    words = _around(talk.turns[at].text, word) if near else talk.turns[at].text[: 2 * _AROUND]
    return [TurnFound(talk, at, words)]


def _around(words: str, wanted: str) -> str:
    """Where a word stands in a text, with some of what is beside it; "" if it does not."""
    text = " ".join(words.split())
    at = text.casefold().find(wanted) if wanted else -1
    if at < 0:
        return ""
    start, end = max(at - _AROUND, 0), at + len(wanted) + _AROUND
    before, after = "..." if start else "", "..." if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"
