"""What a text claims that its evidence does not hold: numbers, dates, names, sayings. Pure.

Each function gives the offending words, empty if there are none. ``support`` is all text that the
claim may rest on. They err towards flagging: the price is the rules' plainer wording.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from assistant.domain.counting import FIGURE, NUMBER_WORDS, counted
from assistant.domain.wording import STOPWORDS, words

_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = (
    "January|February|April|June|July|August|September|October|November|December"
    r"|(?<=in )(?:March|May)|(?<=by )(?:March|May)|(?<=since )(?:March|May)"
    r"|(?<=until )(?:March|May)|(?<=before )(?:March|May)|(?<=\d )(?:March|May)"
)
_DATE = re.compile(rf"\b(?:{_WEEKDAYS}|{_MONTHS})\b")
_NEAR_DATE = re.compile(
    r"\b(?:tomorrow|yesterday|(?:last|next) (?:week|month|year|quarter))\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\u2022]|^\s*[-*])[\s\"'\u2018\u201c(\[]*$")
_NAME_VERB = re.compile(
    r"\s+(?:is|was|has|had|will|said|says|wants?|thinks?|feels?|felt|mentioned|asked|told|leads?"
    r"|shares?|presents?)\b"
)
_ALWAYS_FINE = frozenset(("i", "ai", "it", "ok", "okay", "sbi", "grow", "english"))
_REPORTS = r"said|says|told|mentioned|mentions|wrote|writes|noted|notes|asked"
_MINDS = (
    r"agreed?|agrees|promised|admitted|decided|committed|wants?|believes?|thinks?|thought|knows?"
    r"|realis(?:ed|es)|prefers?"
)
_SUPPOSED = re.compile(r"\b(?:when|whenever|if|once)\s+$", re.IGNORECASE)
_NOW = re.compile(r"(?:says|mentions|writes|notes)$", re.IGNORECASE)
""""When Ana says something hard" reports nothing."""
_PRONOUNS = ("you both", "both of you", "you two", "he", "she", "they", "the mentor", "the mentee")


def unsupported_numbers(text: str, support: str, *, in_words: bool = True) -> list[str]:
    """Numbers that stand nowhere in the evidence; with ``in_words``, spelt ones as well. One and
    two are never counted: they are how people talk."""
    held = counted(support)
    found = [number for number in FIGURE.findall(text) if number not in held]
    if in_words:
        spelt = (word for word in words(text) if word in NUMBER_WORDS)
        found += [word for word in spelt if NUMBER_WORDS[word] not in held]
    return found


def unsupported_dates(text: str, support: str) -> list[str]:
    """Weekdays, months and near dates that stand nowhere in the evidence."""
    held = support.casefold()
    found = [match.group() for match in (*_DATE.finditer(text), *_NEAR_DATE.finditer(text))]
    return [date for date in found if date.casefold() not in held]


def unsupported_names(text: str, support: str, known: Collection[str] = ()) -> list[str]:
    """Capitalised words that are neither in the evidence nor among the known names.

    At the start of a sentence a word counts only if it stands like a name: with 's, before
    another capital, or before a verb that a person does.
    """
    held = {*words(support), *(part for name in known for part in words(name))}
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if not word[0].isupper():
            continue
        bare = re.sub(r"['\u2019]s$", "", word).casefold().replace("\u2019", "'")
        # "On Mondays" is held by "my Monday call".
        if (
            bare in held
            or bare.removesuffix("s") in held
            or bare in _ALWAYS_FINE
            or bare.split("'")[0] in (_ALWAYS_FINE | held)
        ):
            continue
        if _DATE.fullmatch(word) or bare in STOPWORDS:
            continue
        if _SENTENCE_START.search(text[: match.start()]) and not _stands_like_a_name(
            text, match, possessive=bare != word.casefold()
        ):
            continue
        found.append(word)
    return found


def _stands_like_a_name(text: str, match: re.Match[str], *, possessive: bool) -> bool:
    rest = text[match.end() :]
    another = re.match(r"\s+([A-Z][a-z]+)", rest)
    followed = another is not None and another.group(1).casefold() not in STOPWORDS
    return possessive or followed or bool(_NAME_VERB.match(rest))


def unsupported_sayings(
    text: str, support: str, people: Iterable[str], quoted: Collection[str] = ()
) -> list[str]:
    """Places that report what somebody said, thinks or agreed to. ``quoted`` are those whose own
    words are cited beside the text: what they said may be reported, never what they think. What
    the rules' line says in the same words may stay."""
    held = support.casefold()
    found = []
    for name in (*people, *_PRONOUNS):
        verbs = _MINDS if name in quoted else f"{_REPORTS}|{_MINDS}"
        pattern = rf"\b{re.escape(name)}\s+(?:both\s+)?(?:{verbs})\b"
        found += [
            match.group()
            for match in re.finditer(pattern, text, re.IGNORECASE)
            if name and not (_SUPPOSED.search(text[: match.start()]) and _NOW.search(match.group()))
        ]
    return [saying for saying in found if saying.casefold() not in held]


def calm_case(topic: str, support: str, known: Collection[str] = ()) -> str:
    """A headline In Capitals Like This as a plain sentence, if each word it lowers is one that
    the evidence holds anyway; otherwise as it was, and the check of names will judge it."""
    spoken = [word for word in topic.split() if word[:1].isalpha()]
    capitals = [word for word in spoken[1:] if word[0].isupper() and not word.isupper()]
    if len(capitals) < 2 or len(capitals) < (len(spoken) - 1) * 0.5:
        return topic
    names = {part for name in known for part in words(name)}
    held = {*words(support), *STOPWORDS}
    first, *rest = topic.split(" ")
    calm = []
    for word in rest:
        plain = words(word)
        lower = word.casefold() if plain and plain[0] in held and plain[0] not in names else word
        calm.append(lower)
    return " ".join((first, *calm))
