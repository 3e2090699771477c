"""Running a model file on this computer, where the optional package xllamacpp is installed.

Its server has a process of its own, so that neither a broken file nor an empty memory takes this
one along. It listens on loopback alone, with a key drawn for this run: other programs on this
computer cannot use it. It ends when it is closed, or when this process does, however that ends.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from pydantic import SecretStr

import assistant
from assistant.domain.connections import Connection
from assistant.errors import InvalidInput, ModelUnreachable
from assistant.llm.model_files import read_model_file
from assistant.patience import Patience

START_SECONDS = 120.0
"""How long a file may take to load; a large one is read from the disk at a gigabyte in seconds."""
_STARTED = (
    "import sys; sys.path.append(sys.argv[1]); from assistant.llm.local_child import main; main()"
)
# All that the child hears of this process: settings of llama.cpp in the environment could make it
# listen elsewhere, and no key is any business of it.
_PASSED = ("PATH", "HOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


class LocalServer:
    """A model file behind an OpenAI-compatible address, from ``start`` or ``with`` to the end.

    ``window`` is in tokens; ``threads`` 0 means half the cores.
    """

    def __init__(self, file: Path, *, window: int = 4096, threads: int = 0) -> None:
        self.file = file
        self.window = window
        # Threads that wait for each other spin: one too many on a busy computer, and an answer
        # takes twenty times as long (measured). Half the cores are left to everything else.
        self._threads = threads or max(1, (os.cpu_count() or 2) // 2)
        self._process: subprocess.Popen[str] | None = None
        self._address = ""
        self.key = SecretStr(secrets.token_urlsafe(24))

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def process_id(self) -> int | None:
        """Of the process that holds the model."""
        return self._process.pid if self._process else None

    def connection(self, patience: Patience | None = None) -> Connection:
        """How to reach it while it runs."""
        return Connection(
            base_url=f"{self._address}/v1",
            model=self.file.stem,
            window=self.window,
            patience=patience or Patience(),
        )

    def start(self, seconds: float = START_SECONDS) -> None:
        """Load the file and wait until it answers. InvalidInput if it cannot be run,
        ModelUnreachable if that takes longer than ``seconds``."""
        file = read_model_file(self.file)
        self.stop()
        root = str(Path(assistant.__file__).parent.parent)
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-I", "-c", _STARTED, root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={name: os.environ[name] for name in _PASSED if name in os.environ},
            # A Ctrl-C at the terminal stops an answer, not the model.
            start_new_session=True,
        )
        deadline = time.monotonic() + seconds
        try:
            self._address = self._told(self._process, file, deadline)
            self._wait_until_healthy(deadline)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End its process. It holds nothing that could be lost."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _told(self, process: subprocess.Popen[str], file: Path, deadline: float) -> str:
        """The address that the child says it listens on."""
        assert process.stdin is not None
        assert process.stdout is not None
        wanted = {
            "file": str(file),
            "name": file.stem,
            "window": self.window,
            "threads": self._threads,
            # By the pipe: the words of a command can be read by every program on this computer.
            "key": self.key.get_secret_value(),
        }
        lines: list[str] = []
        reader = threading.Thread(
            target=lambda stream: lines.append(stream.readline()),
            args=(process.stdout,),
            daemon=True,
        )
        reader.start()
        try:
            process.stdin.write(json.dumps(wanted) + "\n")
            process.stdin.flush()
        except OSError:
            # It ended at once; what it said, or did not, is judged below.
            lines.append("")
        reader.join(max(0.0, deadline - time.monotonic()))
        if not lines:
            raise _too_slow()
        try:
            told = json.loads(lines[0] or "{}")
        except ValueError:
            told = {}
        address = str(told.get("address", ""))
        if not address:
            raise InvalidInput(
                "The model file could not be loaded.",
                safe="Everything else works on.",
                next_step="Try a smaller one, or download it again.",
            )
        return address

    def _wait_until_healthy(self, deadline: float) -> None:
        place = urlsplit(self._address)
        while self.running:
            try:
                asked = http.client.HTTPConnection(place.hostname or "", place.port, timeout=2)
                asked.request("GET", "/health")
                if asked.getresponse().status == 200:
                    return
            except OSError:
                # It does not listen yet.
                pass
            finally:
                asked.close()
            if time.monotonic() > deadline:
                raise _too_slow()
            time.sleep(0.05)
        raise InvalidInput(
            "The model stopped while it was starting.",
            safe="Everything else works on.",
            next_step="It may need more memory than there is: try a smaller one.",
        )


def _too_slow() -> ModelUnreachable:
    return ModelUnreachable(
        "The model file took too long to load.",
        safe="Your text and the draft by rules are kept.",
        next_step="Try again, or use a smaller file.",
    )
