"""Finding a quotation in a text: forgiving of form, strict about words.

White space, Unicode form, quotation marks, dashes and case are folded away on both sides, and the
span comes back in the text's own characters. Nothing else is forgiven: no missing word, no joined
pieces, no words across a paragraph's end, no cut inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SHORTEST = 10
"""A quotation of fewer folded characters could be found anywhere by chance."""
LONGEST = 600

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›＂＇′″"  # noqa: RUF001 - these are the characters that are folded
_DASHES = "-‐‑‒–—―−﹘﹣－"  # noqa: RUF001
_FOLDED = {**dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_DASHES, "-")}
_BREAK = "\n"
_ENDS = " \n'.…-*_"
_CLUSTER = re.compile(r"\s+|\S[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*")
_NEGATION = re.compile(
    r".*(?:\b(?:not|never|no longer|no|nobody|no one|none|nothing|neither|nor|without|hardly"
    r"|barely|scarcely|rarely|seldom|cannot|unless|instead of|rather than|far from"
    r"|(?:refused|failed|forgot|declined|neglected) to"
    r"|(?:ca|wo|is|was|are|were|do|did|does|have|has|had|could|would|should|must|need)nt)|n['\u2019]t)(?P<between>(?:\W+\w[\w'\u2019]*){0,4}\W*)$",
    re.IGNORECASE | re.DOTALL,
)
"""The last negation before the end, with at most four words behind it."""
# A line's end ends a sentence too, unless the next line goes on in small letters.
_SENTENCE_END = re.compile(r"[.!?;:](?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*\u2022]|[^\W\d_a-z]))")
_NEW_CLAUSE = re.compile(
    r"[,\u2013\u2014(]|\s-\s|\b(?:and|but|so|because|though|although)\b"
    # "Instead of doing that" is whole; what follows it is said for itself.
    r"|^\W*doing (?:that|this|it|so)\W*$",
    re.IGNORECASE,
)


class _Folded:
    """A folded text with, for each of its characters, where it came from."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int]) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends


def locate(quote: str, text: str, *, shortest: int = SHORTEST) -> tuple[int, int] | None:
    """Start and end of the quotation in ``text``, or None if it does not stand there.

    A model's quotation must have at least SHORTEST folded characters; where a person named the very
    record, fewer will do.
    """
    if len(quote) > LONGEST:
        return None
    wanted = fold(quote).text.strip(_ENDS)
    if len(wanted.replace(" ", "")) < shortest or _BREAK in wanted:
        return None
    folded = fold(text)
    at = folded.text.find(wanted)
    while at != -1:
        end = at + len(wanted)
        if _whole_words(folded, at, end):
            return folded.starts[at], folded.ends[end - 1]
        at = folded.text.find(wanted, at + 1)
    return None


def cut_from_negation(text: str, start: int) -> bool:
    """Whether the words just before ``start``, in the same sentence, turn the quotation round:
    "want to lead" out of "I do not want to lead"."""
    before = _SENTENCE_END.split(text[max(0, start - 80) : start + 1])[-1][:-1]
    found = _NEGATION.search(before)
    # "Not loud, I was told": what stands behind a comma is another clause, and says its own.
    return found is not None and not _NEW_CLAUSE.search(found["between"])


def cut_inside_word(text: str, start: int, end: int) -> bool:
    """Whether a span of the text's own characters begins or ends within a word."""
    pairs = [text[at - 1 : at + 1] for at in (start, end) if 0 < at < len(text)]
    return any(_wordy(pair[0]) and _wordy(pair[1]) for pair in pairs)


def stops_behind(quote: str, after: str) -> int:
    """How many of the marks that end a proposed quote stand behind the place that was found."""
    ends = quote.rstrip()[-2:]
    for count in (2, 1):
        mark = after[:count]
        if len(mark) == count and mark.strip(".?!") == "" and ends.endswith(mark):
            return count
    return 0


@lru_cache(maxsize=512)
def fold(text: str) -> _Folded:
    """The text without differences of form. A paragraph's end stays, as a line feed."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _CLUSTER.finditer(text):
        cluster = found.group()
        if cluster[0].isspace():
            # Line ends alone may be wrapping; a blank line parts what was not said in one breath.
            plain = _BREAK if cluster.count("\n") > 1 or "\u2029" in cluster else " "
        else:
            plain = _plain(cluster)
        if plain in (" ", _BREAK) and out and out[-1] in (" ", _BREAK):
            # Only an invisible character stood between the two runs of white space.
            out[-1] = _BREAK if _BREAK in (plain, out[-1]) else " "
            ends[-1] = found.end()
            continue
        for character in plain:
            out.append(character)
            starts.append(found.start())
            ends.append(found.end())
    return _Folded("".join(out), starts, ends)


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", cluster).casefold())
    return "".join(
        _FOLDED.get(character, character)
        for character in decomposed
        if unicodedata.category(character) not in ("Cf", "Cc")
    ).replace(" ", "")


def _whole_words(folded: _Folded, start: int, end: int) -> bool:
    """Whether the span is cut neither inside a word nor inside one original character."""
    text = folded.text
    inside_start = start > 0 and _wordy(text[start - 1]) and _wordy(text[start])
    inside_end = end < len(text) and _wordy(text[end - 1]) and _wordy(text[end])
    split_start = start > 0 and folded.starts[start - 1] == folded.starts[start]
    split_end = end < len(text) and folded.ends[end] == folded.ends[end - 1]
    return not (inside_start or inside_end or split_start or split_end)


def _wordy(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0
