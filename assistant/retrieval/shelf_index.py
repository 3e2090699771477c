"""What one reader may read, searchable by words and meaning.

Three walls stand between a reader and somebody else's words. The index holds only what the store
gave this reader. Each search names its pairing, and both sides filter by it before they rank. And
each passage found is asked once more, by its own labels, whether the reader may read it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from assistant.domain.ports import Embedder, SearchRequest
from assistant.domain.sources import Hit, Passage, Source
from assistant.errors import IndexTrouble
from assistant.retrieval import fusion
from assistant.retrieval.embedders import question_vector
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.splitting import split
from assistant.retrieval.terms import terms
from assistant.retrieval.walls import allowed_passages, may_be_shown, scope_of, where_of

NEAREST = 400
"""How many neighbours by meaning are ranked; a pairing's history is mostly smaller."""
BEYOND = 200
"""How many more, the best by words, are asked for their meaning."""
SHARES = ((-2, 0.125), (-1, 0.25), (1, 0.25), (2, 0.125))
"""What a passage gains of the scores beside it in the same record (docs/retrieval.md)."""
EMBED_SECONDS = 8.0
"""How long bringing in line may embed: some 200 passages; a large library goes on later."""
PER_SOURCE = 3
"""Hits from one source, so that one long note does not fill the list."""


@dataclass(frozen=True)
class _Tables:
    """What a search looks things up in; replaced as one, so a search sees the old or the new."""

    scopes: Mapping[str, Sequence[Passage]]
    beside: Mapping[str, Sequence[tuple[str, float]]]
    corpus: fusion.Corpus


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
        self._tables = self._arrange([])

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
        own = [passage for _, passages in kept.values() for passage in passages]
        counts = self._own.bring_in_line(own)
        self._tables = self._arrange(own)
        end = monotonic() + seconds
        try:
            self.embed_pending(stop=lambda: monotonic() >= end)
        except IndexTrouble as trouble:
            self.notice = trouble.sentences()
        return counts

    def warm_up(self) -> None:
        """Load the embedder, finish the vectors and open them; words alone need none of it."""
        try:
            if self._embedder is not None:
                self._embedder.embed(["warm"])
            self.embed_pending()
            for shelf in self._shelves:
                shelf.warm_up()
        except IndexTrouble as trouble:
            self.notice = trouble.sentences()

    def _arrange(self, own: Sequence[Passage]) -> _Tables:
        scopes: dict[str, list[Passage]] = {}
        records: dict[str, list[str]] = {}
        for passage in (*self._cards, *own):
            scopes.setdefault(scope_of(passage.source), []).append(passage)
            records.setdefault(passage.source.record, []).append(passage.id)
        beside = {
            name: [(names[i + by], share) for by, share in SHARES if 0 <= i + by < len(names)]
            for names in records.values()
            for i, name in enumerate(names)
        }
        total = sum(sum(shelf.lengths.values()) for shelf in self._shelves)
        return _Tables(scopes, beside, fusion.Corpus(len(self._cards) + len(own), total))

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
        query, tables = terms(request.query), self._tables
        allowed, left_out = allowed_passages(request, tables.scopes)
        if not query or not allowed:
            return []
        words = self._by_words(query, allowed, tables.corpus)
        nearest, beyond = self._by_meaning(request, allowed, words, NEAREST + left_out)
        fused = fusion.fuse(words, nearest, beyond, candidates=len(allowed))
        scores = fusion.with_neighbours(fused, tables.beside)
        ranked = sorted(scores, key=lambda name: (-scores[name], name))
        best = fusion.diverse(ranked, lambda n: allowed[n].source.id, PER_SOURCE, request.k)
        meaning = {**beyond, **nearest}
        hits = (
            Hit(
                passage=allowed[name],
                score=scores[name],
                reasons={
                    "words": words.get(name, 0.0),
                    "meaning": meaning.get(name, 0.0),
                    "neighbours": scores[name] - fused[name],
                },
            )
            for name in best
        )
        return [hit for hit in hits if may_be_shown(hit.source, request)]

    def _by_words(
        self, query: Sequence[str], allowed: Mapping[str, Passage], corpus: fusion.Corpus
    ) -> dict[str, float]:
        occurrences: dict[str, dict[str, int]] = {}
        for term in set(query):
            found: dict[str, int] = {}
            for shelf in self._shelves:
                found |= shelf.occurrences(term)
            occurrences[term] = found
        lengths = ChainMap(*(dict(shelf.lengths) for shelf in self._shelves))
        return fusion.bm25(query, occurrences, lengths, corpus, allowed)

    def _by_meaning(
        self,
        request: SearchRequest,
        allowed: Mapping[str, Passage],
        words: Mapping[str, float],
        n: int,
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Cosines of the ``n`` nearest, and of what words found beyond them; none in trouble."""
        if self._embedder is None:
            return {}, {}
        where = where_of(request)
        nearest: dict[str, float] = {}
        beyond: dict[str, float] = {}
        try:
            vector = question_vector(self._embedder, request.query)
            # Where no more may be found than the graph would give back, the cosines are the same
            # without it; a single command then need not wait a second for Chroma's import.
            few = len(allowed) <= NEAREST
            for shelf in self._shelves:
                exact = few and not shelf.is_warm
                nearest |= (
                    shelf.cosines(vector, allowed) if exact else shelf.nearest(vector, where, n)
                )
            best = sorted((name for name in words if name not in nearest), key=lambda m: -words[m])
            for shelf in self._shelves:
                beyond |= shelf.cosines(vector, best[:BEYOND])
        except IndexTrouble as trouble:
            # The words have answered already; the person is told why meaning has not.
            self.notice = trouble.sentences()
            return {}, {}
        return (
            {name: cosine for name, cosine in nearest.items() if name in allowed},
            {name: cosine for name, cosine in beyond.items() if name in allowed},
        )

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

    def close(self) -> None:
        """Let go of files and memory."""
        for shelf in self._shelves:
            shelf.close()
        self._release()
