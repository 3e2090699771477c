"""The model that is set, made once: so that it remembers what its server can do, and so that a
model file is loaded once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from assistant.domain.connections import Connection
from assistant.errors import InvalidInput, ModelTrouble
from assistant.llm.addresses import read_address
from assistant.llm.keys import find_key
from assistant.patience import Patience
from assistant.services.context import Context

if TYPE_CHECKING:
    from assistant.llm.gateway import OpenAIChatModel, Record
    from assistant.llm.local import LocalServer


class HeldModel:
    """Behind an address, or a file with a process of its own. ``record`` gets each exchange."""

    def __init__(self, context: Context, record: Record) -> None:
        self._context = context
        self._record = record
        self._model: OpenAIChatModel | None = None
        self._made_for: Connection | None = None
        self._server: LocalServer | None = None
        self._opening = threading.Lock()

    def opened(self) -> OpenAIChatModel:
        """Ready to be asked. Raises ModelTrouble where a file cannot be run; takes as long as
        loading it does."""
        settings = self._context.settings.connection
        with self._opening:
            if settings.file:
                return self._opened_file(Path(settings.file))
            return self._opened_address()

    def described(self) -> OpenAIChatModel:
        """The same for showing a request: no file is loaded for that."""
        from assistant.llm.gateway import OpenAIChatModel

        if file := self._context.settings.connection.file:
            name = Path(file).stem
            return OpenAIChatModel(self.at("http://127.0.0.1/v1", name, ""), _ANY_KEY)
        return self.opened()

    def at(self, base_url: str, model: str, key_variable: str) -> Connection:
        """A connection to that address with the patience and the window of the settings."""
        return Connection(
            base_url=base_url,
            model=model,
            key_variable=key_variable,
            window=self._context.settings.connection.window,
            patience=self._patience(),
        )

    def close(self) -> None:
        """Forget it, and end its process if it has one."""
        with self._opening:
            if self._server is not None:
                self._server.stop()
            self._server = self._model = self._made_for = None

    def _opened_address(self) -> OpenAIChatModel:
        from assistant.llm.gateway import OpenAIChatModel

        settings = self._context.settings.connection
        connection = self.at(settings.base_url, settings.model, settings.key_env)
        if self._model is None or self._made_for != connection:
            key = find_key(read_address(settings.base_url).host, settings.key_env)
            self._model = OpenAIChatModel(connection, key, self._record)
            self._made_for = connection
        return self._model

    def _opened_file(self, file: Path) -> OpenAIChatModel:
        from assistant.llm.gateway import OpenAIChatModel
        from assistant.llm.local import LocalServer

        if self._server is None:
            self._server = LocalServer(file, window=self._context.settings.connection.window)
        if not self._server.running or self._model is None:
            try:
                self._server.start()
            except InvalidInput as fault:
                # For a document this is the model's trouble: the rules draft all the same.
                raise ModelTrouble(
                    fault.happened, safe=fault.safe, next_step=fault.next_step
                ) from fault
            connection = self._server.connection(self._patience())
            self._model = OpenAIChatModel(connection, self._server.key, self._record)
        return self._model

    def _patience(self) -> Patience:
        settings = self._context.settings.connection
        if settings.file and settings.timeouts == Patience():
            # Reading a request takes a processor minutes; nobody else's server is waited for.
            return Patience(first_token=300, idle=60, total=900)
        return settings.timeouts


_ANY_KEY = SecretStr("none")
