"""Every document against every behaviour of a model's server."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import Any

import pytest

from assistant.errors import ModelAnswerUnusable
from assistant.prompts.catalog import prompt_names
from tests.behaviours import SHORT, Draft, server_behaviours, stands_up_to
from tests.loopback import LoopbackModel


async def an_answer(ana: Any, engine: str) -> None:
    """A question in the talk: passages where the model fails, and a note that says so."""
    events = [e async for e in ana.ask("the round of voices?", pairing="Martin", engine=engine)]
    done = events[-1]
    assert done.kind == "done"
    assert done.text
    assert done.engine == "model" or (done.citations and done.note)


async def a_change(ana: Any, engine: str) -> None:
    """Words that the rules cannot tell: the lines are offered where the model fails."""
    await ana.prepare_agenda("ana-martin", engine="rules")
    words = "drop the woolly bit about parking"
    events = [e async for e in ana.ask(words, pairing="ana-martin", engine=engine)]
    change = next(event.change for event in events if event.change is not None)
    assert change.made or change.offers


async def a_rehearsal(ana: Any, engine: str) -> None:
    """Practising aloud: an answer of the list that comes along where the model fails."""
    said = ["In session 3 you filled in the form for me, and I stopped asking."]
    heard = await ana.rehearse("ana-martin", said, engine=engine)
    assert any(turn.invented and turn.text for turn in heard.turns)


@dataclass(frozen=True)
class Document:
    """One of the product's documents: by which prompt, for whom, and how it is asked for."""

    prompt: str
    draft: Draft
    person: str = "ana-ferreira"


DOCUMENTS = (
    Document("agenda", lambda ana, engine: ana.prepare_agenda("ana-martin", engine=engine)),
    Document("agenda-change", a_change),
    Document("answer", an_answer),
    Document(
        "brief",
        lambda martin, engine: martin.prepare_brief("ana-martin", engine=engine),
        "martin-hallett",
    ),
    Document(
        "read-first",
        lambda martin, engine: martin.prepare_reading("ana-martin", engine=engine),
        "martin-hallett",
    ),
    Document(
        "feedback-summary", lambda ana, engine: ana.summarise_feedback("ana-martin", engine=engine)
    ),
    Document(
        "reflection", lambda ana, engine: ana.suggest_questions("ana-martin", 3, engine=engine)
    ),
    Document("rehearsal", a_rehearsal),
    Document(
        "summary-note", lambda oonagh, engine: oonagh.summary_note(engine=engine), "oonagh-reid"
    ),
    Document(
        "session-summary", lambda ana, engine: ana.summarise_session("ana-martin", 3, engine=engine)
    ),
)


def test_every_document_is_among_them() -> None:
    there = {document.prompt for document in DOCUMENTS}
    assert there == set(prompt_names()), "A prompt came or went: name its document above."
    assert len(server_behaviours()) >= 25


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.prompt)
async def test_whatever_the_server_does_the_document_is_there(open_as, document: Document) -> None:
    """Each behaviour once, dealt out among the documents; ``make faults`` tries all with all."""
    assistant = open_as(document.person, connection={"timeouts": SHORT})
    for behaviour in server_behaviours()[DOCUMENTS.index(document) :: len(DOCUMENTS)]:
        await stands_up_to(behaviour, assistant, document.draft, also_required=False)


@pytest.mark.faults
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.prompt)
async def test_every_behaviour_for_every_document(open_as, document: Document) -> None:
    assistant = open_as(document.person, connection={"timeouts": SHORT})
    for behaviour in server_behaviours():
        await stands_up_to(behaviour, assistant, document.draft)
    print(f"{document.prompt}: {len(server_behaviours())} behaviours, 0 uncaught")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.prompt)
async def test_what_leaves_for_a_document_is_what_was_shown_and_names_nobody(
    open_as, document: Document
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
