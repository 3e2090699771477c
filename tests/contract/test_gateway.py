"""The way to a model, against a server that misbehaves in every way we know of."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import aclosing
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from assistant.domain.connections import Connection
from assistant.domain.ports import ChatModel, Message
from assistant.domain.schemas import schema_of
from assistant.errors import (
    ModelAnswerUnusable,
    ModelBusy,
    ModelRefused,
    ModelTrouble,
    ModelUnreachable,
)
from assistant.llm.gateway import OpenAIChatModel
from assistant.llm.structured import ask_for
from assistant.llm.trial import try_connection
from assistant.patience import Patience
from tests.loopback import BEHAVIOURS, USAGE, WORDS, LoopbackModel

ROOT = Path(__file__).parents[2]


ASKED = [Message(role="user", content="What shall I ask?")]


SHORT = Patience(connect=2, first_token=0.6, idle=0.6, total=8, pause=0.01)


ROOMY = Patience(connect=5, first_token=20, idle=20, total=60, pause=0.01)


SAID = "".join(WORDS)


class Word(BaseModel):
    word: str


@pytest.fixture(scope="module", autouse=True)
def _vendors_are_loaded() -> None:
    """Loading them takes seconds on a busy machine, which no limit of a test should measure."""
    with LoopbackModel("ok") as server:
        asyncio.run(stream_all(connect(server, ROOMY)))


def connect(
    server: LoopbackModel, patience: Patience = SHORT, key: str | None = None
) -> OpenAIChatModel:
    connection = Connection(base_url=server.url, model="loop-1", patience=patience)
    return OpenAIChatModel(connection, SecretStr(key) if key else None)


async def stream_all(model: ChatModel) -> tuple[str, ModelTrouble | None]:
    """What arrived, and the trouble that ended it."""
    arrived = ""
    try:
        async for fragment in model.stream(ASKED):
            arrived += fragment
            if len(arrived) > 200:
                break
    except ModelTrouble as trouble:
        return arrived, trouble
    return arrived, None


async def complete_all(model: ChatModel) -> tuple[str, ModelTrouble | None]:
    try:
        return await model.complete(ASKED, schema=schema_of(Word)), None
    except ModelTrouble as trouble:
        return "", trouble


# Behaviour: what the stream ends with, and what a schema-bound answer ends with. None is an answer.
EXPECTED: dict[str, tuple[type[ModelTrouble] | None, type[ModelTrouble] | None]] = {
    "ok": (None, None),
    "401": (ModelRefused, ModelRefused),
    "403": (ModelRefused, ModelRefused),
    "404": (ModelRefused, ModelRefused),
    "429 with retry-after": (ModelBusy, ModelBusy),
    "429 come back soon": (ModelBusy, ModelBusy),
    "429 come back tomorrow": (ModelBusy, ModelBusy),
    "429": (ModelBusy, ModelBusy),
    "quota": (ModelRefused, ModelRefused),
    "500": (ModelUnreachable, ModelUnreachable),
    "502": (ModelUnreachable, ModelUnreachable),
    "503": (ModelBusy, ModelBusy),
    "context exceeded": (ModelRefused, ModelRefused),
    "content filter refuses": (ModelRefused, ModelRefused),
    "400": (ModelRefused, ModelRefused),
    "silent": (ModelUnreachable, ModelUnreachable),
    "slow first token": (ModelUnreachable, ModelUnreachable),
    "stall": (ModelUnreachable, ModelUnreachable),
    "cut": (ModelUnreachable, ModelUnreachable),
    "reset": (ModelUnreachable, ModelUnreachable),
    "reset midway": (ModelUnreachable, ModelUnreachable),
    "error event": (ModelUnreachable, ModelUnreachable),
    "bad event": (ModelUnreachable, ModelUnreachable),
    "html": (ModelUnreachable, ModelUnreachable),
    "bad json": (ModelUnreachable, ModelUnreachable),
    "empty choices": (ModelUnreachable, ModelUnreachable),
    "no choices": (ModelUnreachable, ModelUnreachable),
    "null content": (ModelAnswerUnusable, ModelAnswerUnusable),
    "null delta": (ModelAnswerUnusable, ModelAnswerUnusable),
    "no finish reason": (ModelUnreachable, ModelUnreachable),
    "no finish, no done": (ModelUnreachable, ModelUnreachable),
    "length": (ModelAnswerUnusable, ModelAnswerUnusable),
    "content filter": (ModelRefused, ModelRefused),
    "refusal": (ModelAnswerUnusable, ModelAnswerUnusable),
    "duplicated": (None, None),
    "schema-invalid": (None, None),
    "fenced": (None, None),
    "thinking": (None, None),
    "surrogate": (None, None),
    "redirect": (ModelRefused, ModelRefused),
    "not streaming": (None, None),
    "no schema": (None, None),
    "no form": (None, None),
    "no usage": (None, None),
    "usage all along": (None, None),
}


def test_every_behaviour_of_the_server_is_expected_to_end_somehow() -> None:
    assert set(EXPECTED) | {"endless"} == set(BEHAVIOURS)
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("behaviour", EXPECTED)
async def test_whatever_the_server_does_the_person_gets_an_answer_or_plain_words(
    behaviour: str,
) -> None:
    streamed, completed = EXPECTED[behaviour]
    for kind, use in ((streamed, stream_all), (completed, complete_all)):
        with LoopbackModel(behaviour) as server:
            arrived, trouble = await use(connect(server))
        assert type(trouble) is (kind or type(None)), (use.__name__, trouble)
        if trouble is None:
            assert arrived
        else:
            assert trouble.happened.endswith(".")
            assert trouble.next_step
            assert "secret" not in trouble.sentences()


async def test_what_had_arrived_stays_with_the_person_when_the_answer_breaks_off() -> None:
    for behaviour in ("stall", "cut", "reset midway", "error event", "bad event"):
        with LoopbackModel(behaviour) as server:
            arrived, trouble = await stream_all(connect(server))
        assert arrived == WORDS[0], behaviour
        assert trouble is not None


async def test_a_busy_server_is_asked_again_and_then_answers() -> None:
    for first in ("429 with retry-after", "500", "502", "503", "reset"):
        with LoopbackModel(first, first, "ok") as server:
            patience = SHORT.model_copy(update={"first_token": 20, "idle": 20, "total": 60})
            arrived, trouble = await stream_all(connect(server, patience))
            assert (arrived, trouble) == (SAID, None), first
            assert len(server.requests) == 3


async def test_nothing_is_asked_again_that_was_refused_or_had_begun() -> None:
    for behaviour in ("401", "403", "404", "quota", "400", "content filter refuses", "redirect",
                      "context exceeded", "429 come back tomorrow", "stall", "cut",
                      "error event"):  # fmt: skip
        with LoopbackModel(behaviour, "ok") as server:
            _, trouble = await stream_all(connect(server))
            assert trouble is not None, behaviour
            assert len(server.requests) == 1, behaviour


async def test_only_a_wait_within_the_limit_is_waited() -> None:
    for longest, requests in ((0.02, 2), (0.01, 1)):
        patience = SHORT.model_copy(update={"longest_wait": longest, "pause": 0.02})
        with LoopbackModel("503", "ok") as server:
            await stream_all(connect(server, patience))
            assert len(server.requests) == requests, longest


async def test_what_an_answer_took_is_the_servers_word_or_a_count_of_ours() -> None:
    for behaviour, basis, output in (
        ("ok", "reported", USAGE["completion_tokens"]),
        ("usage all along", "reported", USAGE["completion_tokens"]),
        ("no usage", "counted", 8),
        ("not streaming", "counted", 8),
        ("cut", "counted", 2),
    ):
        with LoopbackModel(behaviour) as server:
            model = connect(server)
            await stream_all(model)
            assert (model.usage.basis, model.usage.output) == (basis, output), behaviour
            assert model.fresh().usage.requests == 0
    for behaviour in ("401", "silent", "html"):
        with LoopbackModel(behaviour) as server:
            model = connect(server)
            await stream_all(model)
            assert model.usage.requests == 0, behaviour


async def test_a_server_that_takes_no_wish_for_a_count_is_asked_without_and_that_is_kept() -> None:
    with LoopbackModel("no usage", text='{"word": "yes"}') as server:
        model = connect(server)
        await stream_all(model)
        assert await model.complete(ASKED, schema=schema_of(Word)) == '{"word": "yes"}'
        assert ["stream_options" in request.body for request in server.requests] == [
            True,
            False,
            False,
        ]
        assert model.form == "json_schema"


async def test_a_long_wait_is_told_instead_of_waited() -> None:
    with LoopbackModel("429 come back tomorrow") as server:
        started = time.monotonic()
        _, trouble = await stream_all(connect(server))
    assert isinstance(trouble, ModelBusy)
    assert trouble.retry_after == 3600
    assert time.monotonic() - started < 5


async def test_leaving_closes_the_socket_within_a_fifth_of_a_second() -> None:
    for behaviour in ("stall", "endless"):
        with LoopbackModel(behaviour) as server:
            async with aclosing(connect(server, ROOMY).stream(ASKED)) as answer:
                async for _ in answer:
                    started = time.monotonic()
                    break
            # Far above the 200 ms that it takes: this finds a hang, not a slow machine.
            assert time.monotonic() - started < 3, behaviour
            assert await asyncio.to_thread(server.gone.wait, 5), behaviour


async def test_cancelling_while_the_model_says_nothing_closes_the_socket_too() -> None:
    with LoopbackModel("silent") as server:
        waiting = asyncio.ensure_future(complete_all(connect(server, ROOMY)))
        while not server.requests:
            await asyncio.sleep(0)
        started = time.monotonic()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        # As above; ``benchmarks.gateway`` measures it.
        assert time.monotonic() - started < 3
        assert await asyncio.to_thread(server.gone.wait, 5)


async def test_an_endless_answer_ends_with_the_total_limit() -> None:
    with LoopbackModel("endless") as server:
        patience = SHORT.model_copy(update={"total": 1.0})
        with pytest.raises(ModelUnreachable, match=r"did not finish in 1 s"):
            await connect(server, patience).complete(ASKED)


async def test_an_address_where_nothing_listens_is_told_at_once() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
        model = OpenAIChatModel(Connection(base_url=url, model="m", patience=SHORT))
        _, trouble = await stream_all(model)
    assert isinstance(trouble, ModelUnreachable)
    assert trouble.happened == "Nothing answers at that address."


async def test_no_body_goes_to_a_second_host_on_a_redirect() -> None:
    with LoopbackModel("ok") as other, LoopbackModel("redirect", redirect_to=other.url) as server:
        _, trouble = await stream_all(connect(server))
        assert isinstance(trouble, ModelRefused)
        assert other.requests == []


async def test_the_server_hears_the_request_and_nothing_about_this_machine() -> None:
    with LoopbackModel("ok") as server:
        await stream_all(connect(server, key="sk-own"))
        await stream_all(connect(server))
        keyed, bare = server.requests
    assert keyed.headers["authorization"] == "Bearer sk-own"
    assert "authorization" not in bare.headers
    allowed = {"host", "connection", "accept", "content-type", "content-length", "user-agent"}
    assert set(bare.headers) <= allowed
    assert keyed.body["messages"] == [{"role": "user", "content": ASKED[0].content}]
    assert keyed.body["max_tokens"] == 1200
    assert "user" not in keyed.body


async def test_a_server_without_schemas_is_asked_more_simply_and_that_is_remembered() -> None:
    answer = '{"word": "yes"}'
    for behaviour, form, requests in (("no schema", "json_object", 2), ("no form", "plain", 3)):
        with LoopbackModel(behaviour, text=answer) as server:
            model = connect(server)
            assert await model.complete(ASKED, schema=schema_of(Word)) == answer
            assert len(server.requests) == requests
            assert model.form == form
            await model.complete(ASKED, schema=schema_of(Word))
            assert len(server.requests) == requests + 1


async def test_fences_thoughts_and_broken_letters_do_not_reach_the_draft() -> None:
    for behaviour, word in (("fenced", "yes"), ("thinking", "yes"), ("surrogate", "\ufffd")):
        with LoopbackModel(behaviour) as server:
            found, repaired = await ask_for(connect(server), ASKED, Word)
        assert (found.word, repaired) == (word, False)


async def test_an_answer_in_the_wrong_form_is_repaired_once_and_then_given_up() -> None:
    with LoopbackModel("schema-invalid", "fenced") as server:
        found, repaired = await ask_for(connect(server), ASKED, Word)
        assert (found.word, repaired) == ("yes", True)
        told = server.requests[1].body["messages"][-1]["content"]
        assert "word: Field required" in told
    with LoopbackModel("schema-invalid") as server:
        with pytest.raises(ModelAnswerUnusable):
            await ask_for(connect(server), ASKED, Word)
        assert len(server.requests) == 2


async def test_a_trial_says_what_works_and_what_to_do_about_the_rest() -> None:
    sample = '{"colour": "green", "number": 3}'
    with LoopbackModel("ok", text=sample) as server:
        report = await try_connection(connect(server))
    assert report.works
    assert report.place == "this computer"
    assert report.models == ("loop-1",)
    assert (report.schema_mode, report.streams) == ("json_schema", True)
    assert len(report.sentences) == 3
    for behaviour, words in (
        ("401", "The key was refused."),
        ("html", "That address answers, but not as a language model does."),
        ("404", "no such model"),
        ("503", "The model is busy."),
    ):
        with LoopbackModel(behaviour) as server:
            report = await try_connection(connect(server))
        assert not report.reachable
        assert not report.works
        assert words in report.sentences[0], behaviour


async def test_a_model_that_only_talks_is_said_to_leave_drafts_to_the_rules() -> None:
    with LoopbackModel("ok") as server:
        report = await try_connection(connect(server))
    assert report.reachable
    assert report.streams
    assert not report.works
    assert "drafts would stay with the rules" in report.sentences[2]
