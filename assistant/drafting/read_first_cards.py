"""What guidance gives a read-first page: a card or two that are truly about the topic.

Each is quoted once, in neighbouring whole sentences, and addressed to the reader: what only the
mentor can do stands on the mentor's pages. What a source says of itself stays in the library.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Briefing
from assistant.domain.citing import cite, guidance_source
from assistant.domain.documents import Line
from assistant.domain.guidance import Bank, GuidanceCard, Stage
from assistant.domain.wording import content_stems, stem, touches, words

MOST_CARDS = 2
_MOST_LIMITS = 2
_LONGEST = 65
"""Words of one card on the page."""
_LONGEST_LIMIT = 45
_TOUCHING, _AT_STAGE, _FAR = 1, 2, 3
"""How near a card is: touching the topic, on working together at this stage, at any."""
_SENTENCE = re.compile(
    r"\S[^.!?]*(?:[.!?](?!\s|$|['\u2019\u201d\"])[^.!?]*)*[.!?]+['\u2019\u201d\")]*(?=\s|$)"
)
_POINTS_BACK = re.compile(
    r"(?:it|its|they|them|this|that|these|those|both|such|afterwards|then|but|and|so|(?:an)?other"
    r"|in (?:an)?other|(?:take|pick|choose|give) (?:it|one)|what belongs|no \w+ is needed)\b",
    re.IGNORECASE,
)
_ALOUD = re.compile(r"['\u2018\u201c][^'\u2019\u201d]{0,120}['\u2019\u201d](?!\w)")
"""What somebody may say, in a sentence of guidance."""
_BEGINS = re.compile(r"['\u2018\u201c]?[A-Z0-9]")
_SAYS_MORE = 3
"""Words of weight that a sentence has beyond its card's title if it says more than that."""
_SHORTEST = 6


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    text: str
    limit: bool
    """Whether it says what is not the mentor's to give."""
    deed: bool
    fits: bool
    """Whether it may stand on this reader's page."""


def tier(card: GuidanceCard, briefing: Briefing, bank: Bank, cues: BriefCues) -> int | None:
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


def on_their_topic(card: GuidanceCard, briefing: Briefing, bank: Bank, cues: BriefCues) -> bool:
    """Whether a card is on the pair's topic or touches it: a model is shown no other."""
    return tier(card, briefing, bank, cues) in (0, _TOUCHING)


def of_the_topic(
    briefing: Briefing,
    cards: Sequence[GuidanceCard],
    bank: Bank,
    cues: BriefCues,
    about: Collection[str],
) -> list[GuidanceCard]:
    """The cards on the pair's topics, those nearest to ``about`` first and each topic in turn."""
    own = briefing.pairing.topics
    stages = {Stage.ANY, briefing.stage}
    near = [card for card in cards if on_their_topic(card, briefing, bank, cues)]

    def rank(card: GuidanceCard) -> tuple[int, int, bool, str]:
        shared = content_stems(f"{card.title} {card.text}") & set(about)
        touching = card.topics[0] not in own
        return touching, -len(shared), not stages & set(card.stage), card.id

    by_topic = {t: sorted((c for c in near if c.topics[0] == t), key=rank) for t in own}
    rest = sorted((c for c in near if c.topics[0] not in own), key=rank)
    deepest = max((len(found) for found in by_topic.values()), default=0)
    turns = [found[n] for n in range(deepest) for found in by_topic.values() if n < len(found)]
    return [*turns, *rest]


def for_a_first_talk(
    briefing: Briefing, cards: Sequence[GuidanceCard], bank: Bank, cues: BriefCues
) -> list[GuidanceCard]:
    """Cards on beginning together, for two who have neither met nor a topic with cards."""
    first = cues.at_stage.get(Stage.FIRST.value, ())
    near = [
        c for c in cards
        if c.topics[0] in first and tier(c, briefing, bank, cues) in (_AT_STAGE, _FAR)
        and {Stage.FIRST, Stage.ANY} & set(c.stage)
    ]  # fmt: skip
    return sorted(near, key=lambda card: (first.index(card.topics[0]), card.id))


