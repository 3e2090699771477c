"""Opens the screen: ``python -m tui``."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

from assistant.errors import StorageTrouble
from assistant.locations import settings_path
from tui.app import ViceversaApp
from tui.themes import theme_for

if TYPE_CHECKING:
    from assistant.api import Assistant
    from assistant.settings import Settings

KeysTold = tuple[list[tuple[str, str, str, str]], tuple[str, ...], str]
"""Place, id, keys and help of each action; problems; a file."""


def run(
    settings: Settings | None = None, *, store: str | None = None, person: str | None = None
) -> None:
    """Show the screen until its person leaves.

    Without ``settings`` they are loaded after the first frame, which is quicker; trouble with them
    is then said on the screen. ``store`` and ``person`` stand above them, for this run alone.
    """

    def open_assistant() -> Assistant:
        # Imported in a thread after the first frame: this is what makes the start quick.
        from assistant.bootstrap import assistant
        from assistant.settings import load_settings

        told = {**os.environ, **({"VICEVERSA_AS": person} if person else {})}
        return assistant(settings or load_settings(environ=told), store=store)

    name = settings.theme if settings is not None else named_theme()
    ViceversaApp(open_assistant, theme=theme_for(name)).run()


def keys_told(text: str) -> KeysTold:
    """For the command line: all actions of each place with their keys, what is wrong with the
    text of a ``keys.toml``, and such a file with everything as comments."""
    from dataclasses import replace

    from tui.actions import EVERYWHERE
    from tui.keymap import keys_file, read_keymap
    from tui.places import actions_of_places

    places = actions_of_places()
    keymap = read_keymap(text, places)
    rows: list[tuple[str, str, str, str]] = []
    told: set[str] = set()
    for place, actions in {"everywhere": EVERYWHERE, **places}.items():
        for action in actions:
            if action.id not in told:
                told.add(action.id)
                now = replace(action, key=keymap.keys.get(action.id, action.key))
                rows.append((place, action.id, now.keys, action.help))
    return rows, keymap.problems, keys_file(places)


def named_theme() -> str:
    """The theme that is set, read without the settings' schema; "" where nothing can be read.

    Whatever is wrong with the file is said when the settings are loaded as a whole.
    """
    named = os.environ.get("VICEVERSA_THEME", "")
    if named:
        return named
    try:
        theme = tomllib.loads(settings_path().read_text(encoding="utf-8")).get("theme", "")
    except (OSError, ValueError, StorageTrouble):
        return ""
    return theme if isinstance(theme, str) else ""


def main() -> None:
    """The screen of the store that is set, for ``python -m tui``."""
    run()


if __name__ == "__main__":
    main()
