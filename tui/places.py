"""Which screen stands for which place; each is imported when it is first visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.here import Here
    from tui.screens.place import PlaceScreen


def screen_for(place: str, here: Here) -> PlaceScreen:
    """A fresh screen; places that have none of their own yet open home."""
    match place:
        case "welcome":
            from tui.screens.welcome import WelcomeScreen

            return WelcomeScreen(here)
        case "people":
            from tui.screens.people import PeopleScreen

            return PeopleScreen(here)
        case "prepare" | "session" | "commitments":
            from tui.screens.prepare import PrepareScreen

            return PrepareScreen(here)
        case "notes":
            from tui.screens.notes import NotesScreen

            return NotesScreen(here)
        case "reflect":
            from tui.screens.reflect import ReflectScreen

            return ReflectScreen(here)
        case "feedback":
            from tui.screens.feedback import FeedbackScreen

            return FeedbackScreen(here)
        case "two-way":
            from tui.screens.two_way import TwoWayScreen

            return TwoWayScreen(here)
        case "session-summary":
            from tui.screens.two_way import SessionSummaryScreen

            return SessionSummaryScreen(here)
        case "summary-note":
            from tui.screens.summary_note import SummaryNoteScreen

            return SummaryNoteScreen(here)
        case "library":
            from tui.screens.library import LibraryScreen

            return LibraryScreen(here)
        case "search":
            from tui.screens.search import SearchScreen

            return SearchScreen(here)
        case "connect":
            from tui.screens.connect import ConnectScreen

            return ConnectScreen(here)
        case _:
            from tui.screens.home import HomeScreen

            return HomeScreen(here)
