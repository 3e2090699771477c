"""Invented notes of an invented pair, and agendas over them, for the tests of the citation gate."""

from __future__ import annotations

from assistant.domain.drafts import Agenda, AgendaItem
from assistant.domain.guidance import Strength
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import Visibility
from assistant.grounding.agendas import cite
from assistant.grounding.ground import Ground
from tests.unit.briefings import bank

PEOPLE = {"mentor": "Priya", "mentee": "Douglas"}

PRIYA = Source(
    id="n-priya",
    kind="note",
    record="n-priya",
    title="Priya's note, session 2",
    author="p1",
    author_name="Priya",
    voice="mentor",
    visibility=Visibility.PAIR,
    pairing="pair-1",
    session=2,
    text=(
        "We walked round the depot instead of sitting down. Douglas knew every lorry by its number "
        "and not one driver\u2019s shift pattern. He wrote the rota himself in 2011 \u2013 "
        "\u201cit was fair then\u201d, he said.\n"
        "I don't want to lead the next walk from a script. I was nervous at the gate.\n\n"
        "I'll bring three swap requests from the night crew on 14 May. We ran out of time for the "
        "canteen caf\u00e9 story."
    ),
)
DOUGLAS = Source(
    id="n-douglas",
    kind="note",
    record="n-douglas",
    title="Douglas's note, session 2",
    author="p2",
    author_name="Douglas",
    voice="mentee",
    visibility=Visibility.PAIR,
    pairing="pair-1",
    session=2,
    text=(
        "Embarrassing morning, in a good way. I could name the lorries and not the people who "
        "drive them. The rota punishes anybody with a child at school; nobody has told me so in "
        "nine years. I will sit in the canteen at six one morning and say nothing. Priya seemed "
        "annoyed when I explained the old rota."
    ),
)
CARD = Source(
    id="card:walk-first",
    kind="guidance",
    record="walk-first",
    title="Walk before you sit",
    author_name="A depot handbook",
    voice="guidance",
    visibility=Visibility.PROGRAMME,
    strength=Strength.PRACTITIONER,
    date="2019",
    text="Walk the place together before you sit down. The junior chooses the route and the stops.",
)
TRIAL = CARD.model_copy(
    update={
        "id": "card:rota-trial",
        "record": "rota-trial",
        "title": "Self-chosen rotas",
        "strength": Strength.TRIAL,
        "text": "Crews who chose their own rota asked for fewer swaps over the year.",
    }
)
SOURCES = {source.id: source for source in (PRIYA, DOUGLAS, CARD, TRIAL)}
EVIDENCE = tuple(Passage.whole(source) for source in SOURCES.values())


def span(source: Source, words: str) -> tuple[int, int]:
    start = source.text.index(words)
    return start, start + len(words)


def quote(source: Source, words: str):
    return cite(source, *span(source, words))


def skeleton(**changes: object) -> Agenda:
    """What the rules drafted: three lines of 40 minutes, two of them open to better words."""
    opening = AgendaItem(id="settle", slot="settle", topic="Settle in", minutes=5, lead="mentor",
                         suggestion=True)  # fmt: skip
    main = AgendaItem(
        id="main",
        topic="The rota, from the drivers' side",
        minutes=20,
        lead="mentor",
        goal="Understand who the rota serves.",
        purpose="Both notes come back to the rota.",
        prompts=("What does the rota look like at six in the morning?", "Who would notice a swap?"),
        citations=(quote(DOUGLAS, "The rota punishes anybody with a child at school"),),
    )
    second = AgendaItem(
        id="second",
        topic="One small experiment",
        minutes=10,
        lead="mentee",
        prompts=("What will you try before the next session?",),
        suggestion=True,
    )
    closing = AgendaItem(id="close", slot="close", topic="Close", minutes=5, suggestion=True)
    agenda = Agenda(
        title="Session 3",
        purpose="See the rota as the drivers see it.",
        minutes=40,
        opening=(opening,),
        items=(main, second),
        closing=(closing,),
    )
    return agenda.model_copy(update=changes)


def ground(**changes: object) -> Ground:
    fields: dict[str, object] = {
        "evidence": EVIDENCE,
        "people": PEOPLE,
        "language": bank().language,
        **changes,
    }
    return Ground(**fields)  # type: ignore[arg-type]
