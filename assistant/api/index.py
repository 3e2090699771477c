"""Calls about the search index, and about what finds passages by meaning."""

from __future__ import annotations

import threading
from asyncio import CancelledError
from collections.abc import Callable

from assistant.api.calls import Calls
from assistant.domain.connection_views import (
    MeaningTrial,
    MeaningView,
    MeaningWish,
    RerankerView,
)


class IndexCalls(Calls):
    """The index is a cache: nothing here can lose a word of anybody's."""

    async def index_status(self) -> dict[str, object]:
        return await self._call(lambda s: s.indexing.status)

    async def index_verify(self) -> list[str]:
        """Problems of the index in plain words; empty if it is sound."""
        return await self._call(lambda s: s.indexing.verify)

    async def index_rebuild(self) -> dict[str, object]:
        return await self._call(lambda s: s.indexing.rebuild)

    async def meaning(self) -> MeaningView:
        """What finds passages by meaning, and where."""
        return await self._call(lambda s: s.meaning.view)

    async def try_finding(self, wish: MeaningWish) -> MeaningTrial:
        """Check ``wish`` before it is used, with sentences of ours. Nothing is changed.
        InvalidInput, IndexTrouble."""
        services = await self._services()
        return await self._run(services.meaning.trial, wish)

    async def find_by(
        self,
        wish: MeaningWish,
        *,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> MeaningView:
        """Find by ``wish`` from now on.

        The new index is built beside the old one, which serves until it is swapped; cancelled, all
        stays as it was. ``progress`` is called in another thread. InvalidInput, IndexTrouble.
        """
        services = await self._services()
        stopped = threading.Event()
        try:
            return await self._run(
                services.meaning.choose,
                wish,
                progress=progress,
                stop=stopped.is_set,
            )
        except CancelledError:
            stopped.set()
            raise

    async def reranker(self) -> RerankerView:
        """What puts found passages in a better order, if anything does."""
        return await self._call(lambda s: s.reranking.view)

    async def rerank_by(
        self, choice: str, *, model: str = "", key_env: str = "", agreed: bool = False
    ) -> RerankerView:
        """Use the address ``choice``, or ``off``. InvalidInput, IndexTrouble: nothing changed."""
        services = await self._services()
        return await self._run(
            services.reranking.choose, choice, model=model, key_env=key_env, agreed=agreed
        )

    async def reranker_notice(self) -> str:
        """What went wrong with it in a search, if it was not said yet; "" if nothing."""
        return await self._call(lambda s: s.reranking.new_notice)
