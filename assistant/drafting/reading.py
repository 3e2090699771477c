"""Reading notes without understanding them: sentences with exact spans, and the cues in them.

A tag says where a sentence may stand in a draft, never what it means.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from assistant.domain.guidance import Cues
from assistant.domain.sources import Source
from assistant.domain.wording import content_stems, words
from assistant.drafting.confidences import confidences

_END = re.compile(
    r"[.!?;…]+[\"'”’)\]]*(?=\s|$)"  # noqa: RUF001
    r"|\n[^\S\n]*\n|\n|\s->\s|\s→\s"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|mr|mrs|ms|dr|vs|incl)|(?<![\w'\u2019])[a-z])\.$", re.IGNORECASE
)
_BULLET = re.compile(r"\s*(?:[-*•>#]+|\d{1,2}[.)])\s+")
_SPEAKER = re.compile(r"([A-Z][\w'’ -]{0,30}):\s")  # noqa: RUF001
_SPEAKER_LINE = re.compile(r"^[A-Z][\w'\u2019 -]{0,30}: \S", re.MULTILINE)
_A_TRANSCRIPT = 4
"""Lines that begin with a name and a colon make a transcript: not its author's own words."""
_HARD_WRAP = 60
"""Lines of at least so many characters were probably wrapped by an editor, not by a thought."""
_KINDS = ("guess", "swear", "promise", "wish", "parked", "difference", "doubt", "learnt")
"""Cues looked for in each sentence; the others are looked for only where they can matter."""
REPORTED = "reported"
"""Tag of what a note has somebody else say; that sentence's own cues stand behind a hyphen."""
WITHHELD = "withheld"
"""Tag of what was not said for everybody: no page carries it, its speaker is asked."""
_LONGEST_TEXT = 60_000
"""Characters read of one source: three meetings' worth; a page needs no more."""
_MOST_REMEMBERED = 5_000
"""Sentences whose cues are remembered for one pair."""
_NEAR = 3
"""Words between a negation and the cue that it turns off."""
_ABOUT_OTHERS = re.compile(r"\b(?:s?he|they|him|her|them|his|their)\b", re.IGNORECASE)
_SUBJECT_I = re.compile(r"^\W*(?:i|we|my|our)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[\w,'\u2019)]\s)[A-Z][a-z]+\b")
_PRODUCT_NAMES = (
    "copilot excel facebook google instagram internet linkedin outlook powerpoint sharepoint slack"
    " teams tiktok twitter whatsapp word youtube zoom english"
)
_PRODUCTS = frozenset(_PRODUCT_NAMES.split())


_STUMBLE = re.compile(r"\b(?:um+|uh+|erm+|hmm+|mm)\b", re.IGNORECASE)
_STUMBLES, _WORDS_EACH = 3, 150
"""Stumbles from which a text may be speech taken down as it fell, and words between two of them."""


