"""F9: any text that is being written, and any page that is read, in the person's own editor.

The words go through a file that only its owner may read, in a folder of its own, and both are
gone afterwards. The editor is started without a shell.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, SuspendNotSupported
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from tui.screens.place import PlaceScreen

_AS_IT_WAS = "Your text is as it was."
_FRIENDLY = "nano"
"""Started where no editor is named: it says at its foot how to leave it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """``text`` is None where nothing came back; ``trouble`` is "" where all went well."""

    text: str | None
    trouble: str = ""


def named_editor(environ: Mapping[str, str] | None = None) -> list[str]:
    """VISUAL, else EDITOR, else nano where it is; an empty list where there is none to start."""
    variables = os.environ if environ is None else environ
    for name in ("VISUAL", "EDITOR"):
        if named := variables.get(name, "").strip():
            with suppress(ValueError):
                return shlex.split(named)
            return [named]
    return [_FRIENDLY] if shutil.which(_FRIENDLY) else []


def edited(text: str, command: list[str], *, only_read: bool = False) -> Edited:
    """Let an editor have ``text`` until it ends. Blocks: the terminal is the editor's meanwhile."""
    name = command[0]
    try:
        folder = Path(tempfile.mkdtemp(prefix="viceversa-"))  # 0700
    except OSError:
        return Edited(None, f"There is no place for a file to edit. {_AS_IT_WAS}")
    # Ctrl+C in the editor is the editor's; a function, so that what is started has its own again.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        file = folder / "text.md"
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400 if only_read else 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as opened:
            opened.write(text)
        left = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603
        if not file.exists():
            return Edited(None, f"The editor {name} left no file behind. {_AS_IT_WAS}")
        found = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Edited(None, f"What {name} wrote is not text in UTF-8. {_AS_IT_WAS}")
    except (OSError, ValueError):
        return Edited(
            None,
            f"The editor {name} could not be started. {_AS_IT_WAS} Set EDITOR to one that is "
            "there, such as nano.",
        )
    finally:
        signal.signal(signal.SIGINT, before)
        # Its swap files and copies go too.
        shutil.rmtree(folder, ignore_errors=True)
    if found.endswith("\n") and not text.endswith("\n"):
        found = found.removesuffix("\n")  # most editors end a file with a line end
    if left and found == text:
        return Edited(None, f"The editor {name} ended with an error. {_AS_IT_WAS}")
    trouble = f"The editor {name} ended with an error, and what it wrote is here." if left else ""
    return Edited(found, trouble)


def edit_here(app: App[Any], place: PlaceScreen) -> None:
    """The field that has the focus, else the page, in the editor; then words about it."""
    modal = app.screen if app.screen is not place else None
    say = getattr(modal, "say", place.say)
    field = app.screen.focused
    if place.keeps_nothing:
        say("Nothing is written here, so nothing goes to an editor.")
        return
    if isinstance(field, Input) and field.password:
        say("A key is not written into a file.")
        return
    if getattr(place, "replying", False):
        say("A reply is arriving. Esc stops it, then F9.")
        return
    command = named_editor()
    if not command:
        say("No editor is named. Set EDITOR, such as EDITOR=nano, and start again.")
        return
    writes = isinstance(field, Input | TextArea) and not field.disabled
    text = _text_of(field) if isinstance(field, Input | TextArea) else place.to_read()
    try:
        with app.suspend():
            result = edited(text, command, only_read=not writes)
    except SuspendNotSupported:
        say(f"This terminal cannot be lent to an editor. {_AS_IT_WAS}")
        return
    app.refresh(layout=True)
    if not writes:
        say(result.trouble or "Looked at. It is changed with the keys of this place.")
    elif result.text is None:
        say(result.trouble)
    else:
        assert isinstance(field, Input | TextArea)
        _take_back(field, result.text)
        words = (
            "Your words are back from the editor." if result.text != text else "Nothing changed."
        )
        say(f"{result.trouble} Ctrl+Z brings yours back." if result.trouble else words)


def _text_of(field: Input | TextArea) -> str:
    return field.value if isinstance(field, Input) else field.text


def _take_back(field: Input | TextArea, text: str) -> None:
    if isinstance(field, Input):
        field.value = " ".join(text.split())
    elif text != field.text:
        # Not by setting it anew: Ctrl+Z must bring the earlier words back.
        field.replace(text, (0, 0), field.document.end)
