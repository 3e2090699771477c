"""Whatever a model's server does, a document by rules is there: one harness for every document.

``await stands_up_to(name, assistant, draft)`` lets a server behave so and asks for a document;
``server_behaviours()`` lists the names, for ``pytest.mark.parametrize`` or a loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal, Protocol

from assistant.api import Assistant
from assistant.domain.drafts import Receipt
from assistant.errors import ModelTrouble
from tests.loopback import BEHAVIOURS, LoopbackModel

SHORT = {"connect": 1, "first_token": 0.3, "idle": 0.3, "total": 1.5, "pause": 0.01}
"""Timeouts for settings, so that a server that says nothing costs a test a third of a second."""
PATIENT = 300.0
"""Seconds after which a call counts as hanging; the first one also imports the vendors."""
TYPED = "What I was typing when the server failed, with its [brackets] and \u00e9."


class Drafted(Protocol):
    """What a document's call gives back: an AgendaDraft, a PageDraft."""

    @property
    def receipt(self) -> Receipt: ...


Draft = Callable[[Assistant, Literal["auto", "model"]], Awaitable[Drafted | None]]
"""Asks for one document; None where it keeps no receipt, such as an answer in a talk."""


def server_behaviours() -> tuple[str, ...]:
    """Every way in which the server of ``tests.loopback`` behaves, good and bad."""
    return BEHAVIOURS


async def stands_up_to(
    behaviour: str, assistant: Assistant, draft: Draft, *, also_required: bool = True
) -> bool:
    """Assert that the document is there, that trouble is told in plain words, that nothing but
    ModelTrouble comes out where a model is ``also_required``, and that what was being typed stays.

    True if the server was asked at all: on a busy machine a connection may be given up before, and
    a document that never asks its model would stand up to anything.

    Give the assistant ``connection={"timeouts": SHORT}``.
    """
    place = "harness:note"
    await assistant.keep_text(place, TYPED)
    with LoopbackModel(behaviour, text="{}") as server:
        await assistant.connect(server.url, "loop-1")
        made = await asyncio.wait_for(draft(assistant, "auto"), PATIENT)
        # On a busy machine even a good server may be given up: then the note says so.
        if made is not None:
            assert made.receipt.engine in ("rules", "model"), behaviour
            if made.receipt.engine == "rules":
                assert "The rules wrote this" in made.receipt.note, behaviour
                assert "secret" not in made.receipt.note, behaviour
        try:
            if also_required:
                await asyncio.wait_for(draft(assistant, "model"), PATIENT)
        except ModelTrouble as trouble:
            assert trouble.happened.endswith("."), behaviour
            assert "secret" not in trouble.sentences(), behaviour
    assert await assistant.kept_text(place) == TYPED, behaviour
    return any("messages" in request.body for request in server.requests)
