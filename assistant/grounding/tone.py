"""What no draft should say, whatever the evidence: feelings of others, proof, nonsense."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from assistant.domain.wording import STOPWORDS, words

_AFFECT = (
    r"afraid|angry|annoyed|anxious|anxiety|ashamed|awkward|bitter|bored|defensive|delighted"
    r"|depressed|disappointed|discouraged|distressed|embarrass\w*|enthusiastic|excited|fear(?:ful|s)?"
    r"|frustrat\w*|furious|grateful|guilty|happy|hesitant|hopeful|hurt|insecure|intimidated"
    r"|irritated|jealous|lonely|miserable|nervous|overwhelmed|passionate|proud|relieved|reluctant"
    r"|resentful|sad|scared|shy|sorry|stressed|surprised|suspicious|tense|terrified|thrilled"
    r"|uncomfortable|uneasy|unhappy|upset|vulnerable|worried|worries"
)
_SOFT = r"confident|comfortable|curious|interested|keen|willing|motivated|engaged"
_FEELING = re.compile(rf"\b(?:{_AFFECT}|feels?|feeling|feelings|felt)\b", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"\b(?:is|was|are|were|seem(?:s|ed)?|look(?:s|ed)?|sound(?:s|ed)?|appear(?:s|ed)?|become[s]?"
    rf"|became|grew)\s+(?:\w+\s+)?(?:{_SOFT})\b",
    re.IGNORECASE,
)
# A question may be open, or be left so; a person who is said to be is read in the heart.
_PERSON = (
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Yy]ou|[Bb]oth|[Nn]obody|[Ee]very(?:body|one)|[Ss]ome(?:body|one)"
    r"|(?:[Tt]he|[Yy]our|[Mm]y|[Hh]is|[Hh]er|[Tt]heir) (?:mentor|mentee|partner|director|manager"
    r"|colleague|boss|two|other)|and [A-Z][a-z]+|[A-Z][a-z]+(?= (?:is|was)\b))"
)
_OPEN = re.compile(
    rf"{_PERSON}\s+(?:is|was|are|were)\s+(?!left\b|still open[.,;:?]|kept\b)(?:\w+\s+)?open\b"
    r"|\b(?:seem(?:s|ed)?|look(?:s|ed)?|sound(?:s|ed)?|appear(?:s|ed)?|become[s]?|became|grew)"
    r"\s+(?:\w+\s+)?open\b|\bopen(?:-minded| minded|ness)\b|\bopen (?:to|about|with) (?!all\b|any)",
)
# "The feel of rubber" is a thing's.
_A_THINGS_FEEL = re.compile(
    r"\blook and feel\b|\b(?:the|a|an|this|that|its)\s+(?:\w+(?:y|ish|ic)\s+)?feel"
    r"(?=\s+(?:of|was|is|for)\b)",
    re.IGNORECASE,
)
_GUESS = (
    r"\b(?:(?:he|she|they|you|WHO)\b.{0,20}\b(?:seem(?:s|ed)?|look(?:s|ed)?|sounded|appeared|felt"
    r"|feels?|was|were|is|are)\b"
    r"|i (?:don\W?t )?(?:think|guess|suppose) (?:he|she|they|WHO))"
)
_PROOF = re.compile(
    r"\b(?:pro(?:ven|ves?|ved)|(?:research|stud(?:y|ies)|evidence|science|data|statistics)"
    r"\s+(?:\w+\s+)?(?:shows?|proves?|tells?|demonstrates?|suggests?|finds?|found|says?|confirms?)"
    r"|scientifically|evidence-based|experts? (?:agree|say)|it is well[- ]known|guarantee[sd]?"
    r"|(?:always|never) (?:works?|fails?)|works every time|undeniabl[ey]|demonstrabl[ey]"
    r"|(?:was|were|is|are|has been|have been) (?:clearly |well )?(?:shown|demonstrated|known) to"
    r"|(?:research|evidence|science|data) (?:is|are) clear)\b",
    re.IGNORECASE,
)
_WAS_SHOWN = re.compile(
    r"\b(?:stud(?:y|ies)|trial|research|evidence)\s+(?:shows?|suggests?|found|finds?)\b"
    r"|\b(?:was|were|has been|have been) shown to\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[a-z!]|```|\]\(|[{}|\\<>]|\$\w|^#", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b\w+://|\bwww\.|[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:com|org|net|edu|gov|info|io|xyz|co|uk|eu|de|fr"
    r"|app|dev|biz|ru|cn|top|site|online)\b(?!['\u2019])",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\blorem ipsum\b|\bas an ai\b|\blanguage model\b|\binsert\b.{0,20}\bhere\b|\btbd\b"
    r"|\bplaceholder\b|\byour (?:topic|purpose|question) here\b|^(?:string|topic|purpose|quote"
    r"|prompt|question|example|null|none|n/a|id)s?\W*$|^\W*\.\.\.\W*$|\bhere is the\b.{0,20}json",
    re.IGNORECASE,
)
_FAR_TOO_LONG = 2000
_MARKS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")


def tidy(text: str) -> str:
    """One line without emphasis signs, citation marks and doubled spaces. What is far too long to
    stand is cut first, and stays too long."""
    plain = _EMPHASIS.sub(r"\2", _MARKS.sub("", text[:_FAR_TOO_LONG]))
    return " ".join(plain.split()).strip("-\u2022* ")


def names_feeling(text: str, affect: Collection[str] = ()) -> bool:
    """Whether our own words name somebody's feeling. Take quotations out first: a feeling stands
    in its owner's words alone."""
    more = {word.casefold() for word in affect}
    plain = _A_THINGS_FEEL.sub("", text)
    found = any(pattern.search(plain) for pattern in (_FEELING, _ATTRIBUTED, _OPEN))
    return found or bool(more.intersection(words(plain)))


