"""One's own talks, and rehearsing something hard with nobody there."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.drafts import Conversation
from assistant.domain.rehearsing import Rehearsed
from assistant.domain.views import AnswerEvent


class TalkCalls(Calls):
    """What a person does with a talk of theirs."""

    async def rename_talk(self, title: str, pairing: str | None = None) -> Conversation:
        """Give the newest talk about a pairing another name."""
        services = await self._services()
        return await self._run(services.conversation.rename, pairing, title)

    async def answer_again(
        self, pairing: str | None = None, *, engine: EngineChoice = "auto"
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Answer the last question anew; the earlier answer is replaced. As ``ask``."""
        services = await self._services()
        async with aclosing(services.conversation.again(pairing, engine)) as events:
            async for event in events:
                yield event

    async def rehearse(
        self, pairing: str, said: Sequence[str] = (), *, engine: EngineChoice = "auto"
    ) -> Rehearsed:
        """What an invented counterpart answers to the newest of one's words, and what to try.

        The caller holds all words and hands them in each time; nothing of them is kept. With none
        yet it is the frame; after three it is what worked.
        """
        services = await self._services()
        return await services.rehearsing.go_on(pairing, said, engine)
