"""Opens the screen: ``python -m tui``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui.app import ViceversaApp
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from assistant.api import Assistant
    from assistant.settings import Settings


def run(settings: Settings, *, store: str | None = None) -> None:
    """Show the screen until its person leaves. ``store`` stands above the settings."""

    def open_assistant() -> Assistant:
        # Imported in a thread after the first frame: this is what makes the start quick.
        from assistant.bootstrap import assistant

        return assistant(settings, store=store)

    ViceversaApp(open_assistant, theme=theme_for(settings.theme)).run()


def theme_for(name: str) -> str:
    """The theme that is set; else light where the terminal says that its ground is."""
    if name in ("light", "dark"):
        return LIGHT if name == "light" else DARK
    if name:
        return name
    # COLORFGBG is "15;0" on a dark ground; 7 and 15 are the light grounds.
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "15") else DARK


def main() -> None:
    from assistant.settings import load_settings

    run(load_settings())


if __name__ == "__main__":
    main()
