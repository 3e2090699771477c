"""The five seams of the core, as protocols. There are no others.

Adapters stand in the module of their vendor; ``bootstrap`` alone knows which one is used.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.connections import Usage
from assistant.domain.documents import SharedPage
from assistant.domain.library import KeptText
from assistant.domain.people import Participant
from assistant.domain.protection.programme import ProgrammeFigures, Wanted
from assistant.domain.records import Record
from assistant.domain.sources import Hit, Source
from assistant.domain.visibility import Reader

R = TypeVar("R", bound=Record)


class Clock(Protocol):
    """Tells the moment, in UTC and aware."""

    def now(self) -> datetime: ...


class Repositories(Protocol):
    """The store. Every read takes the reader, and returns what that reader may read of a record."""

    def reader(self, person: str) -> Reader:
        """Who somebody is: their pairings, roles and programmes. NotFound if unknown."""
        ...

    def get(self, reader: Reader, kind: type[R], record_id: str) -> R:
        """One record as the reader may read it. NotFound if there is none for them."""
        ...

    def find(
        self,
        reader: Reader,
        kind: type[R],
        *,
        pairing: str | None = None,
        session: str | None = None,
        author: str | None = None,
        programme: str | None = None,
    ) -> list[R]:
        """Records as the reader may read them, in the order in which they were first saved."""
        ...

    def find_all(
        self, reader: Reader, kinds: Sequence[type[Record]], *, pairing: str | None = None
    ) -> list[Record]:
        """``find`` of several kinds, one after the other."""
        ...

    def save(self, reader: Reader, *records: Record) -> list[Record]:
        """Write all or nothing, durable when it returns; gives them back with their new version.

        NotAllowed if the reader may not write one; EditedElsewhere if one's version is outdated.
        """
        ...

    def remove(self, reader: Reader, *records: Record) -> None:
        """Erase text and versions, and quotes of it elsewhere, all or nothing. NotAllowed if the
        reader may not."""
        ...

    def boundary_terms(self, reader: Reader, pairing: str) -> tuple[str, ...]:
        """Terms that both partners' boundaries filter by, sorted, with no sign of whose they are.

        For a partner of that pairing alone, and only for leaving things out: never shown.
        """
        ...

    def open_feedback(self, reader: Reader, pairing: str, number: int, *, overdue: bool) -> bool:
        """Open the feedback round of that number for both sides at once, where both have written
        or ``overdue`` says that its time is over. For a partner of that pairing alone.

        True if it is open for the reader. Their own part and the calendar decide the answer, so
        that it never tells somebody who has not written whether the other has.
        """
        ...

    def programme_figures(self, reader: Reader, wanted: Wanted) -> ProgrammeFigures:
        """Protected counts, means, themes and quotes of a programme, for its coordinator alone.

        Raw answers stay in the store; what is shown is remembered, so that no later figure gives
        it away. NotAllowed for anybody else.
        """
        ...

    def pages_of_both(self, reader: Reader, programme: str) -> list[SharedPage]:
        """Pages of pairs that both partners let the reader, their coordinator, read."""
        ...

    def end_keeping(self, reader: Reader, programme: str, today: date) -> None:
        """Erase what a programme asked people for, and all else of those who chose that, once its
        time to keep is over. For its coordinator alone, who is not told whose."""
        ...

    def everyone(self) -> list[Participant]:
        """Names of all participants, none of their words: for choosing who one is."""
        ...

    def found_programme(self, records: Sequence[Record]) -> bool:
        """Write a whole new programme in one transaction; False if it is there.

        For founding alone: the first programme has nobody yet who may write it.
        """
        ...

    def keep_text(
        self, reader: Reader, place: str, text: str, pairing: str | None = None
    ) -> KeptText:
        """Keep what the reader is typing at a place; the last one wins."""
        ...

    def kept_text(self, reader: Reader, place: str) -> KeptText | None:
        """What the reader was typing there, if anything."""
        ...

    def clear_text(self, reader: Reader, place: str) -> None:
        """Forget it, once it is committed elsewhere or emptied."""
        ...

    def kept_vectors(
        self, reader: Reader, embedder: str, wanted: Mapping[str, Iterable[str]]
    ) -> dict[str, bytes]:
        """Vectors of passages by hash of their text, as far as they are kept.

        ``wanted`` names the hashes of each record's passages: who can name them has read the text.
        """
        ...

    def keep_vectors(
        self, reader: Reader, embedder: str, made: Sequence[tuple[str, str, bytes]]
    ) -> None:
        """Keep (record, hash of the text, vector), for readers who keep no index on disk.

        They go with their record, and when it changes. StorageTrouble if they cannot be kept.
        """
        ...

    @property
    def writable(self) -> bool:
        """False while another process holds a local store for writing."""
        ...

    def close(self) -> None:
        """Let go of the store and its lock."""
        ...

    def change_count(self) -> int:
        """Rises with each commit by anybody, text still being typed aside: tells whether an
        index may be behind."""
        ...


class Embedder(Protocol):
    """Turns text into vectors of length 1."""

    @property
    def name(self) -> str:
        """Names model, weights and pooling: another name means other vectors."""
        ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text, in order. Texts beyond the model's window are cut."""
        ...


