"""Go every way in the terminal that runs this: STORE PERSON REPORT WAY...

The application is the real one with its real driver, told from inside where to go. A way is the
name of a place, or of a decision. REPORT gets, for each, the marks that could be read there: first
those of records, then those of what was pasted into its fields.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from itertools import cycle, islice
from pathlib import Path

from textual.containers import VerticalScroll
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

import tui
from assistant.bootstrap import assistant
from assistant.settings import Settings
from tests.conftest import FixedClock
from tests.tui.hostile import PAYLOADS
from tests.tui.ways import MODALS, keys_after, pairing_of, pressed, screen_of
from tui.app import ViceversaApp
from tui.screens.beside import BesideScreen
from tui.widgets.rows import Rows
from tui.widgets.side_pane import PAGES

_MARK = re.compile(r"OWN(\d\d)")


class WalkingApp(ViceversaApp):
    """Goes every way by itself, opens row after row, pastes into each field, and leaves."""

    CSS_PATH = Path(tui.__file__).parent / "app.tcss"

    def __init__(self, opens, ways: list[str], person: str, report: Path) -> None:
        super().__init__(opens)
        self._ways, self._person, self._report = ways, person, report
        self._supply = cycle(PAYLOADS)
        self._invitation = ""

    def on_ready(self) -> None:
        self.run_worker(self._walk(), group="walk", exit_on_error=False)

    async def _walk(self) -> None:
        seen: dict[str, list[list[str]]] = {}
        trouble: list[str] = []
        try:
            await self._until(lambda: getattr(self.screen, "PLACE", ""), "a place")
            self._invitation = (await self.here.assistant.invitations("ana-martin"))[0].code
            for way in self._ways:
                _, place, keys = MODALS.get(way, ("", way, keys_after(self._person, way)))
                await self._go(place)
                words = self._invitation if way == "join" else " ".join(islice(self._supply, 3))
                await pressed(self, keys, self._press, self._idle, words)
                if way in MODALS:
                    await self._until(lambda: isinstance(self.screen, ModalScreen), way)
                await self._idle()
                seen[way] = [sorted(await self._read()), sorted(await self._fill())]
        except AssertionError as error:
            trouble.append(str(error))
        finally:
            trouble += [repr(error) for error in self.unforeseen]
            self._report.write_text(json.dumps({"seen": seen, "trouble": trouble}), "utf-8")
            await self.action_quit()

    async def _go(self, place: str) -> None:
        while isinstance(self.screen, ModalScreen):
            self.screen.dismiss(None)
            await asyncio.sleep(0.05)
        self.screen.go(place, None if place == "home" else pairing_of(self._person))
        await self._until(lambda: type(self.screen).__name__ == screen_of(place), place)
        await self._idle()

    async def _press(self, *keys: str) -> None:
        await self._press_keys(keys)

    async def _until(self, condition, what: str) -> None:
        for _ in range(3000):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"never there: {what}, at {self.screen!r}")

    async def _idle(self) -> None:
        quiet = 0
        while quiet < 5:
            await asyncio.sleep(0.02)
            asking = isinstance(self.screen, ModalScreen)
            jobs = [job for job in self.workers if job.node is self.screen or not asking]
            busy = [job for job in jobs if not job.is_finished and job.group != "walk"]
            quiet = quiet + 1 if self.screen.is_mounted and not busy else 0

    async def _read(self) -> set[str]:
        """Open up row after row, as far as it takes, and give the marks that were drawn."""
        marks = await self._read_page()
        if isinstance(self.screen, BesideScreen):
            for page in PAGES:
                self.screen.show_page(page)
                await self._idle()
                marks |= await self._read_page()
            self.screen.close_page()
        return marks

    async def _read_page(self) -> set[str]:
        marks = self._drawn()
        for rows in self.screen.query(Rows):
            if rows.region:
                rows.focus()
                for _ in range(14):
                    rows.action_cursor_down()
                    await asyncio.sleep(0.02)
                    marks |= self._drawn()
                rows.action_last()
                await asyncio.sleep(0.05)
                marks |= self._drawn()
        for page in self.screen.query(VerticalScroll):
            for _ in range(4 if page.region and page.allow_vertical_scroll else 0):
                page.scroll_page_down(animate=False)
                await asyncio.sleep(0.02)
                marks |= self._drawn()
        return marks

    async def _fill(self) -> set[str]:
        """Paste a few of them into each field; the marks that can be read in it."""
        marks: set[str] = set()
        for field in self.screen.query("Input, TextArea").results(Input | TextArea):
            if field.region and not field.disabled and getattr(field, "type", "text") == "text":
                field.focus()
                field.clear()
                field.post_message(Paste(" ".join(islice(self._supply, 3))))
                await self._idle()
                marks |= self._drawn()
                field.clear()
                await self._idle()
        return marks

    def _drawn(self) -> set[str]:
        strips = self.screen._compositor.render_strips()
        return set(_MARK.findall("".join(segment.text for strip in strips for segment in strip)))


def main(store: str, person: str, report: str, *ways: str) -> None:
    settings = Settings(store=store, person=person, embedder="none")
    opened = assistant(
        settings, clock=FixedClock(), settings_file=Path(report).with_suffix(".toml")
    )
    WalkingApp(lambda: opened, list(ways), person, Path(report)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
