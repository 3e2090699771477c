"""Numbers in what people write, in figures or in words."""

from __future__ import annotations

import re

from assistant.domain.wording import words

FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
NUMBER_WORDS = {
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100",
    "thousand": "1000", "dozen": "12",
}  # fmt: skip
"""One and two are no numbers here: they are how people talk."""


def counted(text: str) -> frozenset[str]:
    """The numbers of a text, in figures."""
    spelt = (NUMBER_WORDS[word] for word in words(text) if word in NUMBER_WORDS)
    return frozenset((*FIGURE.findall(text), *spelt))
