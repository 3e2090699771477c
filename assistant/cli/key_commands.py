"""The keys of the screen, and the file that changes them."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.common import common, shown
from assistant.cli.output import Output
from assistant.cli.screen import keys_of_screen
from assistant.errors import AssistantError, InvalidInput
from assistant.locations import config_folder
from assistant.settings_file import write_whole


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(keys)


def keys(
    context: typer.Context,
    write: Annotated[
        bool, typer.Option("--write", help="Make keys.toml, with all actions as comments.")
    ] = False,
) -> None:
    """All actions of the screen with their keys, and what is wrong with your keys.toml."""
    output = common(context).output
    try:
        _keys(write, output)
    except AssistantError as error:
        raise typer.Exit(shown(error, output)) from error


def _keys(write: bool, output: Output) -> None:
    path = config_folder() / "keys.toml"
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"{path} cannot be read.", next_step="Check its rights and encoding."
        ) from error
    rows, problems, file = keys_of_screen(text)
    if write:
        if path.exists():
            raise InvalidInput(
                f"There is a file already: {path}",
                safe="It was left alone.",
                next_step="Change it, or move it away first.",
            )
        write_whole(path, file)
        output.line(f"Written: {path}")
        return
    if output.as_json:
        names = ("place", "id", "keys", "help")
        output.data({"file": str(path), "problems": problems,
                     "actions": [dict(zip(names, row, strict=True)) for row in rows]})  # fmt: skip
        return
    place = ""
    for where, name, pressed, words in rows:
        if where != place:
            output.heading(where)
            place = where
        if output.plain:
            output.line(f"{pressed or 'no key'}: {words} ({name})", indent=2)
        else:
            output.line(f"{name}  {pressed}  {words}", indent=2)
    output.line()
    for problem in problems:
        output.line(problem)
    output.quiet(f"Your own keys: {path}" + ("" if text else " (none yet: --write makes one)"))
