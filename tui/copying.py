"""``y``: what is selected goes to the clipboard; ``y`` once more saves the same words as a file."""

from __future__ import annotations

from functools import partial
from textwrap import dedent
from typing import TYPE_CHECKING, cast

from tui.page_text import page_text
from tui.widgets.rows import Rows
from tui.widgets.transcript import Transcript
from tui.widgets.turns import CitationLine, Earlier

if TYPE_CHECKING:
    from assistant.api import Assistant
    from tui.screens.place import PlaceScreen

_WIDTH = 80


class Copying:
    """Mixed into every place."""

    last_copied = ""
    """What ``y`` copied last, until it was saved or something else was copied."""

    def action_copy(self) -> None:
        self.action_copy_focused()

    def action_copy_focused(self) -> None:
        """What has the focus, where a place's own ``y`` copies its list."""
        place = cast("PlaceScreen", self)
        self.copied("" if place.keeps_nothing else selected_text(place))

    def copied(self, words: str, said: str = "Copied.") -> None:
        """Words to the clipboard; the same words a second time are offered as a file."""
        place = cast("PlaceScreen", self)
        if not words:
            place.say("There is nothing to copy here.")
        elif words == self.last_copied:
            self.last_copied = ""
            place.start(partial(_save, place, words), "modal")
        else:
            self.last_copied = words
            place.app.copy_to_clipboard(words)
            place.say(f"{said} If your terminal does not allow it, y once more saves a file.")


async def _save(place: PlaceScreen, words: str) -> None:
    from assistant.exchange.writing import slug
    from tui.modals.folders import documents_folder, saved_words
    from tui.modals.save_file import SaveFileModal, free_name

    proposed = free_name(documents_folder(), f"viceversa-{slug(place.PLACE)}", "txt")
    to = await place.app.push_screen_wait(SaveFileModal(proposed))
    if to is not None:
        assistant: Assistant = getattr(place.app, "here").assistant  # noqa: B009
        written = await assistant.save_words(words, to)
        place.say(saved_words(written.path, older_left=written.older_left))


def selected_text(place: PlaceScreen) -> str:
    """Words without drawing; "" where nothing is selected."""
    focused = place.focused
    if isinstance(focused, CitationLine):
        citation = focused.citation
        return f"\u201c{citation.quote}\u201d {citation.label}".strip()
    if isinstance(focused, Earlier):
        return focused.text
    if isinstance(focused, Transcript):
        return focused.answer_in_view
    if isinstance(focused, Rows):
        return dedent(focused.plain(_WIDTH, only=focused.lit)).strip() if focused.lit else ""
    return page_text(place).strip()
