"""One exchange with a server through the vendors' kit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain.ports import Message
from assistant.llm.bodies import FORMS
from assistant.llm.parsing import sound
from assistant.llm.vendor_faults import escaped, failed
from assistant.llm.waiting import Put, as_it_comes
from assistant.llm.wire import Wire, untraced

if TYPE_CHECKING:
    import httpx2
    from langchain_core.messages import BaseMessage


@dataclass
class Habits:
    """What was found out about a server, so that it is not asked twice for what it cannot do."""

    form: str = FORMS[0]
    """How it binds answers to a schema: json_schema or less."""
    streams: bool = True
    """Whether answers come piece by piece."""
    reports: bool = True
    """Whether it takes the wish to be told what a stream took."""


async def talk(
    wire: Wire,
    habits: Habits,
    http: httpx2.AsyncClient,
    messages: Sequence[Message],
    body: Mapping[str, Any],
    put: Put[BaseMessage],
) -> None:
    """Post one request and put what comes back, piece by piece where the server can do so."""
    chat = wire.chat(http)
    turns = [(message.role, sound(message.content)) for message in messages]
    if habits.streams:
        silent = True
        try:
            async for chunk in chat.astream(
                turns, extra_body=dict(body), stream_usage=habits.reports
            ):
                silent = False
                put(chunk)
                # A quick server's pieces lie ready all at once: let the screen have its turn.
                await asyncio.sleep(0)
        except ValueError:
            # The kit says so if not one event came, and about broken events too.
            if not silent:
                raise
        if not silent:
            return
    # A server that does not stream answers in one piece.
    whole = await chat.ainvoke(turns, extra_body=dict(body))
    habits.streams = False
    put(whole)


async def list_models(wire: Wire, deadline: float) -> AsyncGenerator[list[str], None]:
    """The names that the server lists, once. Failed if it does not."""

    async def produce(put: Put[list[str]]) -> None:
        with untraced():
            async with wire.http() as http:
                page = await wire.chat(http).root_async_client.models.list()
                put([str(model.id) for model in page.data])

    async with aclosing(as_it_comes(produce, wire.connection.patience, deadline)) as items:
        try:
            async for names in items:
                yield names
        except escaped() as error:
            raise failed(error, seen=False) from error
