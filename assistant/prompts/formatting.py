"""Putting people's and sources' words into a request so that they stay words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.domain.days import day_words
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import both_may_read

_BLANK_LINES = re.compile(r"\n{3,}")
_WRAPPED = 60
"""Characters from which on a line is taken to have been broken for its length alone."""
_ITEM = re.compile(r"\s*(?:[-*\u2022#>|]|\d+[.)]\s|\[)")


def visible(text: str) -> str:
    """The text without characters that nobody sees: controls, direction marks, zero widths. Hidden
    text is a way to smuggle instructions, and a lone surrogate cannot be sent."""
    kept = "".join(_visible(character) for character in text.replace("\r\n", "\n"))
    return _BLANK_LINES.sub("\n\n", kept).strip()


def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    # Tag characters and variation selectors carry hidden text as well as format characters do.
    hidden = category in ("Cc", "Cf", "Co") or "\ufe00" <= character <= "\ufe0f"
    return "" if hidden or "\U000e0100" <= character <= "\U000e01ef" else character


def holds_hidden(text: str) -> bool:
    """Whether a text holds characters that nobody sees, which ``visible`` would take away."""
    return any(_visible(character) != character for character in text)


def joined(text: str) -> str:
    """The visible text without the line ends that only wrap it: a quote is copied without them.

    Paragraphs, lists and short lines stay; so does what follows a line that ends a sentence early.
    """
    out: list[str] = []
    before = ""
    for line in visible(text).split("\n"):
        wraps = len(before) >= _WRAPPED or line[:1].islower()
        if before.strip() and line.strip() and wraps and not _ITEM.match(line):
            out[-1] = f"{out[-1].rstrip()} {line.lstrip()}"
        else:
            out.append(line)
        before = line
    return "\n".join(out)


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(visible(text).split())


def fence(text: str, delimiter: str) -> str:
    """The text between two lines with the delimiter, which is drawn at random for each request, so
    that no text can close its own fence. ValueError if it stands in the text."""
    if not delimiter or delimiter in text:
        raise ValueError("the delimiter stands in the text")
    return f"{delimiter}\n{text}\n{delimiter}"


def describe(source: Source, *, in_full: bool = False) -> str:
    """Whose words they are, and how far to trust them: "Ana's note, session 3; said by Ana"; with
    ``in_full`` also of which day they tell, and whether their writer alone reads them."""
    title = one_line(source.title) or source.kind
    if source.is_guidance:
        strength = (
            f"; strength: {source.strength.value}, {source.strength.verb}"
            if source.strength
            else ""
        )
        return f"{title}; guidance, {one_line(source.date) or 'undated'}{strength}"
    who = one_line(source.author_name)
    parts = [title, _whose(source, who)]
    if in_full:
        parts.append(day_words(source.at, year=True) if source.at else "")
        parts.append("" if both_may_read(source.visibility) else "the reader alone reads this")
    return "; ".join(part for part in parts if part)


def _whose(source: Source, who: str) -> str:
    # A promise stands in the pair's record, but it is its owner's alone, and may still wait for
    # that owner's yes: the title names them.
    if source.kind == "commitment":
        return "on record"
    if source.voice == "pair":
        return "agreed by both"
    return f"said by {who}" if who else ""


def block(number: int, passage: Passage, *, in_full: bool = False) -> str:
    """One numbered passage."""
    return f"[{number}] {describe(passage.source, in_full=in_full)}\n{_as_sent(passage)}"


def _as_sent(passage: Passage) -> str:
    # Of a promise or a piece of feedback each line is a part of its own.
    prose = passage.source.is_guidance or passage.source.kind in ("note", "reflection")
    return joined(passage.text) if prose else visible(passage.text)


def numbered(passages: Sequence[Passage], delimiter: str, *, in_full: bool = False) -> str:
    """All passages, numbered from 1, inside the fence."""
    blocks = [
        block(number, passage, in_full=in_full) for number, passage in enumerate(passages, start=1)
    ]
    return fence("\n\n".join(blocks) or "(none)", delimiter)
