"""A scripted OpenAI-compatible server on loopback. Each behaviour has a name; requests are kept.

``LoopbackModel("stall")`` answers every request so; a list gives one behaviour for each request in
turn, the last one for all that follow.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.loopback_behaviours import BEHAVIOURS, BY_NAME, LISTS_NOTHING, USAGE, WORDS

__all__ = ["BEHAVIOURS", "USAGE", "WORDS", "LoopbackModel", "digest"]


_MARK = re.compile(r"----[0-9a-f]{16}----")


def digest(messages: Sequence[Mapping[str, Any]]) -> str:
    """What tells one request from another: its messages, but for the fence's random mark."""
    said = [[m["role"], _MARK.sub("----", m["content"])] for m in messages]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]


@dataclass
class Received:
    """One request as it arrived. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    raw: bytes = b""


@dataclass
class Script:
    """What the server shall do, and what it saw."""

    behaviours: list[str]
    text: str = ""
    requests: list[Received] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when a client closed its connection while an answer was under way."""
    release: threading.Event = field(default_factory=threading.Event)
    """Ends all waiting when the server closes."""
    redirect_to: str = ""
    answers: Mapping[str, str] | None = None
    """Answers by the digest of a request; then ``text`` is what any other request gets."""
    reads: Callable[[dict[str, Any]], str] | None = None
    """Makes the answer from the request's body, as a model does; then ``text`` is not used."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> str:
        with self.lock:
            return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: ClassVar[Script]

    def log_message(self, *args: object) -> None:
        """Say nothing: a test's output is its own."""

    def do_GET(self) -> None:
        self._receive({})
        if self.script.behaviours[0] in LISTS_NOTHING:
            BY_NAME[self.script.next()](self)
        else:
            models = [{"id": "loop-1", "object": "model", "created": 0, "owned_by": "loop"}]
            self.reply(200, json.dumps({"object": "list", "data": models}))

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", "0")))
        self._receive(json.loads(raw), raw)
        try:
            BY_NAME[self.script.next()](self)
        except OSError:
            self.script.gone.set()
            self.close_connection = True

    def _receive(self, body: dict[str, Any], raw: bytes = b"") -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.script.requests.append(Received(self.path, headers, body, raw))

    @property
    def body(self) -> dict[str, Any]:
        return self.script.requests[-1].body

    @property
    def words(self) -> Sequence[str]:
        if self.script.reads is not None:
            return [self.script.reads(self.body)]
        if self.script.answers is not None:
            known = self.script.answers.get(digest(self.body["messages"]))
            return [known if known is not None else self.script.text]
        return re.findall(r"\S+\s*|\s+", self.script.text) or WORDS

    def reply(self, status: int, body: str, kind: str = "application/json", **headers: str) -> None:
        encoded = body.encode("utf-8", "surrogatepass")
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(encoded)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(encoded)

    def fault(self, status: int, code: str, message: str = "no", **headers: str) -> None:
        error = {"error": {"message": message, "type": code, "code": code}}
        self.reply(status, json.dumps(error), **headers)

    def open_stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def raw(self, text: str) -> None:
        encoded = text.encode("utf-8", "surrogatepass")
        self.wfile.write(f"{len(encoded):x}\r\n".encode() + encoded + b"\r\n")
        self.wfile.flush()

    def chunk(self, delta: dict[str, Any] | None, finish: str | None = None) -> None:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        self.event({"choices": choices})

    def event(self, fields: dict[str, Any]) -> None:
        head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "loop-1"}
        self.raw(f"data: {json.dumps({**head, **fields})}\n\n")

    def close_stream(self, *, done: bool = True) -> None:
        if done:
            self.raw("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def whole(self, **message: Any) -> None:
        choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
        head = {"id": "c1", "object": "chat.completion", "created": 1, "model": "loop-1"}
        self.reply(200, json.dumps({**head, "choices": [choice]}))

    def wait_for_the_end(self) -> None:
        """Until the client leaves or the test ends."""
        self.connection.settimeout(0.02)
        while not self.script.release.is_set():
            try:
                if self.connection.recv(1) == b"":
                    self.script.gone.set()
                    break
            except TimeoutError:
                continue
        self.close_connection = True


class LoopbackModel:
    """The server, running from ``with`` to the end of it."""

    def __init__(self, *behaviours: str, text: str = "", redirect_to: str = "") -> None:
        self.script = Script(list(behaviours) or ["ok"], text=text, redirect_to=redirect_to)
        handler = type("ScriptedHandler", (Handler,), {"script": self.script})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def requests(self) -> list[Received]:
        return self.script.requests

    @property
    def gone(self) -> threading.Event:
        return self.script.gone

    def __enter__(self) -> LoopbackModel:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.script.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
