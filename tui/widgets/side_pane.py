"""The pane beside the main column: source, talk, or who sees what."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from tui.formatting import BOLD, QUIET, row, stacked
from tui.widgets.reading import Reading
from tui.widgets.source_view import SourceView
from tui.widgets.transcript import Transcript

PAGES = ("source", "talk", "who")
_WHO = (
    ("An agenda as a draft", "only you"),
    ("An accepted agenda", "you two"),
    ("A note", "as you chose for it"),
    ("Reflections", "only you"),
    ("This talk", "only you"),
    ("Energy ratings", "never as yours"),
    ("That you met", "the coordinator"),
    ("What you said", "never them"),
)
_WHO_FOR_COORDINATOR = (
    ("What pairs write", "never you"),
    ("That pairs met", "you"),
    ("Who asked for a call", "you"),
    ("Ratings", "counted together"),
    ("What people give", "as they allow"),
    ("A note as a draft", "only you"),
    ("A released note", "everybody"),
    ("You said, we did", "everybody"),
    ("This talk", "only you"),
)


class AudienceView(Reading):
    """The confidentiality model in a few lines, as it is for one of a pair or for a coordinator."""

    _who: tuple[tuple[str, str], ...] = _WHO

    def show(self, *, coordinator: bool) -> None:
        """For whom it is."""
        self._who = _WHO_FOR_COORDINATOR if coordinator else _WHO
        self._draw()

    def compose(self) -> ComposeResult:
        yield Static(Content(""), markup=False)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = max(self.size.width - 1, 24)
        lines = [Content.styled("Who sees what", BOLD), Content("")]
        # Where one line of it would be cut, each takes two.
        fits = all(len(what) + len(who) + 2 <= width for what, who in self._who)
        for what, who in self._who:
            seen = Content.styled(who if fits else f"  {who}", QUIET)
            lines += [row(what, seen, width)] if fits else [Content(what), seen]
        self.query_one(Static).update(stacked(lines))


class SidePane(Vertical):
    """Shows one of three pages; ``page`` is "" while it is off."""

    def __init__(self, page: str = "source") -> None:
        super().__init__(id="pane")
        self.page = page
        # Made here and not while composing: a screen may show something before they are mounted.
        self.source = SourceView(id="source")
        self.talk = Transcript(id="talk")
        self.audience = AudienceView(id="who")

    def compose(self) -> ComposeResult:
        with ContentSwitcher(initial=self.page):
            yield self.source
            yield self.talk
            yield self.audience

    def turn(self, page: str) -> None:
        """Show a page, or "" for none."""
        self.page = page
        if page:
            self.query_one(ContentSwitcher).current = page
