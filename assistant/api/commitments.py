"""What a session came to, and the promises made in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.documents import PageDraft
from assistant.domain.progress import silent
from assistant.domain.views import CommitmentView


class CommitmentCalls(Calls):
    """Session summaries and promises. Only its owner says what becomes of a promise."""

    async def summarise_session(
        self,
        pairing: str,
        session: str | int | None = None,
        *,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> PageDraft:
        """What a session came to, from notes that both may read; the last one held if None."""
        services = await self._services()
        return await services.two_way.summarise_session(
            pairing, session, engine, on_progress or silent
        )

    async def commitments(self, pairing: str | None = None) -> list[CommitmentView]:
        """Promises of one pairing or of all the reader's; those that only notes tell of too."""
        services = await self._services()
        return await self._run(services.commitments.listed, pairing)

    async def confirm_commitment(
        self, commitment: str, *, text: str | None = None, due: date | None = None
    ) -> CommitmentView:
        """The owner's yes, reworded or dated if they like. NotAllowed for the partner."""
        services = await self._services()
        return await self._run(services.commitments.confirm, commitment, text, due)

    async def change_commitment(
        self, commitment: str, *, text: str | None = None, due: date | None = None
    ) -> CommitmentView:
        """Another date or other words for one that stands. NotAllowed for the partner."""
        services = await self._services()
        return await self._run(services.commitments.change, commitment, text, due)

    async def add_commitment(
        self, pairing: str, text: str, *, due: date | None = None
    ) -> CommitmentView:
        """Promise something; both of the two read it from then on."""
        services = await self._services()
        return await self._run(services.commitments.add, pairing, text, due)

    async def keep_commitment(self, commitment: str, evidence: str = "") -> CommitmentView:
        """It was done; ``evidence`` says what came of it."""
        services = await self._services()
        return await self._run(services.commitments.keep, commitment, evidence)

    async def miss_commitment(self, commitment: str, evidence: str = "") -> CommitmentView:
        """It was not done in time."""
        services = await self._services()
        return await self._run(services.commitments.miss, commitment, evidence)

    async def drop_commitment(self, commitment: str) -> CommitmentView:
        """Let it go, or say that nobody promised this."""
        services = await self._services()
        return await self._run(services.commitments.drop, commitment)

    async def undo_commitment(self, commitment: str) -> CommitmentView:
        """Put it back to how it stood before the last act. InvalidInput if there is none."""
        services = await self._services()
        return await self._run(services.commitments.undo, commitment)
