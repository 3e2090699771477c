"""What one reader may read, searchable by words and meaning.

Three walls stand between a reader and somebody else's words. The index holds only what the store
gave this reader. Each search names its pairing, and both sides filter by it before they rank. And
each passage found is asked once more, by its own labels, whether the reader may read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.domain.ports import Embedder, SearchRequest
from assistant.domain.sources import Hit, Passage, Source
from assistant.domain.visibility import both_may_read
from assistant.retrieval import fusion
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.splitting import split
from assistant.retrieval.terms import all_stems, terms, touches

NEAREST = 400
"""How many neighbours by meaning are ranked; a pairing's history is smaller, so all of it."""
PER_SOURCE = 3
"""Hits from one source, so that one long note does not fill the list."""
GUIDANCE, NOWHERE = "guidance", "nowhere"


def scope_of(source: Source) -> str:
    """Where a source may be found: guidance, its pairing (as a hash), or outside any pairing."""
    if source.is_guidance:
        return GUIDANCE
    return pairing_scope(source.pairing)


@lru_cache(maxsize=1024)
def pairing_scope(pairing: str | None) -> str:
    """Ids of pairings may hold names; the index holds hashes of them."""
    return NOWHERE if pairing is None else hashlib.sha256(pairing.encode()).hexdigest()[:24]


def labels_of(passage: Passage) -> dict[str, str | bool]:
    """What the vector index filters by."""
    source = passage.source
    return {
        "scope": scope_of(source),
        "kind": source.kind,
        "shared": source.is_guidance or both_may_read(source.visibility),
    }


class ShelfIndex:
    """The passages of one reader over two shelves: shipped guidance and the reader's own.

    Nothing can be found before ``bring_in_line`` was called in this process, except guidance: the
    texts of hits come from the sources that the store gave, never from the index.
    """

    def __init__(
        self, guidance: Shelf, own: Shelf, embedder: Embedder | None, cards: Iterable[Source]
    ) -> None:
        self._guidance, self._own = guidance, own
        self._shelves = (guidance, own)
        self._embedder = embedder
        self._split: dict[str, tuple[Source, list[Passage]]] = {}
        self._cards = [passage for card in cards for passage in split(card)]
        self._guidance.bring_in_line(self._cards)
        self._guidance.embed_pending(stop=lambda: True)
        self.notice = ""
        """Why the reader's shelf is not on disk, if it should be."""
        self._arrange([])

    def bring_in_line(self, sources: Iterable[Source], *, vectors: bool = True) -> dict[str, int]:
        """Hold exactly these sources; counts of passages added, removed, unchanged.

        Words can be searched when it returns. With ``vectors`` False so can what has a vector
        already; the rest waits for ``embed_pending``.
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
        self._arrange(own)
        if vectors:
            self.embed_pending()
        else:
            self._own.embed_pending(stop=lambda: True)
        return counts

    def _arrange(self, own: Sequence[Passage]) -> None:
        """Tables by scope and by record that a search looks things up in."""
        scopes: dict[str, list[Passage]] = {}
        records: dict[str, list[str]] = {}
        passages: dict[str, Passage] = {}
        for passage in (*self._cards, *own):
            scopes.setdefault(scope_of(passage.source), []).append(passage)
            records.setdefault(passage.source.record, []).append(passage.id)
            passages[passage.id] = passage
        beside: dict[str, tuple[str, ...]] = {}
        for names in records.values():
            for i, name in enumerate(names):
                beside[name] = (*names[max(0, i - 1) : i], *names[i + 1 : i + 2])
        # One assignment each: a search in another thread sees the old tables or the new ones.
        self._scopes, self._passages, self._beside = scopes, passages, beside

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
        query = terms(request.query)
        allowed = self._allowed(request)
        if not query or not allowed:
            return []
        words = self._by_words(query, allowed)
        meaning = self._by_meaning(request, allowed, words)
        scores = fusion.fuse(words, meaning, candidates=len(allowed))
        ranked = sorted(scores, key=lambda name: (-scores[name], name))
        best = fusion.diverse(ranked, lambda name: allowed[name].source.id, PER_SOURCE, request.k)
        hits = (
            Hit(
                passage=allowed[name],
                score=scores[name],
                reasons={"words": words.get(name, 0.0), "meaning": meaning.get(name, 0.0)},
            )
            for name in best
        )
        return [hit for hit in hits if _may_be_shown(hit.source, request)]

    def _allowed(self, request: SearchRequest) -> dict[str, Passage]:
        """All passages that may be found, before anything is ranked."""
        found = {
            passage.id: passage
            for scope in _scopes(request)
            for passage in self._scopes.get(scope, ())
            if _may_be_shown(passage.source, request)
        }
        if request.without_terms:
            found = {
                name: passage
                for name, passage in found.items()
                if not _touches_any(passage, request.without_terms)
            }
        return found

    def _by_words(self, query: Sequence[str], allowed: Mapping[str, Passage]) -> dict[str, float]:
        occurrences: dict[str, dict[str, int]] = {}
        for term in set(query):
            found: dict[str, int] = {}
            for shelf in self._shelves:
                found |= shelf.occurrences(term)
            occurrences[term] = found
        lengths = self._guidance.lengths() | self._own.lengths()
        corpus = fusion.Corpus(len(lengths), sum(lengths.values()))
        return fusion.bm25(query, occurrences, lengths, corpus, allowed.__contains__)

    def _by_meaning(
        self, request: SearchRequest, allowed: Mapping[str, Passage], words: Mapping[str, float]
    ) -> dict[str, float]:
        """Cosines of the nearest, and of whatever words found beyond them."""
        if self._embedder is None:
            return {}
        vector = self._embedder.embed([request.query])[0]
        conditions: list[dict[str, object]] = [{"scope": {"$in": list(_scopes(request))}}]
        if request.kinds:
            conditions.append({"kind": {"$in": sorted(request.kinds)}})
        if request.shared_only:
            conditions.append({"shared": True})
        where = conditions[0] if len(conditions) == 1 else {"$and": conditions}
        found: dict[str, float] = {}
        for shelf in self._shelves:
            found |= shelf.nearest(vector, where, NEAREST)
            beyond = [name for name in words if name not in found]
            found |= shelf.nearest(vector, where, len(beyond), among=beyond)
        return {name: cosine for name, cosine in found.items() if name in allowed}

    def status(self) -> dict[str, object]:
        """Per shelf: passages, vectors, place, bytes on disk; and the embedder's name."""
        return {
            "embedder": self._embedder.name if self._embedder else "none (words only)",
            "vectors_ready": self.vectors_ready,
            "guidance": self._guidance.status(),
            "own": self._own.status(),
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


def _scopes(request: SearchRequest) -> tuple[str, ...]:
    pairing = request.pairing
    if pairing is None:
        return GUIDANCE, NOWHERE
    if pairing not in request.reader.pairings:
        return (GUIDANCE,)
    return GUIDANCE, pairing_scope(pairing)


def _may_be_shown(source: Source, request: SearchRequest) -> bool:
    if request.kinds and source.kind not in request.kinds:
        return False
    if not source.readable_by(request.reader):
        return False
    if source.is_guidance:
        return True
    if request.shared_only and not both_may_read(source.visibility):
        return False
    return source.pairing == request.pairing


def _touches_any(passage: Passage, boundary: Sequence[str]) -> bool:
    stems = all_stems(f"{passage.context}\n{passage.text}")
    return any(touches(stems, term) for term in boundary)
