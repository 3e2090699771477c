"""Answers without a model: what may not be answered, and the best passages for what may."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from assistant.domain.citing import cite
from assistant.domain.drafts import Citation
from assistant.domain.sources import Hit
from assistant.domain.wording import content_stems

_LONGEST_QUOTE = 45
_SHORTEST_QUOTE = 4
_LONGEST_ANSWER = 90
"""Words of an answer by rules."""
_SPEAKER = re.compile(r"^[ \t]*[A-Z][\w .'-]{0,30}:", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]*[\u201d\u2019\"')]*")

_PROMISES = re.compile(
    r"\b(?:promis\w+|commit(?:ted|ment\w*)?|owe[sd]?|agreed to do|to[- ]do|due|"
    r"said (?:\w+ )?(?:would|will|\w+'d))\b",
    re.IGNORECASE,
)

_LAST_TIME = re.compile(
    r"\b(?:last (?:time|session|meeting|week)|(?:left|leave|still) open|unfinished"
    r"|where (?:did )?we (?:stop|left off|leave off)\w*|(?:not|n.t) (?:get to|finish)\w*)\b",
    re.IGNORECASE,
)

# Words after which a tool must step back and a person is needed. On the side of showing contacts
# once too often; nothing of the message is kept.
_SAFETY = re.compile(
    r"\b(?:suicid\w*|kill (?:my|him|her)self|self[- ]harm\w*|harm(?:ing)? myself|end my life|"
    r"want to die|rape[ds]?|sexual(?:ly)? (?:assault|harass)\w*|assault(?:ed|s|ing)? me|"
    r"hit me|hits me|threaten(?:s|ed|ing) (?:me|to (?:hurt|kill))|afraid of (?:him|her|them)\b|"
    r"not safe at (?:home|work)|in danger)\b",
    re.IGNORECASE,
)


def asks_about_last_time(question: str) -> bool:
    """Whether a question is about what the last session was or left open: its notes answer it,
    whatever words they use."""
    return bool(_LAST_TIME.search(question))


def needs_a_person(text: str) -> bool:
    """Whether somebody may be in danger, so that human contacts are shown and nothing is kept."""
    return bool(_SAFETY.search(text))


def asks_for_private_words(question: str, partner: str) -> bool:
    """Whether a question asks for what the partner keeps, or has sealed, or rated.

    The answer then neither confirms nor denies that there is anything.
    """
    name = re.escape(partner) if partner else r"(?!)"
    who = rf"(?:{name}(?:['\u2019]s)?|his|her|their|he|she|they)"
    hidden = (
        r"(?:private\w*|secret\w*|off[- ]limits|boundar(?:y|ies)|sealed|pulse|energy|"
        r"reflections?|preparation|really think)"
    )
    feedback = r"(?:feedback (?:about|on|for|to) me|(?:written|wrote|mark(?:ed)?|rate[ds]?) me)"
    wrote = rf"\b(?:has|did|does|have) {who} (?:already )?(?:written?|write|marked?|rated?|seal\w*)"
    patterns = (
        rf"\b{who}\b.{{0,40}}\b{hidden}",
        rf"\b{hidden}\b.{{0,40}}\b{who}\b",
        feedback,
        wrote,
    )
    return any(re.search(pattern, question, re.IGNORECASE) for pattern in patterns)


def asks_for_promises(question: str) -> bool:
    """Whether a question is about what somebody said they would do: then commitments come first."""
    return bool(_PROMISES.search(question))


def refusal(partner: str) -> str:
    """The fixed words for it: no hint in either direction, and an open way in."""
    name = partner or "your partner"
    return (
        f"I only read what is yours, what you two share, and the guidance. So I cannot say what "
        f"{name} keeps, or whether there is anything. What would you like to ask {name} openly?"
    )


def relevant(question: str, hits: Sequence[Hit], names: Iterable[str] = ()) -> list[Hit]:
    """Hits that share a word of meaning with the question, or are near to it in meaning.

    A person's name alone is no such word: it stands on half of what a pair writes.
    """
    asked = content_stems(question)
    asked = (asked - content_stems(" ".join(names))) or asked
    if not asked:
        return []
    return [
        hit
        for hit in hits
        if asked & content_stems(f"{hit.passage.context} {hit.passage.text}")
        or hit.reasons.get("meaning", 0.0) >= 0.4
    ]


def best_quote(question: str, hit: Hit) -> Citation:
    """The run of sentences nearest to the question, as exact characters of the passage's source."""
    passage, source = hit.passage, hit.source
    start, end = _trimmed(passage.text, *_best_run(content_stems(question), passage.text))
    return cite(source, passage.start + start, passage.start + end)


def _best_run(asked: frozenset[str], text: str) -> tuple[int, int]:
    """One to three neighbouring sentences with the most of the question in the fewest words.

    Who speaks in a transcript ("Project Manager:") does not count as what is said. The beginning
    where no sentence shares a word: the passage came for its meaning.
    """
    sentences = [found.span() for found in _SENTENCE.finditer(text) if found.group().strip()]
    best, best_score = (0, len(text)), 0.0
    for first in range(len(sentences)):
        for last in range(first, min(first + 3, len(sentences))):
            start, end = sentences[first][0], sentences[last][1]
            said = _SPEAKER.sub("", text[start:end])
            words = len(said.split())
            if words > _LONGEST_QUOTE and last > first:
                break
            if words >= _SHORTEST_QUOTE:
                score = len(asked & content_stems(said)) - 0.02 * words
                if score > best_score:
                    best, best_score = (start, end), score
    return best


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without outer white space, and at most so many words long: a quote is no page."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    words = list(re.finditer(r"\S+", text[start:end]))
    if words:
        end = start + words[min(len(words), _LONGEST_QUOTE) - 1].end()
    return start, end


def passages_answer(
    question: str, hits: Iterable[Hit], *, most: int = 4, told: Collection[str] = ()
) -> tuple[str, list[Citation]]:
    """The best passages, each with who says it and how far to trust it, in at most 90 words;
    "" and nothing where there is none. ``told`` are quotes that the answer before gave."""
    citations: list[Citation] = []
    said = 0
    for hit in hits:
        citation = best_quote(question, hit)
        if not citation.quote or citation.quote in {*told, *(c.quote for c in citations)}:
            continue
        said += len(f"{_says(citation)} {citation.quote}".split())
        if citations and said > _LONGEST_ANSWER:
            continue
        citations.append(citation)
        if len(citations) == most:
            break
    if not citations:
        return "", []
    lines = [
        f"{_says(citation)}: “{citation.quote}” [{number}]"
        for number, citation in enumerate(citations, start=1)
    ]
    return "\n\n".join(lines), citations


def _says(citation: Citation) -> str:
    if citation.strength is None:
        return citation.label[:1].upper() + citation.label[1:]
    return f"{citation.label} ({citation.strength.value}: {citation.strength.verb})"
