"""Splitting a source into passages whose characters are exactly the source's.

Pure. A passage holds about 60 to 160 words: enough to mean something alone, and within the window
of the embedding model. It ends where a reader would stop: at a heading, else at a blank line, else
at a sentence; inside a sentence only when that is longer than a whole passage; never in a word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.days import day_words
from assistant.domain.sources import Passage, Source

SPLITTER_VERSION = 1
"""Raise it with any change of where passages end: indexes made by another version are rebuilt."""
LEAST, MOST = 60, 160
WHOLE = 200
"""A paragraph of up to so many words stays in one piece: a cut would cost more than it brings."""

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S[^\n]*)$", re.MULTILINE)
# The look-behind keeps a megabyte of dots from taking quadratic time.
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'”’)\]]*\s+|[。！？]+[」』”]*\s*|\n+|;\s+"  # noqa: RUF001
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_HEADING_MOST = 150
"""Characters of a heading that each passage under it carries."""
_WORD = re.compile(r"\S+")
_PASSAGE_FIELDS = set(Passage.model_fields)


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    words: int


def split(source: Source) -> list[Passage]:
    """The passages of a source, in order; together they hold every word but the headings.

    A text that is all headings is split as if they were paragraphs, so nothing is unfindable.
    """
    sections = list(_sections(source.text))
    spans = [(heading, span) for heading, a, b in sections for span in _pack(source.text, a, b)]
    if not spans:
        spans = [("", span) for span in _pack(source.text, 0, len(source.text))]
    return [_passage(source, heading, span) for heading, span in spans]


def searched_text(passage: Passage) -> str:
    """What words are taken from: the passage and where it stands."""
    return f"{passage.context}\n{passage.text}"


def embedded_text(passage: Passage) -> str:
    """What the vector is made of."""
    return passage.text


def body_hash(passage: Passage) -> str:
    """Of all that is searched in a passage: the same hash, the same words and vector."""
    return hashlib.sha256(searched_text(passage).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _passage(source: Source, heading: str, span: _Span) -> Passage:
    text = source.text[span.start : span.end]
    key = f"{source.id}\x00{span.start}\x00{span.end}\x00{text}"
    # Made here from checked parts, so not checked again; and fields that are the same for all are
    # named in one set for all, which would else take most of a kilobyte for each passage.
    return Passage.model_construct(
        _PASSAGE_FIELDS,
        id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        source=source,
        start=span.start,
        end=span.end,
        text=text,
        context=_context(source, heading),
    )


def _context(source: Source, heading: str) -> str:
    day = day_words(source.at, year=True) if source.at else source.date
    keywords = ", ".join(source.keywords)
    parts = (source.title, source.heading, heading, source.author_name, day, keywords)
    told: list[str] = []
    for part in parts:
        # "Ana's note, session 3" already says who spoke.
        if part and not any(part in earlier for earlier in told):
            told.append(part)
    return " | ".join(told)


def _sections(text: str) -> Iterator[tuple[str, int, int]]:
    """Heading and span of the text under it; the headings' own lines are in no span."""
    heading, start = "", 0
    for match in _HEADING.finditer(text):
        yield heading, start, match.start()
        heading, start = match.group(1)[:_HEADING_MOST].rstrip("# \t\r"), match.end()
    yield heading, start, len(text)


def _pack(text: str, start: int, end: int) -> list[_Span]:
    """Paragraphs joined until they are long enough, long ones cut at sentences."""
    packed: list[_Span] = []
    for paragraph in _paragraphs(text, start, end):
        last = packed[-1] if packed else None
        if last and last.words < LEAST and last.words + paragraph.words <= MOST:
            packed[-1] = _join(last, paragraph)
        elif paragraph.words > WHOLE:
            packed.extend(_cut(text, paragraph))
        else:
            packed.append(paragraph)
    if len(packed) > 1 and packed[-1].words < LEAST:
        before, rest = packed[-2:]
        if before.words + rest.words <= MOST:
            packed[-2:] = [_join(before, rest)]
    return packed


def _join(first: _Span, second: _Span) -> _Span:
    return _Span(first.start, second.end, first.words + second.words)


def _paragraphs(text: str, start: int, end: int) -> Iterator[_Span]:
    at = start
    for match in _BLANK.finditer(text, start, end):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[_Span]:
    """The span without white space at its ends; nothing if only white space is there."""
    first = _WORD.search(text, start, end)
    if first:
        whole = text[start:end]
        last = start + len(whole.rstrip())
        words = len(whole.split())
        # Scripts without spaces: two characters weigh about as much as a word.
        unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text, start, end)) // 2
        yield _Span(first.start(), last, words + unspaced)


def _cut(text: str, paragraph: _Span) -> Iterator[_Span]:
    """Pieces of about equal length, so that the last one is no scrap."""
    pieces = -(-paragraph.words // MOST)
    wanted = paragraph.words / pieces
    piece: _Span | None = None
    for sentence in _sentences(text, paragraph):
        if piece is None:
            piece = sentence
        elif piece.words >= wanted or piece.words + sentence.words > MOST:
            yield piece
            piece = sentence
        else:
            piece = _join(piece, sentence)
    if piece:
        yield piece


def _sentences(text: str, paragraph: _Span) -> Iterator[_Span]:
    at = paragraph.start
    ends = [match.end() for match in _SENTENCE_END.finditer(text, at, paragraph.end)]
    for stop in (*ends, paragraph.end):
        for sentence in _trimmed(text, at, stop):
            yield from _shortened(text, sentence) if sentence.words > MOST else (sentence,)
        at = stop


def _shortened(text: str, sentence: _Span) -> Iterator[_Span]:
    """A sentence longer than a passage, cut between words."""
    count = sum(1 for _ in _WORD.finditer(text, sentence.start, sentence.end))
    size = -(-count // -(-count // MOST))
    start = end = sentence.start
    inside = 0
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        if inside == size:
            yield _Span(start, end, inside)
            inside = 0
        if not inside:
            start = word.start()
        end, inside = word.end(), inside + 1
    yield _Span(start, end, inside)
