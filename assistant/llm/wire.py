"""One request on its way: the client, its headers, and the vendors' kit made ready.

Whatever the environment says is ignored: the address, the key and the headers come from the
connection alone, nothing is traced or logged, no proxy and no redirect is followed.
"""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
import threading
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.domain.connections import Connection
from assistant.llm.addresses import Address, read_address

if TYPE_CHECKING:
    import httpx2
    from langchain_openai import ChatOpenAI

# All that a request may say beside its body; the kit would add the machine's name for itself,
# and the environment's organisation, project and custom headers.
_HEADERS = frozenset(
    ("host", "content-type", "content-length", "transfer-encoding", "connection", "accept")
)
_READY = threading.Lock()
# Their debugging prints whole requests, people's words and all.
_LOUD = ("openai", "httpx2", "httpcore2", "httpx", "httpcore", "langchain", "langchain_core",
         "langchain_openai", "langsmith")  # fmt: skip


def _make_ready() -> None:
    """Import the heavy vendors, with all switches for tracing, logging and gateways out of reach
    first, and their loggers silent for good."""
    with _READY:
        for name in [n for n in os.environ if n.startswith(("LANGSMITH_", "LANGCHAIN_"))]:
            del os.environ[name]
        os.environ.pop("OPENAI_LOG", None)
        import langchain_openai  # noqa: F401

        for name in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class Wire:
    """How to reach one address. InvalidInput if it breaks the rules of ``addresses``."""

    def __init__(self, connection: Connection, key: SecretStr | None) -> None:
        self.address: Address = read_address(connection.base_url)
        self.connection = connection
        self._key = key
        self._tls: ssl.SSLContext | None = None
        self._never: httpx2.Client | None = None

    async def readied(self) -> None:
        """Do in a thread, once, what takes long: imports, the trust store, the first client."""
        if self._never is None:
            await asyncio.to_thread(self._get_ready)

    def _get_ready(self) -> None:
        _make_ready()
        import httpx2

        self._tls = httpx2.create_ssl_context(trust_env=False)
        # Given to the kit only so that it builds none from the environment.
        never = httpx2.Client(trust_env=False, follow_redirects=False, verify=False)
        self.chat(self.http(), never)
        self._never = never

    def http(self, held_back: list[bytes] | None = None) -> httpx2.AsyncClient:
        """A client for one request, so that leaving closes its socket, whatever loop runs it.

        With a list, a body is put there instead of being sent, and the request fails.
        """
        import httpx2

        patience = self.connection.patience
        return httpx2.AsyncClient(
            follow_redirects=False,
            trust_env=False,
            transport=_quiet_transport(self._tls, self._key is not None, held_back),
            # Only connecting is left to the client: the other limits are kept in ``waiting``.
            timeout=httpx2.Timeout(patience.total, connect=patience.connect),
        )

    def chat(self, http: httpx2.AsyncClient, never: httpx2.Client | None = None) -> ChatOpenAI:
        """The kit's model on that client; ``never`` is a second one, which it never uses."""
        from langchain_openai import ChatOpenAI

        chat = ChatOpenAI(
            model=self.connection.model,
            base_url=self.address.url,
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
            http_client=never or self._never,
        )
        # Else the kit asks, in a thread, which system this is, for a header that is not sent.
        chat.root_async_client._platform = "Unknown"
        return chat


def untraced() -> Any:
    """A context in which nothing is traced, whatever the process says."""
    from langsmith.run_helpers import tracing_context

    return tracing_context(enabled=False)


def _quiet_transport(
    tls: ssl.SSLContext | None, keyed: bool, held_back: list[bytes] | None
) -> httpx2.AsyncHTTPTransport:
    """A transport that sends no header beyond the few that are needed.

    It works below the client, since the kit reads its own headers back from its own request.
    """
    import httpx2

    class QuietTransport(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            if held_back is not None:
                held_back.append(await request.aread())
                raise httpx2.ConnectError("held back", request=request)
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