def card_lines(
    cards: Sequence[GuidanceCard], briefing: Briefing, cues: BriefCues, about: Collection[str]
) -> tuple[list[Line], list[Line]]:
    """What up to two cards tell this reader, and what the topic's cards say is not to be asked."""
    told: list[Line] = []
    limits: list[Line] = []
    for card in cards:
        sentences = list(_read(card, briefing, cues))
        best = _window(card, sentences, about) if len(told) < MOST_CARDS else None
        if best is not None:
            told.append(_line("guidance", card, *best))
        found = next(iter(_limits(sentences)), None)
        if found is not None and len(limits) < _MOST_LIMITS:
            limits.append(_line("not-ask", card, *found))
    return told, limits


def _read(card: GuidanceCard, briefing: Briefing, cues: BriefCues) -> Iterator[_Sentence]:
    """The card's sentences. Each is held against the boundaries together with what stands above it
    on the page."""
    above = f"{briefing.pairing.focus} {card.title}"
    advice = card.text.find("\n\n")
    for start, end in (found.span() for found in _SENTENCE.finditer(card.text)):
        text = card.text[start:end]
        said = _ALOUD.sub(" ", text)
        barred = touches(f"{above} {text}", briefing.boundary_terms)
        # The first paragraph tells where the card comes from; what follows is for its reader.
        source = cues.says("says_nothing", text) or (advice >= 0 and start < advice)
        limit = cues.says("does_not", said) and cues.says("of_the_mentor", said)
        mentors = cues.says("to_the_mentor", text)
        yield _Sentence(
            start,
            end,
            text,
            limit=limit and not barred and not source,
            deed=cues.says("does", text) or text.endswith("?"),
            fits=not (barred or source or limit or mentors),
        )


def _window(
    card: GuidanceCard, sentences: Sequence[_Sentence], about: Collection[str]
) -> tuple[int, int] | None:
    """The run of neighbouring sentences that tells this reader most of the topic."""
    title = content_stems(card.title)
    best: tuple[float, int, int] | None = None
    for first, opening in enumerate(sentences):
        if not opening.fits or _loose(opening.text):
            continue
        said = content_stems(opening.text)
        again = title <= said or len(said - title) < _SAYS_MORE
        if again and not opening.text.endswith("?"):
            # A title said again advises nobody.
            continue
        worth, count = 0.0, 0
        for sentence in sentences[first:]:
            count += len(words(sentence.text))
            if not sentence.fits or count > _LONGEST:
                break
            worth += 1.0 + sentence.deed
            worth += len(content_stems(sentence.text) & set(about))
            if count >= _SHORTEST and (best is None or worth > best[0]):
                best = (worth, opening.start, sentence.end)
    return best[1:] if best else None


def _limits(sentences: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    for sentence in sentences:
        length = len(words(sentence.text))
        if sentence.limit and not _loose(sentence.text) and _SHORTEST <= length <= _LONGEST_LIMIT:
            yield sentence.start, sentence.end


def _loose(text: str) -> bool:
    """Whether a paragraph begins in the middle, or points at what is not quoted."""
    return _POINTS_BACK.match(text) is not None or not _BEGINS.match(text)


def _line(kind: str, card: GuidanceCard, start: int, end: int) -> Line:
    trust = f"{card.strength.value}, {card.strength.verb}; {card.date}"
    return Line(
        id=f"{kind}-{card.id}-{start}",
        citations=(cite(guidance_source(card), start, end),),
        after=f"({card.title.rstrip('.')}: {trust})",
    )


def named_topics(briefing: Briefing, bank: Bank, everyday: Collection[str]) -> tuple[str, ...]:
    """Topics that a pairing which chose none names all the same: in what it openly works on, else
    in its goals."""
    of_packs = {
        pack.topic: content_stems(f"{pack.topic} {pack.title}") - set(everyday)
        for pack in bank.packs
    }
    goals = " ".join(goal.text for goal in briefing.goals)
    for text in (briefing.pairing.focus, goals):
        said = content_stems(text) - set(everyday)
        found = [topic for topic, stems in of_packs.items() if stems & said]
        if found:
            # What is named first is what it is about.
            place = {stem(word): n for n, word in reversed(list(enumerate(words(text))))}
            found.sort(key=lambda t: min(place.get(s, len(place)) for s in of_packs[t]))
            return tuple(found[:MOST_CARDS])
    return ()
