"""A page as text: what stands on the screen with everything opened and nothing cut."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.rows import Rows

_WIDTH = 80


def page_text(screen: Screen[Any]) -> str:
    """The pane where it has the focus, else the main column."""
    panes = [pane for pane in screen.query("#pane") if screen.focused in pane.walk_children()]
    part = panes[0] if panes else next(iter(screen.query("#body")), screen)
    lines: list[str] = []
    for widget in part.walk_children(Widget):
        if not _shown(widget):
            continue
        if isinstance(widget, Rows):
            lines += [widget.plain(_WIDTH)]
        elif isinstance(widget, Static):
            lines += [str(widget.content).rstrip()]
    return "\n".join(line for line in lines).strip("\n") + "\n"


def _shown(widget: Widget) -> bool:
    return all(part.display for part in (widget, *widget.ancestors) if isinstance(part, Widget))
