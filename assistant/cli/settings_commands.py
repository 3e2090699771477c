"""The settings of a person: shown, and changed one at a time."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.api import Assistant
from assistant.cli.common import run
from assistant.cli.output import Output
from assistant.domain.preferences import PreferenceName, Preferences

_ON = {True: "on", False: "off"}


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(settings)


def settings(
    context: typer.Context,
    name: Annotated[PreferenceName | None, typer.Argument(help="Which one to change.")] = None,
    value: Annotated[str | None, typer.Argument(help="To what; without it, it is shown.")] = None,
) -> None:
    """Show the settings, or change one of them: settings notices off."""

    async def work(assistant: Assistant, output: Output) -> None:
        found = await assistant.preferences()
        if name is not None and value is not None:
            found = await assistant.choose(name, value)
        if output.as_json:
            output.data(found)
            return
        for row, now, does in _rows(found):
            if name in (None, row):
                output.line(f"{row}: {now}")
                output.line(does, indent=2)
        if name is None:
            output.line(f"These settings stand in {found.settings_file}")

    run(context, work)


def _rows(found: Preferences) -> list[tuple[str, str, str]]:
    names = "replaced" if found.names_replaced else "sent"
    return [
        ("theme", found.theme or "as the terminal", "Colours: dark, light or contrast."),
        ("motion", _ON[found.motion], "Off: answers arrive by paragraph, not word by word."),
        (
            "notices",
            _ON[found.notices],
            "On: the screen says once what falls due. Home shows it either way.",
        ),
        ("clock", _ON[found.clock], "Off: a session's page begins without clock and minutes."),
        (
            "engine",
            found.engine,
            "auto: the rules draft, then a connected model words it better. rules: the model is "
            "sent nothing unless --engine model asks for it.",
        ),
        ("language", found.language, "What a model answers in, such as en or de."),
        (
            "names",
            names,
            "Whether a model reads stand-ins for names: viceversa connect --replace-names",
        ),
        ("model", found.model or "none", "Nothing needs one: viceversa connect"),
        ("embedder", found.embedder, "What finds passages: viceversa index embedder"),
    ]
