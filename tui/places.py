"""Which screen stands for which place; each is imported when it is first visited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.actions import Action
    from tui.here import Here
    from tui.screens.place import PlaceScreen

_SCREENS = {
    "welcome": ("welcome", "WelcomeScreen"),
    "people": ("people", "PeopleScreen"),
    "start": ("starting", "StartPairingScreen"),
    "join": ("joining", "JoinScreen"),
    "found": ("founding", "FoundScreen"),
    "pairs": ("pairs", "PairsScreen"),
    "first-page": ("first_page", "FirstPageScreen"),
    "boundaries": ("boundaries", "BoundariesScreen"),
    "confidence": ("mirrors", "ConfidenceScreen"),
    "readiness": ("mirrors", "ReadinessScreen"),
    "agreement": ("agreement", "AgreementScreen"),
    "questions": ("questions", "QuestionsScreen"),
    "prepare": ("prepare", "PrepareScreen"),
    "session": ("prepare", "PrepareScreen"),
    "commitments": ("commitments", "CommitmentsScreen"),
    "journey": ("journey", "JourneyScreen"),
    "handbook": ("closing", "HandbookScreen"),
    "close": ("closing", "ClosingScreen"),
    "run": ("run", "RunScreen"),
    "brief": ("preparing", "BriefScreen"),
    "read-first": ("preparing", "ReadFirstScreen"),
    "notes": ("notes", "NotesScreen"),
    "reflect": ("reflect", "ReflectScreen"),
    "feedback": ("feedback", "FeedbackScreen"),
    "two-way": ("two_way", "TwoWayScreen"),
    "session-summary": ("two_way", "SessionSummaryScreen"),
    "summary-note": ("summary_note", "SummaryNoteScreen"),
    "end-note": ("summary_note", "EndNoteScreen"),
    "evaluation": ("evaluation", "EvaluationScreen"),
    "released-notes": ("released_note", "ReleasedNoteScreen"),
    "programme": ("programme", "ProgrammeScreen"),
    "library": ("library", "LibraryScreen"),
    "search": ("search", "SearchScreen"),
    "kept": ("kept", "KeptScreen"),
    "written": ("written", "WrittenScreen"),
    "settings": ("settings", "SettingsScreen"),
    "talks": ("talks", "TalksScreen"),
    "rehearse": ("rehearse", "RehearseScreen"),
    "connect": ("connect", "ConnectScreen"),
}
_HOME = ("home", "HomeScreen")


def actions_of_places() -> dict[str, tuple[Action, ...]]:
    """What can be done in each place: its own actions first. Imports every screen."""
    from tui.actions import EVERYWHERE

    found: dict[str, tuple[Action, ...]] = {}
    for place, (module, name) in {"home": _HOME, **_SCREENS}.items():
        screen: type[PlaceScreen] = getattr(import_module(f"tui.screens.{module}"), name)
        if place == screen.PLACE:
            found[place] = (*screen.ACTIONS, *EVERYWHERE)
    return found


def screen_for(place: str, here: Here) -> PlaceScreen:
    """A fresh screen; places that have none of their own yet open home."""
    module, name = _SCREENS.get(place, _HOME)
    screen: PlaceScreen = getattr(import_module(f"tui.screens.{module}"), name)(here)
    return screen
