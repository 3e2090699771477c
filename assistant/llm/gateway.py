"""The way to a language model, and the only module that knows openai and langchain.

Whatever the environment says is ignored: the address, the key and the headers come from the
connection alone, nothing is traced, no proxy and no redirect is followed.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import threading
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.domain.connections import Connection
from assistant.domain.ports import Message
from assistant.errors import ModelTrouble
from assistant.llm.addresses import read_address
from assistant.llm.bodies import FORMS, judge_end, limits, response_format
from assistant.llm.failures import (
    Failed,
    cut_off,
    filtered,
    from_status,
    not_a_model,
    too_slow,
    unreachable,
    unusable,
)
from assistant.llm.parsing import Cleaner, json_text, sound
from assistant.llm.waiting import Put, as_it_comes, with_tries

if TYPE_CHECKING:
    import httpx2
    from langchain_core.messages import BaseMessage
    from langchain_openai import ChatOpenAI

# All that a request may say beside its body; the kit would add the machine's name for itself,
# and the environment's organisation, project and custom headers.
_HEADERS = frozenset(
    ("host", "content-type", "content-length", "transfer-encoding", "connection", "accept")
)
_READY = threading.Lock()


def _make_ready() -> None:
    """Import the heavy vendors, with all switches for tracing and gateways out of reach first."""
    with _READY:
        for name in [n for n in os.environ if n.startswith(("LANGSMITH_", "LANGCHAIN_"))]:
            del os.environ[name]
        import langchain_openai  # noqa: F401


class OpenAIChatModel:
    """A ChatModel behind any OpenAI-compatible address.

    It remembers which form of answer its server takes, so make one and keep it. InvalidInput if
    the address breaks the rules of ``addresses``.
    """

    def __init__(self, connection: Connection, key: SecretStr | None = None) -> None:
        self._address = read_address(connection.base_url)
        self._connection = connection
        self._key = key
        self._form = FORMS[0]
        self._streams = True
        self._tls: ssl.SSLContext | None = None

    @property
    def name(self) -> str:
        return self._connection.model

    @property
    def host(self) -> str:
        return self._address.host

    @property
    def place(self) -> str:
        """In words: this computer, or which other one."""
        return self._address.place

    @property
    def window(self) -> int:
        return self._connection.window

    @property
    def form(self) -> str:
        """How the server binds answers to a schema, as far as is known: json_schema or less."""
        return self._form

    @property
    def streams(self) -> bool:
        """Whether answers come piece by piece, as far as is known."""
        return self._streams

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 1200
    ) -> AsyncGenerator[str, None]:
        """Fragments of the answer as they come, without the model's thinking aloud."""
        await asyncio.to_thread(self._get_ready)
        cleaner, something = Cleaner(), False
        async with aclosing(self._with_tries(messages, max_tokens, {})) as fragments:
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
        await asyncio.to_thread(self._get_ready)
        while True:
            extra = response_format(self._form, schema)
            try:
                fragments = [f async for f in self._with_tries(messages, max_tokens, extra)]
            except ModelTrouble as trouble:
                cause = trouble.__cause__
                refused = isinstance(cause, Failed) and cause.about_form
                if not refused or self._form == FORMS[-1]:
                    raise
                self._form = FORMS[FORMS.index(self._form) + 1]
                continue
            text = json_text(sound("".join(fragments)))
            if not text:
                raise unusable("The model's answer was empty.")
            return text

    async def models(self) -> list[str]:
        """The names of the models that the server lists. Raises ModelTrouble."""
        await asyncio.to_thread(self._get_ready)
        limit = self._connection.patience.first_token
        try:
            async with asyncio.timeout(limit):
                async for names in with_tries(self._list_models, self._connection.patience):
                    return names
        except TimeoutError as error:
            raise too_slow("The address did not answer", limit) from error
        return []

    async def _list_models(self, deadline: float) -> AsyncGenerator[list[str], None]:
        async def produce(put: Put[list[str]]) -> None:
            with _quietly():
                async with self._http() as http:
                    page = await self._chat(http).root_async_client.models.list()
                    put([str(model.id) for model in page.data])

        async with aclosing(as_it_comes(produce, self._connection.patience, deadline)) as items:
            try:
                async for names in items:
                    yield names
            except _escaped() as error:
                raise _failed(error, seen=False) from error

    def _with_tries(
        self, messages: Sequence[Message], max_tokens: int, extra: Mapping[str, Any]
    ) -> AsyncGenerator[str, None]:
        body = {**limits(self._address, max_tokens), **extra}

        def attempt(deadline: float) -> AsyncGenerator[str, None]:
            return self._attempt(messages, body, deadline)

        return with_tries(attempt, self._connection.patience)

    async def _attempt(
        self, messages: Sequence[Message], body: Mapping[str, Any], deadline: float
    ) -> AsyncGenerator[str, None]:
        ended, seen = "", False

        async def produce(put: Put[BaseMessage]) -> None:
            with _quietly():
                async with self._http() as http:
                    await self._talk(http, messages, body, put)

        async with aclosing(as_it_comes(produce, self._connection.patience, deadline)) as parts:
            try:
                async for part in parts:
                    seen = True
                    ended = part.response_metadata.get("finish_reason") or ended
                    if part.additional_kwargs.get("refusal"):
                        raise Failed(filtered())
                    if part.text:
                        yield part.text
            except _escaped() as error:
                raise _failed(error, seen=seen) from error
        judge_end(ended, seen=seen)

    async def _talk(
        self,
        http: httpx2.AsyncClient,
        messages: Sequence[Message],
        body: Mapping[str, Any],
        put: Put[BaseMessage],
    ) -> None:
        chat = self._chat(http)
        turns = [(message.role, sound(message.content)) for message in messages]
        if self._streams:
            silent = True
            try:
                async for chunk in chat.astream(turns, extra_body=dict(body)):
                    silent = False
                    put(chunk)
            except ValueError:
                # The kit says so if not one event came, and about broken events too.
                if not silent:
                    raise
            if not silent:
                return
        # A server that does not stream answers in one piece.
        whole = await chat.ainvoke(turns, extra_body=dict(body))
        self._streams = False
        put(whole)

    def _get_ready(self) -> None:
        """Do in a thread, once, what takes long: imports, the trust store, the first client."""
        if self._tls is None:
            _make_ready()
            import httpx2

            self._tls = httpx2.create_ssl_context(trust_env=False)
            self._chat(self._http())

    def _http(self) -> httpx2.AsyncClient:
        """A client for one request, so that leaving closes its socket, whatever loop runs it."""
        import httpx2

        patience = self._connection.patience
        return httpx2.AsyncClient(
            follow_redirects=False,
            trust_env=False,
            transport=_quiet_transport(self._tls, keyed=self._key is not None),
            # Only connecting is left to the client: the other limits are kept in ``waiting``.
            timeout=httpx2.Timeout(patience.total, connect=patience.connect),
        )

    def _chat(self, http: httpx2.AsyncClient) -> ChatOpenAI:
        import httpx2
        from langchain_openai import ChatOpenAI

        return ChatOpenAI(
            model=self._connection.model,
            base_url=self._address.url,
            # Never left out: the kit would send the environment's key to this host.
            api_key=self._key or SecretStr("none"),
            max_retries=0,
            timeout=http.timeout,
            use_responses_api=False,
            stream_usage=False,
            stream_chunk_timeout=None,
            openai_proxy=None,
            output_version="v0",
            http_async_client=http,
            # Never used, and given only so that none is built from the environment.
            http_client=httpx2.Client(trust_env=False, follow_redirects=False, verify=False),
        )


