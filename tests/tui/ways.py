"""The ways to every place and every decision, and who can go them."""

from textual.events import Paste
from textual.screen import ModalScreen

from tui.places import _SCREENS

EVERY_PLACE = ["home", *_SCREENS]
FOR_A_PAIR = [
    *("first-page", "boundaries", "confidence", "readiness", "agreement", "questions", "prepare"),
    *("session", "commitments", "journey", "handbook", "close", "run", "brief", "read-first"),
    *("notes", "reflect", "feedback", "two-way", "session-summary", "rehearse"),
]
"""Where somebody who only runs a programme cannot go."""
PEOPLE = {
    "ana-ferreira": EVERY_PLACE,
    "martin-hallett": EVERY_PLACE,
    "oonagh-reid": [place for place in EVERY_PLACE if place not in FOR_A_PAIR],
}
PASTED = "paste"
"""Among keys: some words are pasted, which the walker chooses."""
MODALS = {
    "ChangeModal": ("ana-ferreira", "prepare", ("t", *"shorter", "enter")),
    "ChooseFileModal": ("ana-ferreira", "notes", ("escape", "f")),
    "EditLineModal": ("ana-ferreira", "prepare", ("e",)),
    "EndRunModal": ("ana-ferreira", "run", ("enter", "b", PASTED, "enter", "e")),
    "ExportModal": ("ana-ferreira", "prepare", ("x",)),
    "FieldsModal": ("ana-ferreira", "journey", ("i",)),
    "LengthModal": ("ana-ferreira", "prepare", ("l",)),
    "NameTalkModal": ("ana-ferreira", "talks", ("t", *"pay", "enter", "escape", "e")),
    "NewLineModal": ("ana-ferreira", "prepare", ("i",)),
    "PairModal": ("oonagh-reid", "pairs", ("i",)),
    "PaperModal": ("ana-ferreira", "prepare", ("w",)),
    "PromiseModal": ("martin-hallett", "commitments", ("down", "down", "c")),
    "SaveInvitationModal": ("ana-ferreira", "pairs", ("x",)),
    "SharePreview": ("ana-ferreira", "prepare", ("a",)),
    "TopicModal": ("ana-ferreira", "boundaries", ("e",)),
    "WordsModal": ("ana-ferreira", "read-first", ("e",)),
}
"""Every decision: whose screen, from which place, and the keys there."""


def screen_of(place: str) -> str:
    """The name of the class that stands for a place."""
    return "HomeScreen" if place == "home" else _SCREENS[place][1]


def pairing_of(person: str) -> str | None:
    """Where a person stands; somebody who runs the programme stands in no pairing."""
    return None if person == "oonagh-reid" else "ana-martin"


async def open_modal(app, name: str, press, idle, words: str = "Nobody spoke first.") -> None:
    """From its place to a decision, by keys; ``idle`` waits until what they began is done."""
    for key in MODALS[name][2]:
        if key == PASTED:
            app.focused.post_message(Paste(words))
        else:
            await press(key)
        if not isinstance(app.screen, ModalScreen) and (len(key) > 1 or key in "bet"):
            await idle()
