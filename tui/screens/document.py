"""A page in hand, whatever kind of document it is: read, change, save, share."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.content import Content

from assistant.domain.documents import Line, Page, PageDraft, SharedPage
from assistant.domain.drafts import Citation
from assistant.domain.programme_notes import SummaryNote
from assistant.domain.visibility import Visibility
from assistant.errors import AssistantError
from tui.actions import Action
from tui.formatting import one_line
from tui.here import Here
from tui.modals.paper import PaperModal
from tui.modals.words import WordsModal
from tui.numbers import Numbers
from tui.page_lines import no_page, page_rows, plain_page_line
from tui.screens.citing import CitingScreen
from tui.screens.taking_along import Exportable, TakingAlong
from tui.why import why_made
from tui.widgets.rows import Rows

Shown = PageDraft | SharedPage | SummaryNote
"""What a page can be: somebody's draft, the pair's, or everybody's."""


def _changeable(screen: DocumentScreen) -> bool:
    line = screen.line
    return isinstance(screen.found, PageDraft) and line is not None and screen.by_hand(line)


def _is_draft(screen: DocumentScreen) -> bool:
    return isinstance(screen.found, PageDraft)


def _is_there(screen: DocumentScreen) -> bool:
    return screen.found is not None


PAGE_ACTIONS: tuple[Action, ...] = (
    Action("page.edit", "e", "edit", "Other words for this line.", _changeable),
    Action("page.undo", "z", "undo", "Take the last change back.", _is_draft),
    Action("page.why", "w", "why", "How this was made, and what checks found.", _is_there),
    Action("page.export", "x", "save", "Print, save or copy all of it.", _is_there),
    Action("page.drop", "d", "leave out", "Leave this line out.", _changeable, in_line=False),
    Action("page.redraft", "r", "redraft", "Draft it anew from the records.", in_line=False),
    Action("page.copy", "y", "copy", "Copy this line with its sources.", _is_there, in_line=False),
)
"""What can be done with any page; a document adds its own before them."""


class DocumentScreen(TakingAlong, CitingScreen):
    """Subclasses say what the page is, in ``draft``; Enter opens the selected line's source."""

    LIST: ClassVar = "page"
    ACTIONS: ClassVar[tuple[Action, ...]] = PAGE_ACTIONS
    more_keys: ClassVar[tuple[str, ...]] = ("app.ask",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.found: Shown | None = None
        self._told = False

    async def draft(self, *, afresh: bool) -> Shown:
        """The page to show; ``afresh`` drafts it anew though there is one."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.query_one("#page", Rows).focus()
        self.start(partial(self._open, afresh=False), "page")

    async def _open(self, *, afresh: bool) -> None:
        try:
            with self.waiting("Drafting ..."):
                await self.show(await self.draft(afresh=afresh))
        except AssistantError as error:
            if self.found is not None:
                raise
            # Where there is no page, its place says why and what to do.
            self.query_one("#page", Rows).show(no_page(error.sentences()))
            await self.show_audience(Visibility.PRIVATE)
            return
        note = self.found.receipt.note if isinstance(self.found, PageDraft) else ""
        if self._told and note:
            self.say(one_line(note))
        elif afresh or self._told:
            self.say("Drafted anew. z brings the earlier page back." if afresh else "Drafted.")
        self._told = False

    def progress(self, words: str) -> None:
        """What a model is doing, or waits for; the rules' page is kept already."""
        self._told = True
        self.say(f"{words} Esc leaves; the rules' page is kept.", kind="waiting")

    # --- showing -----------------------------------------------------------------------------

    async def show(self, found: Shown, select: str = "") -> None:
        """Draw a page, and say who can read it."""
        self.found = found
        numbers = self.numbers = Numbers(found.page.citations)
        rows = page_rows(found.page, self.state(found), numbers, await self._older(found))
        self.query_one("#page", Rows).show(rows, select=select)
        await self.show_audience(found.visibility)
        self.refresh_keys()

    async def _older(self, found: Shown) -> str:
        """Said of a draft that is older than the agreement."""
        if not isinstance(found, PageDraft) or found.pairing is None:
            return ""
        made = found.receipt.created_at
        return await self.here.assistant.agreement_since(found.pairing, made)

    def state(self, found: Shown) -> str:
        """Whose it is, in the first row."""
        if not isinstance(found, PageDraft):
            return "shared" if isinstance(found, SharedPage) else "released"
        engine = "rules, then a model" if found.receipt.engine == "model" else "rules"
        return f"draft: {engine}"

    @property
    def page(self) -> Page | None:
        return self.found.page if self.found is not None else None

    @property
    def line(self) -> Line | None:
        """The selected line."""
        lines = self.page.lines if self.page is not None else ()
        return next((line for line in lines if f"line-{line.id}" == self.lit), None)

    @property
    def lit_citations(self) -> tuple[Citation, ...]:
        return self.line.citations if self.line is not None else ()

    @property
    def lit_suggested(self) -> bool:
        return self.line is not None and self.line.suggestion

    # --- changing ----------------------------------------------------------------------------

    def changed(
        self, act: Callable[[], Coroutine[Any, Any, PageDraft]], words: str, after: str = ""
    ) -> None:
        """Do something to the draft, show it, say so; and whether there is an offer for the words
        of the line ``after``."""

        async def work() -> None:
            draft = await act()
            await self.show(draft)
            better = any(finding.line == after and finding.said for finding in draft.findings)
            self.say(f"{words} w has another way to put it." if better else words)

        self.start(work, "change")

    def by_hand(self, line: Line) -> bool:
        """Whether a line may be put otherwise or left out by whoever writes the page."""
        return not line.fixed

    def action_edit(self) -> None:
        self.start(self._edit, "modal")

    async def _edit(self) -> None:
        line, found = self.line, self.found
        assert line is not None
        assert found is not None
        kept = await self.kept_field(f"line-{line.id}")
        words = await self.app.push_screen_wait(WordsModal(line.text, **kept))
        if words is not None and words != line.text:
            change = partial(self.here.assistant.change_page, found.id, line.id, text=words)
            self.changed(change, "Changed. z puts it back.", line.id)

    def action_drop(self) -> None:
        line, found = self.line, self.found
        assert line is not None
        assert found is not None
        drop = partial(self.here.assistant.drop_page_line, found.id, line.id)
        self.changed(drop, "Left out. z brings it back.")

    def action_undo(self) -> None:
        assert self.found is not None
        self.changed(partial(self.here.assistant.undo_page, self.found.id), "Taken back.")

    def action_redraft(self) -> None:
        self.start(partial(self._open, afresh=True), "page")

    # --- out ---------------------------------------------------------------------------------

    def exportable(self) -> Sequence[Exportable]:
        return () if self.found is None else (("page", "page", self.found.id),)

    def action_why(self) -> None:
        self.app.push_screen(PaperModal("Why it is so", self.why()))

    def why(self) -> Content:
        """How the page was made, and what checks found."""
        assert self.found is not None
        findings = self.found.findings if isinstance(self.found, PageDraft) else ()
        lines = {line.id: one_line(line.text or line.lead) for line in self.found.page.lines}
        return why_made(self.found.receipt, self.citations, findings, lines)

    def action_copy(self) -> None:
        if self.line is not None:
            self.copied(plain_page_line(self.line))
