"""What finds passages by meaning: shown, chosen, and the index built anew beside the old one."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from assistant.domain.connection_views import (
    MeaningKind,
    MeaningTrial,
    MeaningView,
    MeaningWish,
)
from assistant.domain.connections import MeaningEndpoint
from assistant.domain.ports import Embedder
from assistant.errors import InvalidInput
from assistant.llm.addresses import read_address
from assistant.llm.keys import find_key
from assistant.services.context import Context
from assistant.services.indexing import Indexing
from assistant.settings import Meaning, Settings

_PLAIN = ("bundled", "none", "")
_SENTENCES = (
    "In the last session it was agreed that whoever joins from elsewhere speaks first, and that "
    "the agenda is sent round the day before, so that nobody is put on the spot.",
    "A question that came up twice was how to say no to a meeting without seeming uninterested; "
    "one way is to name what the meeting would have to decide.",
    "Before the next one each looks for one moment in which somebody was not heard.",
    "Who sets the items of an agenda decides more than who talks the longest.",
)
"""What a check is made with: as long as passages are, and nobody's."""


class MeaningChoice:
    """Settings in, settings out; ``Indexing`` builds. ``embedder`` makes that of settings and
    raises where that cannot be (InvalidInput, IndexTrouble)."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        embedder: Callable[[Settings], Embedder | None],
    ) -> None:
        self._context, self._indexing, self._embedder = context, indexing, embedder

    def view(self) -> MeaningView:
        """What is chosen, and how far the index is with it."""
        status = self._indexing.status()
        settings = self._context.settings
        kind, local = _kind(settings)
        return MeaningView(
            kind=kind,
            name=str(status["embedder"]),
            where="this computer"
            if local
            else f"another computer: {settings.meaning.agreed_host or 'nobody agreed to it yet'}",
            passages=int(str(status["passages"])),
            ready=int(str(status["vectors"])),
            notice=str(status["notice"]),
        )

    def trial(self, wish: MeaningWish) -> MeaningTrial:
        """Try ``wish`` with sentences of ours before it is used; nothing is changed, and nothing
        of anybody's is sent. InvalidInput, IndexTrouble."""
        settings = self._settings(wish)
        embedder = self._embedder(settings)
        kind, local = _kind(settings)
        host = read_address(settings.meaning.base_url).host if not local else ""
        where = f"another computer: {host}" if host else "this computer"
        if embedder is None:
            return MeaningTrial(kind=kind, where=where)
        embedder.embed(_SENTENCES[:1])
        began = time.perf_counter()
        embedder.embed(_SENTENCES)
        each = (time.perf_counter() - began) / len(_SENTENCES)
        passages = int(str(self._indexing.status()["passages"]))
        return MeaningTrial(
            kind=kind,
            name=embedder.name,
            where=where,
            dimension=embedder.dimension,
            passages=passages,
            seconds=round(each * passages, 1),
        )

    def choose(
        self,
        wish: MeaningWish,
        *,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> MeaningView:
        """Use ``wish`` from now on.

        The new index is built beside the old one, which serves meanwhile. Nothing is changed if it
        cannot be built (InvalidInput, IndexTrouble) or was stopped.
        """
        settings = self._settings(wish)
        self._embedder(settings)
        if settings.embedder == "none":
            self._indexing.start_anew(settings)
        elif not self._indexing.change_to(settings, progress, stop):
            return self.view()
        self._context.keep_settings(settings)
        return self.view()

    def _settings(self, wish: MeaningWish) -> Settings:
        way, model = wish.way.strip(), wish.model.strip()
        now = self._context.settings
        if "://" not in way:
            if model:
                raise InvalidInput("Only an address takes the name of a model.")
            place = way if way in _PLAIN else str(Path(way).expanduser().absolute())
            return now.model_copy(update={"embedder": place, "meaning": Meaning()})
        address = read_address(way)
        if not model:
            raise InvalidInput(
                "The model has no name.", next_step="Add --model, as its server calls it."
            )
        if not address.local and not wish.agreed:
            raise InvalidInput(
                f"All words that you may read would go to {address.host}.",
                safe="Nothing was sent.",
                next_step="If that is right, agree to it: --agree",
            )
        described = {
            "base_url": address.url,
            "model": model,
            "question_model": wish.question_model.strip(),
            "key_env": wish.key_env,
            "agreed_host": "" if address.local else address.host,
        }
        size = _measured(Meaning(**described))
        meaning = Meaning(**described, dimension=size)
        return now.model_copy(update={"embedder": "endpoint", "meaning": meaning})


def _kind(settings: Settings) -> tuple[MeaningKind, bool]:
    """What settings choose, and whether it runs on this computer."""
    match settings.embedder:
        case "none":
            return "none", True
        case "endpoint":
            return "endpoint", read_address(settings.meaning.base_url).local
        case "" | "bundled":
            return "bundled", True
        case _:
            return "folder", True


def endpoint_of(meaning: Meaning) -> tuple[MeaningEndpoint, SecretStr | None]:
    """The endpoint that settings describe, and its key. InvalidInput if a named key is not set."""
    endpoint = MeaningEndpoint(**meaning.model_dump(exclude={"key_env"}))
    key = find_key(read_address(meaning.base_url).host, meaning.key_env)
    return endpoint, key


def _measured(meaning: Meaning) -> int:
    from assistant.llm.embeddings import EndpointEmbedder

    with contextlib.closing(EndpointEmbedder(*endpoint_of(meaning), rest=0)) as embedder:
        return embedder.measure()
