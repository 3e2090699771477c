"""Naming a moment in a few of somebody's own words: three to six that stand in the quote, so that a
question says what happened and not only "this". Pure."""

from __future__ import annotations

import re

from assistant.domain.wording import content_stems, words

_SHORTEST, _LONGEST = 3, 6
_ENOUGH = 2
"""Words of weight that name something."""
_INNER = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{3,60})[\"\u201d]")
_CUT = re.compile(
    r"[,;:.!?()\"\u201c\u201d]+|\s[-\u2013\u2014]\s|\s(?=parked\b)"
    r"|\s(?=(?:and|but|because|cos|so|which|when|while|although|whereas"
    r"|as if|until|before|after)\s)",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"(?:(?:and|but|so|then|also|just|that|when|while|which|because|cos|to|if|there and then)\s+"
    r"|(?:i|we|she|he|they)(?:['\u2019](?:d|ve|ll|m))?\s+(?:(?:had|have|also|then|just|will|would)\s+)*"
    r"|(?:said|asked|raised|mentioned|told (?:him|her|them)|answered|wanted"
    r"|would (?:also )?like|ought to have|should have|could have|think|thought"
    r"|was|were|am|is|did|not sure(?: that)?|next time)\s+"
    r"|(?:could|can|would|shall|should|will|may) (?:i|we|you|he|she|they)\s+)+",
    re.IGNORECASE,
)
_ENDS_OPEN_WORDS = (
    "a an and as at be because but by for from if in into is its my no not of off on or our so than"
    " that the their then to up was we were what when which who why with your i he she they about"
    " before after until"
)
_ENDS_OPEN = frozenset(_ENDS_OPEN_WORDS.split())
_NOT_FOR_THIS = re.compile(
    r"\b(?:why|feel\w*|felt|parked)\b|.\b(?:i|he|she|they)(?:['\u2019]\w+)?\s", re.IGNORECASE
)
"""A feeling is nobody's to name, and a second person's deed in it is another moment."""


def moment_words(quote: str) -> str:
    """Three to six words in a row of ``quote`` that name what happened; "" where none do it
    honestly: half a negation, a piece that ends in the air, words that say nothing alone."""
    text = " ".join(quote.split())
    inner = _INNER.search(text)
    if inner and _SHORTEST <= len(words(inner[1])) <= _LONGEST:
        return inner[1].strip(" ,.;:")
    best: tuple[int, int, str] | None = None
    at = 0
    for cut in (*_CUT.finditer(text), None):
        piece = text[at : cut.start() if cut else len(text)].strip()
        at = cut.end() if cut else at
        lead = _LEADS_IN.match(f"{piece} ")
        piece = piece[lead.end() :].strip() if lead else piece
        said = words(piece)
        weight = len(content_stems(piece))
        fits = _SHORTEST <= len(said) <= _LONGEST and said[-1] not in _ENDS_OPEN
        if not fits or weight < _ENOUGH or _NOT_FOR_THIS.search(piece):
            continue
        rank = (weight, -at, piece)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2].strip(" '\u2018\u2019") if best else ""
