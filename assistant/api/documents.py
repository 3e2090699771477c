"""Pages: read, changed, shared, accepted; each kind is drafted by calls of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.api.calls import Calls
from assistant.domain.documents import DocumentKind, PageDraft, SharedPage
from assistant.domain.drafts import Finding


class DocumentCalls(Calls):
    """What a person does with any page."""

    async def page(self, wanted: str) -> PageDraft | SharedPage:
        """A draft of the reader's, or a page that a pair of theirs shares, by id. NotFound."""
        services = await self._services()
        return await self._run(services.documents.any_page, wanted)

    async def latest_page(
        self, kind: DocumentKind, pairing: str, session: str | None = None, about: str = ""
    ) -> PageDraft | None:
        """The reader's own draft of that kind; ``pairing`` and ``session`` are ids."""
        services = await self._services()
        return await self._run(services.documents.latest, kind, pairing, session, about)

    async def change_page(
        self,
        draft: str,
        line: str,
        *,
        text: str | None = None,
        prompts: Sequence[str] | None = None,
    ) -> PageDraft:
        """Other words for one line; its quotes stay. Undo brings the old ones back."""
        services = await self._services()
        return await self._run(
            lambda: services.documents.edit_line(draft, line, text=text, prompts=prompts)
        )

    async def drop_page_line(self, draft: str, line: str) -> PageDraft:
        """Leave one line out."""
        services = await self._services()
        return await self._run(services.documents.drop_line, draft, line)

    async def undo_page(self, draft: str) -> PageDraft:
        """Take the last change back. InvalidInput if there is none."""
        services = await self._services()
        return await self._run(services.documents.undo, draft)

    async def share_page(self, draft: str) -> SharedPage:
        """Let the partner read a page that was made for both."""
        services = await self._services()
        return await self._run(services.documents.share, draft)

    async def accept_page(self, page: str) -> SharedPage:
        """Say yes to a shared page, for oneself."""
        services = await self._services()
        return await self._run(services.documents.accept, page)

    async def withdraw_page(self, page: str) -> None:
        """Take a shared page back; the draft stays."""
        services = await self._services()
        await self._run(services.documents.withdraw, page)

    async def shared_page(
        self, kind: DocumentKind, pairing: str, session: str | None = None, about: str = ""
    ) -> SharedPage | None:
        """The page of that kind that a pair shares; ``session`` is an id."""
        services = await self._services()
        return await self._run(services.documents.shared, kind, pairing, session, about)

    async def check_draft(self, path: Path, *, pairing: str | None = None) -> list[Finding]:
        """What the citation gate says of a saved agenda or page (JSON or Markdown); empty if every
        quote is sound. ``pairing`` says where the names on a Markdown page belong."""
        services = await self._services()
        return await self._run(services.checking.check, path, pairing)
