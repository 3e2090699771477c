"""What both voices tell of the same thing: spans of the mentor's and the mentee's words in pairs.

Agreement needs two voices. Two sentences of one session are about the same thing if they share
words that are rare among all that the two wrote; that is a sign and no proof, so a pair is shown
as two quotes, never as one statement of ours.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from assistant.domain.counting import counted
from assistant.domain.wording import stem, words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span, score, spans
from assistant.drafting.desk import Desk
from assistant.drafting.reading import Sentence

_LEAST_SHARED = 2
_ALIKE, _MUCH_ALIKE = 0.4, 0.5
"""Share of the shorter line's words of weight that two lines have in common if they say the same:
more of it where that is only two words."""
_LONGEST_LEAD = 5
_LEAST_WORDS = 5
_APART = ("difference", "reported", "parked")
_ASKS = re.compile(r"(?<!\?)\?\W*$")
_OF_THE_PAST = "wanted to"
"""A perhaps of a promise, but none of an account."""
_MATTERS = 5.0
"""What it adds that a pair of sentences touches a goal, a promise or released feedback."""
_PROMISED = 9.0
"""Where both tell of a promise that is recorded, whatever words they share."""


@dataclass(frozen=True, slots=True)
class ToldByBoth:
    """One thing in two voices; ``lead`` is what both call it, "" if they share no phrase."""

    mentor: Span
    mentee: Span
    worth: float
    lead: str
    session: int
    matters: bool = False
    """Whether it touches a goal, a promise or released feedback."""

    @property
    def both(self) -> tuple[Span, Span]:
        return self.mentor, self.mentee


def told_by_both(desk: Desk, sessions: range | None = None) -> list[ToldByBoth]:
    """Pairs of sentences on one thing, best first; each sentence stands in one pair at most."""
    signs = _Signs(desk)
    found: list[ToldByBoth] = []
    for session in sorted({s.session for s in desk.sentences}, reverse=True):
        if sessions is not None and session not in sessions:
            continue
        mentor, mentee = (_of(desk, session, voice) for voice in ("mentor", "mentee"))
        found += [p for one, other in product(mentor, mentee) if (p := signs.pair(one, other))]
        found += signs.promised(session, mentor, mentee)
    taken: set[int] = set()
    chosen = []
    for pair in sorted(found, key=lambda p: -p.worth):
        ids = {id(pair.mentor.sentence), id(pair.mentee.sentence)}
        if not ids & taken:
            taken |= ids
            chosen.append(pair)
    return chosen


def agreed(desk: Desk, pair: ToldByBoth) -> bool:
    """Whether a pair may stand under "We agree": told alike, and not doubted by either."""
    if any(len(span.words) < _LEAST_WORDS for span in pair.both):
        return False
    tags = [desk.tags(span.text) for span in pair.both]
    decided = desk.bank.cues.patterns.get("decided")
    settled = [bool(decided and decided.search(span.text)) for span in pair.both]
    # A promise agrees with a promise, or with words that say that it was settled.
    promises = ["promise" in found for found in tags]
    matching = promises[0] == promises[1] or any(settled)
    apart = any(tag in found for found in tags for tag in _APART)
    apart = apart or any(
        _ASKS.search(span.text) or _in_words(desk, "doubt", span.text) for span in pair.both
    )
    if not matching or apart or hedged(desk, pair) or (offered(desk, pair) and not all(settled)):
        return False
    return all(p or s for p, s in zip(promises, settled, strict=True)) or _same(desk, pair)


def hedged(desk: Desk, pair: ToldByBoth) -> bool:
    """Whether one of them tells it as a thought or a perhaps."""
    return any(_in_words(desk, "not_promise", span.text) for span in pair.both)


def offered(desk: Desk, pair: ToldByBoth) -> bool:
    """Whether it is something that one asked or offered: two records of it are no agreement."""
    return any(_in_words(desk, "offered", span.text) for span in pair.both)


def _in_words(desk: Desk, cue: str, text: str) -> bool:
    """Whether a cue stands in a text in so many words: a question mark alone doubts nothing."""
    pattern = desk.bank.cues.patterns.get(cue)
    found = pattern.finditer(text) if pattern is not None else ()
    said = (match.group().casefold() for match in found)
    return any(any(map(str.isalpha, words_of)) and words_of != _OF_THE_PAST for words_of in said)


def weighs(desk: Desk, pair: ToldByBoth) -> bool:
    """Whether it is worth calling agreed: it touches what the two work on, promised or gave each
    other back, or both count it alike. Speech as it fell agrees only where both say it is settled.
    """
    if any(span.sentence.source.id in desk.spoken for span in pair.both):
        decided = desk.bank.cues.patterns.get("decided")
        return decided is not None and all(decided.search(span.text) for span in pair.both)
    return pair.matters or bool(counted(pair.mentor.text) & counted(pair.mentee.text))


def _same(desk: Desk, pair: ToldByBoth) -> bool:
    """Whether two lines say the same of a thing, and do not only name it both."""
    names = desk.stems(desk.name("mentor"), desk.name("mentee"))
    one, other = (desk.stems(span.text) - names for span in pair.both)
    shared = one & other
    if pair.lead and not shared - desk.stems(pair.lead):
        negation = desk.bank.cues.patterns.get("negation")
        # Both say that it is not so: that is said of it.
        return negation is not None and all(negation.search(span.text) for span in pair.both)
    alike = len(shared) / max(min(len(one), len(other)), 1)
    return alike >= (_ALIKE if len(shared) > _LEAST_SHARED else _MUCH_ALIKE)


def _of(desk: Desk, session: int, voice: str) -> list[Sentence]:
    return [s for s in desk.sentences if s.session == session and s.voice == voice]


class _Signs:
    """What tells that two sentences are about one thing, worked out once for a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        seen = Counter(stem for sentence in desk.sentences for stem in sentence.stems)
        total = len(desk.sentences) + 1
        names = desk.stems(desk.name("mentor"), desk.name("mentee"))
        dull = EVERYDAY | names
        self._rarity = {s: math.log(total / n) for s, n in seen.items() if s not in dull}
        released = (" ".join(p.parts) for f in desk.briefing.feedback for p in f.lines)
        promises = (c.text for c in desk.briefing.commitments)
        self._matters = (desk.frame | desk.stems(*released, *promises)) - dull
        self._runs: dict[int, list[tuple[Span, frozenset[str], float]]] = {}

    def pair(self, one: Sentence, other: Sentence) -> ToldByBoth | None:
        shared = one.stems & other.stems & self._rarity.keys()
        if len(shared) < _LEAST_SHARED:
            return None
        first, second = self._run(one, shared), self._run(other, shared)
        if first is None or second is None:
            return None
        in_both = first[1] & second[1] & shared
        if len(in_both) < _LEAST_SHARED or self._turned(first[0]) != self._turned(second[0]):
            return None
        lead = _common_phrase(first[0].text, second[0].text, in_both)
        worth = sum(self._rarity[stem] for stem in in_both) + (2.0 if lead else 0.0)
        matters = bool(in_both & self._matters)
        worth += _MATTERS if matters else 0.0
        return self._found(first, second, worth, lead, matters=matters)

    def promised(
        self, session: int, mentor: list[Sentence], mentee: list[Sentence]
    ) -> Iterator[ToldByBoth]:
        """Pairs that tell of a promise made in the session, each in the words of its teller."""
        desk = self._desk
        made = {s.id for s in desk.briefing.past_sessions if s.number == session}
        for commitment in desk.briefing.commitments:
            if commitment.session not in made:
                continue
            stems = desk.stems(commitment.text) & self._rarity.keys()
            sides = [self._telling(side, stems) for side in (mentor, mentee)]
            if sides[0] is not None and sides[1] is not None and sides[0][1] & sides[1][1] & stems:
                yield self._found(sides[0], sides[1], _PROMISED, "", matters=True)

    def _telling(
        self, sentences: list[Sentence], stems: frozenset[str]
    ) -> tuple[Span, frozenset[str], float] | None:
        decided = self._desk.bank.cues.patterns.get("decided")
        runs = []
        for sentence in sentences:
            settles = "promise" in sentence.tags or (decided and decided.search(sentence.text))
            least = _LEAST_SHARED if settles else _LEAST_SHARED + 1
            run = self._run(sentence, stems) if len(sentence.stems & stems) >= least else None
            runs += [run] if run is not None else []
        return max(runs, key=lambda run: (len(run[1] & stems), run[2]), default=None)

    def _found(
        self,
        first: tuple[Span, frozenset[str], float],
        second: tuple[Span, frozenset[str], float],
        worth: float,
        lead: str,
        *,
        matters: bool,
    ) -> ToldByBoth:
        session = first[0].sentence.session
        worth += 0.1 * (first[2] + second[2]) + 0.3 * session
        return ToldByBoth(first[0], second[0], worth, lead, session, matters)

    def _run(
        self, sentence: Sentence, shared: frozenset[str]
    ) -> tuple[Span, frozenset[str], float] | None:
        """The run that holds most of what is shared, and of those the best to quote."""
        if id(sentence) not in self._runs:
            self._runs[id(sentence)] = [
                (span, self._desk.stems(span.text), self._worth(span))
                for span in spans(sentence)
                if self._desk.quotable(span)
            ]
        return max(
            self._runs[id(sentence)],
            key=lambda run: (len(run[1] & shared), run[2]),
            default=None,
        )

    def _worth(self, span: Span) -> float:
        return score(span, newest=self._desk.last, stopwords=self._desk.stopwords)

    def _turned(self, span: Span) -> bool:
        """Whether a run says that something is not so."""
        negation = self._desk.bank.cues.patterns.get("negation")
        return bool(negation and negation.search(span.text))


def _common_phrase(one: str, other: str, shared: frozenset[str]) -> str:
    """Words that stand side by side in both and say what it is about; "" if there are none."""
    first, second = one.split(), words(other)
    plain = [(words(word) or [""])[0] for word in first]
    best: tuple[int, int] = (0, 0)
    for start in range(len(plain)):
        end = start
        while end < len(plain) and end - start < _LONGEST_LEAD and stem(plain[end]) in shared:
            end += 1
        if end - start > best[1] - best[0] and _holds(second, plain[start:end]):
            best = (start, end)
    if best[1] - best[0] < _LEAST_SHARED:
        return ""
    return " ".join(first[best[0] : best[1]]).strip(" ,.;:!?\"'")


def _holds(said: list[str], run: list[str]) -> bool:
    return any(said[n : n + len(run)] == run for n in range(len(said) - len(run) + 1))
