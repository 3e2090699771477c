"""One ranking of what may be found, with what each passage owes to what. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.domain.ports import SearchRequest
from assistant.retrieval import fusion
from assistant.retrieval.dates import periods, sessions
from assistant.retrieval.foreign import fused_across
from assistant.retrieval.fusion import Numbers
from assistant.retrieval.places import Rows
from assistant.retrieval.table import Inside, Table

DATED, TOLD_LATER = 2.0, 7
"""What a passage gains on a day or in a session that the question names; days after it that count
by half."""
FIRST = 400
"""So many of a ranking are put in order at first."""
SPOKEN = 0.4
"""What a passage gains if all of it is said by somebody whom the question names."""


@dataclass(frozen=True)
class Ranking:
    """Scores over the rows of a scope, and their parts by name."""

    scores: Numbers
    known: NDArray[np.bool_]
    spoken: Numbers
    cosines: Numbers
    parts: dict[str, Numbers]

    def order(self, id_of: Callable[[int], str]) -> Iterator[int]:
        """Places of what is known, best first; equal ones in the order of their ids."""
        places = np.flatnonzero(self.known)
        if len(places) > FIRST:
            # Few are ever asked for, so the others are not sorted before they are.
            scores = self.scores[places]
            best = scores >= np.partition(scores, len(scores) - FIRST)[-FIRST]
            yield from self._sorted(places[best], id_of)
            places = places[~best]
        yield from self._sorted(places, id_of)

    def _sorted(self, places: NDArray[np.intp], id_of: Callable[[int], str]) -> Iterator[int]:
        places = places[np.argsort(-self.scores[places], kind="stable")]
        for _, alike in itertools.groupby(places.tolist(), key=lambda n: self.scores[n]):
            yield from sorted(alike, key=id_of)

    def gain(self, part: str, place: int, more: float) -> None:
        """Add to one part of one passage."""
        self.parts[part][place] += more
        self.scores[place] += more

    def meaning(self, places: Sequence[int]) -> float | None:
        """The greatest cosine among these; None if none has a vector."""
        return max((float(c) for n in places if not np.isnan(c := self.cosines[n])), default=None)

    def reasons(self, place: int) -> dict[str, float]:
        """Word score, cosine, and what the passage gained beside them."""
        return {name: float(part[place]) for name, part in self.parts.items()}


def rank(
    request: SearchRequest,
    table: Table,
    inside: Inside,
    allowed: NDArray[np.bool_],
    *,
    words: Numbers,
    cosines: Numbers,
    spoken: Numbers,
) -> Ranking:
    """All that may be found; what is not ``allowed`` counts for nothing and lends nothing."""
    own = np.zeros(len(allowed))
    foreign = table.languages.foreign_to(request.query, inside.rows[allowed])
    own[allowed] = fused_across(words[allowed], cosines[allowed], foreign)
    record, weight = inside.of(table.record), inside.of(table.weight)
    neighbours = table.lent(own, inside) / weight
    itself = np.where(allowed, own / weight + neighbours, 0.0)
    place = fusion.of_record(itself, record)
    speaker = SPOKEN * spoken
    time = DATED * fitting(request, inside.of(table.days), inside.of(table.sessions), allowed)
    return Ranking(
        scores=own / weight + neighbours + place + speaker + time,
        known=allowed & ((words > 0) | ~np.isnan(cosines)),
        spoken=spoken,
        cosines=cosines,
        parts={
            "words": words,
            "meaning": np.nan_to_num(cosines),
            "neighbours": neighbours,
            # (What the best one gains by itself is no reason.)
            "record": place - fusion.RECORD * np.maximum(itself, 0.0),
            "speaker": speaker,
            "time": time,
        },
    )


def fitting(
    request: SearchRequest, days: Rows, numbers: Rows, allowed: NDArray[np.bool_]
) -> Numbers:
    """How well each passage fits the days and sessions that the question names, 0 to 1.

    What happened on a day is often told a little later: so it fits by half for two weeks.
    """
    fits = np.zeros(len(days))
    for number in sessions(request.query):
        fits[numbers == number] = 1.0
    known = allowed & (days > 0)
    # (np.unique would import numpy.ma, which takes 10 ms of the first search.)
    there = [date.fromordinal(day) for day in sorted(set(days[known].tolist()))]
    for period in periods(request.query, there, request.today):
        first, last = period.first.toordinal(), period.last.toordinal()
        inside = known & (days >= first) & (days <= last)
        after = known & (days > last) & (days <= last + TOLD_LATER)
        fits = np.maximum(fits, np.where(inside, 1.0, np.where(after, 0.5, 0.0)))
    return fits
