"""``y`` where a place has none of its own: the message, citation, text or row that is selected."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from tui.page_text import page_text
from tui.widgets.rows import Rows
from tui.widgets.transcript import CitationLine, Transcript

if TYPE_CHECKING:
    from tui.screens.place import PlaceScreen

_WIDTH = 80


def selected_text(place: PlaceScreen) -> str:
    """Words without drawing; "" where nothing is selected."""
    focused = place.focused
    if isinstance(focused, CitationLine):
        citation = focused.citation
        return f"\u201c{citation.quote}\u201d {citation.label}".strip()
    if isinstance(focused, Transcript):
        return focused.last_answer
    if isinstance(focused, Rows):
        return dedent(focused.plain(_WIDTH, only=focused.lit)).strip() if focused.lit else ""
    return page_text(place).strip()
