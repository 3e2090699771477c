"""``viceversa``: the screen without a command, everything else with one."""

from __future__ import annotations

import sys

from assistant.cli.screen import open_screen, wanted_screen


def main() -> None:
    """The entry point. The screen's first frame does not wait for the commands' imports."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    said = wanted_screen(sys.argv[1:])
    if said is not None:
        open_screen(**said)
        return
    from assistant.cli.app import app
    from assistant.cli.common import hoist

    app(hoist(sys.argv[1:]))


if __name__ == "__main__":
    main()
