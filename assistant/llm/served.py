"""What embedders and rerankers behind an address share: whose it is, its connection, its rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import SecretStr

from assistant.domain.connections import MeaningEndpoint, RerankEndpoint
from assistant.llm.addresses import read_address
from assistant.llm.plain_http import plain_client

if TYPE_CHECKING:
    import httpx2


T = TypeVar("T")
Endpoint = TypeVar("Endpoint", MeaningEndpoint, RerankEndpoint)


class Served(Generic[Endpoint]):
    """A model behind an address. InvalidInput if that breaks the rules of ``addresses``."""

    def __init__(self, endpoint: Endpoint, key: SecretStr | None, rest: float) -> None:
        """``rest``: seconds without a request after one failed."""
        self._address = read_address(endpoint.base_url)
        self._endpoint: Endpoint = endpoint
        self._key = key
        self._rest, self._rests_until, self._last = rest, 0.0, ""
        self._client: httpx2.Client | None = None
        self._making = Lock()

    @property
    def name(self) -> str:
        return f"{self._endpoint.model} at {self._address.host}"

    @property
    def place(self) -> str:
        """In words: this computer, or which other one."""
        return self._address.place

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            self._client.close()

    @property
    def _agreed(self) -> bool:
        """Whether words may go there: this computer, or a host that its person agreed to."""
        return self._address.local or self._endpoint.agreed_host == self._address.host

    @property
    def _resting(self) -> bool:
        return time.monotonic() < self._rests_until

    def _rest_after(self, happened: str) -> None:
        """Leave it alone for a while, and remember why."""
        self._last, self._rests_until = happened, time.monotonic() + self._rest

    def _within(self, ask: Callable[[httpx2.Client], T]) -> T:
        """What ``ask`` gives, if it comes within the endpoint's seconds from now; TimeoutError.

        The client's own limit is for each piece of an answer: a server that lets its headers drip,
        a letter at a time, would hold a search up for ever. So it asks in a thread of its own,
        whose connection is closed when the time is over.
        """
        client, coming = self._http(), Future[T]()

        def run() -> None:
            try:
                coming.set_result(ask(client))
            except BaseException as error:  # noqa: BLE001 (whoever waits is told)
                coming.set_exception(error)

        Thread(target=run, name="asking a server", daemon=True).start()
        if not wait([coming], self._endpoint.seconds).done:
            with self._making:
                self._client = None
            client.close()
            raise TimeoutError
        return coming.result()

    def _http(self) -> httpx2.Client:
        with self._making:
            if self._client is None:
                self._client = plain_client(self._address, self._key, self._endpoint.seconds)
            return self._client
