"""A reranker at an address: a better order for what a person asks, and never anything else."""

from __future__ import annotations

import asyncio

import pytest

from assistant.api import Assistant
from assistant.bootstrap import services
from assistant.domain.connections import RerankEndpoint
from assistant.domain.finding import CANDIDATES
from assistant.errors import IndexTrouble, InvalidInput
from assistant.llm.reranking import EndpointReranker
from assistant.services import Services
from assistant.settings import load_settings
from tests.loopback_reranker import LoopbackReranker
from tests.loopback_vectors import LoopbackVectors


def shortest(_question: str, passage: str) -> float:
    """A rule that words and meaning do not follow."""
    return 1000.0 / len(passage)


def endpoint(server: LoopbackVectors, **more: object) -> EndpointReranker:
    described = {"base_url": server.url, "model": "m", "seconds": 20.0, **more}
    return EndpointReranker(RerankEndpoint.model_validate(described), rest=0.0)


@pytest.fixture
def opened(demo_store, tmp_path) -> Services:
    """The demo, its first mentor, by words alone, settings in a file."""
    file = tmp_path / "settings.toml"
    environ = {
        "VICEVERSA_STORE": str(demo_store),
        "VICEVERSA_AS": "ana-ferreira",
        "VICEVERSA_EMBEDDER": "none",
    }
    made = services(load_settings(file, environ=environ), settings_file=file)
    yield made
    made.close()


def found(opened: Services, k: int = 8) -> list[str]:
    return [hit.passage.id for hit in opened.indexing.search("meeting", None, k)]


def test_what_is_found_comes_in_an_order_blended_with_the_rerankers(opened):
    before = found(opened, CANDIDATES)
    with LoopbackReranker(shortest) as server:
        opened.reranking.choose(server.url, model="m")
        hits = opened.indexing.search("meeting", None, CANDIDATES)
        body = server.requests[-1][1]
    after = [hit.passage.id for hit in hits]
    assert set(after) == set(before), "nothing is added or lost"
    assert after != before
    assert len(server.requests) == 2, "one made-up trial, one request for a whole search"
    assert body["query"] == "meeting"
    liked = sorted(hits, key=lambda hit: len(f"{hit.passage.context}\n{hit.passage.text}"))
    assert after.index(liked[0].passage.id) < after.index(liked[-1].passage.id)


def test_the_reranker_gets_only_what_the_reader_was_about_to_see(opened):
    mine = opened.indexing.search("meeting", None, 100)
    shown = {f"{hit.passage.context}\n{hit.passage.text}".strip() for hit in mine}
    with LoopbackReranker(shortest) as server:
        opened.reranking.choose(server.url, model="m")
        opened.indexing.search("meeting", None, 5)
        sent = server.requests[-1][1]["documents"]
    assert 5 < len(sent) <= CANDIDATES
    assert {text.strip() for text in sent} <= shown


@pytest.mark.parametrize(
    "act",
    [
        *("short", "redirect", "500", "silent"),
        *(
            pytest.param(act, marks=pytest.mark.faults)
            for act in ("html", "nan", "401", "dripping")
        ),
    ],
)
def test_in_trouble_the_order_stands_and_it_is_said_once(opened, act):
    before = found(opened)
    with (
        LoopbackReranker(shortest) as elsewhere,
        LoopbackReranker(shortest) as server,
    ):
        opened.reranking.choose(server.url, model="m")
        chosen = opened.context.settings.reranker
        quick = chosen.model_copy(update={"seconds": 0.2})
        opened.context.settings = opened.context.settings.model_copy(update={"reranker": quick})
        server.behaviours[:] = [act]
        server._redirect_to = f"{elsewhere.url}/rerank" if act == "redirect" else ""
        asked = len(server.requests)
        assert found(opened) == before
        assert found(opened) == before
        assert len(server.requests) == asked + 1, "it is left alone for a while"
        assert elsewhere.requests == []
    said = opened.reranking.new_notice()
    assert "order of words and meaning" in said
    assert "secret" not in said
    assert opened.reranking.new_notice() == ""
    checks = {check.name: check for check in opened.health.checks()}
    assert not checks["reranker"].ok


def test_a_server_that_is_gone_is_no_trouble_for_the_search(opened):
    before = found(opened)
    with LoopbackReranker(shortest) as server:
        opened.reranking.choose(server.url, model="m")
    assert found(opened) == before
    assert "could not be reached" in opened.reranking.view().notice


def test_nothing_goes_to_another_computer_that_nobody_agreed_to():
    described = {"base_url": "https://order.example.org/v1", "model": "m"}
    with pytest.raises(IndexTrouble, match="Nobody has agreed"):
        EndpointReranker(RerankEndpoint.model_validate(described)).judge("q", ["private words"])


def test_proxies_and_keys_of_the_environment_are_ignored(monkeypatch):
    with LoopbackReranker(shortest) as trap, LoopbackReranker(shortest) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, trap.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
        assert len(endpoint(server).judge("q", ["one", "another \ud800"])) == 2
    assert trap.requests == []
    assert "authorization" not in server.requests[0][0]


@pytest.mark.parametrize(
    ("choice", "more", "says"),
    [
        ("https://order.example.org/v1", {"model": "m"}, "would go to order.example.org"),
        ("http://order.example.org/v1", {"model": "m"}, "in the open"),
        ("http://127.0.0.1:9/v1", {}, "no name"),
        ("bundled", {}, "an address, or off"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_before_anything_is_sent(opened, choice, more, says):
    with pytest.raises(InvalidInput, match=says):
        opened.reranking.choose(choice, **more)
    assert opened.reranking.view().name == ""


def test_one_that_does_not_answer_rightly_is_not_taken(opened):
    with LoopbackReranker(shortest, "html") as server, pytest.raises(IndexTrouble):
        opened.reranking.choose(server.url, model="m")
    assert not opened.reranking.chosen


def test_it_is_kept_in_the_settings_and_off_again(opened, tmp_path):
    async def act() -> tuple[str, str]:
        assistant = Assistant(lambda: opened)
        with LoopbackReranker(shortest) as server:
            on = await assistant.rerank_by(f"{server.url}/rerank", model="m")
        kept = load_settings(tmp_path / "settings.toml", environ={}).reranker
        assert kept.base_url == server.url
        off = await assistant.rerank_by("off")
        return on.name, off.name

    on, off = asyncio.run(act())
    assert on.startswith("m at 127.0.0.1")
    assert off == ""
    assert load_settings(tmp_path / "settings.toml", environ={}).reranker.base_url == ""
