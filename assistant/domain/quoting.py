"""Where a text quotes somebody: in double marks, or in single ones around several words. Pure."""

from __future__ import annotations

import re

_LONG = 600
# An apostrophe stands inside or behind a word; a single mark that quotes opens before one. Fewer
# than three words in single marks are a way of speaking ('n', 'em'), not a quotation.
_SINGLE = (
    r"(?<![\w\u2018']){opens}(?=\S+\s+\S+\s+\S)"
    r"((?:[^{marks}\n]|(?:{closes})(?=\w)){{2,600}}){closes}(?!\w)"
)
QUOTED = re.compile(
    "|".join(
        (
            f"\u201c([^\u201c\u201d]{{1,{_LONG}}})\u201d",
            # A mark that nothing closes reaches no further than its paragraph.
            f'"((?:[^"\\n]|\\n(?!\\s*\\n)){{1,{_LONG}}})"',
            f"\u201e([^\u201e\u201c\u201d]{{1,{_LONG}}})[\u201c\u201d]",
            f"\u00ab([^\u00ab\u00bb]{{1,{_LONG}}})\u00bb",
            _SINGLE.format(opens="\u2018", marks="\u2018\u2019", closes="\u2019"),
            _SINGLE.format(opens="'", marks="'\u2018", closes="'"),
        )
    )
)


def without_quotations(text: str) -> str:
    """The text's own words."""
    return QUOTED.sub(" ", text)


def blanked(text: str) -> str:
    """The text's own words at their own places: each quotation is as many blanks."""
    return QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
