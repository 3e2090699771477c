"""The one fake: a chat model that says what the test wrote for it, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from assistant.domain.connections import Usage
from assistant.domain.ports import Message
from assistant.errors import ModelTrouble


class ScriptedChatModel:
    """Answers in turn; an error in the script is raised in its turn, after ``partial`` if streamed.

    A script that has run out is a fault of the test, so it raises AssertionError.
    """

    def __init__(
        self,
        *answers: str | ModelTrouble,
        name: str = "scripted",
        host: str = "localhost",
        window: int = 8192,
        partial: str = "",
    ) -> None:
        self._answers = list(answers)
        self._name, self._host, self._window = name, host, window
        self._partial = partial
        self.requests: list[tuple[Message, ...]] = []
        self.schemas: list[Mapping[str, Any] | None] = []
        self.closed_early = False

    @property
    def name(self) -> str:
        return self._name

    @property
    def host(self) -> str:
        return self._host

    @property
    def window(self) -> int:
        return self._window

    @property
    def usage(self) -> Usage:
        return Usage(requests=len(self.requests), input=1, output=1, basis="counted")

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int = 1200
    ) -> AsyncGenerator[str, None]:
        answer = self._next(messages, None)
        finished = False
        try:
            if isinstance(answer, ModelTrouble):
                if self._partial:
                    yield self._partial
                finished = True
                raise answer
            for start in range(0, len(answer), 7):
                yield answer[start : start + 7]
            finished = True
        finally:
            self.closed_early = not finished

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 2400,
    ) -> str:
        answer = self._next(messages, schema)
        if isinstance(answer, ModelTrouble):
            raise answer
        return answer

    def _next(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None
    ) -> str | ModelTrouble:
        self.requests.append(tuple(messages))
        self.schemas.append(schema)
        assert self._answers, "the script has run out"
        return self._answers.pop(0)
