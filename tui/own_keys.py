"""The keys that a person chose for themselves, as the application takes them at the start."""

from __future__ import annotations

from assistant.errors import AssistantError
from assistant.locations import config_folder
from tui.keymap import FILE, Keymap, read_keymap


def own_keys() -> tuple[Keymap, dict[str, str]]:
    """The keymap of this person, and what it rebinds; all screens are imported only where there is
    a file."""
    try:
        text = (config_folder() / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap(), {}
    except (OSError, UnicodeDecodeError):
        return Keymap({}, (f"{FILE} cannot be read. Check its rights and encoding.",)), {}
    except AssistantError:
        return Keymap(), {}
    from tui.places import actions_of_places

    places = actions_of_places()
    found = read_keymap(text, places)
    return found, dict(found.bindings(places))
