"""Read first: five cited minutes on the topic, so that the junior need not teach the basics.

Every paragraph is a run of whole sentences of one guidance card, with how far to trust it and its
date. Nothing of the two people is in it but the names of their topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Briefing
from assistant.domain.citing import cite, guidance_source
from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance import Bank, GuidanceCard, Stage
from assistant.domain.wording import touches, words

MOST_WORDS = 900
_Kind = Literal["about", "explain", "try", "not-ask"]
_ROOM: dict[_Kind, int] = {"about": 220, "explain": 230, "try": 230, "not-ask": 120}
"""Words of each part; the question to bring takes what is left."""
_TOGETHER = frozenset(
    ["boundaries", "roles", "listening", "questions", "learning", "power", "respect", "trust"]
)
"""First topics of cards on how the two work together, whatever their topic is."""
_OF_OTHERS: dict[_Kind, int] = {"about": 1, "explain": 3, "try": 4, "not-ask": 3}
"""Paragraphs of a part that cards on working together may give."""
_FAR = 2
_SENTENCE = re.compile(
    r"\S[^.!?]*(?:[.!?](?!\s|$|['\u2019\u201d\"])[^.!?]*)*[.!?]+['\u2019\u201d\")]*(?=\s|$)"
)
_POINTS_BACK = re.compile(
    r"(?:it|its|they|them|this|that|these|those|both|such|afterwards|then|but|and|so)\b",
    re.IGNORECASE,
)
_SHORTEST = 6
"""Words of a run that can stand alone."""


@dataclass(frozen=True)
class _Run:
    """Neighbouring sentences of a card that are good for one part of the page."""

    tier: int
    card: GuidanceCard
    kind: _Kind
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.card.text[self.start : self.end]

    @property
    def words(self) -> int:
        return len(words(self.text))


def draft_read_first(
    briefing: Briefing, cards: Sequence[GuidanceCard], bank: Bank, cues: BriefCues
) -> Page:
    """The page for a pairing's topics. A topic without cards is named as a gap."""
    mentor = briefing.name("mentor")
    topics = briefing.pairing.topics
    ranked = _ranked(briefing, cards, bank)
    runs = [
        run for tier, card in ranked for run in _runs(tier, card, cues, briefing.boundary_terms)
    ]
    parts: dict[_Kind, list[Line]] = {kind: _chosen(kind, runs) for kind in _ROOM}
    focus = briefing.pairing.focus.strip() or ", ".join(topics)
    question = _question(briefing, bank)
    packs = {pack.topic: pack.title for pack in bank.packs}
    covered = {topic for _, card in ranked for topic in card.topics}
    gaps = [packs.get(topic, topic) for topic in topics if topic not in covered]
    total = sum(len(words(c.quote)) for lines in parts.values() for x in lines for c in x.citations)
    return Page(
        title=f"Read first: {focus}",
        facts=(f"About {max(round(total / 180), 1)} minutes. {mentor} need not teach this.",),
        who_reads="Only you can read this.",
        sections=(
            _section("about", "What it is about", parts["about"]),
            _section("explain", "What juniors often have to explain", parts["explain"]),
            _section("try", "What to try", parts["try"]),
            _section("not-ask", f"What not to ask of {mentor}", parts["not-ask"]),
            Section(id="question", title="One question to bring", lines=question, questions=True),
        ),
        notes=tuple(f"The guidance has no card on {gap.lower()}." for gap in gaps),
    )


def _section(ident: _Kind, title: str, lines: list[Line]) -> Section:
    return Section(
        id=ident, title=title, lines=tuple(lines), gap="The guidance here has nothing on this."
    )


def _tier(card: GuidanceCard, briefing: Briefing, bank: Bank) -> int | None:
    """How near a card is to the pairing: 0 on its topic, 1 touching it, 2 on how the two work
    together; None for one that has no place here, such as a topic that they did not choose."""
    own = briefing.pairing.topics
    packs = {pack.topic for pack in bank.packs}
    if "mentee" not in card.audience:
        return None
    if card.topics[0] in own:
        return 0
    if card.topics[0] in packs or set(card.topics) & packs - set(own):
        return None
    if set(card.topics[:2]) & set(own):
        return 1
    if set(card.topics[:1]) & _TOGETHER and "coordinator" not in card.audience:
        return 2
    return None


def _ranked(
    briefing: Briefing, cards: Sequence[GuidanceCard], bank: Bank
) -> list[tuple[int, GuidanceCard]]:
    stages = {Stage.ANY, briefing.stage}
    placed = [(tier, c) for c in cards if (tier := _tier(c, briefing, bank)) is not None]
    return sorted(placed, key=lambda one: (one[0], not stages & set(one[1].stage), one[1].id))


def _runs(tier: int, card: GuidanceCard, cues: BriefCues, terms: Iterable[str]) -> list[_Run]:
    """The card cut into runs of one kind; its remarks on its own source go with the first."""
    tagged: list[tuple[_Kind, int, int]] = []
    paragraph_end = card.text.find("\n\n")
    for start, end in (found.span() for found in _SENTENCE.finditer(card.text)):
        text = card.text[start:end]
        if touches(text, tuple(terms)):
            continue
        first = paragraph_end < 0 or start < paragraph_end
        tagged.append((_kind(text, cues, first=first), start, end))
    found = []
    for kind, group in groupby(tagged, key=lambda one: one[0]):
        members = list(group)
        found.append(_Run(tier, card, kind, members[0][1], members[-1][2]))
    return [run for run in found if run.words >= _SHORTEST and not _loose(run.text)]


def _loose(text: str) -> bool:
    """Whether a paragraph begins with a word that points at what is not quoted."""
    return _POINTS_BACK.match(text) is not None


def _kind(text: str, cues: BriefCues, *, first: bool) -> _Kind:
    if first:
        return "about"
    if cues.says("does_not", text) and cues.says("of_the_mentor", text):
        return "not-ask"
    return "try" if cues.says("does", text) or text.endswith("?") else "explain"


def _chosen(kind: _Kind, runs: Sequence[_Run]) -> list[Line]:
    """Runs of one kind within their room, one to a card; the pairing's own topic first."""
    left, others = _ROOM[kind], _OF_OTHERS[kind]
    lines: list[Line] = []
    cards: set[str] = set()
    for run in runs:
        far = run.tier == _FAR
        if run.kind != kind or run.card.id in cards or run.words > left or (far and not others):
            continue
        left, others = left - run.words, others - far
        cards.add(run.card.id)
        lines.append(_line(run))
    return lines


def _line(run: _Run) -> Line:
    citation = cite(guidance_source(run.card), run.start, run.end)
    trust = f"{run.card.strength.value}, {run.card.strength.verb}; {run.card.date}"
    return Line(
        id=f"{run.kind}-{run.card.id}-{run.start}",
        lead=f"{run.card.title}.",
        citations=(citation,),
        after=f"({trust})",
    )


def _question(briefing: Briefing, bank: Bank) -> tuple[Line, ...]:
    """A question of the topic's own pack that a mentee asks."""
    topics = briefing.pairing.topics
    fitting = [
        question
        for question in bank.ask("main", briefing.stage, topics)
        if question.asked_by in ("mentee", "both")
        and set(question.topics) & set(topics)
        and not touches(question.text, briefing.boundary_terms)
    ]
    fitting.sort(key=lambda question: question.asked_by != "mentee")
    return tuple(Line(id="question", kind="suggestion", text=q.text) for q in fitting[:1])
