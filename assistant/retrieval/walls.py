"""Which passages a search may find at all: the walls between a reader and others' words. Pure."""

from __future__ import annotations

import hashlib
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


def scopes_of(request: SearchRequest) -> tuple[str, ...]:
    """The scopes that a request looks into; no other is ever read for it."""
    pairing = request.pairing
    if pairing is None:
        return GUIDANCE, NOWHERE
    if pairing not in request.reader.pairings:
        return (GUIDANCE,)
    return GUIDANCE, pairing_scope(pairing)


def where_of(request: SearchRequest) -> dict[str, Any]:
    """The same in the vector index's terms; never empty."""
    conditions: list[dict[str, Any]] = [{"scope": {"$in": list(scopes_of(request))}}]
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


def touches_boundary(passage: Passage, term: str) -> bool:
    """Whether the passage, or where it stands, touches a boundary term."""
    return touches(words_of(searched_text(passage)), term)
