"""The application: frame, themes, places. What happens in a place is the place's matter."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from assistant.errors import AssistantError
from tui.arriving import Act, Arriving
from tui.commands import PlaceCommands
from tui.due import DueTelling
from tui.messages import DemoAsked, Entered, PlaceAsked
from tui.screens.opening import OpeningScreen
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from assistant.api import Assistant
    from tui.here import Here
    from tui.keymap import Keymap


class ViceversaApp(DueTelling):
    """Opens with a light frame; the core is imported and opened after it has been drawn."""

    TITLE = "Viceversa"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar = {PlaceCommands}
    COMMAND_PALETTE_BINDING = "f2"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (112, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-enough"), (34, "-tall")]  # noqa: RUF012
    ENABLE_SELECT_AUTO_SCROLL: ClassVar = False

    # Before the field's own keys, and in modals too; an F-key, because letters belong to the text.
    BINDINGS: ClassVar = [Binding("f9", "editor", show=False, priority=True)]

    def __init__(self, open_assistant: Callable[[], Assistant], *, theme: str = DARK) -> None:
        """``open_assistant`` builds the core; it is called once, in a thread."""
        super().__init__()
        self._open_assistant = open_assistant
        self.arriving = Arriving(self)
        self.theme = theme if theme in self.available_themes else DARK
        self.keys: Keymap | None = None
        self.happened: deque[str] = deque(maxlen=50)

    def get_default_screen(self) -> OpeningScreen:
        return OpeningScreen()

    def on_mount(self) -> None:
        self.call_after_refresh(self.open)

    def action_editor(self) -> None:
        """F9 in a field of a modal, where the keys of a place do not reach."""
        from tui.editing import edit_here

        if not isinstance(self.screen, OpeningScreen):
            edit_here(self, self.place_screen())

    # --- opening -----------------------------------------------------------------------------

    @work(group="open", exclusive=True, exit_on_error=False)
    async def open(self) -> None:
        """Open the core and show the first place: welcome, who are you, or home."""
        import asyncio

        opening = self.screen
        try:
            here = await asyncio.to_thread(self._begin)
            self.keys = await asyncio.to_thread(self._read_keys)
            await self.arriving.enter(here)
            self._tell_of_keys()
            self.begin_to_look_what_is_due()
        except AssistantError as error:
            if isinstance(opening, OpeningScreen):
                opening.report(error)
            return
        self._warm_up()

    def _begin(self) -> Here:
        from tui.here import Here

        return Here(self._open_assistant())

    def _read_keys(self) -> Keymap:
        from tui.own_keys import own_keys

        keys, bindings = own_keys()
        if bindings:
            self.call_from_thread(self.set_keymap, bindings)
        return keys

    def _tell_of_keys(self) -> None:
        problems = self.keys.problems if self.keys else ()
        self.happened.extend(problems[1:])
        if problems:
            more = f" {len(problems) - 1} more: F11 shows them." if len(problems) > 1 else ""
            self.place_screen().say(problems[0] + more, kind="wrong")

    @work(group="warm-up", exit_on_error=False)
    async def _warm_up(self) -> None:
        if self.here is not None:
            try:
                await self.here.assistant.warm_up()
            except AssistantError as error:
                self.place_screen().report(error)

    # --- arriving ----------------------------------------------------------------------------

    @on(Entered)
    def _entered(self, event: Entered) -> None:
        self.arriving.entered(event)

    @on(DemoAsked)
    def _demo_asked(self) -> None:
        self.arriving.look_around()

    # --- places ------------------------------------------------------------------------------

    @work(group="visit", exclusive=True, exit_on_error=False)
    async def reporting(self, job: Act) -> None:
        """Do something that changes the place; trouble is said where it was asked for."""
        asking = self.place_screen()
        try:
            await job()
        except AssistantError as error:
            asking.report(error)

    @on(PlaceAsked)
    async def _place_asked(self, event: PlaceAsked) -> None:
        if event.place == "leave":
            await self.action_quit()
        elif event.place == "theme":
            self.theme = LIGHT if self.theme == DARK else DARK
        elif self.arriving.under_way:
            pass
        elif event.place == "due":
            self.reporting(self.go_to_what_is_due)
        elif event.place == "back":
            await self._back()
        elif self.here is not None:
            self.reporting(partial(self.visit, event, self.here))

    async def visit(self, event: PlaceAsked, here: Here) -> None:
        """Open a place above home; a pairing is loaded fresh, so what changed is seen."""
        if event.pairing is not None:
            here = here.at(await here.assistant.pairing(event.pairing), event.session)
        elif (current := getattr(self.place_screen(), "here", None)) is not None:
            here = here.at(current.pairing, event.session or current.session)
        if event.place == "home" and not here.person:
            await self.arriving.enter(here)  # nobody has a home yet
        else:
            await self.show_place(event.place, here.about(event.subject))

    async def show_place(self, place: str, here: Here | None = None) -> None:
        from tui.places import screen_for

        at = here or self.here
        assert at is not None
        await self.close_what_lies_above()
        await self.keep_everything()
        screen = screen_for(place, at)
        for standing in reversed(self.screen_stack):
            await self.drawn(standing)
        await self.close_what_lies_above()  # again: keys go on while text is being kept
        first = place in ("people", "welcome") and not at.person
        # A place stands in the stack once: going there again goes back down to it.
        keep = next(
            (i for i, s in enumerate(self.screen_stack) if getattr(s, "PLACE", "") == place),
            1 if place == "home" or first else len(self.screen_stack),
        )
        # In one breath: between two places a key or a word would find none, and this can be ended.
        gone = [self.pop_screen() for _ in self.screen_stack[keep:]]
        await self.push_screen(screen)
        for one in gone:
            await one

    async def _back(self) -> None:
        place = self.place_screen()
        if len(self.screen_stack) > 2 and self.screen is place:
            await place.flush()
            await self.drawn(place)
            if self.screen is place:  # else a decision was opened meanwhile: Esc is its own now
                await self.pop_screen()

    # --- leaving -----------------------------------------------------------------------------

    async def action_quit(self) -> None:
        await self.keep_everything()
        if self.here is not None:
            await self.here.assistant.close()
        self.exit()
