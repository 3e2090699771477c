"""The ways to every place and every decision, and who can go them."""

from textual.events import Paste

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
PASTED = "paste:{}"
"""Among keys: words are pasted, in which the walker puts its own."""
MODALS = {
    "ChangeModal": (
        "ana-ferreira",
        "prepare",
        ("t", 'paste:add "What about {}?" to the close', "enter"),
    ),
    "ChooseFileModal": ("ana-ferreira", "notes", ("escape", "f")),
    "EditLineModal": ("ana-ferreira", "prepare", ("e", PASTED, "enter", "e")),
    "EndRunModal": ("ana-ferreira", "run", ("enter", "b", PASTED, "enter", "e")),
    "ExportModal": ("ana-ferreira", "prepare", ("x",)),
    "FieldsModal": ("ana-ferreira", "journey", ("i",)),
    "LengthModal": ("ana-ferreira", "prepare", ("l",)),
    "NameTalkModal": ("ana-ferreira", "talks", ("t", PASTED, "enter", "escape", "e")),
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

CONFIRMED = {
    "an agenda is accepted": ("ana-ferreira", "prepare", ("a",)),
    "a line is changed": ("ana-ferreira", "prepare", ("e", PASTED)),
    "feedback is sealed": (
        "jerome-tully",
        "feedback",
        (PASTED, "tab", PASTED, "tab", PASTED, "tab", PASTED, "tab", "f5"),
    ),
    "a session is ended": ("ana-ferreira", "run", ("enter", "b", PASTED, "enter", "e")),
    "a promise is made": ("martin-hallett", "commitments", ("i", PASTED)),
    "a goal is set": ("ana-ferreira", "journey", ("i", PASTED)),
    "a pairing is ended": ("martin-hallett", "close", ("c",)),
    "a note is released": ("oonagh-reid", "summary-note", ("a",)),
    "what is asked stands for everybody": ("oonagh-reid", "programme", ("i", PASTED)),
    "a programme is closed": ("oonagh-reid", "evaluation", ("c", PASTED, "f5")),
}
"""Decisions that are made: whose, from which place, and the keys up to the last one, which is
Enter, or F5 where Enter goes on."""

SHOWS_AFTER = {
    ("", "search"): (*"meeting", "enter"),
    ("", "join"): (PASTED, "enter"),
    ("", "library"): ("o", "o", "o"),
    ("martin-hallett", "run"): ("enter", "b", PASTED, "enter"),
    ("", "talks"): ("t", PASTED, "enter", "escape"),
}
"""Places that show something only after these keys, for everybody or for somebody."""


def keys_after(person: str, place: str) -> tuple[str, ...]:
    """What to press in a place before it shows anything."""
    return SHOWS_AFTER.get((person, place), SHOWS_AFTER.get(("", place), ()))


def screen_of(place: str) -> str:
    """The name of the class that stands for a place."""
    return "HomeScreen" if place == "home" else _SCREENS[place][1]


def pairing_of(person: str) -> str | None:
    """Where a person stands; somebody who runs the programme stands in no pairing."""
    return {"oonagh-reid": None, "jerome-tully": "jerome-sunita"}.get(person, "ana-martin")


async def pressed(app, keys, press, idle, words: str = "the stamps") -> None:
    """Key after key, up to a decision if there is one; ``idle`` waits until what they began is
    done."""
    for key in keys:
        if key.startswith("paste:"):
            app.focused.post_message(Paste(key.removeprefix("paste:").format(words)))
        else:
            await press(key)
        if len(key) > 1 or key in "bet":
            await idle()
