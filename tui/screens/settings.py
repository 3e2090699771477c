"""Settings: how the screen looks and moves, what helps, and where things are kept."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.here import Here
from tui.messages import RowChosen
from tui.screens.finding import FindingSwitch
from tui.screens.keeping import KeepingScreen
from tui.settings_lines import (
    LANGUAGES,
    PLACE,
    THEMES,
    clock_words,
    engine_words,
    motion_words,
    names_words,
    notices_words,
    settings_rows,
)
from tui.themes import theme_for
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.domain.preferences import PreferenceName, Preferences


class SettingsScreen(KeepingScreen):
    """Enter changes what is selected, at once; nothing has to be saved."""

    PLACE = "settings"
    TITLE_WORDS = "Settings"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("settings.change", "enter", "change it", "Take the next choice.", in_palette=False),
    )
    more_keys: ClassVar = ("app.connect", "app.people", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._found: Preferences | None = None
        self._choosing = asyncio.Lock()
        self.finding = FindingSwitch(self, self._load)

    def compose_body(self) -> ComposeResult:
        yield Rows(id="settings")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Settings", self.here.who)
        self.query_one(Rows).focus()
        self.refresh_keys()

    def on_screen_resume(self) -> None:
        self.start(self._load, "settings")

    async def _load(self) -> None:
        if self.here.person:
            audience = await self.here.assistant.audience(Visibility.PRIVATE)
            self.query_one(WhoSees).show(audience.sentence, audience.badge)
        self._show(await self.here.assistant.preferences())

    def _show(self, found: Preferences) -> None:
        self._found = found
        self.query_one(Rows).show(settings_rows(found))

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row in ("connect", "kept"):
            self.go(event.row)
        elif event.row.startswith(PLACE):
            self.say("That is where it is kept. y copies it.")
        elif event.row == "embedder":
            self.finding.change()
        elif self._found is not None:
            self._take_next(event.row, self._found)

    def action_change(self) -> None:
        self.query_one(Rows).action_select()

    def _take_next(self, row: str, found: Preferences) -> None:
        """Show the next choice at once, so that quick keys count one by one; then keep it."""
        if row == "theme":
            theme = _after(tuple(THEMES), found.theme)
            self.app.theme = theme_for(theme)
            self._take("theme", theme, f"Colours: {THEMES[theme]}.", found)
        elif row == "motion":
            words = f"Answers arrive {motion_words(not found.motion)}."
            self._take("motion", not found.motion, words, found)
        elif row == "notices":
            words = f"What falls due is {notices_words(not found.notices)}."
            self._take("notices", not found.notices, words, found)
        elif row == "clock":
            words = f"The clock of a session is {clock_words(not found.clock)}."
            self._take("clock", not found.clock, words, found)
        elif row == "engine":
            engine = _after(("auto", "rules"), found.engine)
            self._take("engine", engine, f"Drafts are made by {engine_words(engine)}.", found)
        elif row == "language":
            language = _after(tuple(LANGUAGES), found.language)
            words = f"{LANGUAGES[language]}. It counts from the next start."
            self._take("language", language, words, found)
        elif row == "names":
            replaced = not found.names_replaced
            self._show(found.model_copy(update={"names_replaced": replaced}))
            self.start(partial(self._keep_names, replaced), "keep", exclusive=False)

    def _take(
        self, name: PreferenceName, value: str | bool, words: str, found: Preferences
    ) -> None:
        self._show(found.model_copy(update={name: value}))
        self.start(partial(self._keep, name, value, words), "keep", exclusive=False)

    async def _keep(self, name: PreferenceName, value: str | bool, words: str) -> None:
        async with self._choosing:
            await self.here.assistant.choose(name, value)
        self.say(f"Kept. {words}")

    async def _keep_names(self, replaced: bool) -> None:
        async with self._choosing:
            await self.here.assistant.replace_names(replaced)
        self.say(f"Kept. Names to a model are {names_words(replaced)}.")

    def action_step_back(self) -> None:
        if not self.finding.stop():
            super().action_step_back()


def _after(choices: tuple[str, ...], now: str) -> str:
    at = choices.index(now) if now in choices else -1
    return choices[(at + 1) % len(choices)]
