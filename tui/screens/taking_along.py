"""``x`` on any place that shows a document or a list: look at it, copy it, save it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from assistant.domain.exporting import LISTS, ExportFormat, ExportKind, ExportWish
from tui.here import Here
from tui.modals.folders import saved_words
from tui.screens.place import PlaceScreen

Exportable = tuple[str, ExportKind, str]
"""What it is called in a choice, its kind, and its id."""


class TakingAlong(PlaceScreen):
    """A place with something to take along; subclasses say what, in ``exportable``."""

    here: Here

    def exportable(self) -> Sequence[Exportable]:
        """What can be saved from here, the likeliest first; nothing by default."""
        return ()

    def action_export(self) -> None:
        found = self.exportable()
        if found:
            self.start(partial(self._export, found), "modal")

    async def _export(self, found: Sequence[Exportable]) -> None:
        from tui.modals.export import ExportModal

        look = self.here.assistant.preview_export
        wishes = [(name, _wish(what, wanted)) for name, what, wanted in found]
        with self.waiting("Setting it for paper ..."):
            preview = await look(wishes[0][1])
        choice = await self.app.push_screen_wait(ExportModal(wishes, preview, look))
        if choice is None:
            return
        with self.waiting("Writing the file ..."):
            written = await self.here.assistant.export(choice.wish, choice.path)
        said = saved_words(written.path, older_left=written.older_left)
        self.say(" ".join((said, *written.notes)))


def _wish(what: ExportKind, wanted: str) -> ExportWish:
    """A list is a table first, a document a Word file."""
    first = ExportFormat.CSV if what in LISTS else ExportFormat.DOCX
    return ExportWish(what=what, wanted=wanted, file_format=first)
