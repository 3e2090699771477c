"""An answer as a checked object: asked once, repaired once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

from assistant.domain.ports import ChatModel, Message
from assistant.domain.schemas import schema_of
from assistant.llm.failures import unusable
from assistant.llm.parsing import NotAsAsked, parse

T = TypeVar("T", bound=BaseModel)

# How much of a failed answer is worth sending back: a longer one would crowd out the request.
_KEPT = 2000


async def ask_for(
    model: ChatModel, messages: Sequence[Message], kind: type[T], *, max_tokens: int = 2400
) -> tuple[T, bool]:
    """The object that the model answers, and whether it needed the one repair turn.

    Raises ModelTrouble; ModelAnswerUnusable where the second answer is no better.
    """
    schema = schema_of(kind)
    answer = await model.complete(messages, schema=schema, max_tokens=max_tokens)
    try:
        return parse(answer, kind), False
    except NotAsAsked as fault:
        repair = "\n".join((*fault.sentences, "Send the whole JSON object again, and only that."))
    again = [
        *messages,
        Message(role="assistant", content=answer[:_KEPT]),
        Message(role="user", content=repair),
    ]
    answer = await model.complete(again, schema=schema, max_tokens=max_tokens)
    try:
        return parse(answer, kind), True
    except NotAsAsked as fault:
        raise unusable("The model's answer was not in the form that was asked for.") from fault
