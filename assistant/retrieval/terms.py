"""From text to the terms that are searched for: folded, without stop words, stemmed. Pure."""

from __future__ import annotations

import importlib.util
import itertools
import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from threading import local
from types import ModuleType
from typing import Any

import knowledge

TERMS_VERSION = 1
"""Raise it with any change of how terms are made: indexes made by another version are rebuilt."""

STEMS = "stems.txt"
"""Word and stem in each line; ``python -m benchmarks.shipped_vectors`` makes it."""

_WORD, _PLAIN_WORD = re.compile(r"[^\W_]+"), re.compile(r"[a-z0-9]+")
_LONGEST = 64
"""Longer runs are keys and links: they keep their beginning only."""

# Function words, and the contractions that the tokeniser leaves of them. Names of people, numbers
# and negations that change what a note says ("never", "without") are not among them.
STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing don down during each few for from further had
    has have having he her here hers herself him himself his how i if in into is it its itself just
    ll me more most my myself nor now of off on once only or other our ours ourselves out over own
    re s same she should so some such t than that the their theirs them themselves then there these
    they this those through to too under until up ve very was we were what when where which while
    who whom why will with would you your yours yourself yourselves isn aren wasn weren hasn haven
    hadn doesn didn won wouldn shouldn couldn mustn shall may might must tell""".split()  # noqa: SIM905
)

_stemmers = local()


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, with repetitions."""
    return [stem(word) for word in words_of(text) if word not in STOP_WORDS]


def as_asked(question: str) -> dict[str, str]:
    """By its term, the first word of a question that has it, folded."""
    found: dict[str, str] = {}
    for word in words_of(question):
        found.setdefault(stem(word), word)
    return found


def touches(words: Sequence[str], term: str) -> bool:
    """Whether a text, given as ``words_of``, touches a boundary term.

    On the side of leaving out: stop words count, the words of a longer term may stand apart, and
    "wellbeing", "well-being" and "well being" are one.
    """
    wanted = words_of(term)
    if not wanted:
        return False
    present = {stem(word) for word in words}
    if present.issuperset(stem(word) for word in wanted):
        return True
    whole = "".join(wanted)
    if stem(whole) in present:
        return True
    pairs = (first + second for first, second in itertools.pairwise(words))
    return any(stem(pair) == stem(whole) for pair in pairs if pair[:3] == whole[:3])


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The English Snowball stem; words of other languages mostly pass as they are."""
    known = _shipped().get(word)
    if known is not None:
        return known
    stemmer: Any = getattr(_stemmers, "english", None)
    if stemmer is None:
        # It keeps state while it works, so each thread has its own.
        stemmer = _stemmers.english = _english().EnglishStemmer()
    stemmed: str = stemmer.stemWord(word)
    return stemmed


@cache
def _english() -> Any:
    """The module of the English stemmer, without its package, which loads thirty languages more:
    25 ms of each start."""
    found = importlib.util.find_spec("snowballstemmer")
    if found is None or found.submodule_search_locations is None:
        raise ModuleNotFoundError("snowballstemmer is not installed", name="snowballstemmer")
    alone = ModuleType("snowballstemmer_without_others")
    alone.__path__ = list(found.submodule_search_locations)
    sys.modules.setdefault(alone.__name__, alone)
    return importlib.import_module(f"{alone.__name__}.english_stemmer")


@cache
def _shipped() -> dict[str, str]:
    """Stems of the words of the shipped cards: made anew they would take 0.1 s of each start."""
    try:
        lines = (knowledge.FOLDER / STEMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line)


def words_of(text: str) -> list[str]:
    """Folded words, in order: no case, no accents, split at apostrophes and hyphens."""
    if text.isascii():
        found = _PLAIN_WORD.findall(text.lower())
    else:
        folded = unicodedata.normalize("NFKD", text).casefold()
        found = _WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))
    return [word[:_LONGEST] for word in found]
