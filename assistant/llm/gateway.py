"""The way to a language model: asked with patience, answered in fragments or as a whole.

This package is the only one that knows openai and langchain. ``wire`` holds what is sent and to
whom, ``talking`` the exchange itself, ``waiting`` how long it may take, ``vendor_faults`` what went
wrong, ``exchanges`` what it took.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.domain.connections import Connection, Usage
from assistant.domain.ports import Message
from assistant.errors import ModelTrouble
from assistant.llm.bodies import FORMS, judge_end, limits, response_format
from assistant.llm.exchanges import Exchange, Meter
from assistant.llm.failures import Failed, filtered, too_slow, unusable
from assistant.llm.parsing import Cleaner, json_text, sound
from assistant.llm.talking import Habits, list_models, talk
from assistant.llm.vendor_faults import escaped, failed
from assistant.llm.waiting import Put, as_it_comes, with_tries
from assistant.llm.wire import Wire, untraced

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

Record = Callable[[Exchange], None]


class OpenAIChatModel:
    """A ChatModel behind any OpenAI-compatible address.

    It remembers what its server can do, so make one and keep it; ``fresh`` gives one that shares
    this memory and counts for itself. Each exchange is handed to ``record`` when it ends.
    InvalidInput if the address breaks the rules of ``addresses``.
    """

    def __init__(
        self,
        connection: Connection,
        key: SecretStr | None = None,
        record: Record | None = None,
    ) -> None:
        self._wire = Wire(connection, key)
        self._habits = Habits()
        self._record = record
        self._usage = Usage()

    def fresh(self) -> OpenAIChatModel:
        """The same model with nothing counted yet."""
        other = object.__new__(OpenAIChatModel)
        other._wire, other._habits, other._record = self._wire, self._habits, self._record
        other._usage = Usage()
        return other

    @property
    def name(self) -> str:
        return self._wire.connection.model

    @property
    def host(self) -> str:
        return self._wire.address.host

    @property
    def place(self) -> str:
        """In words: this computer, or which other one."""
        return self._wire.address.place

    @property
    def url(self) -> str:
        """Where requests are posted."""
        return f"{self._wire.address.url}/chat/completions"

    @property
    def window(self) -> int:
        return self._wire.connection.window

    @property
    def usage(self) -> Usage:
        """What all requests through this object took."""
        return self._usage

    @property
    def form(self) -> str:
        """How the server binds answers to a schema, as far as is known: json_schema or less."""
        return self._habits.form

    @property
    def streams(self) -> bool:
        """Whether answers come piece by piece, as far as is known."""
        return self._habits.streams

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 1200
    ) -> AsyncGenerator[str, None]:
        """Fragments of the answer as they come, without the model's thinking aloud."""
        await self._wire.readied()
        cleaner, something = Cleaner(), False
        async with aclosing(self._answer(messages, max_tokens, None)) as fragments:
            async for fragment in fragments:
                shown = cleaner.feed(fragment)
                if shown:
                    something = something or bool(shown.strip())
                    yield shown
        rest = cleaner.end()
        if rest:
            yield rest
        if not (something or rest.strip()):
            raise unusable("The model's answer was empty.")

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 2400,
    ) -> str:
        """The whole answer. With a schema: the JSON object in it, or, if the model wrote none, its
        words, which ``structured.ask_for`` refuses."""
        if schema is None:
            return "".join([part async for part in self.stream(messages, max_tokens=max_tokens)])
        await self._wire.readied()
        fragments = [part async for part in self._answer(messages, max_tokens, schema)]
        text = json_text(sound("".join(fragments)))
        if not text:
            raise unusable("The model's answer was empty.")
        return text

    async def body(
        self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int
    ) -> bytes:
        """The bytes that would be posted for this request, made by the same code; none is sent."""
        await self._wire.readied()
        held_back: list[bytes] = []
        try:
            async with self._wire.http(held_back) as http:
                with untraced():
                    beside = self._beside(max_tokens, schema)
                    await talk(self._wire, self._habits, http, messages, beside, _ignored)
        except escaped():
            if not held_back:
                raise
        return held_back[0]

    async def models(self) -> list[str]:
        """The names of the models that the server lists. Raises ModelTrouble."""
        await self._wire.readied()
        patience = self._wire.connection.patience
        limit = patience.first_token
        try:
            async with asyncio.timeout(limit):
                async for names in with_tries(partial(list_models, self._wire), patience):
                    return names
        except TimeoutError as error:
            raise too_slow("The address did not answer", limit) from error
        return []

    async def _answer(
        self, messages: Sequence[Message], max_tokens: int, schema: Mapping[str, Any] | None
    ) -> AsyncGenerator[str, None]:
        """Fragments of an answer; asked more simply where the server does not take the form."""
        while True:
            meter = Meter(self.host, messages, self._habits.form if schema else "", schema)
            ended, status = "stopped", None
            try:
                async with aclosing(self._tried(meter, max_tokens)) as fragments:
                    async for fragment in fragments:
                        meter.came(fragment)
                        yield fragment
                ended = "answered"
                return
            except ModelTrouble as trouble:
                cause = trouble.__cause__
                ended = type(trouble).__name__
                status = cause.status if isinstance(cause, Failed) else None
                if not (isinstance(cause, Failed) and self._asks_less(cause, bound=bool(schema))):
                    raise
            finally:
                self._note(meter.ended(ended, status))

    def _asks_less(self, cause: Failed, *, bound: bool) -> bool:
        """Whether there is something to leave out that the server seems to have refused."""
        habits = self._habits
        if cause.about_usage and habits.reports:
            habits.reports = False
            return True
        if bound and cause.about_form and habits.form != FORMS[-1]:
            habits.form = FORMS[FORMS.index(habits.form) + 1]
            return True
        return False

    def _note(self, exchange: Exchange) -> None:
        self._usage = self._usage + exchange.usage
        if self._record is not None:
            self._record(exchange)

    def _beside(self, max_tokens: int, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        form = response_format(self._habits.form, schema) if schema else {}
        return {**limits(self._wire.address, max_tokens), **form}

    def _tried(self, meter: Meter, max_tokens: int) -> AsyncGenerator[str, None]:
        body = self._beside(max_tokens, meter.schema)

        def attempt(deadline: float) -> AsyncGenerator[str, None]:
            meter.tries += 1
            return self._attempt(meter, body, deadline)

        return with_tries(attempt, self._wire.connection.patience)

    async def _attempt(
        self, meter: Meter, body: Mapping[str, Any], deadline: float
    ) -> AsyncGenerator[str, None]:
        ended, seen = "", False

        async def produce(put: Put[BaseMessage]) -> None:
            with untraced():
                async with self._wire.http() as http:
                    await talk(self._wire, self._habits, http, meter.messages, body, put)

        patience = self._wire.connection.patience
        async with aclosing(as_it_comes(produce, patience, deadline)) as parts:
            try:
                async for part in parts:
                    seen = True
                    meter.heard(getattr(part, "usage_metadata", None))
                    ended = part.response_metadata.get("finish_reason") or ended
                    if part.additional_kwargs.get("refusal"):
                        raise Failed(filtered())
                    if part.text:
                        yield part.text
            except escaped() as error:
                raise failed(error, seen=seen) from error
        judge_end(ended, seen=seen)


def _ignored(_: BaseMessage) -> None:
    """Nothing comes where nothing is sent."""
