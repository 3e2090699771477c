"""Which passages a search may find at all: the walls between a reader and others' words. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import both_may_read
from assistant.retrieval.splitting import searched_text
from assistant.retrieval.terms import touches, words_of

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


def allowed_passages(
    request: SearchRequest, scopes: Mapping[str, Sequence[Passage]]
) -> tuple[dict[str, Passage], int]:
    """All passages that may be found, before anything is ranked; how many boundaries left out."""
    found = {
        passage.id: passage
        for scope in _scopes(request)
        for passage in scopes.get(scope, ())
        if may_be_shown(passage.source, request)
    }
    if not request.without_terms:
        return found, 0
    kept = {n: p for n, p in found.items() if not _touches_any(p, request.without_terms)}
    return kept, len(found) - len(kept)


def _scopes(request: SearchRequest) -> tuple[str, ...]:
    pairing = request.pairing
    if pairing is None:
        return GUIDANCE, NOWHERE
    if pairing not in request.reader.pairings:
        return (GUIDANCE,)
    return GUIDANCE, pairing_scope(pairing)


def where_of(request: SearchRequest) -> dict[str, Any]:
    """The same in the vector index's terms; never empty."""
    conditions: list[dict[str, Any]] = [{"scope": {"$in": list(_scopes(request))}}]
    if request.kinds:
        conditions.append({"kind": {"$in": sorted(request.kinds)}})
    if request.shared_only:
        conditions.append({"shared": True})
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}


def may_be_shown(source: Source, request: SearchRequest) -> bool:
    """Whether a source may be a hit: asked before the ranking, and again of each hit."""
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
    words = words_of(searched_text(passage))
    return any(touches(words, term) for term in boundary)
