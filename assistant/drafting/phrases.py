"""Naming a subject in a few of the pair's own words, without rewriting anybody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from assistant.domain.wording import stem, words

LONGEST_TOPIC = 64
"""Characters of a topic line."""

_DETERMINER = (
    r"(?:the|a|an|one|my|his|her|our|your|their|this|that|these|those|some|every|each|two|three|"
    r"four|five|six|both|whose|which)"
)
_NOUN_RUN = re.compile(rf"\b{_DETERMINER}\s+((?:[^\W\d_][\w'-]*\s*){{1,4}})", re.IGNORECASE)
_STOP_AT = re.compile(
    r"[,.;:!?()\n]|\s[-\u2013\u2014]\s|\s(?:cos|because|but|so|although|though|which)\s",
    re.IGNORECASE,
)
_GOING = (
    "looking look talking talk hearing hear seeing see knowing know learning learn asking ask"
    " understanding understand going go coming come getting get working work doing do back properly"
    " more"
)
_LEAD_AWAY = re.compile(
    r"^(?:(?:to|that|if|we|i|you|could|can|would|like|love|rather|really|also|just|please|us)\s+"
    r"|(?:"
    + "|".join(_GOING.split())
    + r"|spend(?:ing)? time|a bit)\s+(?=(?:at|about|of|through|on|into|to|over|how|what|who|which"
    r"|where|whether|with|that|the)\b)|(?:of )?time (?:on|for|with)\s+"
    r"|(?:at|about|of|through|on|into|over|with)\s+(?!not\b)"
    r"|(?:do|cover|discuss|have|try)\s+)+",
    re.IGNORECASE,
)
_EMPTY_NOUNS_LIST = (
    "session time minute hour day week month thing way lot bit end part question moment point note"
    " first last next other same half rest start fact idea sort kind couple few one two three four"
    " little good best worst whole new old thought reason word side case times people person room"
    " place stuff page piece go try left right"
)
_EMPTY_NOUNS = frozenset(_EMPTY_NOUNS_LIST.split())
_TRAILING_LIST = (
    "a an and as at be because but by for from how if in into is its it my no of on or our so than"
    " that the their then to was we were what when where which who with your i he she they do does"
    " can could just even again there here said says had has have not"
)
_TRAILING = frozenset(_TRAILING_LIST.split())
_OPEN_ENDS = frozenset({"a", "an", "and", "or", "but", "the", "of", "if", "because", "than"})
_POINTS_AWAY = re.compile(
    r"^(?:it|that|this|one|them|him|her|these|those)\b|\bthat one\b", re.IGNORECASE
)
_SELF = re.compile(r"\b(?:i|i'm|i'd|i'll|me|my|mine|myself)\b", re.IGNORECASE)


_CLAUSE = re.compile(
    r",?\s(?:so that|and|for|without|from|the way|because|instead|when)\s|,\s", re.IGNORECASE
)
_RELATIVE = re.compile(r"\s(?:that|which|who|whom|whose|where)\s", re.IGNORECASE)


def _clause_end(text: str, pattern: re.Pattern[str]) -> int:
    """The last place where a long phrase may stop without dangling; 0 if it would lose too much."""
    ends = [found.start() for found in pattern.finditer(text[: LONGEST_TOPIC + 8])]
    end = max((end for end in ends if end <= LONGEST_TOPIC), default=0)
    return end if end * 2 > LONGEST_TOPIC else 0


def as_topic(text: str) -> str:
    """A phrase as a topic line: first letter large, white space and tail tidied, not too long."""
    tidy = " ".join(text.split()).strip(" ,;:.-\u2013\u2014'\"")
    if tidy.startswith("\u2018") and tidy.endswith("\u2019"):
        # A topic that was noted as left over; its quotation marks are the note's.
        tidy = tidy[1:-1].strip()
    cut = len(tidy) > LONGEST_TOPIC
    if cut:
        tidy = tidy[: _clause_end(tidy, _CLAUSE) or _clause_end(tidy, _RELATIVE) or None]
    while len(tidy) > LONGEST_TOPIC:
        tidy = tidy.rsplit(" ", 1)[0] if " " in tidy else tidy[:LONGEST_TOPIC]
    pieces = tidy.split()
    loose = _TRAILING if cut else _OPEN_ENDS
    while len(pieces) > 1 and pieces[-1].casefold().strip("'") in loose:
        pieces.pop()
    tidy = " ".join(pieces)
    return tidy[:1].upper() + tidy[1:]


def in_sentence(topic: str, names: Collection[str] = ()) -> str:
    """A topic line as it stands inside a sentence: first letter small, unless it is a name."""
    first = topic.split(" ", 1)[0]
    if first in names or first[1:] != first[1:].lower() or len(first) == 1:
        return topic
    return topic[:1].lower() + topic[1:]


def clause_after(text: str, at: int) -> str:
    """What follows position ``at``, up to the end of its clause."""
    rest = " ".join(text[at:].split()).lstrip(" ,:;-\u2013\u2014'\"")
    stop = _STOP_AT.search(rest)
    return rest[: stop.start()] if stop else rest


def clause_before(text: str, at: int) -> str:
    """The clause that ends at position ``at``."""
    pieces = [piece for piece in _STOP_AT.split(" ".join(text[:at].split())) if piece.strip()]
    return pieces[-1].strip() if pieces else ""


def wished_for(clause: str) -> str:
    """The subject of a wish, as a topic line; "" if the clause names none.

    Words of going and looking are dropped from its front. A clause in the first person is cut to
    what it is about ("how I run the ward round" gives "The ward round").
    """
    core = _LEAD_AWAY.sub("", clause.strip())
    if _SELF.search(core):
        runs = [m.group() for m in _NOUN_RUN.finditer(core)]
        if not runs:
            return ""
        core = re.sub(r"^(?:my|our|his|her|their|your)\b", "the", runs[-1], flags=re.IGNORECASE)
    topic = as_topic(core)
    if _POINTS_AWAY.match(core):
        return ""
    content = [
        word
        for word in words(topic)
        if word not in _TRAILING and word not in _EMPTY_NOUNS and not word.endswith("ly")
    ]
    return topic if content else ""


def noun_runs(text: str, stopwords: Collection[str]) -> list[list[str]]:
    """Words after each determiner, up to the first function word: rough noun phrases."""
    runs = []
    for found in _NOUN_RUN.finditer(text):
        run: list[str] = []
        for word in words(found.group(1)):
            if word in stopwords or word in _TRAILING:
                break
            run.append(word)
        while run and run[-1] in _EMPTY_NOUNS:
            run.pop()
        if run:
            runs.append(run[:3])
    return runs


def named_thing(
    near: Iterable[str], around: Iterable[str], stopwords: Collection[str], avoid: Collection[str]
) -> str:
    """The thing that some sentences are about: the head noun that recurs most, "" if none does.

    ``near`` counts for more than ``around``; ``avoid`` holds stems that name nothing here.
    """
    near, around = list(near), list(around)
    heads: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for weight, texts in ((3, near), (1, around)):
        for text in texts:
            for run in noun_runs(text, stopwords):
                head = stem(run[-1])
                if head in avoid or run[-1].endswith(("ly", "ing")):
                    continue
                heads[head] += weight
                shown.setdefault(head, run[-1])
    said = Counter(stem(word) for text in (*near, *around) for word in words(text))
    wanted = {head for text in near for word in words(text) if (head := stem(word)) in heads}
    best = max(
        (head for head in heads if said[head] >= 3),
        key=lambda head: (head in wanted, heads[head] + said[head], head),
        default="",
    )
    return shown.get(best, "")
