"""Read first: some cited minutes on the topic, so that the junior need not teach the basics.

What the two have written on it themselves comes first, then a card or two of guidance that are
truly about it, what not to ask, and one question that grows from the pair's words. Fewer lines
rather than general ones: a topic without cards is named as a gap, and nothing fills it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.domain.amounts import counted
from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Briefing
from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance import Bank, GuidanceCard, Stage
from assistant.domain.wording import touches, words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.desk import Desk
from assistant.drafting.read_first_cards import (
    card_lines,
    for_a_first_talk,
    named_topics,
    of_the_topic,
)
from assistant.drafting.read_first_notes import TopicNotes

MOST_WORDS = 500
_A_MINUTE = 180
"""Words that a person reads in a minute, with a look at the sources."""


def draft_read_first(
    desk: Desk,
    cards: Sequence[GuidanceCard],
    cues: BriefCues,
    reader: Literal["mentor", "mentee"] = "mentee",
) -> Page:
    """The page for a pairing's topics, as ``reader`` reads it."""
    bank, briefing = desk.bank, desk.briefing
    mentor = briefing.name("mentor")
    topics = briefing.pairing.topics or named_topics(briefing, bank, EVERYDAY)
    pairing = briefing.pairing.model_copy(update={"topics": topics})
    briefing = briefing.model_copy(update={"pairing": pairing})
    packs = {pack.topic: pack.title for pack in bank.packs}
    notes = TopicNotes(desk, [packs.get(topic, topic) for topic in topics], reader)
    question = notes.question(cues) or _from_the_bank(briefing, bank)
    own = notes.lines()
    near = of_the_topic(briefing, cards, bank, cues, notes.about)
    if not near and not own:
        near = for_a_first_talk(briefing, cards, bank, cues)
    told, limits = card_lines(near, briefing, cues, notes.about)
    lines = [*own, *told, *limits, *([question] if question else [])]
    total = sum(
        len(words(text))
        for line in lines
        for text in (line.lead, line.text, line.after, *(c.quote for c in line.citations))
    )
    return Page(
        title=f"Read first: {briefing.pairing.focus.strip() or ', '.join(topics)}",
        facts=(f"About {_minutes(total)}. {mentor} need not teach this.",),
        who_reads="Only you can read this.",
        sections=(
            _section("notes", "What you two have written on it", own),
            _section("guidance", "From the guidance", told),
            Section(id="not-ask", title=f"What not to ask of {mentor}", lines=tuple(limits)),
            Section(
                id="question",
                title="One question to bring",
                lines=(question,) if question else (),
                questions=True,
            ),
        ),
        notes=_gaps(topics, near, packs),
    )


def _minutes(total: int) -> str:
    """How long it takes to read, in whole minutes."""
    minutes = max(round(total / _A_MINUTE), 1)
    return counted(minutes, "minute")


def _gaps(
    topics: Sequence[str], cards: Sequence[GuidanceCard], packs: dict[str, str]
) -> tuple[str, ...]:
    covered = {topic for card in cards for topic in card.topics}
    gaps = [packs.get(topic, topic) for topic in topics if topic not in covered]
    if not topics and not covered:
        return ("The guidance has no card on this topic.",)
    return tuple(f"The guidance has no card on {gap.lower()}." for gap in gaps)


def _section(ident: str, title: str, lines: list[Line]) -> Section:
    # A model that knows the topic's words may find one more piece for it.
    return Section(id=ident, title=title, lines=tuple(lines), open=True, most=len(lines) + 1)


def _from_the_bank(briefing: Briefing, bank: Bank) -> Line | None:
    """A question of the topic's own pack that a mentee asks; of the stage at a first talk."""
    topics = briefing.pairing.topics
    packs = {pack.topic for pack in bank.packs}
    fitting = [
        question
        for question in bank.ask("main", briefing.stage, topics)
        if question.asked_by in ("mentee", "both")
        and not touches(question.text, briefing.boundary_terms)
        and (
            set(question.topics) & set(topics)
            or (briefing.stage is Stage.FIRST and not set(question.topics) & packs)
        )
    ]
    fitting.sort(key=lambda q: (not set(q.topics) & set(topics), q.asked_by != "mentee"))
    found = next(iter(fitting), None)
    return Line(id="question", kind="suggestion", text=found.text) if found else None
