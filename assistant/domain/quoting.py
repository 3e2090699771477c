"""Where a text quotes somebody: words in double quotation marks. Pure."""

from __future__ import annotations

import re

QUOTED = re.compile(
    '\u201c([^\u201c\u201d]{1,600})\u201d|"([^"\n]{1,600})"|\u00ab([^\u00ab\u00bb]{1,600})\u00bb'
)


def without_quotations(text: str) -> str:
    """The text's own words."""
    return QUOTED.sub(" ", text)


def blanked(text: str) -> str:
    """The text's own words at their own places: each quotation is as many blanks."""
    return QUOTED.sub(lambda found: " " * len(found.group()), text)
