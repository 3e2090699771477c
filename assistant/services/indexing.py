"""The reader's index: kept in line with the store, searched, looked after."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from assistant.domain.citing import Citer, guidance_source
from assistant.domain.finding import CANDIDATES
from assistant.domain.library import Document
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.ports import PassageIndex, SearchRequest
from assistant.domain.records import Record
from assistant.domain.reflections import Contribution, Feedback, Reflection
from assistant.domain.sessions import Agreement, Commitment, Goal, Question, Session, SessionNote
from assistant.domain.sources import Hit, Passage, Source
from assistant.errors import IndexTrouble, NotFound
from assistant.services.context import Context
from assistant.services.reranking import Reranking
from assistant.settings import Settings

_QUOTABLE: tuple[type[Record], ...] = (
    Document,
    SessionNote,
    Reflection,
    Feedback,
    Goal,
    Commitment,
    Agreement,
    Question,
    Contribution,
)
_OF_A_NOTE = 2_400
"""Characters of one note of the last session."""


class OpenIndex(Protocol):
    """Opens the index of a person, by the settings in force; or, by other settings, one that is
    built beside it, on disk or in memory as the other is."""

    def __call__(
        self, person: str, beside: Settings | None = None, *, on_disk: bool = False
    ) -> PassageIndex: ...


class StoredVectors:
    """Vectors kept in the store for the acting reader, of one embedder."""

    def __init__(self, context: Context, embedder: str) -> None:
        self._context, self._embedder = context, embedder

    def find(self, wanted: Mapping[str, Iterable[str]]) -> Mapping[str, bytes]:
        reader = self._context.reader()
        return self._context.repositories.kept_vectors(reader, self._embedder, wanted)

    def keep(self, made: Sequence[tuple[str, str, bytes]]) -> None:
        reader = self._context.reader()
        self._context.repositories.keep_vectors(reader, self._embedder, made)


class Indexing:
    """One open index for the acting reader; another reader gets another one."""

    def __init__(self, context: Context, open_index: OpenIndex, reranking: Reranking) -> None:
        self._context = context
        self.reranking = reranking
        self._open_index = open_index
        self._index: PassageIndex | None = None
        self._of: str | None = None
        self._at = -1
        self._sources: dict[str, Source] = {}
        self._cards = {source.id: source for source in map(guidance_source, context.cards)}
        self._lock = threading.RLock()

    def refresh(self) -> PassageIndex:
        """The reader's index, in line with the store. Costs nothing if nothing was committed."""
        with self._lock:
            reader = self._context.reader()
            if self._index is None or self._of != reader.person:
                self._close_index()
                self._index = self._open_index(reader.person)
                self._of = reader.person
                self._at = -1
            count = self._context.repositories.change_count()
            if count != self._at:
                gathered = self.gather()
                self._index.bring_in_line(gathered)
                self._sources = {source.id: source for source in gathered}
                self._at = count
            return self._index

    def catch_up(self) -> None:
        """Bring the index in line after an act. The act stands if the index cannot follow: the next
        search says what is wrong with it."""
        with contextlib.suppress(IndexTrouble):
            self.refresh()

    def gather(self, pairing: str | None = None) -> list[Source]:
        """Every source that the reader may read, straight from the store; of one pairing if named.

        Feedback that is not released comes out labelled private, so no shared search finds it.
        """
        reader = self._context.reader()
        repositories = self._context.repositories
        standing = repositories.find_all(reader, (Pairing, Participant))
        records = repositories.find_all(reader, (Session, *_QUOTABLE), pairing=pairing)
        sessions = [record for record in records if isinstance(record, Session)]
        citer = Citer(
            [record for record in standing if isinstance(record, Pairing)],
            [record for record in standing if isinstance(record, Participant)],
            sessions,
        )
        sources = citer.sources(records[len(sessions) :])
        return [source for source in sources if source.readable_by(reader)]

    def last_notes(self, pairing: Pairing) -> list[Passage]:
        """What the reader may read of the notes since the last session that was held, newest last;
        of a long one its end, where what was left open stands."""
        held = [s.number for s in self._context.sessions(pairing) if s.state == "held"]
        notes = [s for s in self.gather(pairing.id) if s.kind == "note" and s.session is not None]
        last = max(held, default=max((note.session or 0 for note in notes), default=0))
        found = [note for note in notes if (note.session or 0) >= last]
        found.sort(key=lambda note: note.session or 0)
        return [Passage.end_of(note, _OF_A_NOTE) for note in found]

    def guidance(self) -> list[Source]:
        """Shipped cards and the documents of the reader's programmes."""
        self.refresh()
        added = [source for source in self._sources.values() if source.is_guidance]
        return [*self._cards.values(), *added]

    def objectives(self, programme: Programme) -> list[Source]:
        """The programme's objectives as sources: both partners were told them."""
        return Citer((), (), ()).sources([programme])

    def source(self, wanted: str) -> Source:
        """By id; a card's id works with and without its ``card:`` prefix. NotFound."""
        for key in (wanted, f"card:{wanted}"):
            if key in self._cards:
                return self._cards[key]
        self.refresh()
        found = self._sources.get(wanted)
        if found is None:
            reader = self._context.reader()
            objectives = (
                source
                for programme in self._context.repositories.find(reader, Programme)
                for source in self.objectives(programme)
            )
            found = next((source for source in objectives if source.id == wanted), None)
        if found is None:
            raise NotFound("There is no such source that you may read.")
        return found

    def search(
        self, query: str, pairing: str | None, k: int, kinds: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """For the reader's own eyes: what they alone may read is included.

        Without a pairing all of the reader's own are searched, one by one, and the best kept.
        """
        reader = self._context.reader()
        named = [self._context.pairing(pairing).id] if pairing else [None, *sorted(reader.pairings)]
        today = self._context.clock.now().date()
        best: dict[str, Hit] = {}
        among = self._among(k)
        for of in named:
            request = SearchRequest(
                reader=reader, query=query, pairing=of, k=among, today=today, kinds=kinds
            )
            for hit in self.find(request):
                known = best.get(hit.passage.id)
                if known is None or hit.score > known.score:
                    best[hit.passage.id] = hit
        ranked = sorted(best.values(), key=lambda hit: -hit.score)[:among]
        return self.reranking.order(query, ranked, k)

    def answer(self, request: SearchRequest) -> list[Hit]:
        """``find``, in the better order of a reranker where one is chosen: for what a person asks.

        Documents are made of dozens of searches, which cannot each wait for a server.
        """
        wide = request.model_copy(update={"k": self._among(request.k)})
        return self.reranking.order(request.query, self.find(wide), request.k)

    def _among(self, k: int) -> int:
        return max(k, CANDIDATES) if self.reranking.chosen else k

    def find(self, request: SearchRequest) -> list[Hit]:
        """Search, and ask of every hit once more whether it may be shown."""
        hits = self.refresh().search(request)
        return [hit for hit in hits if allowed(hit.source, request)]

    def vectors_of(self, records: Collection[str]) -> list[bytes]:
        """The vectors of these records' passages as they are kept; none if the index is damaged."""
        with contextlib.suppress(IndexTrouble):
            return self.refresh().vectors_of(records)
        return []

    def status(self) -> dict[str, object]:
        return dict(self.refresh().status())

    def verify(self) -> list[str]:
        return self.refresh().verify()

    def rebuild(self) -> dict[str, object]:
        """Make the index anew from the store; words are searchable first."""
        index = self.refresh()
        index.rebuild()
        self._at = -1
        return dict(self.refresh().status())

    def change_to(
        self,
        settings: Settings,
        progress: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> bool:
        """Build an index by other settings beside the one in use, then use that one.

        ``progress`` is told how many passages of how many can be found by meaning. Searching goes
        on meanwhile. False if ``stop`` ended it: then everything is as before, as after an error
        (IndexTrouble).
        """
        index = self.refresh()
        on_disk = index.status()["kept"] == "disk"
        person = self._context.reader().person
        beside = self._open_index(person, settings, on_disk=on_disk)
        used = False

        def told() -> bool:
            status = beside.status()
            progress(_count(status["vectors"]), _count(status["passages"]))
            return stop()

        try:
            beside.bring_in_line(self.gather(), seconds=0)
            beside.embed_pending(told)
            if stop():
                return False
            beside.warm_up()
            with self._lock:
                # What was written meanwhile.
                gathered = self.gather()
                beside.bring_in_line(gathered)
                beside.embed_pending()
                if notice := beside.status()["notice"]:
                    raise IndexTrouble(str(notice))
                self._context.settings = settings
                self._close_index()
                if on_disk:
                    beside.close()
                    self._index = self._open_index(person)
                    self._index.bring_in_line(gathered)
                else:
                    self._index = beside
                self._at, used = -1, True
        finally:
            if not used:
                beside.close()
        return True

    def start_anew(self, settings: Settings) -> None:
        """Use other settings from the next search on, without making anything before."""
        with self._lock:
            self._context.settings = settings
            self._close_index()

    def warm_up(self) -> None:
        if self._context.person is not None:
            self.refresh().warm_up()

    def close(self) -> None:
        with self._lock:
            self._close_index()

    def _close_index(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def allowed(source: Source, request: SearchRequest) -> bool:
    """The last wall, independent of any index: reader, pairing, shared only, kinds."""
    if not source.readable_by(request.reader):
        return False
    if request.kinds and source.kind not in request.kinds:
        return False
    if source.is_guidance:
        return True
    if source.pairing != request.pairing:
        return False
    return not (request.shared_only and source.visibility == "private")


def shared(sources: Iterable[Source]) -> list[Source]:
    """Those that both partners may read: for documents made for both."""
    return [source for source in sources if source.visibility != "private"]
