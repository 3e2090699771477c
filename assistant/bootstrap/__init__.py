"""The composition root: settings -> adapters -> services -> Assistant.

Adapters are imported where they are made, so that importing this module costs nothing and the
first frame of the screen waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.api import Assistant
from assistant.bootstrap.contents import (
    brief_cues,
    note_content,
    rehearsal,
    shipped_content,
    talk_cues,
)
from assistant.bootstrap.searching import embedder_of, open_indexing
from assistant.errors import NotFound

if TYPE_CHECKING:
    from assistant.domain.ports import Clock
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
    from assistant.services.impact import Impact
    from assistant.services.indexing import Indexing
    from assistant.services.keeping import Keeping
    from assistant.services.people import People
    from assistant.services.programmes import Programmes
    from assistant.services.summaries import Summaries
    from assistant.services.two_way import TwoWay
    from assistant.services.written import Written
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
    cards, bank = shipped_content(knowledge.FOLDER)
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
    indexing = open_indexing(context, place)
    connections = Connections(context, _run_log())
    meaning = MeaningChoice(context, indexing, embedder_of)
    briefings = Briefings(context, indexing)
    wording = Wording(context, connections)
    documents = Documents(context, wording)
    agendas = Agendas(context, briefings, wording)
    talking = Talking(context, briefings, agendas, talk_cues)
    rounds = FeedbackRounds(context, indexing)
    two_way = TwoWay(context, briefings, documents, rounds)
    summaries = Summaries(context, documents, note_content)
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
        written=_written(context, indexing),
        talking=talking,
        rehearsing=Rehearsing(context, connections, rehearsal),
        preparing=Preparing(context, indexing, briefings, agendas, documents, brief_cues),
        conversation=Conversing(context, indexing, connections, talking),
        feedback=rounds,
        two_way=two_way,
        commitments=commitments,
        running=Running(context, indexing),
        closing=_closing(context, indexing, documents, two_way, rounds),
        giving=Giving(context, note_content),
        asks=Asks(context),
        call_requests=CallRequests(context),
        closing_programme=_closing_programme(context),
        keeping=_keeping(context, indexing, place),
        impact=_impact(context),
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


def _impact(context: Context) -> Impact:
    from assistant.services.impact import Impact

    return Impact(context)


def _keeping(context: Context, indexing: Indexing, place: str) -> Keeping:
    from assistant.locations import index_folder, store_file
    from assistant.services.keeping import Keeping

    index = index_folder(place)

    def forget_others(person: str) -> None:
        from assistant.retrieval.retriever import forget_others

        if index is not None:
            forget_others(index, person)

    return Keeping(context, indexing, store_file(place), index, forget_others)


def _written(context: Context, indexing: Indexing) -> Written:
    from assistant.services.written import Written

    return Written(context, indexing)


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
    from assistant.services.joining import Joining
    from assistant.services.starting import Starting

    file = knowledge.FOLDER / "beginning" / "en.yaml"
    starting = Starting(context, people)
    return FirstRun(
        starting=starting,
        joining=Joining(context, people, starting),
        founding=Founding(context, people),
        first_pages=FirstPages(context, lambda: load_beginning(file, context.cards)),
    )


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
