"""Agendas: drafted, worded, changed and accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.drafts import AcceptedAgenda, AgendaDraft, Length
from assistant.domain.progress import silent

if TYPE_CHECKING:
    from assistant.domain.changes import AgendaChange


class AgendaCalls(Calls):
    """What a person does with an agenda."""

    async def agenda(self, pairing: str, session: str | int = "next") -> AgendaDraft | None:
        """The newest draft of this reader for a session, if there is one."""
        services = await self._services()
        return await self._run(services.agendas.latest, pairing, session)

    async def accepted_agenda(
        self, pairing: str, session: str | int = "next"
    ) -> AcceptedAgenda | None:
        """The agenda that both partners read, if the mentor has accepted one."""
        services = await self._services()
        return await self._run(services.agendas.accepted, pairing, session)

    async def agenda_by_id(self, wanted: str) -> AgendaDraft | AcceptedAgenda:
        """A draft of the reader's or a shared agenda of theirs. NotFound."""
        services = await self._services()
        return await self._run(services.agendas.by_id, wanted)

    async def prepare_agenda(
        self,
        pairing: str,
        session: str | int = "next",
        *,
        length: Length | None = None,
        minutes: int | None = None,
        engine: EngineChoice = "rules",
        redraft: bool = False,
        on_progress: Callable[[str], None] | None = None,
    ) -> AgendaDraft:
        """A fresh draft, as long as the session is planned unless a length or minutes are named.

        ``rules`` takes milliseconds; ``auto`` lets a connected model improve it
        and keeps the rules' lines where it fails; ``model`` raises NoModel if none is connected.
        A draft that was changed by hand is replaced only by a ``redraft``; InvalidInput else."""
        services = await self._services()
        return await services.agendas.prepare(
            pairing, session, length, minutes, engine, redraft, on_progress or silent
        )

    async def improve_agenda(
        self, draft: str, *, on_progress: Callable[[str], None] | None = None
    ) -> AgendaDraft:
        """Let the connected model improve a draft's wording. Cancelling leaves it as it was."""
        services = await self._services()
        return await services.agendas.improve(draft, on_progress or silent)

    async def change_agenda(self, draft: str, change: AgendaChange) -> AgendaDraft:
        """Apply one edit; minutes still add up exactly afterwards."""
        services = await self._services()
        return await self._run(services.agendas.change, draft, change)

    async def undo_agenda(self, draft: str) -> AgendaDraft:
        """Take the last edit back. InvalidInput if there is none."""
        services = await self._services()
        return await self._run(services.agendas.undo, draft)

    async def accept_agenda(self, draft: str) -> AcceptedAgenda:
        """Make it a record that both partners read. The mentor alone may."""
        services = await self._services()
        return await self._run(services.agendas.accept, draft)

    async def withdraw_agenda(self, pairing: str, session: str | int = "next") -> None:
        """Take an accepted agenda back; the draft stays."""
        services = await self._services()
        await self._run(services.agendas.withdraw, pairing, session)
