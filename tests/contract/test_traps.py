"""Whole commands with every door of the environment leading into a trap: nobody goes through."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.loopback import LoopbackModel

ROOT = Path(__file__).parents[2]
# Also tells of every name that is looked up and every address that Python connects to.
WATCHED = """
import sys
def watch(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        place = details[1] if event == "socket.connect" else details[0]
        print("WENT", place[0] if isinstance(place, tuple) else place, file=sys.stderr)
sys.addaudithook(watch)
from assistant.cli.__main__ import main
main()
"""


class Trap:
    """A listener that keeps the first words of whoever comes."""

    def __enter__(self) -> Trap:
        self.came: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._receive, daemon=True).start()
        return self

    def _receive(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            visitor.settimeout(1)
            try:
                self.came.append(visitor.recv(200))
            except OSError:
                self.came.append(b"said nothing")
            visitor.close()

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def environment(self) -> dict[str, str]:
        """Eight kinds of doors, all leading here."""
        url = f"http://127.0.0.1:{self.port}"
        doors = (
            "OPENAI_BASE_URL OPENAI_API_BASE OPENAI_PROXY HTTP_PROXY http_proxy HTTPS_PROXY "
            "https_proxy ALL_PROXY all_proxy LANGSMITH_ENDPOINT LANGCHAIN_ENDPOINT "
            "LANGSMITH_GATEWAY LANGSMITH_RUNS_ENDPOINTS OTEL_EXPORTER_OTLP_ENDPOINT HF_ENDPOINT "
            "CHROMA_OTEL_COLLECTION_ENDPOINT SENTRY_DSN"
        )
        switches = {
            "LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "OPENAI_LOG": "debug",
            "LANGSMITH_API_KEY": "canary", "OPENAI_API_KEY": "sk-canary",
            "LANGSMITH_OTEL_ENABLED": "true", "OPENAI_CUSTOM_HEADERS": "X-Canary: canary",
        }  # fmt: skip
        return dict.fromkeys(doors.split(), url) | switches


@pytest.mark.parametrize(
    ("command", "asks"),
    [
        (["agenda", "--pairing", "Martin", "--engine", "model"], True),
        pytest.param(["doctor"], False, marks=pytest.mark.faults),
        pytest.param(
            ["ask", "What about the round of voices?", "--pairing", "Martin"],
            True,
            marks=pytest.mark.faults,
        ),
        pytest.param(["connect", "--test"], True, marks=pytest.mark.faults),
        pytest.param(["search", "listening"], False, marks=pytest.mark.faults),
    ],
)
def test_no_variable_of_the_environment_leads_anybody_astray(demo_store, tmp_path, command, asks):
    home = tmp_path / "home"
    settings = home / ".config" / "viceversa" / "settings.toml"
    settings.parent.mkdir(parents=True)
    with Trap() as trap, LoopbackModel("ok", text="{}") as server:
        settings.write_text(
            f'person = "ana-ferreira"\n[connection]\nbase_url = "{server.url}"\nmodel = "m"\n'
        )
        environment = {
            **os.environ, **trap.environment(), "HOME": str(home), "PYTHONPATH": str(ROOT),
            "VICEVERSA_STORE": str(demo_store),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, *command],
            capture_output=True, text=True, env=environment, check=False, timeout=240,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        assert trap.came == []
        went = {line.split(" ", 1)[1] for line in done.stderr.splitlines() if line[:4] == "WENT"}
        assert went <= {"127.0.0.1"}
        assert bool(server.requests) == asks
        heard = json.dumps([(r.headers, r.body) for r in server.requests])
        assert "canary" not in heard
        assert "sk-" not in done.stderr + done.stdout
