"""Numbers, dates and lists in the words of a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.domain.days import day_words

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


def spelled(number: int) -> str:
    """Up to twenty in words, beyond in figures."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def day(wanted: date) -> str:
    """ "20 April 2026"."""
    return day_words(wanted, year=True)


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a; b; and c": semicolons, since a theme may hold a comma."""
    if len(parts) < 3:
        return " and ".join(parts)
    return "; ".join(parts[:-1]) + f"; and {parts[-1]}"


def within(name: str) -> str:
    """A theme's name within a sentence: a small first letter, unless it begins with capitals."""
    bare = name.strip().rstrip(".")
    return bare if bare[1:2].isupper() or not bare[1:2].isalpha() else bare[:1].lower() + bare[1:]


def written_span(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, line breaks aside; None if it does not."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(pattern, text) if pattern else None
    return found.span() if found else None
