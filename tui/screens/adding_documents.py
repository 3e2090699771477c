"""Documents of one's own in the library: brought in, graded, taken out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widgets import Input

from assistant.domain.guidance import Strength
from tui.formatting import one_line
from tui.modals.choose_file import ChooseFileModal
from tui.modals.fields import Field, FieldsModal
from tui.modals.folders import dropped_path
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen

if TYPE_CHECKING:
    from assistant.domain.views import CardView

STRENGTHS = ("trial", "validation", "feasibility", "handbook", "practitioner", "opinion")
"""From the strongest on."""
_SHORT = {"feasibility": "tried", "practitioner": "practice"}
"""So that all of them stand in one row at every size."""


class AddingDocuments(BesideScreen):
    """A place that lists guidance; subclasses show it."""

    may_add = False
    """Whether the reader brings guidance in."""

    @property
    def card(self) -> CardView | None:
        """The selected one."""
        raise NotImplementedError

    async def show_all(self, select: str = "") -> None:
        """Load the list anew, nothing filtered out."""
        raise NotImplementedError

    def action_add(self) -> None:
        self.start(self._add, "modal")

    async def _add(self) -> None:
        modal = ChooseFileModal("Add a document to the guidance", does="add it")
        path = await self.app.push_screen_wait(modal)
        if path is not None:
            await self._take_in(path)

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dropped on a terminal arrives as its path, pasted."""
        path = dropped_path(event.text)
        if path is not None and self.may_add and not isinstance(self.focused, Input):
            event.stop()
            self.start(partial(self._take_in, path), "modal")

    async def _take_in(self, path: Path) -> None:
        with self.waiting("Reading the document ..."):
            added = await self.here.assistant.add_guidance([path])
        await self.show_all(select=added[0].id)
        title = one_line(added[0].title)
        self.say(f"Added: {title}. Everybody in the programme can read it.")
        await self._grade(added[0])

    def action_grade(self) -> None:
        assert self.card is not None
        self.start(partial(self._grade, self.card), "modal")

    async def _grade(self, card: CardView) -> None:
        """How far to trust a document, of when it is, what about: said by whoever added it."""
        strengths = tuple((strength, _SHORT.get(strength, strength)) for strength in STRENGTHS)
        date = "" if card.date == "undated" else card.date
        fields = (
            Field("strength", "Strength", card.strength, "", "", strengths),
            Field("date", "Of when", date, "a year or a day, as it says itself"),
            Field("topics", "Topics", ", ".join(card.topics), "such as meetings, first session"),
        )
        modal = FieldsModal(
            f"How far to trust {one_line(card.title)}",
            fields,
            does="go on",
            says="Opinion, unless it says how it was tested; tried is a feasibility study, "
            "practice what one practitioner does. Drafts name the strength beside it.",
            **await self.kept_field(f"grade-{card.id}"),
        )
        said = await self.app.push_screen_wait(modal)
        if said is not None:
            graded = await self.here.assistant.grade_guidance(
                card.id,
                strength=Strength(said["strength"]),
                date=said["date"],
                topics=said["topics"].split(","),
            )
            await self.show_all(select=card.id)
            self.say(f"Kept: {one_line(graded.title)} is {graded.strength}, {graded.date}.")

    def action_remove(self) -> None:
        self.start(self._remove, "modal")

    async def _remove(self) -> None:
        card = self.card
        assert card is not None
        preview = SharePreview(
            "Take this document out?",
            Content(card.title),
            "Its text is erased here and from search, for everybody. The file that it came from "
            "stays as it is.",
            "take it out",
            "leave it",
        )
        if await self.app.push_screen_wait(preview):
            await self.here.assistant.remove_guidance(card.id)
            await self.show_all()
            self.say("Taken out, also from search.")
