"""Pure tests on words: stems, and whether a text touches an off-limits topic."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise

from assistant.domain.word_forms import roots

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_ENDING_LIST = "ingly ations ation ments ment ings ing ies ied ed es ly s y e"
_ENDINGS = tuple(_ENDING_LIST.split())

_FUNCTION_WORDS = (
    "a about after again all also am an and any are as at be because been before being both but "
    "by can could did do does doing don down each few for from get gets getting go goes going "
    "got had has have having he her here hers him his how i if in into is it its itself just "
    "like m make many may me might more most much my no nor not now of off on once one only or "
    "other our ours out over own really s said same say see she should so some such t than that "
    "the their theirs them then there these they thing things this those through to too under "
    "until up us use very was way we were what when where which while who whom whose why will "
    "with would yes yet you your yours "
)
STOPWORDS = frozenset(_FUNCTION_WORDS.split())
"""Function words of English: they never decide what a sentence is about."""

_PHRASE = 3
"""From so many words on, a boundary is a phrase, and its words match as neighbours."""
_NEIGHBOURS = 4
_LISTING = re.compile(r",|/|;|\band\b|\bor\b", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes and hyphens kept inside them."""
    return list(_words(text))


@lru_cache(maxsize=4_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold().replace("\u2019", "'")))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light English stem: endings are cut so that forms of one word meet. Not for display."""
    bare = word.casefold().replace("\u2019", "'")
    bare = bare.removesuffix("'s").replace("'", "").replace("-", "")
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3 and not bare.endswith("ss"):
            bare = bare[: -len(ending)]
            break
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "aeiouls":
        bare = bare[:-1]
    return bare


def content_stems(text: str, stopwords: Collection[str] = STOPWORDS) -> frozenset[str]:
    """Stems of the words that carry meaning: no function words, nothing of one letter."""
    found: set[str] = set()
    for word in _words(text):
        if word in stopwords:
            continue
        if len(word) > 1:
            found.add(stem(word))
        if "-" in word:
            found.update(
                stem(part) for part in word.split("-") if len(part) > 1 and part not in stopwords
            )
    return frozenset(found)


@lru_cache(maxsize=2_000)
def _parts(term: str) -> tuple[tuple[str, ...], ...]:
    """The things that a boundary names, as words in their order: "diagnosis and hearing tests"
    names two."""
    pieces = [words(piece) for piece in _LISTING.split(term)]
    named = [[w for w in piece if w not in STOPWORDS and len(w) > 1] for piece in pieces]
    found = tuple(tuple(dict.fromkeys(part)) for part in named if part)
    # A term of function words alone ("him") still stands for something to its owner.
    return found or tuple((word,) for word in words(term))


def touches(text: str, terms: Iterable[str]) -> bool:
    """Whether a sentence touches an off-limits topic.

    A single word matches in all its forms; of two words both must be there; of a longer phrase two
    neighbours must stand near each other, so that its everyday words alone hide nothing.
    """
    parts, beginnings = _boundaries(tuple(terms))
    if not parts:
        return False
    # Most texts hold the beginning of none of them anywhere, and that is quickly seen.
    plain = text.casefold().replace("\u2019", "").replace("'", "").replace("-", "")
    if not any(start in plain for start in beginnings):
        return False
    near = [
        (place, piece)
        for place, word in enumerate(_words(text))
        for piece in _pieces(word)
        if piece.startswith(beginnings)
    ]
    return bool(near) and any(_hit(part, near) for part in parts)


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    whole = word.removesuffix("'s").replace("'", "")
    return (whole.replace("-", ""), *(whole.split("-") if "-" in whole else ()))


def _hit(part: tuple[str, ...], near: list[tuple[int, str]]) -> bool:
    places = [
        [place for place, word in near if any(root.covers(word) for root in roots(wanted))]
        for wanted in part
    ]
    if len(part) < _PHRASE:
        return all(places)
    return any(
        abs(one - other) <= _NEIGHBOURS
        for first, second in pairwise(places)
        for one in first
        for other in second
    )


@lru_cache(maxsize=200)
def _boundaries(terms: tuple[str, ...]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """What the terms name, and how every word under them begins."""
    parts = [part for term in terms for part in _parts(term)]
    starts = {root.start for part in parts for word in part for root in roots(word)}
    return parts, tuple(sorted(starts))
