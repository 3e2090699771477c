"""The composition root: settings -> adapters -> services -> Assistant.

Adapters are imported where they are made, so that importing this module costs nothing and the
first frame of the screen waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.api import Assistant
from assistant.errors import NotFound

if TYPE_CHECKING:
    from assistant.domain.brief_cues import BriefCues
    from assistant.domain.guidance import Bank, GuidanceCard
    from assistant.domain.note_content import NoteContent
    from assistant.domain.ports import Clock, Embedder, PassageIndex
    from assistant.domain.rehearsing import RehearsalBank
    from assistant.domain.talk_cues import TalkCues
    from assistant.llm.run_log import RunLog
    from assistant.prompts.overrides import Prompts
    from assistant.services import FirstRun, OfThePair, Services
    from assistant.services.agendas import Agendas
    from assistant.services.closing import Closing
    from assistant.services.closing_programme import ClosingProgramme
    from assistant.services.commitments import Commitments
    from assistant.services.context import Context
    from assistant.services.documents import Documents
    from assistant.services.exporting import Exporting
    from assistant.services.feedback import FeedbackRounds
    from assistant.services.guidance import Guidance
    from assistant.services.indexing import Indexing, OpenIndex
    from assistant.services.people import People
    from assistant.services.programmes import Programmes
    from assistant.services.reranking import Judge
    from assistant.services.summaries import Summaries
    from assistant.services.two_way import TwoWay
    from assistant.settings import Settings


def assistant(
    settings: Settings | None = None,
    *,
    store: str | None = None,
    clock: Clock | None = None,
    settings_file: Path | None = None,
) -> Assistant:
    """An assistant that opens its store at the first call. ``store`` stands above the settings."""

    def open_services() -> Services:
        from assistant.settings import load_settings

        chosen = settings or load_settings(settings_file)
        if store:
            chosen = chosen.model_copy(update={"store": store})
        return services(chosen, clock=clock, settings_file=settings_file, given_store=store)

    return Assistant(open_services)


def services(
    settings: Settings,
    *,
    clock: Clock | None = None,
    settings_file: Path | None = None,
    given_store: str | None = None,
) -> Services:
    """Everything wired together, in the calling thread. Raises StorageTrouble."""
    import knowledge
    from assistant.exchange.cards import parse_card
    from assistant.services import Services
    from assistant.services.agendas import Agendas
    from assistant.services.asks import Asks
    from assistant.services.briefings import Briefings
    from assistant.services.call_requests import CallRequests
    from assistant.services.checking import Checking
    from assistant.services.commitments import Commitments
    from assistant.services.connections import Connections
    from assistant.services.context import Context, SystemClock
    from assistant.services.conversation import Conversing
    from assistant.services.documents import Documents
    from assistant.services.feedback import FeedbackRounds
    from assistant.services.giving import Giving
    from assistant.services.guidance import Guidance
    from assistant.services.health import Health
    from assistant.services.meaning import MeaningChoice
    from assistant.services.notes import Notes
    from assistant.services.people import People
    from assistant.services.preferences import PreferenceKeeping
    from assistant.services.preparing import Preparing
    from assistant.services.reflections import Reflections
    from assistant.services.rehearsing import Rehearsing
    from assistant.services.running import Running
    from assistant.services.summaries import Summaries
    from assistant.services.talking import Talking
    from assistant.services.two_way import TwoWay
    from assistant.services.wording import Wording
    from assistant.storage.sqlalchemy_store import SqlRepositories

    place = settings.store_place
    cards, bank = _content(knowledge.FOLDER)
    context = Context(
        repositories=SqlRepositories.open(place),
        settings=settings,
        keep_settings=_keeper(settings_file, given_store),
        bank=bank,
        cards=cards,
        clock=clock or SystemClock(),
        prompts=_prompts(settings, place),
    )
    people = People(context)
    _stand_as_before(people, context)
    indexing = _indexing(context, place)
    connections = Connections(context, _run_log())
    meaning = MeaningChoice(context, indexing, _embedder)
    briefings = Briefings(context, indexing)
    wording = Wording(context, connections)
    documents = Documents(context, wording)
    agendas = Agendas(context, briefings, wording)
    talking = Talking(context, briefings, agendas, _talk_cues)
    rounds = FeedbackRounds(context, indexing)
    two_way = TwoWay(context, briefings, documents, rounds)
    summaries = Summaries(context, documents, _note_content)
    programmes = _programmes(context, rounds)
    commitments = Commitments(context, indexing, two_way)
    guidance = Guidance(context, indexing, parse_card)
    return Services(
        context=context,
        people=people,
        first_run=_first_run(context, people),
        programmes=programmes,
        exporting=_exporting(
            context,
            (indexing, agendas, documents),
            (programmes, commitments, guidance, summaries),
        ),
        pair=_of_the_pair(context, indexing, programmes, commitments),
        notes=Notes(context, indexing),
        indexing=indexing,
        agendas=agendas,
        checking=Checking(context, indexing, summaries.quotes),
        documents=documents,
        reflections=Reflections(context, indexing, documents, wording),
        talking=talking,
        rehearsing=Rehearsing(context, connections, _rehearsal),
        preparing=Preparing(context, indexing, briefings, agendas, documents, _brief_cues),
        conversation=Conversing(context, indexing, connections, talking),
        feedback=rounds,
        two_way=two_way,
        commitments=commitments,
        running=Running(context, indexing),
        closing=_closing(context, indexing, documents, two_way, rounds),
        giving=Giving(context, _note_content),
        asks=Asks(context),
        call_requests=CallRequests(context),
        closing_programme=_closing_programme(context),
        summaries=summaries,
        guidance=guidance,
        connections=connections,
        meaning=meaning,
        reranking=indexing.reranking,
        health=Health(context, indexing, connections, meaning, _shown_place(place)),
        preferences=PreferenceKeeping(context, _shown_place(place)),
    )


def _programmes(context: Context, rounds: FeedbackRounds) -> Programmes:
    import knowledge
    from assistant.exchange.demo import demo_records
    from assistant.services.due import Due
    from assistant.services.programmes import Programmes

    folder = knowledge.FOLDER / "demo"
    return Programmes(
        context, lambda today: demo_records(folder, today), rounds.due, Due(context, rounds)
    )


def _closing_programme(context: Context) -> ClosingProgramme:
    from assistant.services.closing_programme import ClosingProgramme

    return ClosingProgramme(context)


def _closing(
    context: Context,
    indexing: Indexing,
    documents: Documents,
    two_way: TwoWay,
    rounds: FeedbackRounds,
) -> Closing:
    from assistant.services.closing import Closing

    return Closing(context, indexing, documents, two_way, _programmes(context, rounds))


def _exporting(
    context: Context,
    drafted: tuple[Indexing, Agendas, Documents],
    listed: tuple[Programmes, Commitments, Guidance, Summaries],
) -> Exporting:
    from assistant.services.agreements import Agreements
    from assistant.services.calendars import Calendars
    from assistant.services.exporting import Exporting
    from assistant.services.lists import Lists
    from assistant.services.own_papers import OwnPapers
    from assistant.services.papers import Papers
    from assistant.services.question_box import QuestionBox

    calendars = Calendars(context)
    papers = Papers(context, *drafted, calendars, listed[-1].quotes)
    lists = Lists(context, calendars, *listed, Agreements(context, drafted[0]))
    own = OwnPapers(context, QuestionBox(context, drafted[0]))
    return Exporting(context, papers, {**lists.kinds, **own.kinds})


def _stand_as_before(people: People, context: Context) -> None:
    """Act for whom the settings name; for nobody where they name somebody of another store."""
    if context.settings.person:
        try:
            people.become(context.settings.person, remember=False)
        except NotFound:
            context.person = None


def _content(folder: Path) -> tuple[tuple[GuidanceCard, ...], Bank]:
    from assistant.exchange.cards import load_cards
    from assistant.exchange.content import load_bank

    return tuple(load_cards(folder / "guidance")), load_bank(folder)


@lru_cache(maxsize=1)
def _note_content() -> NoteContent:
    import knowledge
    from assistant.exchange.note_content import load_note_content

    return load_note_content(knowledge.FOLDER / "notes" / "en.yaml")


def _of_the_pair(
    context: Context, indexing: Indexing, programmes: Programmes, commitments: Commitments
) -> OfThePair:
    from assistant.services import OfThePair
    from assistant.services.agreements import Agreements
    from assistant.services.journeys import Journeys
    from assistant.services.question_box import QuestionBox

    return OfThePair(
        agreements=Agreements(context, indexing),
        questions=QuestionBox(context, indexing),
        journeys=Journeys(context, indexing, programmes, commitments),
    )


def _first_run(context: Context, people: People) -> FirstRun:
    import knowledge
    from assistant.exchange.beginning import load_beginning
    from assistant.services import FirstRun
    from assistant.services.first_pages import FirstPages
    from assistant.services.founding import Founding
    from assistant.services.starting import Starting

    file = knowledge.FOLDER / "beginning" / "en.yaml"
    return FirstRun(
        starting=Starting(context, people),
        founding=Founding(context, people),
        first_pages=FirstPages(context, lambda: load_beginning(file, context.cards)),
    )


def _talk_cues() -> TalkCues:
    import knowledge
    from assistant.exchange.talk_cues import load_talk_cues

    return load_talk_cues(knowledge.FOLDER / "talk" / "en.yaml")


def _rehearsal() -> RehearsalBank:
    import knowledge
    from assistant.exchange.rehearsal import load_rehearsal

    return load_rehearsal(knowledge.FOLDER / "rehearsal" / "en.yaml")


def _brief_cues() -> BriefCues:
    import knowledge
    from assistant.exchange.brief_cues import load_brief_cues

    return load_brief_cues(knowledge.FOLDER / "briefs" / "en.yaml")


def _indexing(context: Context, place: str) -> Indexing:
    from assistant.services.indexing import Indexing
    from assistant.services.reranking import Reranking

    return Indexing(context, _index_opener(context, place), Reranking(context, _reranker))


def _index_opener(context: Context, place: str) -> OpenIndex:
    import knowledge
    from assistant.domain.citing import guidance_source
    from assistant.locations import index_folder, is_shared
    from assistant.services.indexing import StoredVectors

    def open_for(
        person: str, beside: Settings | None = None, *, on_disk: bool = False
    ) -> PassageIndex:
        from assistant.retrieval.retriever import open_index

        embedder = _embedder(beside or context.settings)
        shared = is_shared(place)
        in_memory = beside is not None and not on_disk and not shared
        return open_index(
            None if in_memory else index_folder(place),
            person,
            embedder,
            [guidance_source(card) for card in context.cards],
            knowledge.FOLDER / "vectors.npz",
            beside=beside is not None,
            kept=StoredVectors(context, embedder.name) if shared and embedder else None,
            guidance_server=context.settings.chroma_server,
        )

    return open_for


def _embedder(settings: Settings) -> Embedder | None:
    from assistant.retrieval.embedders import ENDPOINT, choose_embedder

    if settings.embedder != ENDPOINT:
        return choose_embedder(settings.embedder)
    from assistant.llm.embeddings import EndpointEmbedder
    from assistant.services.meaning import endpoint_of

    return EndpointEmbedder(*endpoint_of(settings.meaning))


def _reranker(settings: Settings) -> Judge:
    from assistant.llm.addresses import read_address
    from assistant.llm.keys import find_key
    from assistant.llm.reranking import EndpointReranker
    from assistant.services.reranking import endpoint_of

    chosen = settings.reranker
    key = find_key(read_address(chosen.base_url).host, chosen.key_env)
    return EndpointReranker(endpoint_of(chosen), key)


def _run_log() -> RunLog:
    from assistant.errors import StorageTrouble
    from assistant.llm.run_log import RunLog
    from assistant.locations import log_folder

    try:
        return RunLog(log_folder() / "exchanges.jsonl")
    except StorageTrouble:
        # No home folder, so nowhere to log.
        return RunLog(None)


def _prompts(settings: Settings, place: str) -> Prompts:
    from assistant.locations import prompts_folder
    from assistant.prompts.overrides import Prompts

    folder = Path(settings.prompts).expanduser() if settings.prompts else prompts_folder(place)
    return Prompts(folder, settings.language)


def _keeper(settings_file: Path | None, given_store: str | None) -> Callable[[Settings], None]:
    """Settings are kept without a store that only this call named."""

    def keep(settings: Settings) -> None:
        from assistant.settings import load_settings, save_settings

        if given_store:
            usual = load_settings(settings_file, environ={}).store
            settings = settings.model_copy(update={"store": usual})
        save_settings(settings, settings_file)

    return keep


def _shown_place(place: str) -> str:
    """A store's address without the password that a URL may hold."""
    if "://" not in place or "@" not in place:
        return place
    scheme, _, rest = place.partition("://")
    return f"{scheme}://...@{rest.rpartition('@')[2]}"
