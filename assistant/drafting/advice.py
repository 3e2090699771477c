"""Guidance beside a line: a short exact quotation of a card, only where it truly fits."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.domain.drafts import AgendaItem, Citation
from assistant.domain.guidance import Stage
from assistant.domain.sources import Hit
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span, fit_to_quote, score, spans
from assistant.drafting.desk import Desk

MOST_ON_A_PAGE = 3
_FITS = 4.0
_SAID_ALREADY = 2
"""Stems in common with the line's own words from which a sentence adds nothing."""

_TOPICS: dict[str, frozenset[str]] = {
    "settle": frozenset({"confidentiality", "trust", "listening", "respect", "first-session"}),
    "promises": frozenset({"commitments"}),
    "meet": frozenset({"first-session", "match", "trust", "questions"}),
    "agreement": frozenset({"confidentiality", "boundaries", "trust", "roles"}),
    "roles": frozenset({"roles", "power", "listening"}),
    "feedback": frozenset({"feedback", "courage"}),
    "adjust": frozenset({"mid-point", "objectives", "metrics"}),
    "experiment": frozenset({"commitments", "questions"}),
    "gain": frozenset({"recognition", "careers", "boundaries"}),
    "stays": frozenset({"closing", "reflection", "metrics"}),
    "thanks": frozenset({"recognition", "feedback"}),
    "ending": frozenset({"closing"}),
    "close": frozenset({"time", "closing"}),
}
# A card speaks of itself and its source in some sentences: those advise nobody.
_ABOUT_ITSELF = re.compile(
    r"\b(?:article|author|writer|source|stud(?:y|ies)|cites?|evidence|figures?|claims?|research|"
    r"reports?|magazine|summary|card|wording|offers?|opinion|proof|proves?|proven|tested)\b",
    re.IGNORECASE,
)
# Read alone, beside a line, these words have nothing to point at.
_POINTS_AWAY = re.compile(
    r"\b(?:it|its|they|them|their|theirs|these|this|those|none|such)\b|^(?:that|he|she|both|one)\b"
    r"|\b(?:that|the) (?:list|card|way|page|sheets?|sentence|word|question|answers?|format)\b"
    r"|\bthe distance\b|\bboth sheets\b"
    r"|\b(?:two|three|four|five) (?:questions|things|lines|rules|acts|steps|points|words)\b",
    re.IGNORECASE,
)
_SESSION = re.compile(r"\bsession (\d)\b", re.IGNORECASE)
_ADVISES = re.compile(
    r"^(?:ask|say|name|agree|write|let|use|put|begin|start|end|close|keep|choose|thank|read|show|"
    r"bring|tell|take|make|give|look|try|decide|define|leave|wait|note|book|set|open|if|when|before|"
    r"each|both|treat|settle|speak|listen|replace|check|offer|describe)\b",
    re.IGNORECASE,
)


def advice(desk: Desk, line: AgendaItem) -> Citation | None:
    """The best fitting sentence of the hits for a line, or None if none truly fits.

    It says what to do, can be read alone, and says what neither the line nor an earlier page said.
    """
    said = [*line.prompts, *line.suggestions, line.purpose]
    vocabulary = desk.stems(line.topic, line.goal, *said)
    told = [desk.stems(text) - EVERYDAY for text in said]
    shown = {c.quote for earlier in desk.briefing.earlier_agendas for c in earlier.agenda.citations}
    chosen: tuple[float, Span, Hit] | None = None
    for rank, hit in enumerate(desk.hits):
        worth = _fit(desk, hit, line.slot, vocabulary)
        if worth < _FITS:
            continue
        span = _sentence(desk, hit, vocabulary)
        if span is None or span.text in shown:
            continue
        if any(len(desk.stems(span.text) & stems) >= _SAID_ALREADY for stems in told):
            continue
        worth -= 0.1 * rank
        if chosen is None or worth > chosen[0]:
            chosen = (worth, span, hit)
    if chosen is None:
        return None
    _, span, hit = chosen
    verb = hit.source.strength.verb if hit.source.strength else "a document"
    return desk.cite(span, f"{verb[:1].upper()}{verb[1:]}:")


def _fit(desk: Desk, hit: Hit, slot: str, vocabulary: Collection[str]) -> float:
    source = hit.source
    if not source.is_guidance or source.audience == ("coordinator",):
        return 0.0
    stages = {Stage.ANY.value, desk.briefing.stage.value}
    own = set(desk.briefing.pairing.topics)
    packs = {pack.topic for pack in desk.bank.packs}
    if (source.stage and not stages & set(source.stage)) or set(source.topics) & packs - own:
        return 0.0
    wanted = _TOPICS.get(slot, frozenset(own))
    shared = len((desk.stems(hit.passage.text, source.title) & set(vocabulary)) - EVERYDAY)
    topical = len(wanted & set(source.topics))
    if slot not in _TOPICS and shared < 3:
        return 0.0
    if not source.topics:
        return float(shared) if shared >= 4 else 0.0
    if source.topics[0] not in wanted and topical < 2:
        return 0.0
    return 3.0 + topical + min(shared, 4) * 0.5


def _sentence(desk: Desk, hit: Hit, vocabulary: Collection[str]) -> Span | None:
    best: tuple[float, Span] | None = None
    for sentence in desk.read(hit.source):
        if not (hit.passage.start <= sentence.start and sentence.end <= hit.passage.end):
            continue
        if _ABOUT_ITSELF.search(sentence.text) or sentence.text.endswith("?"):
            continue
        first = desk.briefing.session.number == 1
        if any(not first or found != "1" for found in _SESSION.findall(sentence.text)):
            continue
        for span in spans(sentence):
            away = _POINTS_AWAY.search(span.text)
            if not span.whole or away or len(span.words) < 5 or not desk.free(span):
                continue
            # A card's clause after a colon or semicolon says little by itself.
            if not span.text[:1].isupper() or not _ADVISES.match(span.text):
                continue
            if not fit_to_quote(span, desk.bank.cues):
                continue
            worth = score(span, vocabulary=vocabulary, stopwords=desk.stopwords) + 3.0
            if worth >= 4.0 and (best is None or worth > best[0]):
                best = (worth, span)
    return best[1] if best else None
