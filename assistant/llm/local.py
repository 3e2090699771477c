"""Running a model file on this computer, where the optional package xllamacpp is installed.

Its server listens on loopback alone, with a key drawn for this run: other programs on this computer
cannot use it.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import SecretStr

from assistant.domain.connections import Connection, Patience
from assistant.errors import InvalidInput

MODEL_NAME = "local"


def can_run_files() -> bool:
    """Whether model files can be run here."""
    return importlib.util.find_spec("xllamacpp") is not None


class LocalServer:
    """A model file behind an OpenAI-compatible address, from ``with`` to the end of it.

    ``window`` is in tokens; ``threads`` 0 means half the cores. InvalidInput if the file is not
    there, is no model, or cannot be run.
    """

    def __init__(self, file: Path, *, window: int = 4096, threads: int = 0) -> None:
        self._file = file
        self._window = window
        # Threads that wait for each other spin: one too many on a busy computer, and an answer
        # takes twenty times as long (measured). Half the cores are left to everything else.
        self._threads = threads or max(1, (os.cpu_count() or 2) // 2)
        self._server: Any = None
        self.key = SecretStr(secrets.token_urlsafe(24))

    def connection(self, patience: Patience | None = None) -> Connection:
        """How to reach it while it runs."""
        return Connection(
            base_url=f"{self._server.listening_address}/v1",
            model=MODEL_NAME,
            window=self._window,
            patience=patience or Patience(),
        )

    def __enter__(self) -> Self:
        if not can_run_files():
            raise InvalidInput(
                "Model files cannot be run here.",
                next_step="Install the package xllamacpp, or connect a server by its address.",
            )
        if not _is_model_file(self._file):
            raise InvalidInput("That file is not a model in GGUF form.")
        import xllamacpp

        settings = xllamacpp.CommonParams()
        settings.model.path = str(self._file)
        settings.model_alias = {MODEL_NAME}
        settings.n_ctx = self._window
        settings.n_parallel = 1
        settings.cpuparams.n_threads = self._threads
        settings.hostnames = ["127.0.0.1"]
        settings.port = 0
        settings.api_keys = [self.key.get_secret_value()]
        settings.cors_origins = ""
        settings.ui = False
        settings.endpoint_slots = False
        settings.offline = True
        settings.verbosity = -1
        try:
            self._server = xllamacpp.Server(settings)
        except RuntimeError as error:
            raise InvalidInput(
                "The model file could not be loaded.", next_step="Try a smaller one."
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The server stops when its last reference goes.
        self._server = None


def _is_model_file(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(4) == b"GGUF"
    except OSError:
        return False
