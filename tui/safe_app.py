"""What every line drawn and every crash passes: nothing steers the terminal or is betrayed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segments
from textual.app import App
from textual.filter import LineFilter

from tui.line_filter import HarmlessLines
from tui.no_colour import NoColours
from tui.themes import DEFAULTS, THEMES


class SafeApp(App[None]):
    """A Textual application with our themes, harmless lines, and crashes without values."""

    def __init__(self) -> None:
        super().__init__()
        self._harmless = HarmlessLines()
        self._uncoloured = NoColours(
            lambda: (self.theme_variables["v-focus"], self.theme_variables["v-selected"])
        )
        for known in THEMES:
            self.register_theme(known)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DEFAULTS

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self.no_color:
            return [self._harmless, self._uncoloured]
        return [self._harmless, *super().get_line_filters()]

    def _fatal_error(self) -> None:
        """A crash shows where it happened and no values: values may be people's words."""
        from rich.traceback import Traceback

        trace = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()
