"""The coordinator's note: read, changed line by line, released after its exact preview."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.content import Content

from assistant.domain.documents import Line, PageDraft
from assistant.domain.programme_notes import Period, SummaryNote
from tui.actions import Action
from tui.formatting import stacked
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.modals.words import WordsModal
from tui.numbers import Numbers
from tui.page_lines import page_rows
from tui.screens.document import PAGE_ACTIONS, DocumentScreen, Shown
from tui.why import held_back
from tui.widgets.frame import WhoSees, who_sees


def _asks(screen: SummaryNoteScreen) -> bool:
    return screen.line is not None and screen.line.id.startswith("ask-")


def _there(screen: SummaryNoteScreen) -> bool:
    return isinstance(screen.found, PageDraft)


class SummaryNoteScreen(DocumentScreen):
    """``a`` releases, ``o`` says who sees to a request, ``p`` goes to the note of the other time;
    the rest is as with any page."""

    PERIOD: ClassVar[Period] = Period.MID

    PLACE = "summary-note"
    TITLE_WORDS = "Note to everybody in the programme"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("note.release", "a", "release", "Let everybody read it, after a preview.", _there),
        Action("note.owner", "o", "who", "Say who sees to this request.", _asks),
        Action(
            "note.other", "p", "mid or end", "The note at the mid-point, or the one at the end."
        ),
        *PAGE_ACTIONS,
    )

    async def draft(self, *, afresh: bool) -> PageDraft:
        assistant = self.here.assistant
        kept = None if afresh else await assistant.latest_summary_note(None, self.PERIOD)
        return kept or await assistant.summary_note(
            None, self.PERIOD, engine="auto", on_progress=self.progress
        )

    async def show(self, found: Shown, select: str = "") -> None:
        await super().show(found, select)
        released = isinstance(found, SummaryNote)
        words = "everybody in the programme." if released else found.page.who_reads
        self.query_one(WhoSees).show(who_sees(words), "(programme)" if released else "")

    def by_hand(self, line: Line) -> bool:
        """What no model may touch is still the coordinator's to word or to leave out. Quotes stay
        as they are; figures and requests, which stand in columns, come from the records."""
        return not line.cells

    def action_release(self) -> None:
        self.start(self._release, "modal")

    async def _release(self) -> None:
        assert self.found is not None
        note = await self.here.assistant.preview_summary_note(self.found.id)
        rows = page_rows(note.page, "as they will read it", Numbers(note.page.citations))
        page = stacked([row.draw(PAGE_WIDTH, False) for row in rows])
        preview = SharePreview(
            "Everybody in the programme will read exactly this",
            page,
            "Its requests go on the list of asks, where their answers will stand. Words that their "
            "author takes back later vanish from it.",
            "release it",
            "keep it to myself",
        )
        if await self.app.push_screen_wait(preview):
            await self.show(await self.here.assistant.release_summary_note(self.found.id))
            self.say(
                "Released. Everybody in the programme can read it now. U, Enter, d: taken back."
            )

    def action_other(self) -> None:
        self.go("end-note" if self.PERIOD is Period.MID else "summary-note")

    def why(self) -> Content:
        assert self.found is not None
        return stacked([*held_back(self.found.page), super().why()])

    def action_owner(self) -> None:
        self.start(self._owner, "modal")

    async def _owner(self) -> None:
        line, found = self.line, self.found
        assert line is not None
        assert found is not None
        kept = await self.kept_field(f"owner-{line.id}")
        name = await self.app.push_screen_wait(WordsModal(line.cells[2], **kept))
        if name is not None and name.strip():
            change = partial(
                self.here.assistant.change_note_ask, found.id, line.id, owner=name.strip()
            )
            self.changed(change, f"Named: {name.strip()}. z takes it back.")


class EndNoteScreen(SummaryNoteScreen):
    """The same at the end of the programme: what was given since the note at the mid-point."""

    PLACE = "end-note"
    TITLE_WORDS = "Note at the end, to everybody"
    PERIOD = Period.END
