"""A better order of what was found, where the person's own server gives one. Optional.

It stands after every wall: it gets passages that this reader was about to be shown, and no others.
Whatever goes wrong with it, the order by words and meaning stands, and it is said once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.domain.connection_views import RerankerView
from assistant.domain.connections import RerankEndpoint
from assistant.domain.finding import CANDIDATES, reordered
from assistant.domain.sources import Hit
from assistant.errors import IndexTrouble, InvalidInput
from assistant.llm.addresses import read_address
from assistant.llm.keys import find_key
from assistant.services.context import Context
from assistant.settings import Reranker, Settings

_TRIAL = ("What did we agree?", ("We agreed to meet on Fridays.", "The printer is out of paper."))


class Judge(Protocol):
    """A model that says how well passages answer a question."""

    @property
    def name(self) -> str: ...

    @property
    def place(self) -> str: ...

    def judge(self, question: str, passages: Sequence[str]) -> list[float]: ...

    def close(self) -> None: ...


class Reranking:
    """The chosen reranker; ``make`` makes it of settings (InvalidInput)."""

    def __init__(self, context: Context, make: Callable[[Settings], Judge]) -> None:
        self._context, self._make = context, make
        self._judge: Judge | None = None
        self._of: Reranker | None = None
        self._notice = self._said = ""

    @property
    def chosen(self) -> bool:
        return bool(self._context.settings.reranker.base_url)

    def view(self) -> RerankerView:
        """What is chosen, and what was wrong with it at the last search."""
        settings = self._context.settings.reranker
        if not self.chosen:
            return RerankerView()
        address = read_address(settings.base_url)
        name = f"{settings.model} at {address.host}"
        return RerankerView(name=name, where=address.place, notice=self._notice)

    def choose(
        self, choice: str, *, model: str = "", key_env: str = "", agreed: bool = False
    ) -> RerankerView:
        """Use the address ``choice`` from now on, or ``off``; it is tried with made-up words first.

        ``agreed`` says that the person was told that what they search for and find goes to another
        computer. Nothing is changed by InvalidInput or IndexTrouble.
        """
        settings = self._context.settings
        chosen = Reranker()
        if choice.strip() != "off":
            chosen = _described(choice.strip(), model.strip(), key_env, agreed=agreed)
            changed = settings.model_copy(update={"reranker": chosen})
            with contextlib.closing(self._make(changed)) as judge:
                judge.judge(*_TRIAL)
        self._context.settings = settings.model_copy(update={"reranker": chosen})
        self._context.keep_settings(self._context.settings)
        self._notice = self._said = ""
        return self.view()

    def order(self, question: str, hits: Sequence[Hit], k: int) -> list[Hit]:
        """The ``k`` best, in the new order if there is one; what is beyond the candidates keeps
        its place behind them."""
        first, rest = list(hits[:CANDIDATES]), list(hits[CANDIDATES:])
        if self.chosen and len(first) > 1:
            try:
                judge = self._ready()
                liked = judge.judge(question, [_shown(hit) for hit in first])
                first, self._notice = reordered(first, liked), ""
            except (IndexTrouble, InvalidInput) as trouble:
                self._notice = trouble.sentences()
        return [*first, *rest][:k]

    def new_notice(self) -> str:
        """What went wrong, if it was not said before."""
        said, self._said = self._said, self._notice
        return self._notice if self._notice != said else ""

    def close(self) -> None:
        """Let go of the connection."""
        if self._judge is not None:
            self._judge.close()
            self._judge = None

    def _ready(self) -> Judge:
        settings = self._context.settings
        if self._judge is None or self._of != settings.reranker:
            self.close()
            self._judge, self._of = self._make(settings), settings.reranker
        return self._judge


def endpoint_of(settings: Reranker) -> RerankEndpoint:
    """The endpoint that settings describe."""
    return RerankEndpoint(**settings.model_dump(exclude={"key_env"}))


def _described(choice: str, model: str, key_env: str, *, agreed: bool) -> Reranker:
    if "://" not in choice:
        raise InvalidInput(
            "A reranker is an address, or off.",
            next_step="For example: viceversa index reranker http://localhost:8081/v1 --model NAME",
        )
    address = read_address(choice.removesuffix("/").removesuffix("/rerank"))
    if not model:
        raise InvalidInput(
            "The model has no name.", next_step="Add --model, as its server calls it."
        )
    if not address.local and not agreed:
        raise InvalidInput(
            f"What you search for and what it finds would go to {address.host}.",
            safe="Nothing was sent.",
            next_step="If that is right, agree to it: --agree",
        )
    find_key(address.host, key_env)
    host = "" if address.local else address.host
    return Reranker(base_url=address.url, model=model, key_env=key_env, agreed_host=host)


def _shown(hit: Hit) -> str:
    """Where it stands and what it says: a heading is part of the answer, though never quoted."""
    return "\n".join(filter(None, (hit.passage.context, hit.passage.text)))
