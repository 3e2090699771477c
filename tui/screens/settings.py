"""Settings: how the screen looks and moves, what is connected, and where things are kept."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import BOLD, QUIET, fit, marked, one_line, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.screens.place import PlaceScreen
from tui.themes import theme_for
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Draw, Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.preferences import PreferenceName, Preferences

_THEMES = {"": "as the terminal", "dark": "dark", "light": "light", "contrast": "high contrast"}
_LANGUAGES = ("en", "de", "es", "fr", "it", "nl")
_LABEL = 26


class SettingsScreen(PlaceScreen):
    """Enter changes what is selected, at once; nothing has to be saved."""

    PLACE = "settings"
    TITLE_WORDS = "Settings"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("settings.change", "enter", "change it", "Take the next choice.", in_palette=False),
    )
    more_keys: ClassVar = ("app.connect", "app.people", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.here = here
        self._found: Preferences | None = None
        self._keeping = asyncio.Lock()

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
        keys = found.keys_file
        rows = [
            text_row(),
            text_row(Content.styled("  The screen", BOLD)),
            Row("theme", _drawn("Colours", _THEMES.get(found.theme, found.theme))),
            Row("motion", _drawn("Answers arrive", _motion(found.motion))),
            text_row(),
            text_row(Content.styled("  What helps", BOLD)),
            Row("model", _drawn("Language model", found.model or "none; nothing needs one")),
            Row("language", _drawn("A model answers in", found.language)),
            text_row(_fact("Passages are found by", _finding(found.embedder))),
            text_row(),
            text_row(Content.styled("  Where things are kept", BOLD)),
            *(
                Row("", partial(_where, label, place))
                for label, place in (
                    ("All that you write", found.store),
                    ("What search needs", found.index),
                    ("These settings", found.settings_file),
                    ("Keys of your own", f"{keys}   (viceversa keys --write makes it)"),
                    ("Logs, without words", found.logs),
                )
                if place
            ),
        ]
        self.query_one(Rows).show(rows)

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row == "model":
            self.go("connect")
        elif self._found is not None:
            self._take_next(event.row, self._found)

    def action_change(self) -> None:
        self.query_one(Rows).action_select()

    def _take_next(self, row: str, found: Preferences) -> None:
        """Show the next choice at once, so that quick keys count one by one; then keep it."""
        if row == "theme":
            theme = _after(tuple(_THEMES), found.theme)
            self.app.theme = theme_for(theme)
            self._take("theme", theme, f"Kept. Colours: {_THEMES[theme]}.", found)
        elif row == "motion":
            words = f"Kept. Answers arrive {_motion(not found.motion)}."
            self._take("motion", not found.motion, words, found)
        elif row == "language":
            language = _after(_LANGUAGES, found.language)
            words = f"Kept: {language}. It counts from the next start."
            self._take("language", language, words, found)

    def _take(
        self, name: PreferenceName, value: str | bool, words: str, found: Preferences
    ) -> None:
        self._show(found.model_copy(update={name: value}))
        self.start(partial(self._keep, name, value, words), "keep", exclusive=False)

    async def _keep(self, name: PreferenceName, value: str | bool, words: str) -> None:
        async with self._keeping:
            await self.here.assistant.choose(name, value)
        self.say(words)


def _after(choices: tuple[str, ...], now: str) -> str:
    at = choices.index(now) if now in choices else -1
    return choices[(at + 1) % len(choices)]


def _motion(motion: bool) -> str:
    return "word by word" if motion else "paragraph by paragraph"


def _finding(embedder: str) -> str:
    known = {"bundled": "words and meaning", "none": "words alone"}
    return known.get(embedder, f"words and meaning: {embedder}")


def _fact(label: str, words: str) -> Content:
    return Content.assemble("  ", fit(label, _LABEL, QUIET), one_line(words))


def _drawn(label: str, words: str) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        text = Content.styled(one_line(words), BOLD if lit else "")
        return marked(Content.assemble(fit(label, _LABEL, QUIET), text), lit, width)

    return draw


def _where(label: str, place: str, width: int, _lit: bool) -> Content:
    home = str(Path.home())
    near = f"~{place[len(home) :]}" if place.startswith(f"{home}{os.sep}") else place
    lines = wrapped(near, width - 4, indent=_LABEL + 2)
    first = Content.assemble("  ", fit(label, _LABEL, QUIET), lines[0][_LABEL + 2 :])
    return stacked([first, *lines[1:]])
