"""From the command line to the screen, with as little on the way as can be."""

from __future__ import annotations

import sys


def wanted_screen(arguments: list[str]) -> dict[str, str] | None:
    """What was said about store and person if the words ask for the screen, else None."""
    names = {"--store": "store", "--as": "person"}
    said: dict[str, str] = {}
    waiting = iter(arguments)
    for word in waiting:
        name, equals, value = word.partition("=")
        if name not in names:
            return None
        given = value if equals else next(waiting, None)
        if given is None:
            return None
        said[names[name]] = given
    return said


def open_screen(*, store: str | None = None, person: str | None = None) -> None:
    """Show the screen until its person leaves."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("The screen needs a terminal. For text: viceversa --plain", file=sys.stderr)
        raise SystemExit(2)
    from tui.__main__ import run

    run(store=store, person=person)


def keys_of_screen(text: str) -> tuple[list[tuple[str, str, str, str]], tuple[str, ...], str]:
    """Place, id, keys and help of each action with the ``keys.toml`` of this text; what is wrong
    with it; and a file in which all stand as comments."""
    from tui.__main__ import keys_told

    return keys_told(text)