class SearchRequest(BaseModel):
    """What to look for, and for whom. There is no search without a reader.

    ``pairing`` None means guidance and what the reader wrote or runs outside any pairing: records
    of a pairing are found only if it is named and the reader is in it. ``shared_only`` leaves out
    what one partner alone may read: for documents that both will read.
    """

    model_config = ConfigDict(frozen=True)

    reader: Reader
    query: str
    pairing: str | None = None
    shared_only: bool = False
    kinds: frozenset[str] = frozenset()
    """Source kinds to keep; empty for all."""
    without_terms: tuple[str, ...] = ()
    """Boundary terms: passages that touch one are dropped."""
    k: int = Field(default=8, ge=1, le=100)
    different: bool = False
    """At most two passages of one record: for a document that wants many voices."""
    today: date | None = None
    """For "last month" in the query; without it such words say nothing."""


class PassageIndex(Protocol):
    """What one reader may read, by words and by meaning. A cache of the store."""

    def bring_in_line(
        self, sources: Iterable[Source], *, seconds: float = ...
    ) -> Mapping[str, int]:
        """Make the index hold exactly these sources; counts of added, removed, unchanged.

        Words can be found when it returns, and by meaning what was embedded in that many seconds.
        """
        ...

    def search(self, request: SearchRequest) -> list[Hit]:
        """Best first; every hit is readable by the request's reader."""
        ...

    def status(self) -> Mapping[str, object]: ...

    def verify(self) -> list[str]:
        """Problems in plain words; empty if sound."""
        ...

    def rebuild(self) -> None: ...

    def vectors_of(self, records: Collection[str]) -> list[bytes]:
        """The vectors of these records' passages as they are kept, to look for after an erasing."""
        ...

    def warm_up(self) -> None:
        """Load the embedder and finish vectors that are not ready yet."""
        ...

    def embed_pending(self, stop: Callable[[], bool] = ...) -> int:
        """Make missing vectors, a few at a time, until ``stop`` says so; how many were made.

        ``stop`` is asked before each few, so it may also show how far this is. IndexTrouble.
        """
        ...

    def close(self) -> None: ...


class Message(BaseModel):
    """One message to a chat model."""

    model_config = ConfigDict(frozen=True)

    role: Literal["system", "user", "assistant"]
    content: str
    prompt: str = ""
    """Which prompt it was made from, as "id@version:digest". Noted on this computer, never sent."""


class ChatModel(Protocol):
    """A connected language model."""

    @property
    def name(self) -> str: ...

    @property
    def host(self) -> str:
        """Where requests go, as shown to people."""
        ...

    @property
    def window(self) -> int:
        """Tokens that a request and its answer may take together."""
        ...

    @property
    def usage(self) -> Usage:
        """What all requests through this object took."""
        ...

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 1200
    ) -> AsyncGenerator[str, None]:
        """Fragments of the answer as they come. Closing the iterator closes the connection.

        Raises ModelTrouble; what had arrived before stays with the caller.
        """
        ...

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 2400,
    ) -> str:
        """The whole answer as text; with a JSON schema, JSON text without fences.

        Raises ModelTrouble, ModelAnswerUnusable where it was cut at the limit.
        """
        ...
