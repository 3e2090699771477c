"""A session while it takes place. All of it is the reader's own page until it ends."""

from __future__ import annotations

from assistant.api.calls import Calls
from assistant.domain.run_views import RunEnd, RunView
from assistant.domain.running import ItemState
from assistant.domain.visibility import Visibility


class RunningCalls(Calls):
    """``session`` is a number; None is the session that runs, else the next one."""

    async def run_view(self, pairing: str, session: int | None = None) -> RunView:
        """The lines, the time left and the bullets so far."""
        services = await self._services()
        return await self._run(services.running.pages.view, pairing, session)

    async def begin_run(self, pairing: str, session: int | None = None) -> RunView:
        """Start the clock. NotAllowed for a session that was held or missed."""
        services = await self._services()
        return await self._run(services.running.begin, pairing, session)

    async def tick_off(self, pairing: str, item: str = "", session: int | None = None) -> RunView:
        """A line is done, or open again if it was; "" is the one in hand."""
        services = await self._services()
        return await self._run(services.running.mark, pairing, item, ItemState.DONE, session)

    async def park(self, pairing: str, item: str = "", session: int | None = None) -> RunView:
        """A line is left for another day, or back if it was; "" is the one in hand."""
        services = await self._services()
        return await self._run(services.running.mark, pairing, item, ItemState.PARKED, session)

    async def turn_to(self, pairing: str, item: str, session: int | None = None) -> RunView:
        """Talk about this line from now on."""
        services = await self._services()
        return await self._run(services.running.turn_to, pairing, item, session)

    async def add_bullet(
        self,
        pairing: str,
        text: str,
        visibility: Visibility | None = None,
        session: int | None = None,
    ) -> RunView:
        """Keep a few words, for both unless something else was said."""
        services = await self._services()
        return await self._run(services.running.add_bullet, pairing, text, visibility, session)

    async def change_bullet(
        self, pairing: str, bullet: str, visibility: Visibility | None, session: int | None = None
    ) -> RunView:
        """Let a bullet be read by both or by the reader alone; None leaves it out."""
        services = await self._services()
        return await self._run(services.running.change_bullet, pairing, bullet, visibility, session)

    async def set_bullets_for(
        self, pairing: str, visibility: Visibility, session: int | None = None
    ) -> RunView:
        """Who may read bullets from now on."""
        services = await self._services()
        return await self._run(services.running.set_bullets_for, pairing, visibility, session)

    async def five_more_minutes(self, pairing: str, session: int | None = None) -> RunView:
        services = await self._services()
        return await self._run(services.running.five_more, pairing, session)

    async def hide_timers(
        self, pairing: str, session: int | None = None, *, hidden: bool = True
    ) -> RunView:
        """Show no clock in this session, or show it again."""
        services = await self._services()
        return await self._run(
            lambda: services.running.hide_timers(pairing, session, hidden=hidden)
        )

    async def undo_run(self, pairing: str, session: int | None = None) -> RunView:
        """Take the last act back. InvalidInput if there is none."""
        services = await self._services()
        return await self._run(services.running.undo, pairing, session)

    async def look_ahead_to_end(self, pairing: str, session: int | None = None) -> RunEnd:
        """What ending the session would keep and share, word for word. Nothing is changed."""
        services = await self._services()
        return await self._run(services.running.look_ahead_to_end, pairing, session)

    async def end_run(
        self, pairing: str, session: int | None = None, *, share: bool = False
    ) -> RunView:
        """The session was held: what was kept becomes a note, for both where it says so and
        ``share`` agrees, else the reader's own."""
        services = await self._services()
        return await self._run(lambda: services.running.end(pairing, session, share=share))
