"""Pages that both partners read: the two-way summary, and what a session came to."""

from __future__ import annotations

from typing import ClassVar

from assistant.domain.documents import DocumentKind, PageDraft, SharedPage
from tui.actions import Action
from tui.formatting import stacked
from tui.modals.share import SharePreview
from tui.page_lines import plain_page_line
from tui.screens.document import PAGE_ACTIONS, DocumentScreen, Shown


def _may_share(screen: SharedDocumentScreen) -> bool:
    return isinstance(screen.found, PageDraft)


def _may_accept(screen: SharedDocumentScreen) -> bool:
    found = screen.found
    return isinstance(found, SharedPage) and screen.here.person not in found.accepted_by


class SharedDocumentScreen(DocumentScreen):
    """A page for both: each drafts for themselves, one shares, each says yes for themselves."""

    KIND: ClassVar[DocumentKind]
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("page.share", "a", "share", "Let your partner read it, after a look.", _may_share),
        Action("page.accept", "y", "yes", "Say yes to it, for yourself.", _may_accept),
        *(action for action in PAGE_ACTIONS if action.id != "page.copy"),
    )

    def state(self, found: Shown) -> str:
        if not isinstance(found, SharedPage):
            return super().state(found)
        mine = self.here.person in found.accepted_by
        return "shared, you said yes" if mine else "shared, waits for your yes"

    def where(self) -> str:
        return f"{self.TITLE_WORDS} with {self.here.partner}"

    def action_share(self) -> None:
        self.start(self._share, "modal")

    async def _share(self) -> None:
        found = self.found
        assert isinstance(found, PageDraft)
        text = [
            line
            for section in found.page.shown
            for line in (section.title, *map(plain_page_line, section.lines), "")
        ]
        preview = SharePreview(
            f"What {self.here.partner} will see",
            stacked(text),
            f"This page. {self.here.partner} says yes or no to it alone. The coordinator sees none "
            "of it. You can take it back.",
            "share it",
            "not now",
        )
        if await self.app.push_screen_wait(preview):
            await self.show(await self.here.assistant.share_page(found.id))
            self.say(f"Shared. {self.here.partner} can read it now.")

    def action_accept(self) -> None:
        self.start(self._accept, "change")

    async def _accept(self) -> None:
        found = self.found
        assert found is not None
        await self.show(await self.here.assistant.accept_page(found.id))
        self.say("You said yes, for yourself alone.")


class TwoWayScreen(SharedDocumentScreen):
    """Feedback in both directions, from what each has released."""

    PLACE = "two-way"
    TITLE_WORDS = "Two-way summary"
    KIND = DocumentKind.FEEDBACK_SUMMARY

    async def draft(self, *, afresh: bool) -> PageDraft | SharedPage:
        core, pairing = self.here.assistant, self.here.pairing_id or ""
        view = await core.feedback(pairing)
        about = f"round {view.round}"
        if not afresh:
            shared = await core.shared_page(self.KIND, pairing, None, about)
            found = shared or await core.latest_page(self.KIND, pairing, None, about)
            if found is not None:
                return found
        return await core.summarise_feedback(
            pairing, view.round, engine="auto", on_progress=self.progress
        )


class SessionSummaryScreen(SharedDocumentScreen):
    """What the last session came to."""

    PLACE = "session-summary"
    TITLE_WORDS = "What the session came to"
    KIND = DocumentKind.SESSION_SUMMARY

    async def draft(self, *, afresh: bool) -> PageDraft | SharedPage:
        core, pairing = self.here.assistant, self.here.pairing
        assert pairing is not None
        held = [s for s in pairing.sessions if s.state == "held"]
        wanted = [s for s in held if s.number == self.here.session] or held[-1:]
        if wanted and not afresh:
            shared = await core.shared_page(self.KIND, pairing.id, wanted[0].id)
            found = shared or await core.latest_page(self.KIND, pairing.id, wanted[0].id)
            if found is not None:
                return found
        number = wanted[0].number if wanted else None
        return await core.summarise_session(
            pairing.id, number, engine="auto", on_progress=self.progress
        )
