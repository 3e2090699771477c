"""Answers as texts to quote from, and the choice of what a question grows from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.guidance import StepWords
from assistant.domain.sources import Source
from assistant.domain.visibility import Visibility
from assistant.drafting.seeds import Ground, Seed

_PLACE = 6.0
"""What the front of a step's list of grounds is worth above its end."""
_SHARED = 1.5
"""What a word shared with the answers adds, for at most three of them."""
WORTH_ASKING = 3.0
"""Under this a seed is no ground for a question."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was written so far, in the order of the steps, and the texts to quote from."""

    texts: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def last(self) -> str:
        return self.texts[-1].strip() if self.texts else ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written."""
        return not any(text.strip() for text in self.texts)


def answers_of(ground: Ground, texts: Sequence[str]) -> Answers:
    """The answers as sources that their own questions may cite; nobody else ever reads them."""
    look = ground.look
    me = look.briefing.pairing.person(look.voice)
    sources = tuple(
        Source(
            id=f"answer:{number}",
            kind="reflection",
            record=f"answer:{number}",
            text=text,
            title=f"your answer {number}",
            author=me,
            author_name=look.briefing.name(look.voice),
            voice=look.voice,
            visibility=Visibility.PRIVATE,
            pairing=look.briefing.pairing.id,
            session=look.session.number,
        )
        for number, text in enumerate(texts, start=1)
    )
    return Answers(tuple(texts), sources)


def choose(
    ground: Ground,
    step: StepWords,
    seeds: Iterable[Seed],
    toward: frozenset[str] = frozenset(),
) -> Seed | None:
    """The seed most worth growing this step's question from; None if none is worth it."""
    best: tuple[float, int, int] | None = None
    found: Seed | None = None
    many = len(step.grows_from)
    places = {sort: (many - place) / many for place, sort in enumerate(step.grows_from)}
    for seed in seeds:
        if seed.sort not in places or not ground.desk.free(seed.span):
            continue
        shared = min(len(seed.stems & toward), 3)
        worth = seed.worth + _PLACE * places[seed.sort] + _SHARED * shared
        rank = (worth, seed.span.sentence.session, -seed.span.sentence.order)
        if seed.worth + shared >= WORTH_ASKING and (best is None or rank > best):
            best, found = rank, seed
    return found
