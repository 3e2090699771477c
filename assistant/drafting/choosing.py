"""Choosing what to quote: exact runs of words from a sentence, scored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.guidance import Cues
from assistant.domain.wording import content_stems, words
from assistant.drafting.reading import Sentence

SHORTEST, LONGEST = 4, 22
"""Words of a quotation."""
FLOOR = 3.0
"""A quotation that scores less is not worth its place."""

_CUT = re.compile(
    r"[,:()]\s|\s[-–—]\s|…\s*|"  # noqa: RUF001
    r"\s(?=(?:and|but|because|cos|which|so|when|while|where|although|whereas)\s)",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(r"\s*(?:which|who|that|so|while|when|although|whereas)\b", re.IGNORECASE)
_LOOSE_START = re.compile(
    r"^(?:(?:and|but|so|then|cos|because|which|also|or|that)\b[\s,]*|[,:;()\-–—\s'\"]+)+",  # noqa: RUF001
    re.IGNORECASE,
)
_PRONOUN_START = re.compile(
    r"^\W*(?:it|its|it's|they|them|this|that|those|these|there|which|who|one|same)\b",
    re.IGNORECASE,
)
_CONCRETE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|once|twice|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\w{3,}ed|went|did|said|wrote|sent|saw|made|took|"
    r"read|rang|ran|gave|came|spoke|brought|told|drew|put|showed|kept|left|found|heard)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i'd|i'll|i've|my|me|we|our|us)\b", re.IGNORECASE)
_IMAGE = re.compile(r"\b(?:not\b.{1,40}\bbut|like a|as if|as though|than|instead)\b", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:um+|uh+|erm)\b|\{\w+\}|\b(\w+) \1\b", re.IGNORECASE)
_BEGUN_AGAIN = re.compile(
    r"\b(\w+(?:['\u2019]\w+)? \w+(?:['\u2019]\w+)?)\b.{0,40}\b\1\b"
    r"|(?<![\w'\u2019_])(?![aio]\b)[a-z](?![\w'\u2019_.])",
    re.IGNORECASE,
)
"""What a speaker begins twice, and a word that never came out."""
_DANGLING_WORDS = (
    "a an and as at because but by for from if in into my of on or our so than that the their then"
    " to was what when which with your i he she we they is are were had has have"
)
_DANGLING = frozenset(_DANGLING_WORDS.split())
_OPENING_QUOTE = re.compile(r"(?<!\w)['‘\"“](?=\w)")  # noqa: RUF001
_CLOSING_QUOTE = re.compile(r"(?<=[\w.,!?…])['’\"”](?!\w)")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a sentence's source."""

    sentence: Sentence
    start: int
    end: int
    whole: bool

    @property
    def text(self) -> str:
        return self.sentence.source.text[self.start : self.end]

    @property
    def words(self) -> list[str]:
        return words(self.text)


def spans(sentence: Sentence) -> Sequence[Span]:
    """The whole sentence, and the runs between its commas, that have the length of a quotation."""
    if not sentence.runs:
        sentence.runs.extend(_spans(sentence))
    return sentence.runs


def _spans(sentence: Sentence) -> Iterator[Span]:
    whole = len(words(sentence.text))
    if SHORTEST <= whole <= LONGEST:
        end = sentence.end - (sentence.text[-1] in ";,:")
        yield Span(sentence, sentence.start, end, True)
    if whole <= 7:
        return
    source = sentence.source.text
    cuts = [(m.start(), m.end()) for m in _CUT.finditer(source, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), sentence.end]
    for first, start in enumerate(starts):
        for last in range(first, len(ends)):
            if (first, last) == (0, len(ends) - 1) or _HANGS_ON.match(source, start):
                continue
            run = _tidy(sentence, start, ends[last])
            if run is None:
                continue
            count = len(run.words)
            if count > LONGEST:
                break
            if count >= SHORTEST:
                yield run


def _tidy(sentence: Sentence, start: int, end: int) -> Span | None:
    text = sentence.source.text
    loose = _LOOSE_START.match(text[start:end])
    if loose and start > sentence.start:
        start += loose.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;(-–—"):  # noqa: RUF001
        end -= 1
    return Span(sentence, start, end, False) if end > start else None


def fit_to_quote(span: Span, cues: Cues) -> bool:
    """Whether a run may be printed: nobody guessed about or insulted, no quotation cut in half."""
    if span.sentence.tags & {"guess", "swear"}:
        return False
    text = span.text
    guess = cues.patterns.get("guess")
    if guess is not None and guess.search(text):
        return False
    return len(_OPENING_QUOTE.findall(text)) == len(_CLOSING_QUOTE.findall(text))


def said_cleanly(span: Span) -> bool:
    """Whether a run of speech is a whole sentence without a stumble."""
    text = span.text
    return span.whole and not _FILLER.search(text) and not _BEGUN_AGAIN.search(text)


def score(
    span: Span,
    *,
    wanted: Collection[str] = (),
    vocabulary: Collection[str] = (),
    newest: int = 0,
    stopwords: Collection[str] = (),
) -> float:
    """How well a run serves: it fits the slot's tags and subject, is concrete, recent and whole."""
    text = span.text
    said = span.words
    if not said:
        return -100.0
    worth = 3.0 if span.sentence.tags & set(wanted) else 0.0
    worth += 2.0 if _CONCRETE.search(text) else 0.0
    shared = len(content_stems(text, stopwords) & set(vocabulary))
    worth += 2.0 if shared >= 2 else 0.75 * shared
    worth += 1.0 if _FIRST_PERSON.search(text) else 0.0
    worth += 1.0 if _IMAGE.search(text) else 0.0
    worth += 2.0 if span.whole else 0.0
    worth -= max(newest - span.sentence.session, 0) if span.sentence.session else 0
    worth -= 2.0 if _PRONOUN_START.match(text) else 0.0
    worth -= 2.0 if said[-1] in _DANGLING and not span.whole else 0.0
    worth -= 2.0 if _FILLER.search(text) else 0.0
    worth -= 1.0 if len(said) > 17 else 0.0
    worth -= 3.0 if len(said) < SHORTEST else 0.0
    worth -= 1.0 if "feeling" in span.sentence.tags else 0.0
    return worth
