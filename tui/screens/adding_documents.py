"""Documents of one's own in the library: brought in, graded, taken out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from assistant.domain.guidance import Strength
from tui.formatting import one_line
from tui.modals.choose_file import ChooseFileModal
from tui.modals.fields import Field, FieldsModal
from tui.modals.folders import dropped_path
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen

if TYPE_CHECKING:
    from assistant.domain.guidance_views import CardView

STRENGTHS = ("trial", "validation", "feasibility", "handbook", "practitioner", "opinion")
"""From the strongest on."""
_SHORT = {"feasibility": "tried", "practitioner": "practice"}
"""So that all of them stand in one row at every size."""


class ListedCards(Protocol):
    """What the page lists, and what of it is selected."""

    @property
    def card(self) -> CardView | None:
        """The selected one."""
        ...

    async def show_all(self, select: str = "") -> None:
        """Load the list anew, nothing filtered out."""
        ...


class AddingDocuments:
    """A part of a page that lists guidance."""

    def __init__(self, screen: BesideScreen, listed: ListedCards) -> None:
        self._screen, self._listed = screen, listed
        self._core = screen.here.assistant

    def add(self) -> None:
        self._screen.start(self._add, "modal")

    async def _add(self) -> None:
        modal = ChooseFileModal("Add a document to the guidance", does="add it")
        path = await self._screen.app.push_screen_wait(modal)
        if path is not None:
            await self._take_in(path)

    def take_dropped(self, pasted: str) -> bool:
        """Take in a file that was dropped on the terminal: it arrives as its path, pasted. False
        for other text."""
        path = dropped_path(pasted)
        if path is not None:
            self._screen.start(partial(self._take_in, path), "modal")
        return path is not None

    async def _take_in(self, path: Path) -> None:
        with self._screen.waiting("Reading the document ..."):
            added = await self._core.add_guidance([path])
        await self._listed.show_all(select=added[0].id)
        title = one_line(added[0].title)
        self._screen.say(f"Added: {title}. Everybody in the programme can read it.")
        await self._grade(added[0])

    def grade(self) -> None:
        assert self._listed.card is not None
        self._screen.start(partial(self._grade, self._listed.card), "modal")

    async def _grade(self, card: CardView) -> None:
        """How far to trust a document, of when it is, what about: said by whoever added it."""
        strengths = tuple((strength, _SHORT.get(strength, strength)) for strength in STRENGTHS)
        date = "" if card.date == "undated" else card.date
        fields = (
            Field("strength", "Strength", card.strength, "", "", strengths),
            Field("date", "Of when", date, "a year or a day, as it says itself"),
            Field(
                "topics", "Topics", ", ".join(card.topic_names), "such as meetings, first session"
            ),
        )
        modal = FieldsModal(
            f"How far to trust {one_line(card.title)}",
            fields,
            does="go on",
            says="Opinion, unless it says how it was tested; tried is a feasibility study, "
            "practice what one practitioner does. Drafts name the strength beside it.",
            **await self._screen.kept_field(f"grade-{card.id}"),
        )
        said = await self._screen.app.push_screen_wait(modal)
        if said is not None:
            graded = await self._core.grade_guidance(
                card.id,
                strength=Strength(said["strength"]),
                date=said["date"],
                topics=said["topics"].split(","),
            )
            await self._listed.show_all(select=card.id)
            self._screen.say(f"Kept: {one_line(graded.title)} is {graded.strength}, {graded.date}.")

    def remove(self) -> None:
        self._screen.start(self._remove, "modal")

    async def _remove(self) -> None:
        card = self._listed.card
        assert card is not None
        preview = SharePreview(
            "Take this document out?",
            Content(card.title),
            "Its text is erased here and from search, for everybody. The file that it came from "
            "stays as it is.",
            "take it out",
            "leave it",
        )
        if await self._screen.app.push_screen_wait(preview):
            await self._core.remove_guidance(card.id)
            await self._listed.show_all()
            self._screen.say("Taken out, also from search.")
