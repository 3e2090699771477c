"""One list of actions per screen feeds its keys, key line, palette and help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.keys import format_key

KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "space": "Space",
    "tab": "Tab",
    "f1": "F1",
    "f2": "F2",
    "f3": "F3",
    "f4": "F4",
    "f5": "F5",
    **{f"f{number}": f"F{number}" for number in range(6, 13)},
}


def _shown(key: str) -> str:
    return KEY_NAMES.get(key) or (key if len(key) == 1 else format_key(key))


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do on a screen.

    ``id`` is ``place.verb`` and stays stable, so that keys can be remapped by it. ``key`` may
    name several keys, separated by commas; the first one is shown. ``words`` is what it does in
    at most two words, ``help`` in a sentence. ``enabled_when`` is asked with the screen.
    """

    id: str
    key: str
    words: str
    help: str
    enabled_when: Callable[[Any], bool] | None = None
    in_line: bool = True
    in_palette: bool = True
    each_key: bool = False
    """Each of its keys does another thing: the method gets the key."""

    @property
    def call(self) -> str:
        """Name of the screen's method, less its ``action_``."""
        return self.id.partition(".")[2].replace("-", "_")

    @property
    def keys(self) -> str:
        """The keys as a person reads them: ``F1 ?``, ``1-9``."""
        if self.each_key:
            return f"{self.key[0]}-{self.key[-1]}"
        return " ".join(map(_shown, self.key.split(",")))

    @property
    def first_key(self) -> str:
        """The key that the key line shows."""
        if self.each_key:
            return self.keys
        return _shown(self.key.split(",")[0])

    def enabled(self, screen: object) -> bool:
        """Whether it can be done on ``screen`` now."""
        return self.enabled_when is None or self.enabled_when(screen)

    def bindings(self) -> list[Binding]:
        """The Textual bindings; remapped by ``id``."""
        if self.each_key:
            return [
                Binding(key, f"{self.call}({key})", self.words, show=False, id=f"{self.id}-{key}")
                for key in self.key.split(",")
            ]
        return [Binding(self.key, self.call, self.words, show=False, id=self.id)]


def bindings_of(actions: Iterable[Action]) -> list[Binding]:
    """The bindings of several actions."""
    return [binding for action in actions for binding in action.bindings()]


def has_pairing(screen: object) -> bool:
    """Whether the screen stands at a pairing of its reader's."""
    return getattr(getattr(screen, "here", None), "pairing", None) is not None


EVERYWHERE: tuple[Action, ...] = (
    Action("app.step-back", "escape", "back", "Stop a reply, leave the text, or go back."),
    Action("app.palette", "colon", "all", "All actions of this screen, by name. Also F2."),
    Action("app.help", "question_mark,f1", "help", "This page."),
    Action("app.ask", "t", "talk", "Go to the ask line: a question, answered from sources."),
    Action(
        "app.cite",
        "1,2,3,4,5,6,7,8,9",
        "source",
        "Open the source of that number.",
        in_palette=False,
        each_key=True,
    ),
    Action("app.next", "n", "next source", "The next source of what is selected."),
    Action("app.search", "slash", "search", "Search guidance and what you may read."),
    Action("app.side-pane", "s,f4", "side", "Turn the side pane: source, talk, who sees."),
    Action("app.copy", "y", "copy", "Copy what is selected, over SSH too.", in_line=False),
    Action("app.editor", "f9", "editor", "This text, or this page, in your own editor."),
    Action("app.talks", "T", "talks", "Your talks: find one, name it, go on with it."),
    Action("app.rehearse", "V", "rehearse", "Practise something hard to say.", has_pairing),
    Action("app.home", "H", "home", "What is next."),
    Action("app.prepare", "P", "prepare", "The agenda of the next session.", has_pairing),
    Action("app.run", "R", "run", "Run a session: clock, lines, bullets.", has_pairing),
    Action("app.notes", "N", "notes", "Bring in notes of a session.", has_pairing),
    Action("app.reflect", "E", "reflect", "Look back at a session, by yourself.", has_pairing),
    Action("app.feedback", "F", "feedback", "Feedback both ways, sealed at first.", has_pairing),
    Action("app.commitments", "C", "promises", "Who promised what.", has_pairing, in_line=False),
    Action("app.summed-up", "M", "summary", "What a session came to.", has_pairing, in_line=False),
    Action("app.journey", "J", "journey", "Goals, dates, what was changed.", has_pairing),
    Action("app.questions", "B", "questions", "Your questions box, yours alone.", has_pairing),
    Action("app.agreement", "A", "agreement", "How you two work together.", has_pairing),
    Action("app.keep-out", "K", "topics out", "Topics that you keep out.", has_pairing),
    Action("app.mirror", "Y", "mirror", "A private look at yourself.", has_pairing, in_line=False),
    Action("app.begin", "O", "your own", "Start, join or run something of your own."),
    Action("app.library", "L", "library", "Guidance: cards, their strength, and gaps."),
    Action("app.programme", "U", "for all", "Notes to everybody, answers, somebody to talk to."),
    Action("app.due", "D", "what is due", "Go to what is due, one thing after the other."),
    Action("app.people", "W", "who is in it", "People, and who you are."),
    Action("app.settings", "S", "settings", "Colours, motion, a model, where things are kept."),
    Action("app.what-is-kept", "X", "what is kept", "What is kept about you, and erasing it."),
    Action("app.connect", "I", "connect", "Connect a language model, or see what is connected."),
    Action("app.theme", "f10", "light or dark", "Change between the light and the dark theme."),
    Action("app.happened", "f11", "what happened", "Everything that was said to you so far."),
    Action("app.leave", "Q", "leave", "Close Viceversa. All is kept."),
)
