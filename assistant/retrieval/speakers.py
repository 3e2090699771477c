"""Who speaks in a passage, and whom a question names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.sources import Passage
from assistant.retrieval.terms import STOP_WORDS, words_of

# A line of a transcript or of minutes: "Ana: I will ask", "Project Manager: next".
_TURN = re.compile(r"^[ \t>*-]*([^\W\d_][^\n:]{0,40}?)[ \t*]*:[ \t*]+(?=\S)", re.MULTILINE)
_LEAST = 3
"""Letters of a name that may be looked for: "C:" is a speaker, and "c" in a question is not."""


def speakers(passage: Passage) -> dict[str, float]:
    """Folded names with their share of the words; of a note without turns, its author's.

    An author is known by full name, first name and role.
    """
    said = turns(passage.text)
    if not said:
        source = passage.source
        first = source.author_name.partition(" ")[0]
        return dict.fromkeys(
            filter(None, map(_folded, (source.author_name, first, source.voice))), 1.0
        )
    words: dict[str, int] = {}
    for name, text in said:
        words[name] = words.get(name, 0) + len(text.split())
    total = len(passage.text.split()) or 1
    return {name: count / total for name, count in words.items() if name}


def turns(text: str) -> list[tuple[str, str]]:
    """Folded names with what each says, in order; [] for a text without turns."""
    begun = list(_TURN.finditer(text))
    ends = [*(turn.start() for turn in begun[1:]), len(text)][: len(begun)]
    return [
        (_folded(turn.group(1)), text[turn.end() : end])
        for turn, end in zip(begun, ends, strict=True)
    ]


def by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Folded names by their first word: a history holds hundreds, a question some words."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.partition(" ")[0], []).append(name)
    return found


def named(question: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Those of the names, given as ``by_first_word``, that stand in the question as whole words."""
    words = words_of(question)
    asked = f" {' '.join(words)} "
    return [
        name
        for word in dict.fromkeys(words)
        for name in names.get(word, ())
        if f" {name} " in asked
    ]


def _folded(name: str) -> str:
    folded = " ".join(words_of(name))
    return folded if len(folded) >= _LEAST and folded not in STOP_WORDS else ""
