"""Whether wording of ours only repeats what a record says: then it is a quotation without its
marks, and what the record asks of whoever reads it would stand there as ours. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from assistant.domain.sources import Passage
from assistant.domain.wording import words

_SENTENCE = re.compile(r"[^.!?\n]*[.!?]+|[^.!?\n]+")
_SHORTEST = 3
"""Words of a whole sentence that is repeated; two may well be said by two people."""
_RUN, _MOST = 8, 0.8
"""Words in a row that nobody finds twice by chance, and their part of a sentence that only wraps
them."""


def copied_from(text: str, passages: Sequence[Passage]) -> Passage | None:
    """The first passage of which the text repeats a whole sentence, or whose words in a row are
    nearly all that one of its sentences says.

    Take quotations out first: they may repeat what they quote.
    """
    said = [sentence for sentence in _sentences(text) if len(sentence) >= _SHORTEST]
    for passage in passages:
        told = _told(passage.text)
        if any(sentence in told or _nearly(sentence, told) for sentence in said):
            return passage
    return None


def _nearly(sentence: tuple[str, ...], told: Collection[tuple[str, ...]]) -> bool:
    """Whether a run of the sentence's words that makes up most of it stands in what was told."""
    length = max(_RUN, math.ceil(_MOST * len(sentence)))
    runs = set(_runs(sentence, length))
    return bool(runs) and any(run in runs for one in told for run in _runs(one, length))


@lru_cache(maxsize=256)
def _told(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[str, ...]]:
    for match in _SENTENCE.finditer(text):
        if said := words(match.group()):
            yield tuple(said)


def _runs(sentence: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
    return (sentence[at : at + length] for at in range(len(sentence) - length + 1))
