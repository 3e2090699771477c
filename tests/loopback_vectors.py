"""A server on loopback that makes vectors as an OpenAI-compatible address does, and misbehaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO

Embed = Callable[[Sequence[str]], list[list[float]]]


class LoopbackVectors:
    """``behaviours`` are what it does for each request in turn, the last one for all that follow:
    ``ok`` (in another order than asked), a status, or ``html``, ``short``, ``wide``, ``nan``,
    ``redirect``, ``silent``, ``dripping`` (headers without an end, one now and then)."""

    def __init__(self, embed: Embed, *behaviours: str, redirect_to: str = "") -> None:
        self.behaviours = list(behaviours) or ["ok"]
        self.requests: list[tuple[dict[str, str], dict[str, Any]]] = []
        self._embed, self._redirect_to = embed, redirect_to
        self._release = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.requests.append((headers, body))
                if outer.behaviours[0] == "dripping":
                    outer._drip(self.wfile)
                    return
                status, kind, answer = outer._answer(body)
                self.send_response(status)
                self.send_header("content-type", kind)
                if outer._redirect_to:
                    self.send_header("location", outer._redirect_to)
                self.send_header("retry-after", "0")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def _drip(self, out: BinaryIO) -> None:
        out.write(b"HTTP/1.1 200 OK\r\n")
        while not self._release.wait(0.05):
            out.write(b"x-more: of it\r\n")

    def _answer(self, body: dict[str, Any]) -> tuple[int, str, bytes]:
        act = self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]
        if act == "silent":
            self._release.wait(5)
        if act == "redirect":
            return 307, "text/plain", b""
        if act == "html":
            return 200, "text/html", b"<html>sign in</html>"
        if act.isdecimal():
            return int(act), "application/json", b'{"error": {"message": "secret words"}}'
        vectors = self._embed(body["input"])
        if act == "short":
            vectors = vectors[1:]
        if act == "wide":
            vectors = [[*vector, 0.5] for vector in vectors]
        if act == "nan":
            vectors = [[float("nan")] * len(vector) for vector in vectors]
        entries = [{"index": i, "embedding": v} for i, v in enumerate(vectors)]
        return 200, "application/json", json.dumps({"data": entries[::-1]}).encode()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> LoopbackVectors:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
