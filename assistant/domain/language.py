"""Language checks as content: what each rule looks for and offers, and where a text meets it. Pure.

The rules of a language stand in ``knowledge/language``; quotations are taken out of a text before
they are tried, since another's words are not the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.quoting import blanked

_SENTENCE = re.compile(r"[^.!?\n\u2026]+(?:[.!?\u2026]+(?=\s|$)|[.!?\u2026](?=\S)[^.!?\n\u2026]*)*")

_NAMED = re.compile(r"\(\?P<([a-z]+)>")


class Remark(BaseModel):
    """What a language check has to say about a place in a text, with an offer to say it better."""

    model_config = ConfigDict(frozen=True)

    check: str
    """Name of the check: stereotype, character, question-lint or reading-ease."""
    kind: str
    start: int
    end: int
    words: str
    """Characters ``start`` to ``end`` of the text."""
    message: str
    rewrite: str = ""
    """The sentence as it could stand, made of its own words and fixed frames; "" for none."""
    ask: str = ""
    """What its writer could be asked for, since no offer adds a fact."""


class WordingRule(BaseModel):
    """One thing that a check looks for, and what may stand in its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    message: str = Field(min_length=1)
    ask: str = ""
    """A question to the writer; ``{words}`` in it are their own."""
    put: str | None = None
    """What stands instead of the words found ("" drops them); None if no wording can be offered."""
    when: str = ""
    """What a sentence must hold before the patterns are tried, or even compiled."""
    offer: str = ""
    """A line of ours that may stand for the whole sentence where ``put`` gives none."""
    patterns: tuple[str, ...] = Field(min_length=1)

    def search(self, sentence: str) -> re.Match[str] | None:
        """The first place in the sentence; patterns compile at their first use."""
        if self._when is not None and not self._when.search(sentence):
            return None
        return self._pattern.search(sentence)

    @cached_property
    def _when(self) -> re.Pattern[str] | None:
        return joined((self.when,)) if self.when else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return joined(self.patterns)


class Found(BaseModel):
    """Where a rule's pattern stands in a text. ``cut`` is the part that ``put`` replaces."""

    model_config = ConfigDict(frozen=True)

    rule: WordingRule
    start: int
    end: int
    sentence: tuple[int, int]
    cut: tuple[int, int]


class WordingRules(BaseModel):
    """All rules of one check in one language; their fragments are filled in by the loader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = "en"
    frame: str = ""
    """A line of gaps that stands for a sentence where no rule offers wording of its own."""
    reported: tuple[str, ...] = ()
    """Signs that a sentence tells what somebody else said or supposed."""
    rules: tuple[WordingRule, ...] = Field(min_length=1)

    def find(self, text: str, *, strict: bool = False) -> Iterator[Found]:
        """Every place that a rule finds, at most one of each kind in a sentence, in order.

        A person's own text may quote and report what others say. ``strict`` is for wording of
        ours, which repeats no such thing either.
        """
        plain = text if strict else blanked(text)
        for sentence in _SENTENCE.finditer(plain):
            said = sentence.group()
            if not strict and self._reported is not None and self._reported.search(said):
                continue
            seen: set[str] = set()
            for rule in self.rules:
                match = None if rule.kind in seen else rule.search(said)
                if match is None:
                    continue
                seen.add(rule.kind)
                at = sentence.start()
                whole = match.span()
                cut = next(
                    (
                        match.span(name)
                        for name, words in match.groupdict().items()
                        if name.startswith("cut") and words is not None
                    ),
                    whole,
                )
                first, last = _whole_words(said, *whole)
                yield Found(
                    rule=rule,
                    start=at + first,
                    end=at + last,
                    sentence=(at, at + len(said)),
                    cut=(at + cut[0], at + cut[1]),
                )

    @cached_property
    def _reported(self) -> re.Pattern[str] | None:
        return joined(self.reported) if self.reported else None


class BehaviourRules(WordingRules):
    """The rules of behaviour instead of character, with the frame of what is offered instead."""

    # ``frame`` here has {session}, {moment}, {who}, {act} and {effect} for what its writer gave.
    deed_frame: str
    """The frame where moment and effect stand beside the line: {who} and {act} alone."""
    gaps: dict[str, str]
    """What stands for each where the writer gave nothing."""
    asks: dict[str, str]
    """What is asked for then."""
    facts: dict[str, tuple[str, ...]]
    """How a line tells of each: the words are those named ``what`` in the pattern, or all."""
    past: dict[str, str]
    """Verbs that a camera can see, as people write them, with their past: "interrupt" and
    "interrupted"."""

    def fact(self, part: str, line: str) -> str:
        """The words of a line that tell of a part, as they stand; "" if none do."""
        for pattern in self._facts[part]:
            found = pattern.search(line)
            if found:
                return (found.groupdict().get("what") or found.group()).strip(" ,")
        return ""

    def without(self, part: str, text: str) -> str:
        """The text without the words that tell of a part."""
        for pattern in self._facts[part]:
            text = pattern.sub(" ", text)
        return text

    @cached_property
    def _facts(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        return {
            part: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
            for part, patterns in self.facts.items()
        }


class QuestionRules(WordingRules):
    """The rules of a question that can be asked aloud."""

    choice: str
    """A choice between keeping, shrinking and letting go: it may open like a closed question."""
    most_words: int = Field(ge=5)


class Language(BaseModel):
    """What the checks know of one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stereotypes: WordingRules
    behaviour: BehaviourRules
    questions: QuestionRules
    affect_words: frozenset[str] = frozenset()
    """Words for feelings: they stand in nobody's mouth but their owner's."""
    group_nouns: frozenset[str] = frozenset()

    @cached_property
    def affect(self) -> frozenset[str]:
        """The words for feelings, in lower case."""
        return frozenset(word.casefold() for word in self.affect_words)

    @cached_property
    def linted(self) -> dict[str, tuple[str, ...]]:
        """What the lint has said of questions already, by their text."""
        return {}

    @cached_property
    def groups(self) -> re.Pattern[str] | None:
        """Any noun for a group of people, as a whole word."""
        nouns = sorted(self.group_nouns)
        return joined([rf"\b{re.escape(noun)}\b" for noun in nouns]) if nouns else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and commas at its ends, and with the whole of its last word."""
    while start < end and text[start] in " ,;:'\u2019":
        start += 1
    while start < end and text[end - 1] in " ,;:":
        end -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def joined(patterns: Sequence[str]) -> re.Pattern[str]:
    """Patterns as one alternation, upper and lower case alike; a named group may stand in several
    of them."""
    # Python allows a group's name once only, so each pattern's names get its number.
    counted = (_NAMED.sub(rf"(?P<\1_{n}>", pattern) for n, pattern in enumerate(patterns))
    return re.compile("|".join(f"(?:{pattern})" for pattern in counted), re.IGNORECASE)
