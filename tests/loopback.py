"""A scripted OpenAI-compatible server on loopback. Each behaviour has a name; requests are kept.

``LoopbackModel("stall")`` answers every request so; a list gives one behaviour for each request in
turn, the last one for all that follow.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

USAGE = {
    "prompt_tokens": 120,
    "completion_tokens": 9,
    "total_tokens": 129,
    "prompt_tokens_details": {"cached_tokens": 64},
}
WORDS = ("Ask ", "what ", "happened ", "next.")


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
        if self.script.behaviours[0] in _LISTS_NOTHING:
            _BEHAVIOURS[self.script.next()](self)
        else:
            models = [{"id": "loop-1", "object": "model", "created": 0, "owned_by": "loop"}]
            self.reply(200, json.dumps({"object": "list", "data": models}))

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", "0")))
        self._receive(json.loads(raw), raw)
        try:
            _BEHAVIOURS[self.script.next()](self)
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


def _ok(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"role": "assistant", "content": ""})
    for word in handler.words:
        handler.chunk({"content": word})
    handler.chunk({}, "stop")
    if handler.body.get("stream_options", {}).get("include_usage"):
        handler.event({"choices": [], "usage": USAGE})
    handler.close_stream()


def _no_usage(handler: Handler) -> None:
    """Refuses the wish to be told what an answer took."""
    if "stream_options" in handler.body:
        handler.fault(400, "unknown_parameter", "Unrecognized argument: stream_options")
    else:
        _ok(handler)


def _usage_all_along(handler: Handler) -> None:
    """Counts up in every event, as some servers do."""
    handler.open_stream()
    for number, word in enumerate(handler.words, start=1):
        told = {**USAGE, "completion_tokens": number}
        choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
        handler.event({"choices": [choice], "usage": told})
    handler.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": USAGE})
    handler.close_stream()


def _ending(*, finish: str | None, done: bool = True) -> Callable[[Handler], None]:
    def behave(handler: Handler) -> None:
        handler.open_stream()
        for word in handler.words:
            handler.chunk({"content": word})
        if finish:
            handler.chunk({}, finish)
        handler.close_stream(done=done)

    return behave


def _status(status: int, code: str = "error", message: str = "no", **headers: str) -> Any:
    return lambda handler: handler.fault(status, code, message, **headers)


def _silent(handler: Handler) -> None:
    handler.wait_for_the_end()


def _slow_first_token(handler: Handler) -> None:
    handler.open_stream()
    handler.raw(": still here\n\n")
    handler.wait_for_the_end()


def _stall(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.wait_for_the_end()


def _cut(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.close_connection = True


def _reset(handler: Handler) -> None:
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    os.close(handler.connection.detach())


def _reset_midway(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    _reset(handler)


def _error_event(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.raw('data: {"error": {"message": "secret words of the server", "code": 500}}\n\n')
    handler.close_stream()


def _bad_event(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.raw("data: {this is not json\n\n")
    handler.close_stream()


def _html(handler: Handler) -> None:
    handler.reply(200, "<html><body>It works: sign in</body></html>", "text/html")


def _bad_json(handler: Handler) -> None:
    handler.reply(200, '{"choices": [{"message": ')


def _empty_choices(handler: Handler) -> None:
    handler.open_stream()
    handler.event({"choices": []})
    handler.close_stream()


def _no_choices(handler: Handler) -> None:
    handler.open_stream()
    handler.event({"choices": None})
    handler.close_stream()


def _null_content(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"role": "assistant", "content": None})
    handler.chunk({}, "stop")
    handler.close_stream()


def _null_delta(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk(None)
    handler.chunk({}, "stop")
    handler.close_stream()


def _refusal(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"role": "assistant", "content": None, "refusal": "I will not."})
    handler.chunk({}, "stop")
    handler.close_stream()


def _duplicated(handler: Handler) -> None:
    handler.open_stream()
    for word in handler.words:
        handler.chunk({"content": word})
        handler.chunk({"content": word})
    handler.chunk({}, "stop")
    handler.close_stream()


def _says(text: str) -> Callable[[Handler], None]:
    def behave(handler: Handler) -> None:
        handler.open_stream()
        for start in range(0, len(text), 5):
            handler.chunk({"content": text[start : start + 5]})
        handler.chunk({}, "stop")
        handler.close_stream()

    return behave


def _redirect(handler: Handler) -> None:
    handler.reply(307, "", location=handler.script.redirect_to or "http://127.0.0.1:9/v1/x")


def _not_streaming(handler: Handler) -> None:
    handler.whole(content="".join(handler.words))


def _no_schema(handler: Handler) -> None:
    """Takes no schema; knows JSON mode."""
    if handler.body.get("response_format", {}).get("type") == "json_schema":
        handler.fault(400, "bad", "response_format json_schema is not known")
    else:
        _ok(handler)


def _no_form(handler: Handler) -> None:
    """Takes no response_format at all."""
    if "response_format" in handler.body:
        handler.fault(400, "unsupported")
    else:
        _ok(handler)


def _endless(handler: Handler) -> None:
    handler.open_stream()
    while not handler.script.release.is_set():
        handler.chunk({"content": "on and "})
        handler.script.release.wait(0.005)


_BEHAVIOURS: dict[str, Callable[[Handler], None]] = {
    "ok": _ok,
    "401": _status(401, "invalid_api_key", "wrong key sk-secret"),
    "403": _status(403),
    "404": _status(404, "model_not_found"),
    "429 with retry-after": _status(429, "rate_limit", retry_after="0"),
    "429 come back soon": _status(429, "rate_limit", retry_after="20"),
    "429 come back tomorrow": _status(429, "rate_limit", retry_after="3600"),
    "429": _status(429, "rate_limit"),
    "quota": _status(429, "insufficient_quota"),
    "500": _status(500),
    "502": _status(502),
    "503": _status(503),
    "context exceeded": _status(400, "context_length_exceeded", "the prompt is too long"),
    "content filter refuses": _status(400, "content_filter"),
    "400": _status(400),
    "silent": _silent,
    "slow first token": _slow_first_token,
    "stall": _stall,
    "cut": _cut,
    "reset": _reset,
    "reset midway": _reset_midway,
    "error event": _error_event,
    "bad event": _bad_event,
    "html": _html,
    "bad json": _bad_json,
    "empty choices": _empty_choices,
    "no choices": _no_choices,
    "null content": _null_content,
    "null delta": _null_delta,
    "no finish reason": _ending(finish=None),
    "no finish, no done": _ending(finish=None, done=False),
    "length": _ending(finish="length"),
    "content filter": _ending(finish="content_filter"),
    "refusal": _refusal,
    "duplicated": _duplicated,
    "schema-invalid": _says('{"colour": 7}'),
    "fenced": _says('Here you are:\n```json\n{"word": "yes"}\n```\nHope it helps.'),
    "thinking": _says('<think>{"word": "no"}, or not?</think>{"word": "yes"}'),
    "surrogate": _says('{"word": "\ud83d"}'),
    "redirect": _redirect,
    "not streaming": _not_streaming,
    "no schema": _no_schema,
    "no form": _no_form,
    "no usage": _no_usage,
    "usage all along": _usage_all_along,
    "endless": _endless,
}
_LISTS_NOTHING = {"401", "403", "404", "429", "500", "502", "503", "redirect", "html"}
BEHAVIOURS = tuple(_BEHAVIOURS)


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
