"""What every line drawn and every crash passes: nothing steers the terminal or is betrayed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from rich.segment import Segments
from textual import events, on
from textual.app import App
from textual.command import CommandPalette
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.line_filter import HarmlessLines
from tui.messages import TerminalVanished
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
        self._late: events.Key | None = None
        self.unforeseen: list[BaseException] = []
        for known in THEMES:
            self.register_theme(known)

    async def on_event(self, event: events.Event) -> None:
        """Letters typed right after the key that opened a field, and faster than it took the
        focus, come back here unused: they are its text, not keys and not lost."""
        if isinstance(event, events.Key) and event.is_forwarded and event is not self._late:
            from textual.widgets import Input, TextArea

            field = self.focused
            if event.is_printable and isinstance(field, Input | TextArea) and not field.disabled:
                self._late = events.Key(event.key, event.character)
                self._late._set_forwarded()
                field.post_message(self._late)
                return
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tui.terminal import VanishingDriver

        return VanishingDriver

    @on(TerminalVanished)
    async def _terminal_vanished(self) -> None:
        await self.action_quit()

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

    def action_command_palette(self) -> None:
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            words = "What do you want to do?"
            self.push_screen(CommandPalette(placeholder=words, id="--command-palette"))

    async def close_what_lies_above(self) -> None:
        """Decisions and lists of actions do not stay behind under a place, where no key reaches
        them: as after Esc, and what was typed is kept."""
        from tui.screens.place import PlaceScreen

        while len(self.screen_stack) > 1 and not isinstance(self.screen, PlaceScreen):
            above = self.screen
            await self.drawn(above)
            if (flush := getattr(above, "flush", None)) is not None:
                await flush()
            if self.screen is above:
                await above.dismiss(None)

    async def keep_everything(self) -> None:
        """The text of every place and decision; what lies above first, as it hands its own down."""
        for screen in reversed(self.screen_stack):
            if (flush := getattr(screen, "flush", None)) is not None:
                await flush()

    async def drawn(self, screen: Screen[Any]) -> None:
        """Wait for a screen to be whole: one that is taken away while it is being built finds
        nothing of its own and brings everything down."""
        while screen in self.screen_stack and not screen.is_mounted:
            await asyncio.sleep(0.01)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Trouble in a job of the application's own that nobody foresaw."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.unforeseen.append(event.worker.error)
            # A job may fail because everything closes; then nobody is there to be told.
            reporting = self.screen_stack[-1] if self.screen_stack else None
            if (tell := getattr(reporting, "tell_unforeseen", None)) is not None:
                tell(event.worker.error)
