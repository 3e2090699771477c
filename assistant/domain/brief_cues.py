"""What the mentee's brief and the read-first page look for, per language."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field


class ListeningCue(BaseModel):
    """What was asked for, and one way of doing it today."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str
    today: str = Field(min_length=1, max_length=76)


class BriefCues(BaseModel):
    """Read from ``knowledge/briefs``. Patterns ignore case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = "en"
    cues: tuple[ListeningCue, ...]
    more_of_this: str
    hard_for_me: str
    rule_on_leading: str
    together: tuple[str, ...] = ()
    """First topics of cards on how two people work together, whatever their subject."""
    at_stage: dict[str, tuple[str, ...]] = {}
    """Those that come first at a stage."""
    does_not: str
    of_the_mentor: str
    to_the_mentor: str
    """Advice that only the mentor can follow."""
    does: str
    says_nothing: str
    """What a source does not say or measure."""
    to_bring: dict[str, tuple[str, ...]] = {}
    """Questions that a mentee can put to the mentor about the mentor's words, by what these are."""

    @cached_property
    def _asked(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(cue.asked, re.IGNORECASE), cue.today) for cue in self.cues)

    def today(self, *asked: str) -> str:
        """A way of doing what was asked, by the first pattern that fits any of these texts."""
        fitting = (w for pattern, w in self._asked if any(pattern.search(text) for text in asked))
        return next(fitting, "")

    def says(self, kind: str, text: str) -> bool:
        """Whether a text shows one of the named signs, such as ``hard_for_me``."""
        return re.search(getattr(self, kind), text, re.IGNORECASE) is not None
