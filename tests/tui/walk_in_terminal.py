"""Walk through places in the terminal that runs this: STORE PERSON PAIRING REPORT PLACE...

The application is the real one with its real driver, told from inside where to go. REPORT gets, for
each place, the marks that could be read there.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

import tui
from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tui.app import ViceversaApp
from tui.places import _SCREENS
from tui.widgets.rows import Rows


def _screen_of(place: str) -> str:
    return "HomeScreen" if place == "home" else _SCREENS[place][1]


_MARK = re.compile(r"OWN(\d\d)")


class WalkingApp(ViceversaApp):
    """Goes to each place by itself, opens row after row, and leaves."""

    CSS_PATH = Path(tui.__file__).parent / "app.tcss"

    def __init__(self, opens, places: list[str], pairing: str | None, report: Path) -> None:
        super().__init__(opens)
        self._places, self._pairing, self._report = places, pairing, report

    def on_ready(self) -> None:
        self.run_worker(self._walk(), group="walk", exit_on_error=False)

    async def _walk(self) -> None:
        seen: dict[str, list[str]] = {}
        try:
            while not getattr(self.screen, "PLACE", ""):
                await asyncio.sleep(0.02)
            for place in self._places:
                self.screen.go(place, None if place == "home" else self._pairing)
                while type(self.screen).__name__ != _screen_of(place):
                    await asyncio.sleep(0.02)
                await self._idle()
                seen[place] = await self._read()
        finally:
            trouble = [repr(error) for error in self.unforeseen]
            self._report.write_text(json.dumps({"seen": seen, "trouble": trouble}), "utf-8")
            await self.action_quit()

    async def _idle(self) -> None:
        quiet = 0
        while quiet < 10:
            await asyncio.sleep(0.02)
            jobs = [job for screen in self.screen_stack for job in screen.workers]
            busy = [job for job in jobs if not job.is_finished and job.group != "walk"]
            quiet = quiet + 1 if self.screen.is_mounted and not busy else 0

    async def _read(self) -> list[str]:
        """Open up row after row, as far as it takes, and give the marks that were drawn."""
        marks = self._drawn()
        for rows in self.screen.query(Rows):
            if rows.region:
                rows.focus()
            for _ in range(14):
                rows.action_cursor_down()
                await asyncio.sleep(0.02)
                marks |= self._drawn()
        return sorted(marks)

    def _drawn(self) -> set[str]:
        strips = self.screen._compositor.render_strips()
        return set(_MARK.findall("".join(segment.text for strip in strips for segment in strip)))


def main(store: str, person: str, pairing: str, report: str, *places: str) -> None:
    settings = Settings(store=store, person=person, embedder="none")
    opened = assistant(
        settings, clock=FixedClock(), settings_file=Path(report).with_suffix(".toml")
    )
    WalkingApp(lambda: opened, list(places), pairing or None, Path(report)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
