"""The keys of the preparation screen, and when each does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import Action

if TYPE_CHECKING:
    from tui.screens.agenda import AgendaScreen


def _shown(screen: AgendaScreen) -> bool:
    return screen.hand.agenda is not None


def _editable(screen: AgendaScreen) -> bool:
    return screen.hand.draft is not None and not screen.hand.reading and not screen.moving


def _on_line(screen: AgendaScreen) -> bool:
    return _editable(screen) and screen.item is not None


def _acceptable(screen: AgendaScreen) -> bool:
    return _editable(screen) and screen.here.leads and screen.hand.state != "accepted"


def _shared(screen: AgendaScreen) -> bool:
    return screen.here.leads and screen.hand.accepted is not None


def _waiting(screen: AgendaScreen) -> bool:
    return screen.change_ready is not None or bool(getattr(screen, "proposals", ()))


PREPARE_ACTIONS: tuple[Action, ...] = (
    Action("prepare.accept", "a", "accept", "Share it, after you saw what goes.", _acceptable),
    Action("prepare.edit", "e", "edit", "Change the words of this line.", _on_line),
    Action("prepare.length", "l", "length", "Make it shorter or longer.", _editable),
    Action("prepare.undo", "z", "undo", "Take the last change back.", _shown),
    Action("prepare.show-change", "c", "change", "Show a change that waits for you.", _waiting),
    Action("prepare.why", "w", "why", "How this was made, and what checks found.", _shown),
    Action("prepare.export", "x", "save", "Print, save, copy, or put in a calendar.", _shown),
    *(
        Action(f"prepare.{verb}", key, words, says, when, in_line=False)
        for verb, key, words, says, when in (
            ("more", "plus,equals_sign", "minute more", "A minute more for this line.", _on_line),
            ("less", "minus", "minute less", "A minute less for this line.", _on_line),
            ("move", "m", "move", "Move this line: up, down, Enter.", _on_line),
            ("park", "p", "park", "Keep this topic for another session.", _on_line),
            ("drop", "d", "drop", "Remove this line.", _on_line),
            ("insert", "i", "insert", "Add a line of your own after this one.", _editable),
            ("redraft", "r", "redraft", "Draft it anew from the records.", _editable),
            ("improve", "b", "better words", "Let the connected model word it.", _editable),
            ("withdraw", "u", "unshare", "Take the shared agenda back.", _shared),
            ("copy", "y", "copy", "Copy this line with its sources.", _on_line),
        )
    ),
)
