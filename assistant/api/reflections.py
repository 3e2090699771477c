"""Reflecting: the questions, the next one after each answer, and the answers kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.documents import Line, PageDraft
from assistant.domain.progress import silent
from assistant.domain.reflections import Answer, Reflection

When = Literal["before", "after"]


class ReflectionCalls(Calls):
    """What a person does before and after a session, by themselves."""

    async def suggest_questions(
        self,
        pairing: str,
        session: str | int,
        *,
        model: str = "driscoll",
        minutes: int = 3,
        when: When | None = None,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> PageDraft:
        """Questions for the reader, each with the words that it grew from.

        ``minutes`` is 3 or 15; ``when`` is after a session unless it lies ahead. InvalidInput for
        an unknown ``model``; engines as for an agenda.
        """
        services = await self._services()
        return await services.reflections.suggest(
            pairing, session, model, minutes, when, engine, on_progress or silent
        )

    async def next_question(
        self,
        draft: str,
        answers: Sequence[str],
        *,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> Line | None:
        """The question that follows the answers so far; None when all were asked. The first one,
        with no answer yet, is the draft's own. Nothing is kept by asking."""
        services = await self._services()
        return await services.reflections.next(draft, answers, engine, on_progress or silent)

    async def keep_reflection(
        self,
        pairing: str,
        session: str | int,
        answers: Sequence[Answer],
        *,
        model: str = "driscoll",
        energy: int | None = None,
        when: When | None = None,
    ) -> Reflection:
        """Keep answers; each is its writer's alone unless it says ``pair``. ``energy`` from 1 to 5
        is kept as a pulse, which nobody else ever reads."""
        services = await self._services()
        return await self._run(
            services.reflections.keep, pairing, session, answers, model, energy, when
        )

    async def reflections(self, pairing: str, session: str | int | None = None) -> list[Reflection]:
        """The reader's own, oldest first."""
        services = await self._services()
        return await self._run(services.reflections.mine, pairing, session)

    async def remove_reflection(self, reflection: str) -> None:
        """Erase a reflection of one's own."""
        services = await self._services()
        await self._run(services.reflections.remove, reflection)
