"""How hard a text is to read, and a remark where it is too hard for a busy reader. Pure.

Flesch's formula, with syllables counted by groups of vowels: within two points of a dictionary's
count on running English, which is all that a threshold needs. The well-known library for it brings
a whole toolkit of language processing along.
"""

from __future__ import annotations

import re

from assistant.domain.language import Remark
from assistant.domain.quoting import without_quotations
from assistant.domain.wording import words

CHECK = "reading-ease"
HARDEST = 30.0
"""Below this, Flesch calls a text "very difficult", at home in contracts."""
LONGEST_SENTENCE = 32
"""Words; a sentence beyond this is read twice."""
FEWEST_WORDS = 12
"""A shorter text says too little for the formula."""

_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCES = re.compile(r"[.!?;:\u2026]+(?=\s|$)|\n+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouydt]ed|[^aeiouyscxzgh]es)$")


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    bare = word.casefold().replace("'", "")
    count = len(_VOWELS.findall(bare))
    if count > 1 and _SILENT_END.search(bare):
        count -= 1
    return max(count, 1)


def reading_ease(text: str) -> float:
    """Flesch's reading ease: 60 and more is plain English, under 30 very hard; 100 for no words."""
    said = words(text)
    if not said:
        return 100.0
    sentences = max(1, sum(1 for part in _SENTENCES.split(text) if words(part)))
    per_word = sum(map(syllables, said)) / len(said)
    return 206.835 - 1.015 * len(said) / sentences - 84.6 * per_word


def reading_remarks(text: str) -> list[Remark]:
    """A remark where a text of ours is too hard, or holds a sentence that is too long. Quotations
    do not count: they are as their owners wrote them."""
    ours = without_quotations(text)
    if len(words(ours)) < FEWEST_WORDS:
        return []
    longest = max((len(words(part)) for part in _SENTENCES.split(ours)), default=0)
    if longest > LONGEST_SENTENCE:
        message = f"A sentence of {longest} words is read twice. Make two of it."
    elif reading_ease(ours) < HARDEST:
        message = "Long words make this hard to read. Say it as you would aloud."
    else:
        return []
    return [Remark(check=CHECK, kind="hard", start=0, end=len(text), words=text, message=message)]
