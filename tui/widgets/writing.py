"""Where somebody writes more than a line."""

from __future__ import annotations

from textual.widgets import TextArea

_SELECTING = {"f6", "f7"}


class Writing(TextArea, inherit_bindings=False):
    """A text area in which no function key selects a line or everything: beside F5 and F8 they are
    struck by mistake, and the next letter would stand in place of all that was written."""

    BINDINGS = [b for b in TextArea.BINDINGS if getattr(b, "key", "") not in _SELECTING]  # noqa: RUF012
