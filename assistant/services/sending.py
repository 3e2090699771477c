"""The connected model as one document uses it: asked only with consent, told no names if its person
wishes, and counted. Every request of every document passes through here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.domain.connection_views import RequestPart, RequestView
from assistant.domain.connections import Usage
from assistant.domain.ports import Message
from assistant.llm.stand_ins import StandIns, Swap

if TYPE_CHECKING:
    from assistant.llm.gateway import OpenAIChatModel


class Shown(Exception):
    """Raised instead of sending where a request is only to be shown."""

    def __init__(self, view: RequestView) -> None:
        super().__init__("shown, not sent")
        self.view = view


_SHOWING: ContextVar[bool] = ContextVar("showing", default=False)


def only_showing() -> bool:
    """Whether what runs now will not send anything, so that nothing of it should be kept either."""
    return _SHOWING.get()


@contextmanager
def showing() -> Iterator[None]:
    """Inside, every model raises ``Shown`` with its request and sends nothing."""
    token = _SHOWING.set(True)
    try:
        yield
    finally:
        _SHOWING.reset(token)


@dataclass
class Gate:
    """What stands between a document and the model. All of it may touch the store."""

    open: Callable[[], OpenAIChatModel]
    """The model, for sending; starts a model file's server where that is what is connected."""
    describe: Callable[[], OpenAIChatModel]
    """The same model for showing a request: nothing is started."""
    ask_consent: Callable[[], None]
    """NeedsConsent unless the reader agreed to send to this host."""
    names: Callable[[], StandIns | None]
    """Whose names are replaced; None to send names as they are."""
    priced: Callable[[Usage], Usage]


class SentModel:
    """A ChatModel that goes through the gate at each request."""

    def __init__(self, gate: Gate, *, name: str, host: str, window: int) -> None:
        self._gate = gate
        self._name, self._host, self._window = name, host, window
        self._model: OpenAIChatModel | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def host(self) -> str:
        return self._host

    @property
    def window(self) -> int:
        return self._window

    @property
    def usage(self) -> Usage:
        """What the requests of this document took, priced where the settings say how."""
        return self._gate.priced(self._model.usage) if self._model else Usage()

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 1200
    ) -> AsyncGenerator[str, None]:
        """As ``ChatModel``; NeedsConsent if it is not given."""
        model, swap = await self._ready(messages)
        sent = swap.messages(messages)
        await self._show(model, sent, swap, None, max_tokens)
        async with aclosing(model.stream(sent, max_tokens=max_tokens)) as fragments:
            async for fragment in fragments:
                if shown := swap.feed(fragment):
                    yield shown
        if rest := swap.end():
            yield rest

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 2400,
    ) -> str:
        """As ``ChatModel``; NeedsConsent if it is not given."""
        model, swap = await self._ready(messages)
        sent = swap.messages(messages)
        await self._show(model, sent, swap, schema, max_tokens)
        answer = await model.complete(sent, schema=schema, max_tokens=max_tokens)
        return swap.restored(answer)

    async def _ready(self, messages: Sequence[Message]) -> tuple[OpenAIChatModel, _Swapping]:
        return await asyncio.to_thread(self._readied, messages)

    def _readied(self, messages: Sequence[Message]) -> tuple[OpenAIChatModel, _Swapping]:
        names = self._gate.names()
        swap = _Swapping(names.swap_for(m.content for m in messages) if names else None)
        if only_showing():
            return self._gate.describe(), swap
        self._gate.ask_consent()
        if self._model is None:
            self._model = self._gate.open()
        return self._model, swap

    async def _show(
        self,
        model: OpenAIChatModel,
        sent: Sequence[Message],
        swap: _Swapping,
        schema: Mapping[str, Any] | None,
        max_tokens: int,
    ) -> None:
        if not only_showing():
            return
        body = await model.body(sent, schema=schema, max_tokens=max_tokens)
        raise Shown(
            RequestView(
                host=self._host,
                where=model.place,
                url=model.url,
                body=body.decode("utf-8"),
                parts=tuple(RequestPart(role=m.role, text=m.content) for m in sent),
                stand_ins=swap.shown,
            )
        )


@dataclass
class _Swapping:
    """Names out of what is sent and back into what comes, also where it comes in pieces."""

    swap: Swap | None
    _held: str = field(default="")

    @property
    def shown(self) -> dict[str, str]:
        return dict(self.swap.there) if self.swap else {}

    def messages(self, messages: Sequence[Message]) -> list[Message]:
        if self.swap is None:
            return list(messages)
        replaced = self.swap.replaced
        return [m.model_copy(update={"content": replaced(m.content)}) for m in messages]

    def restored(self, text: str) -> str:
        return self.swap.restored(text) if self.swap else text

    def feed(self, fragment: str) -> str:
        if self.swap is None:
            return fragment
        self._held += fragment
        cut = len(self._held) - self.swap.unfinished(self._held)
        shown, self._held = self._held[:cut], self._held[cut:]
        return self.swap.restored(shown)

    def end(self) -> str:
        rest, self._held = self._held, ""
        return self.restored(rest)
