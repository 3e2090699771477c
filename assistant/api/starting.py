"""The first run: begin by oneself, start a programme, invite, join."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

from assistant.api.calls import Calls
from assistant.domain.beginnings import Begun, InvitationMade, InvitationView, ToldProgramme
from assistant.domain.sessions import Voice


class StartingCalls(Calls):
    """Whoever starts or joins something acts in its name from then on."""

    async def start_pairing(
        self,
        me: str,
        partner: str,
        role: Voice,
        *,
        focus: str = "",
        goal: str = "",
        first: tuple[date, time | None] | None = None,
    ) -> Begun:
        """A pairing of one's own, by oneself; ``first`` is when its first session is."""
        services = await self._services()
        return await self._run(
            services.first_run.starting.own_pairing, me, partner, role, focus, goal, first
        )

    async def start_programme(
        self,
        name: str,
        me: str,
        *,
        organisation: str = "",
        begins: date | None = None,
        sessions: int | None = None,
        contacts: Sequence[tuple[str, str]] = (),
    ) -> Begun:
        """A programme from the template, with oneself as its coordinator."""
        services = await self._services()
        return await self._run(
            lambda: services.first_run.founding.found(
                name,
                me,
                organisation=organisation,
                begins=begins,
                sessions=sessions,
                contacts=contacts,
            )
        )

    async def add_pairing(
        self,
        mentor: str,
        mentee: str,
        *,
        mentor_job: str = "",
        mentee_job: str = "",
        same_line: bool = False,
        programme: str | None = None,
    ) -> str:
        """Pair two people of one's programme by their names; gives the pairing's id."""
        services = await self._services()
        return await self._run(
            lambda: services.first_run.founding.add_pairing(
                mentor,
                mentee,
                mentor_job=mentor_job,
                mentee_job=mentee_job,
                same_line=same_line,
                programme=programme,
            )
        )

    async def invitations(self, pairing: str) -> list[InvitationMade]:
        """Invitations that hold names and the programme's facts: for both from a coordinator, for
        the partner from one of the two."""
        services = await self._services()
        return await self._run(services.first_run.founding.invitations, pairing)

    async def save_invitation(self, invitation: InvitationMade, *, to: Path) -> Path:
        """Write it as a file; one that is there already is left alone."""
        from assistant.exchange.writing import write_new

        return await self._run(write_new, to, invitation.text)

    async def look_at_invitation(self, said: str) -> InvitationView:
        """What an invitation says, given as its code or as the path of its file."""
        services = await self._services()
        return await self._run(services.first_run.joining.look, said)

    async def join(self, said: str) -> Begun:
        """Be whom an invitation names, in a store of one's own or a shared one."""
        services = await self._services()
        return await self._run(services.first_run.joining.join, said)

    async def told_programmes(self) -> list[ToldProgramme]:
        """Programmes of the reader that are run from another store, and when they were told of."""
        return await self._call(lambda s: s.first_run.joining.told)

    async def today(self) -> date:
        """The day by which "next Thursday" is read, where the reader is."""
        services = await self._services()
        zone = services.context.settings.zone()
        return services.context.clock.now().astimezone(zone).date()

    async def in_demo(self) -> bool:
        """Whether everything that the reader is in was invented."""
        return await self._call(lambda s: s.first_run.starting.in_demo)
