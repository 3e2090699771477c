"""What one reader may read, searchable by words and meaning.

Three walls stand between a reader and somebody else's words. The index holds only what the store
gave this reader. Each search names its pairing, and both sides filter by it before they rank. And
each passage found is asked once more, by its own labels, whether the reader may read it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from assistant.domain.ports import Embedder, SearchRequest
from assistant.domain.sources import Hit, Passage, Source
from assistant.errors import IndexTrouble
from assistant.retrieval import fusion
from assistant.retrieval.answered import FITTED_TO, LOOKED_AT, attribution, likely
from assistant.retrieval.embedders import question_vector
from assistant.retrieval.fusion import Numbers
from assistant.retrieval.languages import question_terms
from assistant.retrieval.places import Places, Rows
from assistant.retrieval.ranking import rank
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.speakers import named
from assistant.retrieval.splitting import split
from assistant.retrieval.table import Inside, Table, arrange
from assistant.retrieval.terms import as_asked, terms
from assistant.retrieval.walls import may_be_shown, scope_of, touches_boundary, where_of

EMBED_SECONDS = 8.0
"""How long bringing in line may embed: some 200 passages; a large library goes on later."""
PER_SOURCE = 3
"""Hits from one source, so that one long note does not fill the list."""
PER_RECORD = 2
"""Hits from one record where different ones are wanted."""
EXACT = 100_000
"""Up to so many passages in scope each is compared with the question; beyond, Chroma's graph says
which are nearest (docs/decisions/0008)."""
GRAPH_AHEAD = 5_000
"""Up to so many, Chroma's copy is opened, and so checked, ahead of any need: that takes seconds."""
LOOKED_AGAIN = 30
"""Where a question names somebody, so many of the best passages are asked whose words they hold."""
OWN_WORDS = 0.3
"""What a passage gains if all that was asked is said by that person, and loses if by others."""


