"""Which words of a text are forms of a word that somebody put off limits.

A boundary must catch the plain forms of its words (promotion, promoted; policies for policy) and
leave alone the words that only begin alike (policy for police, party for part).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_LONG = 5
"""Letters from which a root stands for its whole family, whatever follows it."""
_DERIVED = (
    ("ability", "ab", 2),
    ("ibility", "ib", 2),
    ("ements", "", 4),
    ("ement", "", 4),
    ("ments", "", 4),
    ("ment", "", 4),
    ("ations", "", _LONG),
    ("ation", "", _LONG),
    ("ions", "", 6),
    ("ion", "", 6),
    ("ities", "", _LONG),
    ("ity", "", _LONG),
    ("ance", "", 6),
    ("ence", "", 6),
    ("cies", "", _LONG),
    ("cy", "", _LONG),
    ("ness", "", 3),
    ("sis", "s", _LONG),
)
"""Endings that make a noun of another word, what stays of them, and the least root to be left."""
_TAILS_LIST = "s es d ed ing ings er ers r rs or ors ly ness less ful able al ally ic ist ists"
_TAILS = frozenset(_TAILS_LIST.split()) | {""}
_AFTER_Y = frozenset(["y", "ies", "ied", "ying", "yed", "ist", "ists", "ial", "ical", "ious"])
_PLAIN = frozenset(["s", "es", "ed", "ing"]) | {""}


@dataclass(frozen=True, slots=True)
class Root:
    """How a form begins and what may follow: ``tails`` None is anything, save ``never``."""

    start: str
    tails: frozenset[str] | None
    never: frozenset[str] = frozenset()

    def covers(self, word: str) -> bool:
        """Whether a word in lower case, without apostrophe or hyphen, is a form of this root."""
        if not word.startswith(self.start):
            return False
        rest = word[len(self.start) :]
        return rest not in self.never if self.tails is None else rest in self.tails


@lru_cache(maxsize=2_000)
def roots(term: str) -> tuple[Root, ...]:
    """The roots of a word as its owner wrote it: a whole word, or a stem such as "diagnos"."""
    bare = term.casefold().replace("\u2019", "'").removesuffix("'s")
    bare = bare.replace("'", "").replace("-", "")
    found = list(_roots(_singular(bare)))
    for ending, stays, least in _DERIVED:
        left = bare.removesuffix(ending)
        if bare.endswith(ending) and len(left) >= least:
            found += _roots(left + stays)
            break
    return tuple(dict.fromkeys(found))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _LONG:
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "sui" else word


def _roots(word: str) -> list[Root]:
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeou":
        return [Root(word[:-1], _AFTER_Y)]
    if word.endswith("e") and len(word) > 3:
        # Police has no policies, but injure has injuries.
        start = word[:-1]
        if len(start) >= _LONG:
            return [Root(start, None, frozenset() if start[-1] == "r" else _AFTER_Y)]
        return [
            Root(word, _TAILS),
            Root(start, frozenset({"ed", "ing", "ings", "er", "ers", "or"})),
        ]
    if len(word) <= 3:
        doubled = [Root(word + word[-1], frozenset({"ed", "ing", "er", "ers"}))] if word else []
        return [Root(word, _PLAIN | {"d"} if word.endswith("e") else _PLAIN), *doubled]
    if len(word) < _LONG:
        return [Root(word, _TAILS), Root(word + word[-1], frozenset({"ed", "ing", "er", "ers"}))]
    # The last letter of a long one may differ: diagnosis, diagnostic; vacancy, vacant.
    return [Root(word if len(word) == _LONG else word[:-1], None)]
