"""Text that scrolls with the same keys as a list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Reading(VerticalScroll):
    """j, k by lines, g and G to the ends, beside the arrows; y copies."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "down", show=False),
        Binding("k", "scroll_up", "up", show=False),
        Binding("g", "scroll_home", "first", show=False),
        Binding("G", "scroll_end", "last", show=False),
        Binding("y", "screen.copy_focused", "copy", show=False),
    ]

    def watch_has_focus(self, _has_focus: bool) -> None:
        """With the keys or without, only its own look can change: Textual would style anew all that
        it holds, and a long talk holds hundreds of texts."""
        self.app.stylesheet.update_nodes([self])