class ShelfIndex:
    """The passages of one reader over two shelves: shipped guidance and the reader's own.

    Nothing can be found before ``bring_in_line`` was called in this process, except guidance: the
    texts of hits come from the sources that the store gave, never from the index.
    """

    def __init__(
        self,
        guidance: Shelf,
        own: Shelf,
        embedder: Embedder | None,
        cards: Iterable[Source],
        *,
        notice: str = "",
        release: Callable[[], None] = lambda: None,
    ) -> None:
        self._guidance, self._own = guidance, own
        self._shelves = (guidance, own)
        self._embedder = embedder
        self._split: dict[str, tuple[Source, list[Passage]]] = {}
        self._cards = [passage for card in cards for passage in split(card)]
        self._guidance.bring_in_line(self._cards)
        self._release = release
        self.notice = notice
        """What a person should know: why search is by words alone, or why nothing is kept."""
        self._asked: tuple[str, list[float]] | None = None
        """The last question and its vector: one act often asks it of several pairings."""
        self._touching: dict[str, dict[str, bool]] = {}
        self._languages: dict[str, str] = {}
        self._own_passages: list[Passage] = []
        self._table: Table | None = None
        """Made at the first need: mostly the reader's own come right after the cards."""

    def bring_in_line(
        self, sources: Iterable[Source], *, seconds: float = EMBED_SECONDS
    ) -> dict[str, int]:
        """Hold exactly these sources; counts of passages added, removed, unchanged.

        All words can be searched when it returns, and as many passages by meaning as were embedded
        in that many seconds; the rest waits for ``warm_up`` or the next call.
        """
        shipped = {card.source.id for card in self._cards}
        kept: dict[str, tuple[Source, list[Passage]]] = {}
        for source in sources:
            if source.id not in shipped:
                before = self._split.get(source.id)
                same = before is not None and before[0] == source
                kept[source.id] = before if before and same else (source, split(source))
        self._split = kept
        own = _by_scope(passage for _, passages in kept.values() for passage in passages)
        counts = self._own.bring_in_line(own)
        self._own_passages = own
        self._table = self._arranged()
        end = monotonic() + seconds
        try:
            self.embed_pending(stop=lambda: monotonic() >= end)
        except IndexTrouble as trouble:
            self.notice = trouble.sentences()
        return counts

    def warm_up(self) -> None:
        """Load the embedder, finish the vectors and have them at hand; words alone need none."""
        try:
            if self._embedder is not None:
                self._embedder.embed(["warm"])
            self.embed_pending()
            count = len(self._cards) + len(self._own_passages)
            for shelf in self._shelves:
                shelf.warm_up(graph=not GRAPH_AHEAD < count <= EXACT)
            self._current().places.read_ahead(pair for s in self._shelves for pair in s.counts())
        except IndexTrouble as trouble:
            self.notice = trouble.sentences()

    def _arranged(self) -> Table:
        made = arrange((*self._cards, *self._own_passages), self._shelves, self._languages)
        # Now, as the first question of each pairing would else take twice as long as the next.
        made.languages.find_out(np.arange(len(made.passages)))
        return made

    def _current(self) -> Table:
        """The table; made anew if a shelf was, because it was damaged."""
        table = self._table
        if table is None or table.numbering != tuple(s.numbering for s in self._shelves):
            table = self._table = self._arranged()
        return table

    def embed_pending(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Make the vectors that are missing; see Shelf.embed_pending."""
        return sum(shelf.embed_pending(stop) for shelf in self._shelves)

    @property
    def vectors_ready(self) -> bool:
        """Whether everything can be found by meaning; False for words only."""
        return all(shelf.vectors_ready for shelf in self._shelves)

    def search(self, request: SearchRequest) -> list[Hit]:
        """Best first; at most three passages of one source.

        A question without a word that carries meaning finds nothing. Raises IndexTrouble.
        """
        query, table = question_terms(request.query), self._current()
        inside, allowed = self._allowed(table, request)
        if not query or not allowed.any():
            return []
        rows = inside.rows
        found = {term: table.places.of(term) for term in set(query)}
        among = None
        if not allowed.all():
            among = np.zeros(len(table.passages), dtype=bool)
            among[rows[allowed]] = True
        words = fusion.word_scores(query, found, table.lengths, inside.spans, among)
        names = named(request.query, table.names)
        ranking = rank(
            request,
            table,
            inside,
            allowed,
            words=inside.of(words),
            cosines=self._cosines(table, rows, request),
            spoken=inside.of(table.said_by(names)),
        )
        best = fusion.diverse(
            ranking.order(lambda n: table.passages[rows[n]].id),
            lambda n: _group(table.passages[rows[n]].source, request),
            PER_RECORD if request.different else PER_SOURCE,
            max(request.k, LOOKED_AGAIN if names else LOOKED_AT),
        )
        asked = fusion.rarities(found, len(table.passages))
        whole = sum(asked.values()) or 1.0
        for term in terms(" ".join(names)):
            asked.pop(term, None)
        whose = {n: attribution(table.passages[rows[n]], asked, names) for n in best if names}
        for n, told in whose.items():
            ranking.gain("speaker", n, OWN_WORDS * told.balance if told else 0.0)
        best.sort(key=lambda n: -ranking.scores[n])
        first = best[:LOOKED_AT]
        fitted = self._embedder is None or self._embedder.name == FITTED_TO
        likelihood = likely(
            [whose.get(n) for n in first],
            float(ranking.spoken[best[0]]) if best else 0.0,
            ranking.meaning(first) if fitted else None,
            max((float(ranking.parts["words"][n]) for n in first), default=0.0) / whole,
        )
        if not fitted and table.languages.foreign_to(request.query, rows[first]).any():
            # Found by meaning across languages, where words cannot tell: so nothing is said.
            likelihood = 1.0
        shown = best[: request.k]
        words_of = _words_in(rows[shown], request.query, found)
        hits = (
            Hit(
                passage=table.passages[rows[n]],
                score=float(ranking.scores[n]),
                reasons=ranking.reasons(n),
                words=words,
                likely=likelihood,
            )
            for n, words in zip(shown, words_of, strict=True)
        )
        return [hit for hit in hits if may_be_shown(hit.source, request)]

    def _allowed(self, table: Table, request: SearchRequest) -> tuple[Inside, NDArray[np.bool_]]:
        """What may be found, before anything is ranked."""
        inside, allowed = table.allowed(request)
        rows = inside.rows if request.without_terms else np.zeros(0, dtype=np.int64)
        for term in request.without_terms:
            known = self._touching.setdefault(term, {})
            for n in np.flatnonzero(allowed):
                passage = table.passages[rows[n]]
                if passage.id not in known:
                    known[passage.id] = touches_boundary(passage, term)
                allowed[n] = not known[passage.id]
        return inside, allowed

    def _cosines(self, table: Table, rows: Rows, request: SearchRequest) -> Numbers:
        """Of each row with the question; NaN where there is no vector, or in trouble."""
        cosines = np.full(len(rows), np.nan)
        if self._embedder is None:
            return cosines
        try:
            vector = self._vector_of(self._embedder, request.query)
            if len(rows) > EXACT:
                at = {table.passages[row].id: n for n, row in enumerate(rows)}
                for shelf in self._shelves:
                    near = shelf.nearest(vector, where_of(request), fusion.NEAREST)
                    known = [(at[name], cosine) for name, cosine in near.items() if name in at]
                    for n, cosine in known:
                        cosines[n] = cosine
                return cosines
            for number, shelf in enumerate(self._shelves):
                here = table.shelf[rows] == number
                cosines[here] = shelf.cosines(vector, table.numbers[rows[here]])
        except IndexTrouble as trouble:
            # The words have answered already; the person is told why meaning has not.
            self.notice = trouble.sentences()
            return np.full(len(rows), np.nan)
        return cosines

    def _vector_of(self, embedder: Embedder, question: str) -> list[float]:
        asked = self._asked
        if asked is None or asked[0] != question:
            asked = self._asked = (question, question_vector(embedder, question))
        return asked[1]

    def status(self) -> dict[str, object]:
        """Counts, embedder, place, size in bytes, and what a person should know."""
        guidance, own = self._guidance.status(), self._own.status()
        return {
            "passages": guidance.passages + own.passages,
            "vectors": guidance.vectors + own.vectors,
            "guidance_passages": guidance.passages,
            "own_passages": own.passages,
            "embedder": self._embedder.name if self._embedder else "none (words only)",
            "vectors_ready": self.vectors_ready,
            "kept": own.kept,
            "bytes": own.bytes,
            "made_anew": list(own.made_anew),
            "notice": self.notice,
        }

    def verify(self) -> list[str]:
        """Problems in plain words, empty if sound; checks every vector and word."""
        problems = [f"guidance: {problem}" for problem in self._guidance.verify()]
        problems += [f"your records: {problem}" for problem in self._own.verify()]
        return problems

    def rebuild(self) -> None:
        """Make the reader's shelf anew from the sources at hand."""
        self._own.rebuild()

    def vectors_of(self, records: Collection[str]) -> list[bytes]:
        """The vectors of these records' passages, as 32-bit floats."""
        wanted = [p.id for p in self._own_passages if p.source.record in records]
        return self._own.vector_bytes(wanted)

    def close(self) -> None:
        """Let go of files and memory."""
        for shelf in self._shelves:
            shelf.close()
        self._release()


def _by_scope(passages: Iterable[Passage]) -> list[Passage]:
    """Those that are searched together one after the other, as their vectors are then compared in
    one run through the memory."""
    first: dict[str, int] = {}
    return sorted(passages, key=lambda p: first.setdefault(scope_of(p.source), len(first)))


def _words_in(rows: Rows, question: str, found: Mapping[str, Places]) -> Iterator[tuple[str, ...]]:
    """For each row the words of the question that stand there."""
    words = {t: word for t, word in as_asked(question).items() if t in found}
    held = {word: found[term].stands_in(rows) for term, word in words.items()}
    for n in range(len(rows)):
        yield tuple(word for word, there in held.items() if there[n])


def _group(source: Source, request: SearchRequest) -> str:
    return source.record if request.different else source.id