def guesses_feeling(quote: str, affect: Collection[str] = (), people: Collection[str] = ()) -> bool:
    """Whether a quotation is one person's guess at how another feels: true words, not theirs."""
    who = "|".join(re.escape(person) for person in people if person) or "they"
    guess = re.compile(_GUESS.replace("WHO", who), re.IGNORECASE)
    return names_feeling(quote, affect) and bool(guess.search(quote))


def claims_proof(text: str, *, tested: bool = False) -> bool:
    """Whether a text calls something proven. ``tested`` (a trial or validation is cited) allows
    "the study found", never "proven"."""
    plain = _WAS_SHOWN.sub("", text) if tested else text
    return bool(_PROOF.search(plain))


def is_nonsense(text: str, *, longest: int, echoes: Collection[str] = ()) -> bool:
    """Whether wording is unusable: empty, too long, markup, control characters, placeholders,
    repetition, gibberish, or the request's own example come back."""
    if not text.strip() or len(text) > longest or _FILLER.search(text):
        return True
    if _MARKUP.search(text) or names_address(text):
        return True
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in text):
        return True
    plain = " ".join(words(text))
    if any(echo and " ".join(words(echo)) in plain for echo in echoes):
        return True
    letters = sum(character.isalpha() or character.isspace() for character in text)
    if letters < 0.7 * len(text) or any(len(word) > 28 for word in words(text)):
        return True
    return repeats(text)


def names_address(text: str) -> bool:
    """Whether a text sends its reader to a web page or a mailbox. No draft does so in words of its
    own; a source may, and then it is quoted."""
    return bool(_ADDRESS.search(text))


def repeats(text: str) -> bool:
    """Whether a text goes round in circles, as a weak model's does."""
    said = words(text)
    if re.search(r"\b(\w+)(?:\W+\1\b){2}", text, re.IGNORECASE):
        return True
    triples = list(zip(said, said[1:], said[2:], strict=False))
    if len(triples) - len(set(triples)) >= 2:
        return True
    content = [word for word in said if word not in STOPWORDS]
    return len(content) >= 8 and len(set(content)) < 0.5 * len(content)
