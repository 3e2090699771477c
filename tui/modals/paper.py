"""A page to read: help, why, what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.formatting import BOLD, FOCUS, QUIET, fit, stacked, wrapped
from tui.widgets.reading import Reading

if TYPE_CHECKING:
    from textual.app import App

    from tui.screens.place import PlaceScreen

PAGE_WIDTH = 66
"""Cells of text in a modal, at every window size."""


class PaperModal(ModalScreen[None]):
    """Title, text that scrolls, and Esc."""

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar = [
        Binding("escape,enter,q", "dismiss", "close", show=False),
    ]

    def __init__(self, title: str, page: Content) -> None:
        super().__init__()
        self._title, self._page = title, page

    def compose(self) -> ComposeResult:
        with Vertical(classes="paper"):
            yield Static(Content.styled(self._title, BOLD), classes="head", markup=False)
            with Reading(classes="page"):
                yield Static(self._page, markup=False)
            yield Static(Content.styled("Esc close", QUIET), classes="foot", markup=False)


def help_page(screen: PlaceScreen) -> Content:
    """The keys of a place, from the same list that makes them work."""
    lines: list[Content] = []
    for heading, actions in (("Here", screen.ACTIONS), ("Everywhere", _rest(screen))):
        shown = [a for a in screen.keyed(actions) if hasattr(screen, f"action_{a.call}")]
        if not shown:
            continue
        lines += [Content(""), Content.styled(heading, BOLD)]
        for action in shown:
            words = wrapped(action.help, PAGE_WIDTH - 14)
            first = Content.assemble(
                ("  ", ""), fit(action.keys, 12, FOCUS), words[0] if words else ""
            )
            lines += [first, *(Content.assemble(" " * 14, line) for line in words[1:])]
    lines += [Content(""), Content.styled("Moving", BOLD)]
    lines += wrapped(
        "Up, down, j, k move the selection; g and G go to the ends; Enter opens; Tab goes on to "
        "the next field; the mouse works on rows and on the words of the last line. Inside text "
        "only Tab, Esc and the F-keys are keys. In a talk, r answers again; e, or Up in the empty "
        "ask line, changes your last question. Keys of your own: viceversa keys.",
        PAGE_WIDTH,
        indent=2,
    )
    lines += [Content(""), Content.styled("Without this screen", BOLD)]
    lines += wrapped(
        "Everything here has a command for scripts and screen readers: viceversa --help. Add "
        "--plain for one item a line.",
        PAGE_WIDTH,
        indent=2,
    )
    return stacked(lines[1:])


def _rest(screen: PlaceScreen) -> Iterable[Any]:
    return screen.actions[len(screen.ACTIONS) :]


def said_page(app: App[Any]) -> Content:
    """What was said in row 21, newest first."""
    happened: Iterable[str] = reversed(list(getattr(app, "happened", ())))
    lines: list[Content] = []
    for words in happened:
        lines += [*wrapped(words, PAGE_WIDTH), Content("")]
    return stacked(lines) if lines else Content.styled("Nothing yet.", QUIET)
