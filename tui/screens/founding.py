"""Start a programme from the template: names, a date, and the people to turn to."""

from __future__ import annotations

from typing import ClassVar

from tui.actions import Action
from tui.messages import Entered
from tui.screens.filling import Blank, FillingScreen, form_actions

_FORM = form_actions("found", "start it", "Start the programme with what is filled in.")


class FoundScreen(FillingScreen):
    """The template brings sessions, milestones, ground rules and feedback rounds."""

    PLACE = "found"
    TITLE_WORDS = "Start a programme"
    LEAD = "You get six sessions in six months, with milestones, roles and ground rules to change."
    BELOW = (
        "Name two human contacts if you can, in nobody's line of management: whom to turn to, and "
        "what for. Next you pair people and get an invitation for each."
    )
    BLANKS: ClassVar = (
        Blank("name", "Programme", "what people will call it"),
        Blank("me", "Your name", "you run it: you see counts, never what pairs say"),
        Blank("organisation", "Organisation", "where it takes place"),
        Blank("begins", "Kick-off", "such as: 1 September; today if empty"),
        Blank("sessions", "Sessions", "6, or another number from 2 to 24"),
        Blank("contact-1", "Human contact", "name: what for, such as People team: a change"),
        Blank("contact-2", "And another", "name: what for"),
    )
    ACTIONS: ClassVar[tuple[Action, ...]] = _FORM
    TEXT_ACTIONS: ClassVar = _FORM
    SEES = "Who sees this: everybody in the programme, once they have joined."

    async def fill(self) -> None:
        if self.missing("name", "The programme's name is missing.") or self.missing(
            "me", "Your name is missing."
        ):
            return
        dated, begins = await self.dated("begins", "1 September")
        if not dated:
            return
        sessions = self.said("sessions")
        if sessions and not sessions.isdecimal():
            self.query_one("#sessions").focus()
            self.say("Sessions are a number from 2 to 24.")
            return
        contacts = [self.said(blank).partition(":") for blank in ("contact-1", "contact-2")]
        begun = await self.here.assistant.start_programme(
            self.said("name"),
            self.said("me"),
            organisation=self.said("organisation"),
            begins=begins[0] if begins else None,
            sessions=int(sessions) if sessions else None,
            contacts=[(who, what) for who, _, what in contacts],
        )
        await self.forget_typed()
        self.post_message(Entered(person=begun.person, place="pairs"))
