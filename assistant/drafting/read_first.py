"""Read first: some cited minutes on the topic, so that the junior need not teach the basics.

Every paragraph is a run of whole sentences of one guidance card, with how far to trust it and its
date. Nothing of the two people is in it but the names of their topic. Where they chose none, what
they openly work on and their goals name it; where its cards are few, some on how two people work
together at this stage stand beside them, and the page says how long it really takes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Literal
from zlib import crc32

from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Briefing
from assistant.domain.citing import cite, guidance_source
from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance import Bank, GuidanceCard, Stage
from assistant.domain.wording import content_stems, stem, touches, words
from assistant.drafting.candidates import EVERYDAY

MOST_WORDS = 900
_Kind = Literal["about", "explain", "try", "not-ask"]
_ROOM: dict[_Kind, int] = {"about": 250, "explain": 240, "try": 270, "not-ask": 130}
"""Words of each part; the question to bring takes what is left."""
_OF_OTHERS: dict[_Kind, int] = {"about": 4, "explain": 5, "try": 6, "not-ask": 3}
"""Paragraphs of a part that cards on working together may give where the topic has none,"""
_AROUND_FEW: dict[_Kind, int] = {"about": 1, "explain": 3, "try": 3, "not-ask": 2}
"""around a card or two of the topic itself, which they must not bury,"""
_BESIDE: dict[_Kind, int] = {"about": 0, "explain": 1, "try": 2, "not-ask": 1}
"""and beside more of them, where they are no filling and each is quoted once."""
_WORTH: tuple[_Kind, ...] = ("try", "not-ask", "explain", "about")
"""What a card that is quoted once is quoted for: a deed before an explanation."""
_ENOUGH = 3
"""Cards of the topic that fill a page by themselves."""
_AT_STAGE, _FAR = 2, 3
_A_MINUTE = 180
"""Words that a person reads in a minute, with a look at the sources."""
_SENTENCE = re.compile(
    r"\S[^.!?]*(?:[.!?](?!\s|$|['\u2019\u201d\"])[^.!?]*)*[.!?]+['\u2019\u201d\")]*(?=\s|$)"
)
_POINTS_BACK = re.compile(
    r"(?:it|its|they|them|this|that|these|those|both|such|afterwards|then|but|and|so)\b",
    re.IGNORECASE,
)
_ALOUD = re.compile(r"['\u2018\u201c][^'\u2019\u201d]{0,120}['\u2019\u201d](?!\w)")
"""What somebody may say, in a sentence of guidance."""
_BEGINS = re.compile(r"['\u2018\u201c]?[A-Z0-9]")
_MOST_NAMED = 2
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
    topics = briefing.pairing.topics or _named(briefing, bank)
    pairing = briefing.pairing.model_copy(update={"topics": topics})
    briefing = briefing.model_copy(update={"pairing": pairing})
    ranked = _ranked(briefing, cards, bank, cues)
    runs = [run for tier, card in ranked for run in _runs(tier, card, cues, briefing)]
    own = sum(tier < _AT_STAGE for tier, _ in ranked)
    beside = own >= _ENOUGH
    others = _BESIDE if beside else _AROUND_FEW if own else _OF_OTHERS
    once: set[str] = set()
    chosen = {k: _chosen(k, runs, others[k], once if beside else None) for k in _WORTH}
    parts = _named_once({k: chosen[k] for k in _ROOM})
    focus = briefing.pairing.focus.strip() or ", ".join(topics)
    question = _question(briefing, bank)
    packs = {pack.topic: pack.title for pack in bank.packs}
    covered = {topic for _, card in ranked for topic in card.topics}
    gaps = [packs.get(topic, topic) for topic in topics if topic not in covered]
    total = sum(
        len(words(text))
        for line in chain(*parts.values(), question)
        for text in (line.lead, line.text, line.after, *(c.quote for c in line.citations))
    )
    return Page(
        title=f"Read first: {focus}",
        facts=(f"About {_minutes(total)}. {mentor} need not teach this.",),
        who_reads="Only you can read this.",
        sections=(
            _section("about", "What it is about", parts["about"]),
            _section("explain", "What helps to know", parts["explain"]),
            _section("try", "What to try", parts["try"]),
            _section("not-ask", f"What not to ask of {mentor}", parts["not-ask"]),
            Section(id="question", title="One question to bring", lines=question, questions=True),
        ),
        notes=tuple(f"The guidance has no card on {gap.lower()}." for gap in gaps),
    )


def _minutes(total: int) -> str:
    """How long it takes to read, in whole minutes."""
    minutes = max(round(total / _A_MINUTE), 1)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _named(briefing: Briefing, bank: Bank) -> tuple[str, ...]:
    """Topics that a pairing which chose none names all the same: in what it openly works on, else
    in its goals."""
    of_packs = {pack.topic: content_stems(f"{pack.topic} {pack.title}") for pack in bank.packs}
    goals = " ".join(goal.text for goal in briefing.goals)
    for text in (briefing.pairing.focus, goals):
        said = content_stems(text) - EVERYDAY
        found = [topic for topic, stems in of_packs.items() if (stems - EVERYDAY) & said]
        if found:
            # What is named first is what it is about.
            place = {stem(word): n for n, word in reversed(list(enumerate(words(text))))}
            found.sort(key=lambda t: min(place.get(s, len(place)) for s in of_packs[t] - EVERYDAY))
            return tuple(found[:_MOST_NAMED])
    return ()


def _section(ident: _Kind, title: str, lines: list[Line]) -> Section:
    return Section(
        id=ident,
        title=title,
        lines=tuple(lines),
        gap="The guidance here has nothing on this.",
        # A model that knows the topic's words may find one more piece of guidance for it.
        open=ident != "not-ask",
        most=len(lines) + 1,
    )


def has_a_place(card: GuidanceCard, briefing: Briefing, bank: Bank, cues: BriefCues) -> bool:
    """Whether a card may stand on the page at all: none does that is on a topic of others."""
    return _tier(card, briefing, bank, cues) is not None


def _tier(card: GuidanceCard, briefing: Briefing, bank: Bank, cues: BriefCues) -> int | None:
    """How near a card is to the pairing: 0 on its topic, 1 touching it, 2 on how two people work
    together at this stage, 3 at any; None for one that has no place here, such as a topic that they
    did not choose."""
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
    if "coordinator" in card.audience:
        return None
    if card.topics[0] in cues.at_stage.get(briefing.stage.value, ()):
        return _AT_STAGE
    return _FAR if card.topics[0] in cues.together else None


def _ranked(
    briefing: Briefing, cards: Sequence[GuidanceCard], bank: Bank, cues: BriefCues
) -> list[tuple[int, GuidanceCard]]:
    stages = {Stage.ANY, briefing.stage}
    placed = [(tier, c) for c in cards if (tier := _tier(c, briefing, bank, cues)) is not None]
    # Two pairs, or one pair in two sessions, need not read the same cards on working together.
    seed = f"{briefing.pairing.id}:{briefing.session.number}:"

    own = briefing.pairing.topics

    def order(one: tuple[int, GuidanceCard]) -> tuple[int, int, bool, int, str]:
        tier, card = one
        named = own.index(card.topics[0]) if card.topics[0] in own else len(own)
        turn = crc32(f"{seed}{card.id}".encode()) if tier >= _AT_STAGE else 0
        return tier, named, not stages & set(card.stage), turn, card.id

    return sorted(placed, key=order)


def _runs(tier: int, card: GuidanceCard, cues: BriefCues, briefing: Briefing) -> list[_Run]:
    """The card cut into runs of one kind; its remarks on its own source go with the first. Each
    sentence is held against the boundaries together with what stands above it on the page."""
    above = f"{briefing.pairing.focus} {card.title}"
    tagged: list[tuple[_Kind | None, int, int]] = []
    paragraph_end = card.text.find("\n\n")
    for start, end in (found.span() for found in _SENTENCE.finditer(card.text)):
        text = card.text[start:end]
        if touches(f"{above} {text}", briefing.boundary_terms):
            continue
        first = paragraph_end < 0 or start < paragraph_end
        if cues.says("says_nothing", text):
            tagged.append((None, start, end))
            continue
        tagged.append((_kind(text, cues, first=first), start, end))
    found = []
    for kind, group in groupby(tagged, key=lambda one: one[0]):
        members = list(group)
        if kind is None:
            # What a source does not say stays in the library; the line tells how far to trust it.
            continue
        found.append(_Run(tier, card, kind, members[0][1], members[-1][2]))
    return [run for run in found if run.words >= _SHORTEST and not _loose(run.text)]


def _loose(text: str) -> bool:
    """Whether a paragraph begins in the middle, or points at what is not quoted."""
    return _POINTS_BACK.match(text) is not None or not _BEGINS.match(text)


def _kind(text: str, cues: BriefCues, *, first: bool) -> _Kind:
    if first:
        return "about"
    said = _ALOUD.sub(" ", text)
    if cues.says("does_not", said) and cues.says("of_the_mentor", said):
        return "not-ask"
    return "try" if cues.says("does", text) or text.endswith("?") else "explain"


def _chosen(kind: _Kind, runs: Sequence[_Run], others: int, once: set[str] | None) -> list[Line]:
    """Runs of one kind within their room, one to a card; the pairing's own topic first. ``once``
    holds cards on working together that another part has quoted; None where they may come back."""
    left = _ROOM[kind]
    lines: list[Line] = []
    cards: set[str] = set()
    for run in runs:
        far = run.tier >= _AT_STAGE
        if run.kind != kind or run.card.id in cards or run.words > left or (far and not others):
            continue
        if far and once is not None:
            if run.card.id in once:
                continue
            once.add(run.card.id)
        left, others = left - run.words, others - far
        cards.add(run.card.id)
        lines.append(_line(run))
    return lines


def _named_once(parts: dict[_Kind, list[Line]]) -> dict[_Kind, list[Line]]:
    """The parts with each card named before its words where it is met first, then behind them."""
    named: set[str] = set()
    told: dict[_Kind, list[Line]] = {}
    for kind, lines in parts.items():
        told[kind] = [_named_behind(line) if line.lead in named else line for line in lines]
        named |= {line.lead for line in lines}
    return told


def _named_behind(line: Line) -> Line:
    return line.model_copy(
        update={"lead": "", "after": f"({line.lead.rstrip('.')}: {line.after.lstrip('(')}"}
    )


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
    """A question of the topic's own pack that a mentee asks; of the stage where there is none."""
    topics = briefing.pairing.topics
    packs = {pack.topic for pack in bank.packs}
    fitting = [
        question
        for question in bank.ask("main", briefing.stage, topics)
        if question.asked_by in ("mentee", "both")
        and not touches(question.text, briefing.boundary_terms)
        and (set(question.topics) & set(topics) or not set(question.topics) & packs)
    ]
    fitting.sort(key=lambda q: (not set(q.topics) & set(topics), q.asked_by != "mentee"))
    return tuple(Line(id="question", kind="suggestion", text=q.text) for q in fitting[:1])