def raw_speech(text: str) -> bool:
    """Whether a text is what was said, word for word, and not what somebody wrote of it."""
    stumbles = len(_STUMBLE.findall(text[:_LONGEST_TEXT]))
    return stumbles >= _STUMBLES and stumbles * _WORDS_EACH >= len(text[:_LONGEST_TEXT].split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """``source.text[start:end]``, with its cues.

    ``voice`` is who says it: the source's voice, or "" for a speaker in a transcript who is neither
    of the two.
    """

    source: Source
    start: int
    end: int
    text: str
    order: int
    voice: str
    tags: frozenset[str]
    stems: frozenset[str]
    runs: list[Any] = field(init=False, default_factory=list, compare=False, repr=False)
    """What may be quoted of it, once ``choosing.spans`` has looked: each page asks many times."""

    @property
    def session(self) -> int:
        """Number of the session that it is about; 0 if of none."""
        return self.source.session or 0


def split(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences, trimmed of white space and bullets, in order and without overlap."""
    text = text[:_LONGEST_TEXT]
    longest = max((len(line) for line in text.split("\n")), default=0)
    start = 0
    for found in _END.finditer(text):
        if found.group() == "\n":
            line_start = text.rfind("\n", 0, found.start()) + 1
            wrapped = longest >= _HARD_WRAP and found.start() - line_start >= longest * 0.6
            if wrapped and not _BULLET.match(text, found.end()):
                continue
        elif found.group() == "." and _ABBREVIATION.search(text, start, found.end()):
            continue
        # A full stop belongs to its sentence; an arrow or a line end does not.
        stop = found.end() if found.group()[0] in ".!?;\u2026" else found.start()
        yield from _trimmed(text, start, stop)
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while start < end and (text[start].isspace() or text[start] in "-*•>#→"):
        start += 1
    end = start + len(text[start:end].rstrip())
    if end > start:
        yield start, end


@lru_cache(maxsize=16)
def _read_before(_key: tuple[object, ...]) -> dict[str, frozenset[str]]:
    """Cues of sentences that were read before with the same eyes: a pair's pages share them, as
    finding them is most of what a page costs."""
    return {}


def forget() -> None:
    """Forget what was read before, as a new process would have it: for measuring."""
    _read_before.cache_clear()


class Reader:
    """Reads sources with one language's cues, knowing who the two are.

    ``names`` maps first names to ``mentor`` or ``mentee``; ``known`` are stems of words that may
    begin with a capital without being somebody: places, departments, the words of the goals.
    """

    def __init__(self, cues: Cues, names: Mapping[str, str], known: Collection[str]) -> None:
        self._cues = cues
        self._names = {name.casefold(): role for name, role in names.items()}
        self._initials = {name[:1].upper() for name in names}
        self._known = frozenset(known) | cues.months_weekdays | _PRODUCTS | set(self._names)
        self._affect = frozenset(word.casefold() for word in cues.affect_words)
        key = (id(cues), frozenset(self._names.items()), self._known)
        self._tags = _read_before(key)

    def sentences(self, source: Source, *, tagged: bool = True) -> list[Sentence]:
        """The sentences of a source. Untagged is enough for records and cards, and quicker."""
        found = []
        transcript = len(_SPEAKER_LINE.findall(source.text[:_LONGEST_TEXT])) >= _A_TRANSCRIPT
        voice = source.voice
        for order, (begin, end) in enumerate(split(source.text)):
            speaker = _SPEAKER.match(source.text, begin, end) if transcript else None
            if speaker:
                voice = self._names.get(speaker.group(1).split()[0].casefold(), "")
            start = speaker.end() if speaker else begin
            text = source.text[start:end]
            tags = self.tags(text) if tagged else frozenset[str]()
            if voice != source.voice:
                # Another's words in somebody's record: no promise, wish or feeling of the author.
                plain = tags & {"guess", "swear", "outsider"}
                tags = plain | {REPORTED} | {f"{REPORTED}-{tag}" for tag in tags - plain}
            found.append(
                Sentence(
                    source, start, end, text, order, voice, tags,
                    content_stems(text, self._cues.stopwords),
                )
            )  # fmt: skip
        if source.kind == "note":
            held = confidences(
                source.text, [(s.start, s.text) for s in found], self._cues, many=transcript
            )
            found = [
                replace(s, tags=s.tags | {WITHHELD}) if n in held else s
                for n, s in enumerate(found)
            ]
        return found

    def tags(self, text: str) -> frozenset[str]:
        """All cues of a sentence, after the precedences: guess beats all, not-promise a promise."""
        if text not in self._tags:
            if len(self._tags) > _MOST_REMEMBERED:
                self._tags.clear()
            self._tags[text] = self._tagged(text)
        return self._tags[text]

    def _tagged(self, text: str) -> frozenset[str]:
        patterns = self._cues.patterns
        tags = {kind for kind in _KINDS if (p := patterns.get(kind)) and p.search(text)}
        thinks = patterns.get("not_promise") if "promise" in tags or "hink" in text else None
        if thinks is not None and thinks.search(text):
            tags.add("not_promise")
        if self._affect.intersection(words(text)):
            tags.add("feeling")
        for kind in ("promise", "learnt"):
            if kind in tags and self._negated(kind, text):
                tags.discard(kind)
        if "not_promise" in tags:
            tags.discard("promise")
        if self._names_anothers_feeling(text):
            tags.add("guess")
        if self._outsider(text):
            tags.add("outsider")
        return frozenset({"guess"} if "guess" in tags else tags)

    def _negated(self, kind: str, text: str) -> bool:
        negation = self._cues.patterns.get("negation")
        if negation is None:
            return False
        for found in self._cues.patterns[kind].finditer(text):
            before = " ".join(text[: found.start()].split()[-_NEAR:])
            after = " ".join(text[found.end() :].split()[:1]) if kind == "promise" else ""
            if not negation.search(before) and not negation.search(after):
                return False
        return True

    def _names_anothers_feeling(self, text: str) -> bool:
        said = words(text)
        at = next((n for n, word in enumerate(said) if word in self._affect), None)
        if at is None:
            return False
        others = _ABOUT_OTHERS.search(" ".join(said[:at])) or any(
            word in self._names for word in said[:at]
        )
        initial = any(
            token.strip("'’s,.") in self._initials and token.strip("'’s,.") != "I"  # noqa: RUF001
            for token in text.split()
        )
        return bool(others or initial) and not _SUBJECT_I.match(text)

    def _outsider(self, text: str) -> bool:
        return any(self.is_outsider(found.group()) for found in _CAPITAL.finditer(text))

    def is_outsider(self, word: str) -> bool:
        """Whether a capitalised word in mid-sentence may be the name of somebody else."""
        bare = word.casefold()
        return bare not in self._known and not content_stems(bare) <= self._known
