"""One Chroma server for the guidance of many programs: asked, shared, written by two at once."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Source
from assistant.domain.visibility import Reader
from assistant.errors import StorageTrouble
from assistant.retrieval.chroma_server import GuidanceServer
from assistant.retrieval.ledger import packed
from assistant.retrieval.minilm import bundled_embedder
from assistant.retrieval.retriever import open_index

EMBEDDER = bundled_embedder()
CARDS = [
    Source(id=f"card:{n}", kind="guidance", record=str(n), title=f"Card {n}", text=text)
    for n, text in enumerate(("Listen to the end.", "Her laptop will not start.", "New chairs."))
]


class Counting:
    """The bundled embedder under another name, so that no shipped vector is used."""

    name, dimension = "counting", EMBEDDER.dimension

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        self.texts += texts
        return EMBEDDER.embed(texts)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """``chroma run`` on loopback, at a port that the system chose."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    folder = tmp_path_factory.mktemp("chroma")
    log = (folder / "log").open("wb")
    running = subprocess.Popen(
        [*command, "--port", str(port), "--path", str(folder / "data")], stdout=log, stderr=log
    )
    try:
        patience = time.monotonic() + 60
        while not re.search(rb"listening", (folder / "log").read_bytes()):
            assert running.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < patience
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()


def first(index, query: str) -> str:
    hits = index.search(SearchRequest(reader=Reader(person="me"), query=query))
    return hits[0].source.id


def test_the_second_program_embeds_nothing(server):
    made = Counting()
    index = open_index(None, "me", made, CARDS, guidance_server=server)
    index.warm_up()
    assert [t for t in made.texts if t != "warm"] == [card.text for card in CARDS]
    assert first(index, "broken computer") == "card:1"
    index.close()
    other = Counting()
    again = open_index(None, "you", other, CARDS, guidance_server=server)
    again.bring_in_line([])
    assert other.texts == []
    assert again.vectors_ready
    assert again.verify() == []
    assert first(again, "broken computer") == "card:1"
    again.close()


def test_two_writers_at_once_lose_and_mix_up_nothing(server):
    script = """
        import random, sys
        from assistant.retrieval.chroma_server import GuidanceServer
        from assistant.retrieval.ledger import packed

        there = GuidanceServer(sys.argv[1], "two writers")
        rows = [(f"{n:032x}", packed([random.Random(n * 8 + i).random() for i in range(8)]))
                for n in range(600)]
        random.Random(int(sys.argv[2])).shuffle(rows)
        for start in range(0, len(rows), 20):
            there.keep([("card", body, blob) for body, blob in rows[start:start + 20]])
    """
    command = [sys.executable, "-c", textwrap.dedent(script), server]
    writers = [subprocess.Popen([*command, str(seed)]) for seed in (1, 2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    import random

    wanted = {
        f"{n:032x}": packed([random.Random(n * 8 + i).random() for i in range(8)])
        for n in range(600)
    }
    assert GuidanceServer(server, "two writers").find({"card": wanted}) == wanted


def test_a_vector_that_was_tampered_with_is_passed_over(server):
    there = GuidanceServer(server, "tampered")
    right = packed([1.0, 0.0])
    there.keep([("card", "a" * 32, right)])
    other = base64.b64encode(packed([0.0, 1.0])).decode()
    there._ask("update", {"ids": ["a" * 32], "metadatas": [{"bytes": other}]})
    assert there.find({"card": ["a" * 32]}) == {}
    there.keep([("card", "a" * 32, right)])
    assert there.find({"card": ["a" * 32]}) == {"a" * 32: right}


def test_without_its_server_the_guidance_is_embedded_here():
    made = Counting()
    nowhere = "http://127.0.0.1:9"
    index = open_index(None, "me", made, CARDS, guidance_server=nowhere)
    index.warm_up()
    assert first(index, "broken computer") == "card:1"
    index.close()
    with pytest.raises(StorageTrouble, match="Chroma server"):
        GuidanceServer(nowhere, "x").find({"card": ["a"]})
