"""Feedback both ways: given, sealed, opened together, released line by line, summed up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.documents import PageDraft
from assistant.domain.progress import silent
from assistant.domain.reflections import FeedbackLine
from assistant.domain.views import FeedbackView, ReleasePreview, Wording


class FeedbackCalls(Calls):
    """What a person does with feedback. ``number`` is a round, the newest begun if None."""

    async def feedback_rounds(self, pairing: str) -> list[FeedbackView]:
        """Every round of the programme for one pairing, as the reader may know it."""
        services = await self._services()
        return await self._run(services.feedback.rounds, pairing)

    async def feedback(self, pairing: str, number: int | None = None) -> FeedbackView:
        """How a round stands; it opens here if its time has come."""
        services = await self._services()
        return await self._run(services.feedback.stands, pairing, number)

    async def read_feedback_form(self, form: Path | str) -> list[FeedbackLine]:
        """The points of a form, of a file or as text. Nothing is kept."""
        services = await self._services()
        return await self._run(services.feedback.read_form, form)

    async def feedback_wording(self, lines: Sequence[FeedbackLine]) -> list[Wording]:
        """Where points name character instead of behaviour, each with another way to say it."""
        services = await self._services()
        return await self._run(services.feedback.wording, lines)

    async def give_feedback(
        self, pairing: str, lines: Sequence[FeedbackLine], number: int | None = None
    ) -> FeedbackView:
        """Seal points, in place of what was sealed before. InvalidInput names what is missing;
        NotAllowed once the round has opened."""
        services = await self._services()
        return await self._run(services.feedback.give, pairing, lines, number)

    async def take_feedback_back(
        self, pairing: str, number: int | None = None
    ) -> tuple[FeedbackLine, ...]:
        """Erase what the reader wrote in a round; the form has it again."""
        services = await self._services()
        return await self._run(services.feedback.take_back, pairing, number)

    async def preview_release(
        self, pairing: str, lines: Sequence[str] = (), number: int | None = None
    ) -> ReleasePreview:
        """What the partner would read, to the letter; all unreleased points if none is named."""
        services = await self._services()
        return await self._run(services.feedback.preview, pairing, lines, number)

    async def release_feedback(
        self,
        pairing: str,
        lines: Sequence[str],
        number: int | None = None,
        *,
        released: bool = True,
    ) -> FeedbackView:
        """Let the partner read these points, or take them back again."""
        services = await self._services()
        return await self._run(services.feedback.release, pairing, lines, number, released=released)

    async def summarise_feedback(
        self,
        pairing: str,
        number: int | None = None,
        *,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> PageDraft:
        """The two-way summary of a round: a draft for the reader, from what both may read."""
        services = await self._services()
        return await services.two_way.summarise_feedback(
            pairing, number, engine, on_progress or silent
        )
