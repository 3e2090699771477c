"""A place that stands somewhere and loses no text: what is typed is kept while it is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypedDict

from textual import on

from assistant.errors import AssistantError
from tui.here import Here
from tui.messages import TextTyped
from tui.screens.place import PlaceScreen
from tui.screens.working import Job
from tui.widgets.kept import KeptArea, KeptInput

if TYPE_CHECKING:
    from assistant.domain.views import KeptWords

_DECIDED: ContextVar[set[str]] = ContextVar("decided")
"""Places whose text a decision took: it is forgotten when what the job does with it is done."""


class KeptField(TypedDict):
    """``typed`` is what was kept, ``keep`` keeps it anew; ``since`` is when it was typed, where
    that was before this start and nobody was told yet."""

    typed: str
    keep: Callable[[str], None]
    since: str


class KeepingScreen(PlaceScreen):
    """Knows where it stands; keeps the text of its fields, at the latest when it is left."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.here = here
        self._unkept: dict[str, str] = {}
        self._keeping = asyncio.Lock()
        self.ask_place = self.place_of("ask")
        """Where words of an ask line are kept; the pairing in hand may become another under it."""

    def place_of(self, field: str) -> str:
        """Name under which the text of a field is kept."""
        return f"{self.PLACE}/{self.here.pairing_id or '-'}/{self.here.session or '-'}/{field}"

    @on(TextTyped)
    def _text_typed(self, event: TextTyped) -> None:
        event.stop()
        if not self.here.person:
            return
        self._unkept[event.place] = event.text
        self.start(self._keep_all, "keep", exclusive=False)

    def start(self, job: Job, group: str, *, exclusive: bool = True) -> None:
        """What was typed for a decision is forgotten once the whole job went well, not before: a
        fault or the end of the power between the two would take it."""

        async def whole() -> None:
            decided: set[str] = set()
            _DECIDED.set(decided)
            await job()
            await self.forget(*decided)

        super().start(whole, group, exclusive=exclusive)

    async def forget(self, *places: str) -> None:
        """What was typed there became something; in turn with what is still being kept."""
        if kept := [place for place in places if place]:
            self._unkept.update(dict.fromkeys(kept, ""))
            await self._keep_all()

    async def _keep_all(self) -> None:
        # One at a time, newest text of each field: writes must not overtake each other.
        async with self._keeping:
            while self._unkept:
                place, text = next(iter(self._unkept.items()))
                await self.here.assistant.keep_text(place, text)
                # Only now: text that could not be kept is tried again with the next key.
                if self._unkept.get(place) == text:
                    del self._unkept[place]

    async def kept_field(self, field: str) -> KeptField:
        """For a modal: what was being typed there, and how to keep what is typed now."""
        place, decided = self.place_of(field), _DECIDED.get(set())

        def keep(text: str) -> None:
            if not text:
                decided.add(place)
            elif self.here.person:
                decided.discard(place)
                # At once, not by a message: the place may be left before it would arrive.
                self._unkept[place] = text
                self.start(self._keep_all, "keep", exclusive=False)

        kept = await self.here.assistant.kept_words(place)
        return {"typed": kept.text, "keep": keep, "since": kept.when}

    def say_restored(self, what: str, kept: KeptWords, more: str = "") -> None:
        """Once after a start: what of the text is back, and from when."""
        if kept.text and kept.when:
            self.say(f"Restored: {what} from {kept.when}{more and f', {more}'}.")

    async def flush(self) -> None:
        if not self.here.person:
            return
        with suppress(AssistantError):
            for field in self.query("KeptInput, KeptArea").results():
                assert isinstance(field, KeptInput | KeptArea)
                await self._join(field)
                if field.place:
                    self._unkept[field.place] = field.unkept
            await self._keep_all()

    async def _join(self, field: KeptInput | KeptArea) -> None:
        """Left in a hurry: what was typed now follows what was kept and is not back yet."""
        if field.awaits and not field.place and field.unkept:
            kept = await self.here.assistant.kept_text(field.awaits)
            if not field.place:
                field.restore(kept)
                field.place = field.awaits
