"""What finds passages, wired: embedder, index, reranker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.ports import Embedder, PassageIndex
    from assistant.services.context import Context
    from assistant.services.indexing import Indexing, OpenIndex
    from assistant.services.reranking import Judge
    from assistant.settings import Settings


def open_indexing(context: Context, place: str) -> Indexing:
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

        embedder = embedder_of(beside or context.settings)
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


def embedder_of(settings: Settings) -> Embedder | None:
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
