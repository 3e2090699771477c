"""How people of one language ask for a change to an agenda, and what they call its lines."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Act = Literal[
    "undo", "total", "swap", "drop-words", "lead", "wording", "add-question", "park",
    "more-minutes", "less-minutes", "set-minutes", "first", "last", "before", "after", "up",
    "down", "less", "more", "shorter", "longer", "drop", "add",
]  # fmt: skip


class ActPatterns(BaseModel):
    """The clauses by which one act is asked for. ``weak``: it may as well be a question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Act
    weak: bool = False
    patterns: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """Each fits a whole clause in lower case."""
        return tuple(re.compile(pattern) for pattern in self.patterns)


class TalkCues(BaseModel):
    """Read from ``knowledge/talk``; a cue proposes a change, and a person accepts it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = "en"
    numbers: dict[str, int]
    durations: dict[str, int]
    """Whole lengths in words, in minutes."""
    ordinals: dict[str, int]
    before: tuple[str, ...]
    after: tuple[str, ...]
    between: str
    acts: tuple[ActPatterns, ...] = Field(min_length=1)
    documents: dict[str, tuple[str, ...]]
    """Kind of document to the clauses by which it is asked for."""
    names: dict[str, tuple[str, ...]]
    """Slot to what people call it."""
    this_one: frozenset[str]
    articles: frozenset[str]
    fillers: frozenset[str]

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """One phrase of politeness at the beginning of a clause."""
        return re.compile(rf"(?:{'|'.join(self.before)})\b[\s,:]*")

    @cached_property
    def trailing(self) -> re.Pattern[str]:
        """One phrase of politeness at its end."""
        return re.compile(rf"[\s,]+(?:{'|'.join(self.after)})$")

    @cached_property
    def separator(self) -> re.Pattern[str]:
        """What may stand between two wishes."""
        return re.compile(self.between)

    @cached_property
    def number_words(self) -> re.Pattern[str]:
        """Numbers in words before something that is counted in minutes, or as a length."""
        long = sorted((*self.durations, *self.numbers), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, long))})\b")

    @cached_property
    def called(self) -> tuple[tuple[str, str], ...]:
        """Name and slot, the longest names first."""
        pairs = [(name, slot) for slot, names in self.names.items() for name in names]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
