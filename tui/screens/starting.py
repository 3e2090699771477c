"""Start a pairing of one's own: two names are enough, everything else can follow."""

from __future__ import annotations

from typing import ClassVar

from tui.actions import Action
from tui.messages import Entered
from tui.screens.filling import Blank, FillingScreen, form_actions

_FORM = form_actions("start", "begin", "Begin with what is filled in.")


class StartPairingScreen(FillingScreen):
    """By oneself, with nobody's leave: it is a pairing in one's own store."""

    PLACE = "start"
    TITLE_WORDS = "Start a pairing of your own"
    LEAD = "Who learns with whom? The mentor is the junior of the two, and leads the sessions."
    BELOW = (
        "Only the two names are needed. A date is read as you write it. Everything can be changed "
        "later, and the other one can join when they like."
    )
    BLANKS: ClassVar = (
        Blank("me", "Your name", "first and last name"),
        Blank("partner", "The other one", "first and last name"),
        Blank("role", "You are the", options=(("mentor", "mentor"), ("mentee", "mentee"))),
        Blank("focus", "It is about", "in a few words, such as: how remote people are heard"),
        Blank("first", "First session", "such as: 12 June 15:00, or next Thursday 3pm"),
        Blank("goal", "One goal", "in a sentence; it may wait"),
    )
    ACTIONS: ClassVar[tuple[Action, ...]] = _FORM
    TEXT_ACTIONS: ClassVar = _FORM

    async def _restore(self) -> None:
        await super()._restore()
        if self.here.person and not self.said("me") and not await self.here.assistant.in_demo():
            # Whoever is here for themselves begins once more under the same name.
            self.query_one("#me").value = self.here.me  # type: ignore[attr-defined]
            self.query_one("#partner").focus()

    async def fill(self) -> None:
        if self.missing("me", "Your name is missing.") or self.missing(
            "partner", "The other person's name is missing."
        ):
            return
        dated, first = await self.dated("first", "12 June 15:00")
        if not dated:
            return
        begun = await self.here.assistant.start_pairing(
            self.said("me"),
            self.said("partner"),
            "mentee" if self.said("role") == "mentee" else "mentor",
            focus=self.said("focus"),
            goal=self.said("goal"),
            first=first,
        )
        await self.forget_typed()
        self.post_message(Entered(person=begun.person))
