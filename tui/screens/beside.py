"""A place with a pane beside it: the source of what is selected, the talk, who sees what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, TextArea

from assistant.errors import AssistantError, NotFound
from tui.actions import EVERYWHERE, Action
from tui.messages import AskSent, SourceAsked
from tui.screens.talking import IN_TALK, STOPS, TalkingScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.kept import AskLine
from tui.widgets.side_pane import PAGES, SidePane

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation
    from assistant.domain.sources import Source
    from assistant.domain.visibility import Visibility

WIDE = 112
"""Columns from which the pane stands beside the main column."""
TALL = 36
"""Rows from which a short list has room for all words of each entry."""


class BesideScreen(TalkingScreen):
    """Below ``WIDE`` columns the pane takes the whole body until Esc."""

    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss"]

    FIRST_PAGE: ClassVar[str] = "source"
    """What the pane shows at first."""
    turned_by_question = False
    """Whether the pane shows the talk because something was asked, not because it was turned."""
    _of_talk = False
    """Whether the source in the pane is one of the talk's: its digits, and Esc back to it."""
    _cited_in_talk: tuple[Citation, ...] = ()
    """Sources of the answer in view when the talk was last shown."""

    def compose_middle(self) -> ComposeResult:
        with Horizontal(id="middle"):
            with Vertical(id="body"):
                yield from self.compose_body()
            yield SidePane(self.FIRST_PAGE)

    def compose_foot(self) -> ComposeResult:
        yield AskLine()

    def on_mount(self) -> None:
        self.query_one(AskLine).awaits = self.ask_place
        self.query_one(TitleBar).show(self.where(), self.here.who)
        self.start(self._restore, "restore")
        self.refresh_keys()

    def where(self) -> str:
        """Row 1: the place in words."""
        return self.TITLE_WORDS

    # --- pane --------------------------------------------------------------------------------

    @property
    def pane(self) -> SidePane:
        return self.query_one(SidePane)

    @property
    def wide(self) -> bool:
        return self.size.width >= WIDE

    def line_actions(self) -> list[Action]:
        if self.replying:
            others = [one for one in self._line_actions() if one.id != STOPS.id]
            return [STOPS, *(one for one in others if one not in IN_TALK)]
        return self._line_actions()

    def _line_actions(self) -> list[Action]:
        if not self.pane_over:
            return super().line_actions()
        names = ("app.step-back", "app.next", "app.cite", "app.ask", "app.side-pane")
        by_id = {action.id: action for action in EVERYWHERE}
        found = [by_id[name] for name in names if hasattr(self, f"action_{by_id[name].call}")]
        return [*IN_TALK, *found] if self.pane.page == "talk" and self.pane.talk.turned else found

    def show_page(self, page: str) -> None:
        """Turn the pane to a page; where there is no room beside, over the body."""
        self.pane.turn(page)
        self._of_talk = False
        self.set_class(not page, "-pane-off")
        self.set_class(bool(page), "-pane-over")
        if page and not self.wide:
            # The main column is hidden, so its list must not keep the keys.
            self.pane.query_one(f"#{page}").focus()
        self.refresh_keys()

    def close_page(self) -> None:
        """Give the body back to the main column."""
        self.remove_class("-pane-over")
        self.leave_text()

    @property
    def pane_over(self) -> bool:
        """Whether the pane hides the main column."""
        return not self.wide and self.has_class("-pane-over")

    def action_side_pane(self) -> None:
        self.turned_by_question = False
        shown = self.pane.page if self.wide or self.pane_over else ""
        pages = (*PAGES, "")
        self.show_page(pages[(pages.index(shown) + 1) % len(pages)])

    @on(AskSent)
    def _turns_to_talk(self) -> None:
        """Beside what asking does: Textual calls both, this one first."""
        self.turned_by_question = self.turned_by_question or self.pane.page != "talk"

    @property
    def tall(self) -> bool:
        return self.size.height >= TALL

    async def show_source(self, citation: Citation, position: str = "") -> None:
        """Load the text behind a citation into the pane."""
        try:
            source = await self.here.assistant.source(citation.source)
        except NotFound as error:
            self.pane.source.say(error.sentences())
            return
        self.pane.source.show(source, citation=citation, position=position)

    def show_text(self, source: Source, span: tuple[int, int] = (-1, -1)) -> None:
        """Show a source that is already in hand."""
        self.pane.source.show(source, span=span)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The page's own citations, for the digits; a place that cites gives them."""
        return ()

    def action_cite(self, number: int) -> None:
        """Open source ``number`` of the answer in view if a talk is shown, else of the page."""
        talking = self._of_talk or self.pane.page == "talk"
        talking = talking and (self.wide or self.pane_over)
        self._look_at_talk()
        reach = self._cited_in_talk if talking else self.citations
        if 1 <= number <= len(reach):
            self.show_page("source")
            self._of_talk = talking
            position = f"{number} of {len(reach)}"
            self.start(partial(self.show_source, reach[number - 1], position), "source")
        else:
            self.say(f"There is no source {number} here.")

    def _look_at_talk(self) -> None:
        """What is before the reader's eyes can be asked only while it is shown; a source of it that
        lies over it is left for the next one by a digit."""
        if self.pane.page == "talk":
            self._cited_in_talk = self.pane.talk.citations

    @on(SourceAsked)
    def _source_asked(self, event: SourceAsked) -> None:
        event.stop()
        talking = self.pane.page == "talk"
        self._look_at_talk()
        self.show_page("source")
        self._of_talk = talking
        self.start(partial(self.show_source, event.citation), "source")

    async def show_audience(self, visibility: Visibility) -> None:
        """Row 22, in the core's words."""
        audience = await self.here.assistant.audience(visibility, self.here.pairing_id)
        self.query_one(WhoSees).show(audience.sentence, audience.badge)

    def action_step_back(self) -> None:
        """Stop a reply, leave the text, close the pane, go back: in that order."""
        if self.replying:
            self.workers.cancel_group(self, "reply")
        elif isinstance(self.focused, Input | TextArea):
            self.leave_text()
        elif self._of_talk and (self.wide or self.pane_over):
            self.show_page("talk")
        elif self.pane_over:
            self.close_page()
        elif self.focused is not None and self.pane in self.focused.ancestors:
            self.leave_text()
        else:
            self.go("back")

    async def _restore(self) -> None:
        if not self.here.person:
            return
        if self.here.pairing is None and await self.here.assistant.coordinates():
            self.pane.audience.show(coordinator=True)
        ask, place = self.query_one(AskLine), self.ask_place
        try:
            kept = await self.here.assistant.kept_words(place)
            if kept.text and not ask.value.startswith(kept.text):
                ask.restore(kept.text)
                self.say_restored("1 line", kept, "in the ask line. t goes there")
        except AssistantError:
            ask.place = place
            raise
        # Only now: empty until its words are back, it would be kept as empty.
        ask.place = place
        await self.restore_talk()

    async def restore_talk(self) -> None:
        """Show the talk that is gone on with."""
        conversation = await self.here.assistant.conversation(self.here.pairing_id)
        self.call_after_refresh(self.pane.talk.restore, conversation)
