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
        return await self._run(services.conversation.talks.rename_latest, pairing, title)

    async def talks(self, words: str = "", *, archived: bool = False) -> list[Conversation]:
        """All talks of the reader's own, pinned ones first, then the newest; or those in which all
        of the words stand, archived ones too."""
        services = await self._services()
        return await self._run(services.conversation.talks.mine, words, archived)

    async def take_up_talk(self, talk: str) -> Conversation:
        """Go on with a talk: the next question about its pairing belongs to it."""
        services = await self._services()
        return await self._run(services.conversation.talks.take_up, talk)

    async def begin_talk(self, pairing: str | None = None) -> Conversation:
        """A fresh talk; the next question about this pairing belongs to it."""
        services = await self._services()
        return await self._run(services.conversation.talks.begin, pairing)

    async def name_talk(self, talk: str, title: str) -> Conversation:
        """Give a talk another name. InvalidInput for none."""
        services = await self._services()
        return await self._run(services.conversation.talks.rename, talk, title)

    async def pin_talk(self, talk: str, *, pinned: bool = True) -> Conversation:
        """Keep a talk at the top of the list, or no longer."""
        services = await self._services()
        return await self._run(services.conversation.talks.pin, talk, pinned)

    async def archive_talk(self, talk: str, *, archived: bool = True) -> Conversation:
        """Put a talk out of the way, or back."""
        services = await self._services()
        return await self._run(services.conversation.talks.archive, talk, archived)

    async def take_back_question(self, pairing: str | None = None) -> str:
        """Take the last question of the newest talk out of it, with its answer; gives its words."""
        services = await self._services()
        return (await self._run(services.conversation.talks.take_back, pairing))[1]

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
