"""A note that was released, as everybody in the programme reads it."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from assistant.domain.drafts import Citation
from assistant.domain.programme_notes import SummaryNote
from assistant.errors import NotFound
from tui.actions import Action
from tui.formatting import stacked
from tui.modals.share import SharePreview
from tui.screens.document import PAGE_ACTIONS, DocumentScreen, Shown
from tui.screens.place import PlaceScreen
from tui.why import held_back
from tui.widgets.frame import WhoSees

_READING = ("page.why", "page.export", "page.copy")


def _mine(screen: ReleasedNoteScreen) -> bool:
    return isinstance(screen.found, SummaryNote) and screen.found.author == screen.here.person


def _several(screen: ReleasedNoteScreen) -> bool:
    return screen.number > 1


class ReleasedNoteScreen(DocumentScreen):
    """The newest first; ``p`` turns to the one before it; its author takes it back with ``d``."""

    PLACE = "released-notes"
    TITLE_WORDS = "Note to everybody"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("released.earlier", "p", "earlier", "The note before this one.", _several),
        Action("released.back", "d", "take back", "Take this note back from everybody.", _mine),
        *(action for action in PAGE_ACTIONS if action.id in _READING),
    )
    more_keys: ClassVar = ("app.programme", "app.home", "app.ask")
    number = 0
    """How many notes have been released."""
    _before = 0

    async def draft(self, *, afresh: bool) -> SummaryNote:  # noqa: ARG002 (released is released)
        notes = await self.here.assistant.summary_notes()
        if not notes:
            raise NotFound("No note has been released yet.")
        self.number = len(notes)
        return notes[-1 - self._before % len(notes)]

    async def show(self, found: Shown, select: str = "") -> None:
        await super().show(found, select)
        self.query_one(WhoSees).show("Who sees this: everybody in the programme.", "(programme)")

    async def show_source(self, citation: Citation, position: str = "") -> None:
        if citation.voice in ("mentor", "mentee"):
            # The words were given for this note alone; what they come from is their author's.
            self.pane.source.say(
                f"{citation.label or citation.author}: \u201c{citation.quote}\u201d Given for this "
                "note by consent; found word for word when it was drafted."
            )
            return
        await super().show_source(citation, position)

    def why(self) -> Content:
        assert self.found is not None
        return stacked([*held_back(self.found.page), super().why()])

    def action_earlier(self) -> None:
        self._before += 1
        self.start(self._turn, "page")

    async def _turn(self) -> None:
        await self.show(await self.draft(afresh=False))

    def action_back(self) -> None:
        self.start(self._take_back, "modal")

    async def _take_back(self) -> None:
        found = self.found
        assert found is not None
        preview = SharePreview(
            "Take this note back?",
            Content(found.page.title),
            "Nobody can read it here from then on; some may have read or saved it by then. Its "
            "requests go with it where nobody has answered them. Your draft stays.",
            "take it back",
            "leave it",
        )
        if await self.app.push_screen_wait(preview):
            await self.here.assistant.take_back_summary_note(found.id)
            below = self.app.screen_stack[-2]
            if isinstance(below, PlaceScreen):
                below.say("Taken back. Nobody can read it here now; your draft stays.")
            self.go("back")
