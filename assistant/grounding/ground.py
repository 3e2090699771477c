"""What a line's wording may rest on, and all checks of one piece of wording together. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.drafts import Citation
from assistant.domain.language import Language
from assistant.domain.sources import Passage
from assistant.domain.wording import content_stems, touches
from assistant.grounding.claims import (
    unsupported_dates,
    unsupported_names,
    unsupported_numbers,
    unsupported_sayings,
)
from assistant.grounding.copying import copied_from
from assistant.grounding.quotes import cut_from_negation, locate
from assistant.grounding.speakers import misattributed, quotations, without_quotations
from assistant.grounding.stereotypes import speaks_of_types
from assistant.grounding.tone import claims_proof, is_nonsense, names_feeling

_TESTED = ("trial", "validation")
_A_WORD = 3
"""Characters of a word that is taken up out of a quote which stands beside it."""
_POINTS = re.compile(r"\b(?:this|that|these|those|it|there|then)\b", re.IGNORECASE)
_IS = re.compile(r"['\u2019](?:s|re|ve|d|ll)\b")
_MINUTES = re.compile(r"\b(\d{1,3})[ -]?min(?:ute)?s?\b", re.IGNORECASE)
_GENERIC = content_stems(
    "session mentor mentee discuss discussion question topic talk share explore understand "
    "conversation meeting work time purpose goal think explain identify improve help people"
)


@dataclass(frozen=True)
class Ground:
    """What wording may rest on, and what it may not touch."""

    evidence: Sequence[Passage]
    """In the order in which the request numbered them, from 1."""
    language: Language
    """What the checks know of the language that the draft is written in."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Voice to first name: {"mentor": "Ana", "mentee": "Martin"}."""
    boundary_terms: tuple[str, ...] = ()
    echoes: Collection[str] = ()
    """Sentences of the request's own example, which must not come back."""


class Silent(Exception):
    """A boundary is touched: the rules' line stands, and nothing is said about it."""


class Fails(Exception):
    """A line's wording fails a check."""

    def __init__(self, check: str) -> None:
        super().__init__(check)
        self.check = check


def check_text(
    text: str,
    support: str,
    citations: Sequence[Citation],
    ground: Ground,
    *,
    longest: int,
    spelt_numbers: bool = True,
) -> None:
    """Raises Silent or Fails if the text may not stand."""
    if touches(text, ground.boundary_terms):
        raise Silent
    names = tuple(ground.people.values())
    ours = without_quotations(text)
    quoted_badly = _bad_quotation(text, citations, ground, names)
    authors = {citation.author for citation in citations}
    tested = any(citation.strength in _TESTED for citation in citations)
    if is_nonsense(text, longest=longest, echoes=ground.echoes):
        raise Fails("nonsense")
    faults = (
        (quoted_badly, quoted_badly),
        (claims_proof(ours, tested=tested), "proof-claimed"),
        (speaks_of_types(text, ground.language), "stereotype"),
        (names_feeling(ours, ground.language.affect), "emotion-without-owner"),
        (_names_character(ours, citations, ground.language), "character"),
        (unsupported_numbers(ours, support, in_words=spelt_numbers), "number-without-evidence"),
        (unsupported_dates(ours, support), "date-without-evidence"),
        (unsupported_names(ours, support, names), "name-without-evidence"),
        (unsupported_sayings(ours, support, names, authors), "saying-without-quote"),
        (misattributed(ours, words_of(citations, ground)), "wrong-voice"),
        (copied_from(ours, ground.evidence), "copied"),
    )
    for failed, check in faults:
        if failed:
            raise Fails(check)


def words_of(citations: Sequence[Citation], ground: Ground) -> dict[str, str]:
    """What each of the two is quoted with, by first name: the quotes, and of the passages that they
    come from what was sent."""
    told: dict[str, list[str]] = {}
    for citation in citations:
        if citation.voice in ("mentor", "mentee") and citation.author:
            own = [p.text for p in ground.evidence if p.source.id == citation.source]
            told.setdefault(citation.author, []).extend((citation.quote, *own))
    return {name: "\n".join(texts) for name, texts in told.items()}


def check_borne_out(text: str, citations: Sequence[Citation], ground: Ground) -> None:
    """Raises Fails where a text that speaks for all whom it quotes has a number or date that is not
    each one's: "the fifteen minutes" of one are not what both wrote."""
    for told in words_of(citations, ground).values():
        if unsupported_numbers(text, told) or unsupported_dates(text, told):
            raise Fails("agreement-needs-two")


def _bad_quotation(
    text: str, citations: Sequence[Citation], ground: Ground, names: Collection[str]
) -> str:
    """The check that a quotation inside the text fails, or ""."""
    cited = {citation.source for citation in citations}
    for quoted in quotations(text, names):
        where: list[Passage] = []
        whole = False
        for passage in ground.evidence:
            span = locate(quoted.words, passage.text) if passage.source.id in cited else None
            if span is not None:
                where.append(passage)
                start = passage.start + span[0]
                whole = whole or not cut_from_negation(passage.source.text, start)
        in_quotes = [c for c in citations if locate(quoted.words, c.quote, shortest=_A_WORD)]
        if not where and not in_quotes:
            return "quote-not-found"
        if where and not whole:
            return "quote-cut-short"
        authors = {passage.source.author_name for passage in where}
        authors |= {citation.author for citation in in_quotes}
        if quoted.speaker and quoted.speaker not in authors:
            return "wrong-voice"
    return ""


def _names_character(text: str, citations: Sequence[Citation], language: Language) -> bool:
    """Whether wording of ours names a trait or a mind. What guidance says of its readers in the
    very words that are quoted ("that you did not understand") judges nobody."""
    said = [c.quote.casefold() for c in citations if c.voice == "guidance" or c.strength]
    found = (text[place.start : place.end] for place in language.behaviour.find(text))
    return any(all(words.casefold() not in quote for quote in said) for words in found)


def check_minutes(text: str, minutes: int) -> None:
    if any(int(found) != minutes for found in _MINUTES.findall(text)):
        raise Fails("minutes-changed")


def check_topic(text: str, support: str, *, share: float = 0.0) -> None:
    """Wording that shares next to nothing with its line and its sources is about something else.

    Two words that carry meaning must be shared; one will do where the wording holds no other: "What
    the other half of goal 2 is". ``share`` is the part of the wording's own words that must be
    shared as well.
    """
    about = content_stems(support) - _GENERIC
    own = content_stems(text) - _GENERIC
    if not about:
        return
    least = max(min(2, len(about), len(own)), share * len(own))
    if not own or len(own & about) < least:
        raise Fails("off-topic")


def check_related(text: str, support: str) -> None:
    """A question, or a sentence that stands alone before its quotes, may be in words of its own;
    of several that carry meaning, one in four must be its line's or its sources'. What points back
    with "this" or "it" has room for a few more."""
    own = content_stems(_IS.sub("", text)) - _GENERIC
    room = 3 if _POINTS.search(text) else 1
    if len(own) > room and len(own & content_stems(support)) * 4 < len(own):
        raise Fails("off-topic")