def _quiet_transport(tls: ssl.SSLContext | None, *, keyed: bool) -> httpx2.AsyncHTTPTransport:
    """A transport that sends no header beyond the few that are needed.

    It works below the client, since the kit reads its own headers back from its own request.
    """
    import httpx2

    class QuietTransport(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            sent = [
                (name, value)
                for name, value in request.headers.items()
                if name in _HEADERS or (keyed and name == "authorization")
            ]
            return await super().handle_async_request(
                httpx2.Request(
                    request.method,
                    request.url,
                    headers=[*sent, ("user-agent", "viceversa")],
                    stream=request.stream,
                    extensions=request.extensions,
                )
            )

    return QuietTransport(verify=True if tls is None else tls, trust_env=False)


def _quietly() -> Any:
    from langsmith.run_helpers import tracing_context

    return tracing_context(enabled=False)


def _escaped() -> tuple[type[BaseException], ...]:
    """What the kit raises when a server misbehaves: not all of it is an OpenAIError, since HTML,
    broken JSON, broken events and empty choices fall through it as plain Python errors."""
    import httpx2
    from langchain_core.exceptions import LangChainException
    from openai import OpenAIError

    plain = (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)
    return (OpenAIError, httpx2.HTTPError, httpx2.StreamError, LangChainException, *plain)


def _failed(error: BaseException, *, seen: bool) -> Failed:
    import httpx2
    import openai

    if isinstance(error, Failed):
        return error
    if isinstance(error, openai.APIStatusError):
        return from_status(error.status_code, str(error.body), dict(error.response.headers))
    cause = error.__cause__
    while cause is not None and not isinstance(cause, httpx2.HTTPError):
        cause = cause.__cause__
    fault = error if isinstance(error, httpx2.HTTPError) else cause
    if isinstance(fault, httpx2.ConnectTimeout | httpx2.ConnectError | httpx2.PoolTimeout):
        return Failed(
            unreachable("Nothing answers at that address.", "Start the model's server, then retry.")
        )
    if isinstance(fault, httpx2.TimeoutException):
        return Failed(unreachable("The model did not answer in time.", "Try again."))
    if isinstance(fault, httpx2.HTTPError) or isinstance(error, openai.APIConnectionError):
        return Failed(cut_off(), again=True)
    if isinstance(error, openai.APIResponseValidationError):
        return Failed(not_a_model())
    if isinstance(error, openai.APIError):
        # An error event inside the stream: no status, and words that are not shown.
        trouble = unreachable("The model stopped with an error of its own.", "Try again.")
        return Failed(trouble, again=True)
    return Failed(cut_off() if seen else not_a_model())
