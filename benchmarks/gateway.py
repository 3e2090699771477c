"""What the gateway adds to a bare call of the vendor's kit: seconds to the first fragment, with a
server on loopback that waits before it answers; and how fast leaving closes the connection.

Usage: python -m benchmarks.gateway [--runs 40] [--wait 0.3]
"""

import argparse
import asyncio
import json
import statistics
import threading
import time
from contextlib import aclosing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from assistant.domain.connections import Connection
from assistant.domain.ports import Message
from assistant.llm.gateway import OpenAIChatModel

Pairs = list[tuple[float, float]]
MESSAGES = [
    Message(role="system", content="Answer shortly. " * 250),
    Message(role="user", content="What shall I ask first? " * 150),
]
"""As long as the request for an agenda."""


class Waiting(BaseHTTPRequestHandler):
    """Streams twenty words, the first after ``wait`` seconds."""

    protocol_version = "HTTP/1.1"
    wait = 0.3
    left: ClassVar[list[float]] = []
    """Moments at which a client was found to have left."""

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        time.sleep(self.wait)
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for number in range(20):
                self.event({"content": f"word{number} "}, None)
            if self.path.endswith("/stall/chat/completions"):
                self.connection.recv(1)
                self.left.append(time.perf_counter())
                return
            self.event({}, "stop")
            self.wfile.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")
        except OSError:
            self.left.append(time.perf_counter())

    def event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        text = f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()
        self.wfile.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
        self.wfile.flush()


async def bare(kit: object) -> tuple[float, float]:
    """Seconds to the first fragment through the kit alone, one client kept for all calls; and
    seconds of this thread's processor until then."""
    started, worked = time.perf_counter(), time.thread_time()
    stream = await kit.chat.completions.create(  # type: ignore[attr-defined]
        model="m",
        messages=[{"role": message.role, "content": message.content} for message in MESSAGES],
        stream=True,
        max_tokens=1200,
    )
    first, busy = 0.0, 0.0
    async for chunk in stream:
        if not first and chunk.choices and chunk.choices[0].delta.content:
            first, busy = time.perf_counter() - started, time.thread_time() - worked
    return first, busy


async def ours(model: OpenAIChatModel) -> tuple[float, float]:
    """The same through the gateway."""
    started, worked = time.perf_counter(), time.thread_time()
    first, busy = 0.0, 0.0
    async with aclosing(model.fresh().stream(MESSAGES)) as fragments:
        async for _ in fragments:
            if not first:
                first, busy = time.perf_counter() - started, time.thread_time() - worked
    return first, busy


async def leaving(model: OpenAIChatModel) -> tuple[float, float]:
    """Seconds until the caller has gone on, and until the server saw the connection close."""
    async with aclosing(model.fresh().stream(MESSAGES)) as fragments:
        async for _ in fragments:
            break
        left = time.perf_counter()
    gone_on = time.perf_counter() - left
    for _ in range(400):
        if Waiting.left:
            break
        await asyncio.sleep(0.005)
    return gone_on, Waiting.left.pop() - left if Waiting.left else float("nan")


async def measure(url: str, runs: int) -> tuple[Pairs, Pairs, Pairs]:
    """All three in turn, so that a busy machine is busy for all."""
    import httpx2
    import openai

    http = openai.DefaultAsyncHttpxClient(timeout=httpx2.Timeout(60))
    kit = openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0, http_client=http)
    model = OpenAIChatModel(Connection(base_url=f"{url}/v1", model="m"))
    stalling = OpenAIChatModel(Connection(base_url=f"{url}/stall", model="m"))
    for _ in range(3):
        await bare(kit)
        await ours(model)
    theirs, mine = [], []
    for _ in range(runs):
        theirs.append(await bare(kit))
        mine.append(await ours(model))
    return theirs, mine, [await leaving(stalling) for _ in range(min(runs, 20))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--wait", type=float, default=0.3, help="the server's own seconds")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    Waiting.wait = options.wait
    server = ThreadingHTTPServer(("127.0.0.1", 0), Waiting)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    theirs, mine, gone = asyncio.run(measure(url, options.runs))
    server.shutdown()
    (theirs, their_work), (mine, my_work) = zip(*theirs, strict=True), zip(*mine, strict=True)
    kit, gateway = statistics.median(theirs), statistics.median(mine)
    added_work = statistics.median(my_work) - statistics.median(their_work)
    figures = {
        "server_wait_ms": options.wait * 1000,
        "kit_first_fragment_ms": round(kit * 1000, 1),
        "gateway_first_fragment_ms": round(gateway * 1000, 1),
        "added_percent": round((gateway / kit - 1) * 100, 1),
        "added_processor_ms": round(added_work * 1000, 1),
        "added_processor_percent": round(added_work / min(theirs) * 100, 1),
        "fastest_kit_ms": round(min(theirs) * 1000, 1),
        "fastest_gateway_ms": round(min(mine) * 1000, 1),
        "fastest_added_percent": round((min(mine) / min(theirs) - 1) * 100, 1),
        "leaving_ms": round(statistics.median(went for went, _ in gone) * 1000, 1),
        "leaving_ms_worst": round(max(went for went, _ in gone) * 1000, 1),
        "socket_closed_ms_worst": round(max(closed for _, closed in gone) * 1000, 1),
        "runs": options.runs,
    }
    if options.json:
        print(json.dumps(figures))
        return
    for way, kind in (("median", ""), ("fastest", "fastest_")):
        kit_ms = figures[f"{kind}kit{'' if kind else '_first_fragment'}_ms"]
        our_ms = figures[f"{kind}gateway{'' if kind else '_first_fragment'}_ms"]
        added = figures[f"{kind}added_percent"]
        print(
            f"first fragment, {way:<8} kit {kit_ms} ms, gateway {our_ms} ms: +{added} % (bar 5 %)"
        )
    work, share = figures["added_processor_ms"], figures["added_processor_percent"]
    print(f"of that, processor time: {work} ms, {share} % of the kit's fastest")
    worst, closed = figures["leaving_ms_worst"], figures["socket_closed_ms_worst"]
    print(f"leaving: median {figures['leaving_ms']} ms, worst {worst} ms (bar 200 ms)")
    print(f"the server sees the connection close after {closed} ms at worst")


if __name__ == "__main__":
    main()
