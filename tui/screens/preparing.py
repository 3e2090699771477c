"""Before a session: the mentee's brief, and a few minutes to read first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.document import DocumentScreen

if TYPE_CHECKING:
    from assistant.domain.documents import PageDraft


class BriefScreen(DocumentScreen):
    """One screen for who does not lead; made anew when it is opened, as the agenda may be shared
    since."""

    PLACE = "brief"
    TITLE_WORDS = "Your brief"

    async def draft(self, *, afresh: bool) -> PageDraft:  # noqa: ARG002 (it is always fresh)
        session = self.here.session if self.here.session is not None else "next"
        return await self.here.assistant.prepare_brief(self.here.pairing_id or "", session)


class ReadFirstScreen(DocumentScreen):
    """The topic in guidance, each paragraph with its strength and date."""

    PLACE = "read-first"
    TITLE_WORDS = "Read first"

    async def draft(self, *, afresh: bool) -> PageDraft:  # noqa: ARG002 (guidance is the same)
        return await self.here.assistant.prepare_reading(self.here.pairing_id or "")
