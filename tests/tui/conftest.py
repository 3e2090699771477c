"""A visit to the screen: the real application on the demo store, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widget import Widget
from textual.widgets import Static

from tui.app import ViceversaApp

PATIENCE = 400
"""Turns of the event loop that a condition may take; each waits until the screen is idle."""


class Visit:
    """What a person does and sees."""

    def __init__(self, app: ViceversaApp, pilot) -> None:
        self.app, self.pilot = app, pilot
        self.keys = 0
        """How many keys were pressed beside the typing."""

    @property
    def text(self) -> str:
        """All that stands on the screen, as drawn."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Let the screen work until ``condition`` holds."""
        for _ in range(PATIENCE):
            if condition():
                return
            if self.app.unforeseen:
                raise self.app.unforeseen[0]
            await self.pilot.pause(0.02)
        raise AssertionError(f"never came true: {what or condition}\n{self.text}")

    async def sees(self, *words: str) -> None:
        for word in words:
            await self.until(lambda word=word: word in self.text, f"sees {word!r}")

    async def misses(self, *words: str) -> None:
        for word in words:
            await self.until(lambda word=word: word not in self.text, f"misses {word!r}")

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)

    async def type(self, words: str) -> None:
        """Letters into the field that has the focus, as fast as a keyboard's buffer gives them."""
        for letter in words:
            key = letter if letter.isalnum() else _character_to_key(letter)
            self.app.post_message(events.Key(key, letter))
        await self.pilot.pause()

    def one(self, selector: str, kind: type[Widget] = Widget) -> Widget:
        return self.app.screen.query_one(selector, kind)

    async def home(self) -> None:
        await self.sees("Good to see you")

    async def prepare(self) -> None:
        """From home to the agenda of the next session."""
        await self.home()
        await self.press("P")
        await self.sees("Agenda", "minutes,")

    @property
    def marked(self) -> str:
        """The words that are marked in the source pane."""
        content = self.one("SourceView .text", Static).content
        return "".join(
            content.plain[span.start : span.end]
            for span in content.spans
            if "reverse" in str(span.style)
        )


Visiting = Callable[..., AsyncIterator[Visit]]


@pytest.fixture
def visit(open_as):
    """``async with visit("ana-ferreira", size=(80, 24)) as v``"""

    @asynccontextmanager
    async def visiting(
        person: str = "ana-ferreira",
        *,
        size: tuple[int, int] = (80, 24),
        theme: str = "viceversa-dark",
        assistant=None,
        **settings: object,
    ) -> AsyncIterator[Visit]:
        opened = assistant or open_as(person, **settings)
        app = ViceversaApp(lambda: opened, theme=theme)
        async with app.run_test(size=size) as pilot:
            yield Visit(app, pilot)
        await opened.close()
        if app.unforeseen:
            raise app.unforeseen[0]

    return visiting
