"""In which language a text is written, as far as ranking must know it. Pure.

By its commonest words, or by its script where that is not Latin. py3langid, which takes 0.8 s to
begin, says the same of all but 3 of 11,618 texts (docs/retrieval.md). What is unsure is "", and
nothing is done with it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

import knowledge
from assistant.domain.sources import Passage
from assistant.retrieval.terms import terms, words_of

FUNCTION_WORDS = "function_words.txt"
LOOKED_AT = 400
"""So many characters of a text are looked at."""
ENGLISH_SHARE = 0.1
"""Of the words that no other language here knows; English prose has a third."""
LEAST, SHARE = 2, 0.15
"""So many words of a language, and so much of all, make a text one in that language."""
AHEAD = 1.5
"""Another language must have so many times as many words as English: names and titles in an English
text are often foreign."""
_LATIN_ENDS = "\u0250"


class Languages:
    """Of passages in their order: found out when first asked for, and kept by the passage's id."""

    def __init__(self, passages: Sequence[Passage], known: dict[str, str]) -> None:
        self._passages, self._known = passages, known
        self._numbers: dict[str, int] = {"": 0}
        self._of = np.full(len(passages), -1, dtype=np.int16)

    def foreign_to(self, question: str, rows: NDArray[np.int64]) -> NDArray[np.int16]:
        """The language of each, as a number; 0 if it is the question's or not sure.

        A question that tells too little is taken to be in the language of most of them.
        """
        self.find_out(rows)
        there = self._of[rows]
        asked = self._number(language_of(question))
        if not asked:
            counts = np.bincount(there)
            asked = int(counts[1:].argmax()) + 1 if len(counts) > 1 else 0
        return np.where(there == asked, 0, there)

    def find_out(self, rows: NDArray[np.int64]) -> None:
        """Make sure that these are known: 30 microseconds for each that is not."""
        for row in rows[self._of[rows] < 0].tolist():
            self._of[row] = self._number(self._language(self._passages[row]))

    def _language(self, passage: Passage) -> str:
        if passage.id not in self._known:
            self._known[passage.id] = language_of(passage.text)
        return self._known[passage.id]

    def _number(self, language: str) -> int:
        return self._numbers.setdefault(language, len(self._numbers))


def language_of(text: str) -> str:
    """Code of its language, or the name of its script; "" where too little tells."""
    begin = text[:LOOKED_AT]
    spoken = begin.lower().split()
    english = sum(map(_only_english().__contains__, spoken))
    if english >= LEAST and english >= ENGLISH_SHARE * len(spoken):
        return "en"
    if not begin.isascii() and (script := _script(begin)):
        return script
    return _by_words(words_of(begin))


def question_terms(question: str) -> list[str]:
    """``terms`` of a question without the function words of its own language: "die" and "was" stand
    in English notes too."""
    language = language_of(question)
    if language in ("", "en"):
        return terms(question)
    known = _languages()
    kept = (word for word in words_of(question) if language not in known.get(word, ()))
    return terms(" ".join(kept))


def _by_words(words: list[str]) -> str:
    known = _languages()
    found: Counter[str] = Counter()
    for word in words:
        found.update(known.get(word, ()))
    if not found:
        return ""
    count = max(found.values())
    if found["en"] == count:
        return "en" if count >= LEAST or not _only_english().isdisjoint(words) else ""
    enough = count >= max(LEAST, SHARE * len(words), AHEAD * found["en"])
    return next(code for code in _codes() if found[code] == count) if enough else ""


def _script(text: str) -> str:
    """The script of most letters, such as "cyrillic"; "" for Latin."""
    letters = [c for c in text if c.isalpha()]
    others = Counter(
        unicodedata.name(c, "").partition(" ")[0].lower() for c in letters if c >= _LATIN_ENDS
    )
    others.pop("latin", None)
    if 2 * others.total() <= len(letters):
        return ""
    return others.most_common(1)[0][0]


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    """Word and language, in the order of the file."""
    text = (knowledge.FOLDER / FUNCTION_WORDS).read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return tuple((word, code) for code, *words in lines for word in words)


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages in which each word is common."""
    known: dict[str, tuple[str, ...]] = {}
    for word, code in _listed():
        known[word] = (*known.get(word, ()), code)
    return known


@cache
def _codes() -> tuple[str, ...]:
    """Of two equally likely ones the first is taken."""
    return tuple(dict.fromkeys(code for _, code in _listed()))


@cache
def _only_english() -> frozenset[str]:
    return frozenset(word for word, codes in _languages().items() if codes == ("en",))
