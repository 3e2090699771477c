"""Every document against every behaviour of a model's server."""

from __future__ import annotations

import contextlib
import re

import pytest

from assistant.errors import ModelAnswerUnusable
from assistant.prompts.catalog import prompt_names
from tests.behaviours import SHORT, server_behaviours, stands_up_to
from tests.loopback import LoopbackModel
from tests.model_documents import DOCUMENTS, ModelDocument


def test_every_document_is_among_them() -> None:
    there = {document.prompt for document in DOCUMENTS}
    assert there == set(prompt_names()), "A prompt came or went: name its document."
    assert len(server_behaviours()) >= 25


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
async def test_whatever_the_server_does_the_document_is_there(
    open_as, document: ModelDocument
) -> None:
    """Two behaviours for each, and no two documents have the same; the gateway's own tests meet
    every behaviour, and ``make faults`` tries all with all."""
    assistant = open_as(document.person, connection={"timeouts": SHORT})
    share = server_behaviours()[DOCUMENTS.index(document) :: len(DOCUMENTS)][:2]
    asked = [
        await stands_up_to(behaviour, assistant, document.draft, also_required=False)
        for behaviour in share
    ]
    assert any(asked)


@pytest.mark.faults
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
async def test_every_behaviour_for_every_document(open_as, document: ModelDocument) -> None:
    assistant = open_as(document.person, connection={"timeouts": SHORT})
    asked = [
        await stands_up_to(behaviour, assistant, document.draft)
        for behaviour in server_behaviours()
    ]
    print(f"{document.name}: {len(asked)} behaviours, {sum(asked)} asked, 0 uncaught")
    assert sum(asked) > len(asked) * 0.8


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
async def test_what_leaves_for_a_document_is_what_was_shown_and_names_nobody(
    open_as, document: ModelDocument
) -> None:
    assistant = open_as(document.person, connection={"replace_names": True})
    names = {word for person in await assistant.people() for word in person.name.split()}
    with LoopbackModel("ok", text="{}") as server:
        await assistant.connect(server.url, "m")
        shown = await assistant.request_of(lambda: document.draft(assistant, "model"))
        assert server.requests == []
        with contextlib.suppress(ModelAnswerUnusable):
            await document.draft(assistant, "model")
        sent = server.requests[0].raw.decode()
    assert sent == shown.body
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", sent)] == []
    assert "Wexholme" not in sent
