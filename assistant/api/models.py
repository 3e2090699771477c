"""The language model: connected, tried, agreed to, and what would be sent to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from assistant.api.calls import Calls
from assistant.domain.connection_views import ConnectionView, RequestView, TrialView


class ModelCalls(Calls):
    """What a person does about the model. Nothing needs one."""

    async def connection(self) -> ConnectionView:
        """How it is connected, and whether the reader agreed to send words there."""
        return await self._call(lambda s: s.connections.view)

    async def try_connection(
        self, base_url: str | None = None, model: str | None = None, key: str | None = None
    ) -> TrialView:
        """Test an address, or the one that is set, without changing anything. Nothing of anybody's
        is sent."""
        services = await self._services()
        return await services.connections.trial(base_url, model, key)

    async def connect(
        self,
        base_url: str,
        model: str,
        *,
        key: str | None = None,
        key_env: str | None = None,
        agreed: bool = False,
    ) -> ConnectionView:
        """Set the connection. A key goes to the keyring, never into a file. ``agreed`` says that
        the reader was asked and lets their words go to that host."""
        services = await self._services()
        return await self._run(services.connections.connect, base_url, model, key, key_env, agreed)

    async def connect_file(self, file: Path) -> ConnectionView:
        """Run a model file in GGUF form on this computer. InvalidInput if it cannot be."""
        services = await self._services()
        return await self._run(services.connections.connect_file, file)

    async def agree_to_send(self, *, given: bool = True) -> ConnectionView:
        """Note in the reader's consent ledger that their words may go to the connected host, or
        that they may no more."""
        services = await self._services()
        return await self._run(lambda: services.connections.agree(given=given))

    async def replace_names(self, wanted: bool) -> ConnectionView:
        """Whether people and the organisation go by stand-ins in what is sent; what returns has
        their names again."""
        services = await self._services()
        return await self._run(services.connections.replace_names, wanted)

    async def request_of(self, work: Callable[[], Awaitable[object]]) -> RequestView:
        """The request that ``work`` would send, byte for byte, and nothing is sent: such as
        ``lambda: assistant.prepare_agenda("ana-martin", engine="model")``.

        NoModel if none is connected, InvalidInput if nothing would be sent.
        """
        services = await self._services()
        return await services.connections.request_of(work)

    async def where_is(self, base_url: str) -> str:
        """Where an address leads: "this computer" or "another computer: example.org"."""
        services = await self._services()
        return await self._run(services.connections.where_is, base_url)

    async def disconnect(self) -> None:
        """Work without a model again."""
        services = await self._services()
        await self._run(services.connections.disconnect)
